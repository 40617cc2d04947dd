package table

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innlab/app/file"
)

// put writes a file and returns its path.
func put(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// all reads every column of a file.
func all(path string) (*Head, *Table, error) {
	h, err := Peek(path)
	if err != nil {
		return nil, nil, err
	}
	columns := make([]int, len(h.Titles))
	for i := range columns {
		columns[i] = i
	}
	t, err := h.Read(context.Background(), columns, nil)
	return h, t, err
}

// show writes a table as text: names, then rows.
func show(t *Table) string {
	var b strings.Builder
	for i, c := range t.Columns {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(c.Name)
	}
	for r := range t.Rows {
		b.WriteByte('/')
		for i, c := range t.Columns {
			if i > 0 {
				b.WriteByte('|')
			}
			v := c.Values[r]
			switch {
			case math.IsNaN(v):
				b.WriteByte('?')
			case c.Kind == Texts:
				b.WriteString(c.Categories[int(v)])
			default:
				fmt.Fprintf(&b, "%g", v)
			}
		}
	}
	return b.String()
}

// One table in all the ways that programs write it.
func TestDialects(t *testing.T) {
	const plain = "a|b/1.5|2/-3|0.25/4|1e-06"
	for _, c := range []struct{ name, text, want string }{
		{"comma", "a,b\n1.5,2\n-3,.25\n4,1e-6\n", plain},
		{"semicolon", "a;b\n1.5;2\n-3;.25\n4;1e-6\n", plain},
		{"tab", "a\tb\n1.5\t2\n-3\t.25\n4\t1e-6\n", plain},
		{"decimal comma", "a;b\n1,5;2\n-3;0,25\n4;1e-6\n", plain},
		{"decimal comma, tab", "a\tb\n1,5\t2\n-3\t0,25\n4\t1e-6\n", plain},
		{"quoted decimal comma", "a,b\n\"1,5\",2\n-3,\"0,25\"\n4,1e-6\n", plain},
		{"mark", "\uFEFFa,b\n1.5,2\n-3,.25\n4,1e-6\n", plain},
		{"Windows lines, no end", "a,b\r\n1.5,2\r\n-3,.25\r\n4,1e-6", plain},
		{"quoted, blanks", " \"a\", b\n 1.5 ,2\n -3, .25\n\n4,1e-6\n", plain},
		{"numpy's head", "# a,b\n1.5,2\n-3,.25\n4,1e-6\n", plain},
		{"comments", "# made by hand\na,b\n1.5,2\n# half way\n-3,.25\n4,1e-6\n", plain},
		{"no head", "1.5,2\n-3,.25\n4,1e-6\n", "c1|c2" + plain[3:]},
		{"scripts", "Тепло;温度;\"a;b\"\n1;2;3\n", "Тепло|温度|a;b/1|2|3"},
		{"missing", "a,b\n1,NA\n,2\nNaN,3\nnull,inf\n1e999,-\n", "a|b/1|?/?|2/?|3/?|?/?|?"},
		{"empty first cell after a tab", "a\tb\n\t1\n2\t\n", "a|b/?|1/2|?"},
		{"text", "a,b\nred,1\nblue,2\n,3\nred,4\n", "a|b/red|1/blue|2/?|3/red|4"},
		{"names twice and none", "a,a,,a_2\n1,2,3,4\n", "a|a_3|c3|a_2/1|2|3|4"},
		{"quoted lines", "\"a\nx\",b\n1,\"p\nq\"\n", "a x|b/1|p\nq"},
		{"a comma in one text", "a;b\nu,v;1\nw;2\n", "a|b/u,v|1/w|2"},
	} {
		_, tab, err := all(put(t, "a.csv", c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := show(tab); got != c.want {
			t.Errorf("%s: read %q, want %q", c.name, got, c.want)
		}
	}
}

// What is wrong is told with line, column and what to do; a table that is right is not refused (above).
func TestRefusals(t *testing.T) {
	many := "a,b\n"
	for i := range MaxCategories + 1 {
		many += fmt.Sprintf("n%d,1\n", i)
	}
	for _, c := range []struct{ name, file, text, want string }{
		{"empty", "a.csv", " \n", "empty"},
		{"names alone", "a.csv", "a,b\n", "no rows"},
		{"UTF-16", "a.csv", "\xff\xfea\x00,\x00", "UTF-16; save it as UTF-8"},
		{"zero bytes", "a.csv", "a\x00b,c\n", "not text"},
		{"spreadsheet in disguise", "a.csv", "PK\x03\x04xyz", "save the table as CSV"},
		{"spreadsheet", "a.xlsx", "PK\x03\x04xyz", "save it there as CSV"},
		{"other type", "a.json", "{}", "a table is one of"},
		{"cells", "a.csv", "a,b\n1,2\n1,2,3\n", "line 3 has 3 cells, the first has 2"},
		{"not a number", "a.csv", "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,zwei\n", `line 8, column b: "zwei" is not a number`},
		{"thousands", "a.csv", "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,\"1,234\"\n", "without commas between the thousands"},
		{"open quotes", "a.csv", "a,b\n1,\"2\n3,4\n", "line 2: a quotation mark is opened and not closed"},
		{"quotes within", "a.csv", "a,b\n1,2\" x\n", "line 2, character 4: a quotation mark stands where none may be"},
		{"Latin-1 head", "a.csv", "Gr\xf6\xdfe,b\n1,2\n", "not UTF-8"},
		{"Latin-1 text", "a.csv", "a,b\n1,gr\xfcn\n", "line 2, column b"},
		{"categories", "a.csv", many, "more than 256 different texts"},
		{"no array", "a.npy", "no array", "not an .npy file"},
		{"no archive", "a.npz", "no archive", "not an .npz file"},
	} {
		path := put(t, c.file, c.text)
		_, _, err := all(path)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v, want words like %q", c.name, err, c.want)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: more than one line: %v", c.name, err)
		}
	}
	if _, err := Peek(filepath.Join(t.TempDir(), "no.csv")); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := Peek(t.TempDir()); err == nil {
		t.Error("a folder is opened")
	}
}

func TestMissingIsCounted(t *testing.T) {
	_, tab, err := all(put(t, "a.csv", "a,b\n1,2\n\n1,\n1,NA\n"))
	if err != nil {
		t.Fatal(err)
	}
	if b := tab.Columns[1]; b.Missing != 2 || b.First != "line 4" {
		t.Errorf("missing %d from %s on, want 2 from line 4 on", b.Missing, b.First)
	}
}

// Columns that are decided by what comes late: nothing at first, then a text.
func TestLateText(t *testing.T) {
	text := "a,b\n" + strings.Repeat("1,\n", 2*sampleRows) + "1,late\n2,\n"
	h, tab, err := all(put(t, "a.csv", text))
	if err != nil {
		t.Fatal(err)
	}
	if h.Titles[1].Kind != Empty || tab.Columns[1].Kind != Texts || !slices.Equal(tab.Columns[1].Categories, []string{"late"}) {
		t.Errorf("%v, then %+v", h.Titles[1].Kind, tab.Columns[1].Categories)
	}
}

func TestArrays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npz")
	want := &file.Table{
		Groups: []file.Group{{Name: "x", Columns: []string{"p", "q"}}, {Name: "y", Columns: []string{"r"}}},
		Data:   []float64{1, 2, 3, 4, math.NaN(), 6},
	}
	write := func(path string) {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(file.WriteTable(f, path, want), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	write(path)
	h, tab, err := all(path)
	if err != nil || show(tab) != "x1|x2|y/1|2|3/4|?|6" || h.Rows != 2 {
		t.Fatalf("%v, %v", tab, err)
	}
	if x, _, err := h.Choose("x"); err != nil || !slices.Equal(x, []int{0, 1}) {
		t.Errorf("array x is columns %v, %v", x, err)
	}
	path = filepath.Join(t.TempDir(), "a.npy")
	write(path)
	if _, tab, err = all(path); err != nil || show(tab) != "c1|c2|c3/1|2|3/4|?|6" {
		t.Errorf("%v, %v", tab, err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b[:len(b)-1], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := all(path); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a cut array: %v", err)
	}
}

func TestChoose(t *testing.T) {
	h := &Head{Titles: []Title{{Name: "a"}, {Name: "b, c"}, {Name: "7"}, {Name: "d e"}, {Name: "2-3"}}}
	for list, want := range map[string][]int{
		"a": {0}, `"b, c",a`: {1, 0}, "7": {2}, "1-3": {0, 1, 2}, "5": {4}, "2-3": {4}, " d  e , 1": {3, 0}, "1,3-4": {0, 2, 3},
	} {
		if got, _, err := h.Choose(list); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s is %v, %v, want %v", list, got, err, want)
		}
	}
	for list, want := range map[string]string{
		"": "names no columns", "z": `no column "z"; the columns are: a, b, c, 7`, "0": "numbered from 1 to 5", "4-9": "from 1 to 5",
		"3-2": "", "a,1": "a is named twice", "a,,7": `no column ""`,
	} {
		if got, _, err := h.Choose(list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %v, %v, want %q", list, got, err, want)
		}
	}
}

func TestCancel(t *testing.T) {
	h, err := Peek(put(t, "a.csv", "a,b\n"+strings.Repeat("1,2\n", 50*pieceRows)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	calls := 0
	_, err = h.Read(ctx, []int{0}, func(share float64) {
		if calls++; share < 0 || share > 1 {
			t.Errorf("a share of %g", share)
		}
		stop()
	})
	if !errors.Is(err, context.Canceled) || calls == 0 || calls > 10 {
		t.Errorf("cancelled: %v after %d calls", err, calls)
	}
}

// large writes n rows of 20 columns.
func large(t testing.TB, n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for c := range 20 {
		fmt.Fprintf(&b, "column%d%c", c, ",\n"[c/19])
	}
	for range n {
		for c := range 20 {
			fmt.Fprintf(&b, "%.6g%c", r.NormFloat64(), ",\n"[c/19])
		}
	}
	return put(t, "a.csv", b.String())
}

// What is read of a larger table is what was written, across the pieces in which it is read.
func TestPieces(t *testing.T) {
	n := 2*pieceRows + 7
	path := large(t, n)
	_, tab, err := all(path)
	if err != nil || tab.Rows != n {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		for c := range tab.Columns {
			if want := r.NormFloat64(); math.Abs(tab.Columns[c].Values[i]-want) > 1e-5*math.Abs(want) {
				t.Fatalf("row %d, column %d is %g, want %g", i, c, tab.Columns[c].Values[i], want)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	path := large(b, 100_000) // × 10: a million rows
	st, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(st.Size())
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if _, _, err := all(path); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzCSV: no text makes the reader panic, and what it reads is whole: every column has a value for every row, and
// every error is one line.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "a;b\n1,5;x\n", "\uFEFFa\tb\n\t1\n", "# a,b\n1,2\n", "\"a\nb\",c\n1,\"2\"\n", ",\n,\n", "1\n2\n", "a,b\n1,2,3\n",
		"\"", "a,b\n\"1,234\",2\n", "\r", "#", "a,a,\n,,\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, tab, err := all(put(t, "a.csv", s))
		if err != nil {
			if strings.ContainsAny(strings.TrimSuffix(err.Error(), "\n"), "\n\r") {
				t.Errorf("%q", err)
			}
			return
		}
		names := map[string]bool{}
		for _, c := range tab.Columns {
			if len(c.Values) != tab.Rows || tab.Rows == 0 || c.Name == "" || names[c.Name] {
				t.Fatalf("column %q has %d values of %d", c.Name, len(c.Values), tab.Rows)
			}
			names[c.Name] = true
			for _, v := range c.Values {
				if c.Kind == Texts && !math.IsNaN(v) && (v < 0 || int(v) >= len(c.Categories)) {
					t.Fatalf("category %g of %d", v, len(c.Categories))
				}
			}
		}
	})
}

// Excel's line that names the separator is no row, and lines are counted with it.
func TestSeparatorLine(t *testing.T) {
	for _, mark := range []string{"", byteOrderMark} {
		path := put(t, "a.csv", mark+"sep=;\r\na;b\r\n1,5;2\r\n2,5;3\r\n")
		h, got, err := all(path)
		if err != nil || len(h.Titles) != 2 || h.Titles[0].Name != "a" || !slices.Equal(got.Columns[0].Values, []float64{1.5, 2.5}) {
			t.Errorf("%v, %v", got, err)
		}
	}
	if _, _, err := all(put(t, "a.csv", "sep=,\na,b\n"+strings.Repeat("1,2\n", 9)+"5,x\n")); err == nil || !strings.Contains(err.Error(), "line 12, column b") {
		t.Errorf("a mistake below: %v", err)
	}
	if _, _, err := all(put(t, "a.csv", "sep=,\na,b\n1,2\n3,4\n5\n")); err == nil || !strings.Contains(err.Error(), "line 5 has 1 cells") {
		t.Errorf("a cell too few below: %v", err)
	}
	if h, _, err := all(put(t, "a.csv", "sep=more;b\n1;2\n2;3\n")); err != nil || h.Titles[0].Name != "sep=more" {
		t.Errorf("a name that begins so: %v, %v", h, err)
	}
}

// A file that is shorter when it is read than when it was opened is an error, also where it ends with a whole row.
func TestCutWhileRead(t *testing.T) {
	path := put(t, "a.csv", "a,b\n"+strings.Repeat("1,2\n", 100))
	h, err := Peek(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := h.Read(context.Background(), []int{0}, nil); err != nil || got.Rows != 100 {
		t.Fatalf("whole: %v, %v", got, err)
	}
	if err := os.Truncate(path, 204); err != nil {
		t.Fatal(err)
	}
	if got, err := h.Read(context.Background(), []int{0}, nil); err == nil || !strings.Contains(err.Error(), "cut while it was read (204 bytes of 404 were there)") {
		t.Errorf("cut: %v, %v", got, err)
	}
}

// A column behind a comma too many is told to be blank; one without a name that has values, or a name without values, is not.
func TestBlankColumn(t *testing.T) {
	h, _, err := all(put(t, "a.csv", "a,b,,d,\n1,2,3,,\n4,5,6,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	var blank []bool
	for _, title := range h.Titles {
		blank = append(blank, title.Blank)
	}
	if !slices.Equal(blank, []bool{false, false, false, false, true}) || !strings.Contains(strings.Join(h.Notes, ";"), "column 5 has neither name nor values") {
		t.Errorf("blank %v, %v", blank, h.Notes)
	}
}

// An array of text in an .npz file is left out with a word, and the others are read.
func TestTextArray(t *testing.T) {
	npy := func(kind, shape, data string) string {
		head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }", kind, shape)
		head += strings.Repeat(" ", 117-len(head)) + "\n"
		return "\x93NUMPY\x01\x00" + string([]byte{byte(len(head)), 0}) + head + data
	}
	path := filepath.Join(t.TempDir(), "a.npz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, text := range map[string]string{
		"a.npy": npy("<f8", "(2,)", "\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x00\x40"), "b.npy": npy("<U1", "(2,)", "x\x00\x00\x00y\x00\x00\x00"),
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	h, tab, err := all(path)
	if err != nil || show(tab) != "a/1|2" && show(tab) != "a/1/2" {
		t.Fatalf("%v, %v", tab, err)
	}
	if len(h.Notes) != 1 || !strings.Contains(h.Notes[0], `array b is left out: the array's elements are of type "U1"`) {
		t.Errorf("noted %q", h.Notes)
	}
}
