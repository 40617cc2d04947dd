// Command gen writes the machine code of package kernel: for each instruction set one file of Go assembly and one of
// Go declarations. Run it by go generate in package kernel. It computes nothing itself: what a kernel does stands in
// kernel.Table, how in the files beside this one.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := write(dir); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// write puts all files into a folder.
func write(dir string) error {
	files, err := render()
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
