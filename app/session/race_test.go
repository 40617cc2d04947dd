//go:build race

package session

// racing says that the race detector is on, which makes arithmetic ten times slower.
const racing = true
