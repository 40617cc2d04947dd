//go:build !amd64

package kernel

func machineTables() []*Table { return nil }
