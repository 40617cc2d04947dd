//go:build !amd64 && !arm64

package kernel

func machineTables() []*Table { return nil }
