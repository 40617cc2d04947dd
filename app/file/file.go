// Package file writes files so that a failure leaves nothing half-written.
package file

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Write calls write with a buffered writer on a new file beside path and renames it to path when all went well; on
// any error path is as it was. A symbolic link stays: the file that it leads to is replaced. Pipes and devices are
// written into, never replaced. The path "-" is standard output.
func Write(path string, write func(w io.Writer) error) error {
	if path == "-" {
		return fill(path, os.Stdout, write)
	}
	k, err := look(path)
	if err != nil {
		return err
	}
	if k == plain {
		return replace(path, write)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return cannot(path, err)
	}
	if err := fill(path, f, write); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return cannot(path, err)
	}
	return nil
}

// Probe says at once whether path can be written, before long work whose result goes there.
func Probe(path string) error {
	if path == "-" {
		return nil
	}
	k, err := look(path)
	if err != nil {
		return err
	}
	switch k {
	case pipe: // to open it would be to wait for its reader
		return nil
	case device:
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return cannot(path, err)
		}
		return f.Close()
	}
	target, err := follow(path)
	if err != nil {
		return cannot(path, err)
	}
	f, err := beside(target)
	if err != nil {
		return cannot(path, err)
	}
	f.Close()
	return os.Remove(f.Name())
}

// kind is what a path leads to.
type kind int

const (
	plain  kind = iota // a file, or nothing yet
	pipe               // a named pipe
	device             // a terminal, /dev/null and the like
)

// look says what path leads to and refuses what nothing can be written to.
func look(path string) (kind, error) {
	if path == "" {
		return plain, errors.New("no file name given")
	}
	st, err := os.Stat(path)
	switch {
	case err != nil || st.Mode().IsRegular():
		return plain, nil // what is wrong will show when a file is made beside it
	case st.IsDir():
		return plain, fmt.Errorf("%s is a folder; give the name of a file", path)
	case st.Mode()&fs.ModeNamedPipe != 0:
		return pipe, nil
	case st.Mode()&fs.ModeDevice != 0:
		return device, nil
	}
	return plain, fmt.Errorf("%s is neither a file, a pipe nor a device; give the name of a file", path)
}

// replace writes a new file and renames it to what path leads to.
func replace(path string, write func(w io.Writer) error) (err error) {
	target, err := follow(path)
	if err != nil {
		return cannot(path, err)
	}
	f, err := beside(target)
	if err != nil {
		return cannot(path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := fill(path, f, write); err != nil {
		return err
	}
	if st, err := os.Stat(target); err == nil {
		if err := f.Chmod(st.Mode().Perm()); err != nil {
			return cannot(path, err)
		}
	}
	if err := f.Close(); err != nil {
		return cannot(path, err)
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return cannot(path, err)
	}
	return nil
}

// follow returns where path leads to when it is a symbolic link, also to nothing, and otherwise path.
func follow(path string) (string, error) {
	const most = 40 // links, as many as Linux follows
	for range most {
		st, err := os.Lstat(path)
		if err != nil || st.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", errors.New("its symbolic links go round in circles")
}

// beside makes a new file of its own in the folder of path, with the rights that new files have.
func beside(path string) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".innlab-%016x", rand.Uint64()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// fill calls write with a buffer before w. What goes wrong in w is told of path, whatever w calls itself.
func fill(path string, w io.Writer, write func(w io.Writer) error) error {
	s := &sink{w: w}
	b := bufio.NewWriter(s)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if s.err != nil {
		return cannot(path, s.err)
	}
	return err
}

// sink remembers what went wrong in a writer.
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

// cannot says in plain words why path cannot be written.
func cannot(path string, err error) error {
	if path == "-" {
		path = "to standard output"
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		dir := filepath.Dir(path)
		if to, err := follow(path); err == nil {
			dir = filepath.Dir(to)
		}
		if _, err := os.Stat(dir); err == nil {
			return fmt.Errorf("cannot write %s: the folder %s takes no new files", path, dir)
		}
		return fmt.Errorf("cannot write %s: the folder %s does not exist", path, dir)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot write %s: no permission", path)
	}
	if pe := new(fs.PathError); errors.As(err, &pe) {
		err = pe.Err
	}
	if le := new(os.LinkError); errors.As(err, &le) {
		err = le.Err
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}
