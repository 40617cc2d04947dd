package table

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sbinet/npyio"
)

// arraysOf writes an .npz file of arrays of one column with so many rows each.
func arraysOf(t *testing.T, rows map[string]int) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, n := range rows {
		w, err := z.Create(name + ".npy")
		if err != nil {
			t.Fatal(err)
		}
		if err := npyio.Write(w, make([]float64, n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.npz")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Arrays that do not go with the others are left out and told; what cannot be left out is refused.
func TestTogether(t *testing.T) {
	h, err := Peek(arraysOf(t, map[string]int{"theta": 30, "seen": 30, "weight": 30, "test": 7}))
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Titles) != 3 || h.Rows != 30 || len(h.Notes) != 1 || h.Notes[0] != "array test is left out: it has 7 rows, the others 30" {
		t.Errorf("%+v", h)
	}
	for _, rows := range []map[string]int{{"theta": 30, "seen": 29}, {"x": 30, "y": 29, "a": 30}, {"y": 29, "a": 30, "b": 30}} {
		if _, err := Peek(arraysOf(t, rows)); err == nil || !strings.Contains(err.Error(), "must belong together row by row") {
			t.Errorf("%v: %v", rows, err)
		}
	}
}
