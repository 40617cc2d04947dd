package file

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteReplacesWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	put := func(s string) error {
		return Write(path, func(w io.Writer) error { _, err := io.WriteString(w, s); return err })
	}
	for _, s := range []string{"first, and longer", "second"} {
		if err := put(s); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != s {
			t.Fatalf("file holds %q, want %q", got, s)
		}
	}
}

func TestFailureLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := Write(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, strings.Repeat("half", 10000))
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want the writer's own", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("file holds %q after a failure", got)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files left behind, want the old one alone", len(left))
	}
}

func TestModeIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, func(io.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if st, _ := os.Stat(path); st.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want that of the replaced file", st.Mode().Perm())
	}
}

func TestPlainErrors(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		filepath.Join(dir, "none", "a.txt"): "does not exist",
		dir:                                 "is a folder",
		"":                                  "no file name",
	} {
		if err := Write(path, func(io.Writer) error { t.Error("called"); return nil }); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Write(%q): %v, want %q", path, err, want)
		}
		if err := Probe(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Probe(%q): %v, want %q", path, err, want)
		}
	}
	if err := Probe(filepath.Join(dir, "new.txt")); err != nil {
		t.Errorf("Probe of a writable path: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("Probe left %d files", len(left))
	}
}
