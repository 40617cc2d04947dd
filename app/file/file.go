// Package file writes files so that a failure leaves nothing half-written.
package file

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write calls write with a buffered writer on a new file beside path and renames it to path when all went well; on
// any error path is as it was. The path "-" is standard output.
func Write(path string, write func(w io.Writer) error) (err error) {
	if path == "-" {
		b := bufio.NewWriter(os.Stdout)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	}
	if path == "" {
		return errors.New("no file name given")
	}
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return fmt.Errorf("%s is a folder; give the name of a file", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".innlab-*")
	if err != nil {
		return cannot(path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	b := bufio.NewWriter(f)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return cannot(path, err)
	}
	mode := fs.FileMode(0o644)
	if st, err := os.Stat(path); err == nil {
		mode = st.Mode().Perm()
	}
	if err := f.Chmod(mode); err != nil {
		return cannot(path, err)
	}
	if err := f.Close(); err != nil {
		return cannot(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return cannot(path, err)
	}
	return nil
}

// Probe says at once whether path can be written, before long work whose result goes there.
func Probe(path string) error {
	if path == "-" {
		return nil
	}
	if path == "" {
		return errors.New("no file name given")
	}
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return fmt.Errorf("%s is a folder; give the name of a file", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".innlab-*")
	if err != nil {
		return cannot(path, err)
	}
	f.Close()
	return os.Remove(f.Name())
}

// cannot says in plain words why path cannot be written.
func cannot(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %s: the folder %s does not exist", path, filepath.Dir(path))
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot write %s: no permission", path)
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("cannot write %s: %v", path, pe.Err)
	}
	return fmt.Errorf("cannot write %s: %v", path, err)
}
