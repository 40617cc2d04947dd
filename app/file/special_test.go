//go:build unix

package file

// What is no plain file: links, pipes, sockets, the rights of new files, a full disk.

import (
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// words writes s.
func words(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// replaced reports whether path is a plain file now: what a rename over a pipe or a link leaves.
func replaced(path string) bool {
	st, err := os.Lstat(path)
	return err == nil && st.Mode().IsRegular()
}

func TestPipeIsWrittenInto(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Probe(path); err != nil || replaced(path) {
		t.Fatalf("Probe of a pipe without a reader: %v, replaced: %t", err, replaced(path))
	}
	got := make(chan string)
	go func() {
		b, err := os.ReadFile(path)
		if err != nil {
			b = []byte(err.Error())
		}
		got <- string(b)
	}()
	if err := Write(path, words("through")); err != nil {
		t.Fatal(err)
	}
	if s := <-got; s != "through" || replaced(path) {
		t.Errorf("the reader got %q; replaced: %t", s, replaced(path))
	}
	// The way of plain files replaces it, which this test sees.
	if err := replace(path, words("over")); err != nil || !replaced(path) {
		t.Errorf("a rename over the pipe goes unnoticed (%v)", err)
	}
}

func TestSocketIsRefused(t *testing.T) {
	t.Chdir(t.TempDir()) // a socket's path must be short
	l, err := net.Listen("unix", "s")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, err := range []error{Probe("s"), Write("s", words("x"))} {
		if err == nil || !strings.Contains(err.Error(), "s is neither a file") {
			t.Errorf("a socket: %v", err)
		}
	}
}

func TestLinksAreFollowed(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"there", "new"} {
		if err := os.Symlink("sub/"+name, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	os.Mkdir(filepath.Join(dir, "sub"), 0o755)
	os.WriteFile(filepath.Join(dir, "sub", "there"), []byte("old"), 0o640)
	for _, name := range []string{"there", "new"} {
		path := filepath.Join(dir, name)
		if err := Probe(path); err != nil {
			t.Error(err)
		}
		if err := Write(path, words("text")); err != nil || replaced(path) {
			t.Errorf("%s: %v; the link was replaced: %t", name, err, replaced(path))
		}
		if b, _ := os.ReadFile(filepath.Join(dir, "sub", name)); string(b) != "text" {
			t.Errorf("%s leads to %q", name, b)
		}
	}
	if st, _ := os.Stat(filepath.Join(dir, "sub", "there")); st.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, want that of the file before", st.Mode().Perm())
	}
	round := filepath.Join(dir, "round")
	os.Symlink("round", round)
	if err := Write(round, words("x")); err == nil || !strings.Contains(err.Error(), "circles") {
		t.Errorf("a link to itself: %v", err)
	}
	gone := filepath.Join(dir, "gone")
	os.Symlink("nowhere/file", gone)
	if err := Write(gone, words("x")); err == nil || !strings.Contains(err.Error(), "the folder "+filepath.Join(dir, "nowhere")+" does not exist") {
		t.Errorf("a link into a folder that is not there: %v", err)
	}
}

func TestNewFilesHaveTheUsualRights(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	path := filepath.Join(t.TempDir(), "a")
	if err := Write(path, words("x")); err != nil {
		t.Fatal(err)
	}
	if st, _ := os.Stat(path); st.Mode().Perm() != 0o640 {
		t.Errorf("mode %v with umask 027, want 640", st.Mode().Perm())
	}
}

// full is a file on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/tmp/.innlab-12", Err: syscall.ENOSPC}
}

func TestMessagesNameThePath(t *testing.T) {
	for _, text := range []string{"short", strings.Repeat("longer than the buffer", 1000)} {
		if err := fill("a.csv", full{}, words(text)); err == nil || err.Error() != "cannot write a.csv: no space left on device" {
			t.Errorf("a full disk: %v", err)
		}
	}
	for _, err := range []error{
		&os.LinkError{Op: "rename", Old: "/tmp/.innlab-12", New: "a.csv", Err: syscall.EXDEV},
		&fs.PathError{Op: "open", Path: "/tmp/.innlab-12", Err: syscall.ENOENT},
		&fs.PathError{Op: "open", Path: "/tmp/.innlab-12", Err: syscall.EACCES},
	} {
		if text := cannot("a.csv", err).Error(); strings.Contains(text, "innlab-12") || !strings.HasPrefix(text, "cannot write a.csv: ") {
			t.Errorf("says %s", text)
		}
	}
	// A folder that is there and takes nothing, as /proc.
	here := filepath.Join(t.TempDir(), "a.csv")
	if text := cannot(here, syscall.ENOENT).Error(); strings.Contains(text, "not exist") {
		t.Errorf("of a folder that is there it says %s", text)
	}
}
