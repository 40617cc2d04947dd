package file

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	groupY = Group{"y", []string{"y0", "y1"}}
	groupZ = Group{"z", []string{"z1"}}
	sample = &Table{Groups: []Group{groupY, groupZ}, Data: []float64{1, -2.5, 3, 4e-7, 5, 6}}
)

// written is the sample table as a file of the given extension.
func written(t testing.TB, ext string) []byte {
	var b bytes.Buffer
	if err := WriteTable(&b, "a"+ext, sample); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readBack reads b as a file of the given extension.
func readBack(t testing.TB, ext string, b []byte, g Group) ([]float64, error) {
	path := filepath.Join(t.TempDir(), "a"+ext)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return ReadTable(path, nil, g)
}

func TestTableRoundTrip(t *testing.T) {
	for ext, g := range map[string]Group{
		".csv": groupY,
		".npz": groupY,
		".npy": {"y", []string{"y0", "y1", "z1"}},
	} {
		want := sample.Data
		if len(g.Columns) == 2 {
			want = []float64{1, -2.5, 4e-7, 5}
		}
		got, err := readBack(t, ext, written(t, ext), g)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v, want %v", ext, got, err, want)
		}
	}
	if got := string(written(t, ".csv")); got != "y0,y1,z1\n1,-2.5,3\n4e-07,5,6\n" {
		t.Errorf("CSV is %q", got)
	}
}

func TestReadCSV(t *testing.T) {
	for text, want := range map[string]string{
		"1,2\n3,4\n":                "",
		"# remark\ny1, y0\n2,1\n":   "",
		"a,y0,b,y1\n9,1,9,2\n":      "",
		"":                          "no rows",
		"y0,y1\n":                   "no rows",
		"y0,y2\n1,2\n":              "no column y1; it needs 2: y0,y1",
		"a,b\n1,2\n":                "no columns y0, y1; it needs 2: y0,y1",
		"1,2,3\n":                   "3 columns; it needs 2: y0,y1",
		"1,2\n3\n":                  "line 2 has another number of columns",
		"1,2\n3,x\n":                `line 2: y1 is "x"`,
		"y0,y1\n1,2\n\n3,NaN\n":     `line 4: y1 is "NaN"`,
		"1,Inf\n":                   "not a finite number",
		"\"1,2\n":                   "not CSV",
		"1,2\n" + "1e999,1\n":       "not a finite number",
		"\xff\xfe1\x00,\x002\x00\n": "",
	} {
		got, err := ReadTable("-", strings.NewReader(text), groupY)
		switch {
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: error %v, want %s", text, err, want)
		case want == "" && strings.HasPrefix(text, "\xff"):
			if err == nil {
				t.Errorf("UTF-16 is read as %v", got)
			}
		case want == "" && (err != nil || !slices.Equal(got[:2], []float64{1, 2})):
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

// A packed table is read as the one inside; what only has the name of one is not.
func TestReadPacked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv.bz2")
	for text, ok := range map[string]bool{ // bzip2 of "y0,y1\n1,2\n3,4\n"
		"BZh91AY&SYB\xd07D\x00\x00\x06X\x80\x00\x10\x00\x04|\x00\x00  \x00\"\x1e\xa0\xf5\x040\"\xf1\xa5\xe8x\x03\xc5\xdc\x91N\x14$\x10\xb4\r\xd1\x00": true,
		"y0,y1\n1,2\n3,4\n": false,
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadTable(path, nil, groupY)
		if ok && !slices.Equal(got, []float64{1, 2, 3, 4}) || ok != (err == nil) {
			t.Errorf("%.3q: %v, %v", text, got, err)
		}
	}
}

func TestReadDamaged(t *testing.T) {
	three := Group{"y", []string{"y0", "y1", "z1"}}
	b := written(t, ".npy")
	for n := range b {
		if got, err := readBack(t, ".npy", b[:n], three); err == nil {
			t.Fatalf("the first %d of %d bytes are read as %v", n, len(b), got)
		}
	}
	for what, c := range map[string]struct {
		ext, want string
		g         Group
	}{
		"another width":   {".npy", "shape [2 3], want rows of 2: y0,y1", groupY},
		"another array":   {".npz", "no array x; there is: y, z", Group{"x", []string{"x1"}}},
		"not a zip":       {".npz", "not an .npz file", groupY},
		"unknown type":    {".txt", "a table is one of .csv, .npy, .npz", groupY},
		"unknown type up": {".CSVX", "a table is one of", groupY},
	} {
		ext := c.ext
		if ext != ".npz" {
			ext = ".npy"
		}
		b := written(t, ext)
		if what == "not a zip" {
			b = []byte("PK")
		}
		if _, err := readBack(t, c.ext, b, c.g); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", what, err, c.want)
		}
	}
	if _, err := ReadTable(filepath.Join(t.TempDir(), "a.csv"), nil, groupY); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("a missing file: %v", err)
	}
}

// A column-major float32 array, as NumPy writes a transposed one.
func TestReadColumnMajor(t *testing.T) {
	head := "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }"
	head += strings.Repeat(" ", 117-len(head)) + "\n"
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(head)), 0)
	b = append(b, head...)
	for _, v := range []byte{0x3f, 0x40, 0x41, 0xbf, 0xc0, 0xc1} { // 0.5, 2, 8, and their negatives
		b = append(b, 0, 0, 0, v)
	}
	got, err := readBack(t, ".npy", b, groupY)
	if want := []float64{0.5, -0.5, 2, -2, 8, -8}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}

// FuzzReadTable: whatever a file holds, reading it ends with finite rows or an error.
func FuzzReadTable(f *testing.F) {
	for i, ext := range []string{".csv", ".npy", ".npz"} {
		f.Add(i, written(f, ext))
	}
	f.Fuzz(func(t *testing.T, kind int, b []byte) {
		read := []func([]byte, Group) ([]float64, error){
			func(b []byte, g Group) ([]float64, error) { return readCSV(bytes.NewReader(b), g) }, readNPY, readNPZ,
		}
		x, err := read[uint(kind)%3](b, groupY)
		if err == nil && (len(x) == 0 || len(x)%2 != 0) {
			t.Errorf("%d numbers without an error", len(x))
		}
	})
}

// A mark before the text, as spreadsheets write it, is not part of the first name; elsewhere it is.
func TestByteOrderMark(t *testing.T) {
	g := Group{Name: "y", Columns: []string{"y0", "y1"}}
	for _, text := range []string{"\uFEFFy0,y1\n1,2\n", "\uFEFF1,2\n", "\uFEFF\"y0\",y1\n1,2\n"} {
		if got, err := ReadTable("-", strings.NewReader(text), g); err != nil || len(got) != 2 || got[0] != 1 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := ReadTable("-", strings.NewReader("y0,\uFEFFy1\n1,2\n"), g); err == nil {
		t.Error("a mark inside the text passes")
	}
}
