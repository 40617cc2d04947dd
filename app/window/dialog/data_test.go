package dialog_test

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/table"
	"innlab/app/window/dialog"
	"innlab/app/window/giotest"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/widgets/control"
)

type dataBench struct {
	dialog.Data
	*bench
	got []dialog.DataChoice
}

// newData shows a file with three columns of numbers and one of text.
func newData(t *testing.T, dark bool) *dataBench {
	path := filepath.Join(t.TempDir(), "rings.csv")
	var b strings.Builder
	b.WriteString("mass,Länge,kind,signal\n")
	for i := range 80 {
		fmt.Fprintf(&b, "%d.5,%d,%c,0.%d\n", i%9, 10*i, 'a'+i%3, 100+i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	h, err := table.Peek(path)
	if err != nil {
		t.Fatal(err)
	}
	d := &dataBench{}
	d.bench = newBench(t, image.Pt(800, 640), dark, func(gtx layout.Context, env control.Env) {
		if c, ok := d.Data.Update(gtx); ok {
			d.got = append(d.got, c)
		}
		d.Data.Layout(gtx, env)
	})
	d.Data.Open(h)
	d.Frame()
	d.Frame()
	return d
}

// use clicks what a column is for.
func (d *dataBench) use(t *testing.T, sentence string) {
	t.Helper()
	for _, n := range d.Nodes() {
		if n.Description == sentence {
			d.Click(giotest.Middle(n.Bounds))
			d.Frame()
			return
		}
	}
	t.Fatalf("nothing is explained by %q:\n%s", sentence, d.Dump())
}

// read is the only choice so far, of columns to read.
func (d *dataBench) read(t *testing.T) dialog.Columns {
	t.Helper()
	if len(d.got) != 1 || d.got[0].Read == nil {
		t.Fatalf("choices %+v", d.got)
	}
	return *d.got[0].Read
}

func TestColumnsAreChosen(t *testing.T) {
	d := newData(t, false)
	if !d.Has("Choose a column for x, what is to be inferred.") || !d.Find("Read").Disabled {
		t.Fatalf("nothing is said to be missing:\n%s", d.Dump())
	}
	d.ClickOn("Read")
	if len(d.got) != 0 {
		t.Fatal("reads without a column for x")
	}
	d.use(t, "mass is x: what is to be inferred.")
	d.use(t, "kind is y: what is measured.")
	if d.Find("Read").Disabled {
		t.Fatal("cannot be read")
	}
	d.ClickOn("Read")
	if c := d.read(t); !slices.Equal(c.X, []int{0}) || !slices.Equal(c.Y, []int{2, 3}) {
		t.Errorf("columns %v", c)
	}
}

func TestAllOthersAndNone(t *testing.T) {
	d := newData(t, false)
	d.ClickOn("All others are x")
	d.ClickOn("Read")
	if c := d.read(t); !slices.Equal(c.X, []int{0, 1, 2}) || !slices.Equal(c.Y, []int{3}) {
		t.Errorf("columns %v", c)
	}
	d = newData(t, false)
	d.ClickOn("None")
	d.Frame()
	if !d.Find("Read").Disabled {
		t.Error("no column can be read")
	}
}

func TestReadingEnds(t *testing.T) {
	d := newData(t, false)
	d.ClickOn("All others are x")
	d.ClickOn("Read")
	d.Progress(0.42)
	d.Frame()
	if !d.Has("Reading 42 %") || !d.Find("Read").Disabled {
		t.Fatalf("progress is not shown:\n%s", d.Dump())
	}
	d.ClickOn("Stop")
	if !d.got[1].Stop || !d.Shown() {
		t.Fatalf("does not stop: %+v", d.got)
	}
	d.Frame()
	d.ClickOn("Read")
	d.Fail("rings.csv: line 7 has 3 values, not 4.")
	d.Frame()
	if !d.Has("rings.csv: line 7 has 3 values, not 4.") || d.Find("Read").Disabled {
		t.Fatalf("what is wrong is not said:\n%s", d.Dump())
	}
	d.Key(key.NameEscape)
	if d.Shown() || !d.got[len(d.got)-1].Stop {
		t.Error("Escape does not close")
	}
}

// found is what is told after reading.
var found = dialog.Found{
	Notes:    []string{"3 rows dropped for missing values (mass: 3, the first in line 7)", "72 rows train, 8 are held out to judge"},
	Warnings: []string{"77 rows are few"}, DimX: 3, DimZ: 2,
}

func TestWidthOfZ(t *testing.T) {
	d := newData(t, false)
	d.ClickOn("All others are x")
	d.ClickOn("Read")
	d.Done(found)
	d.Frame()
	for _, words := range []string{"77 rows are few.", "3 rows dropped for missing values (mass: 3, the first in line 7)."} {
		if !d.Has(words) {
			t.Errorf("does not say %q:\n%s", words, d.Dump())
		}
	}
	for range 3 { // no further than the width of x
		d.ClickOn("more Width of z")
		d.Frame()
	}
	d.ClickOn("Train")
	if c := d.got[len(d.got)-1]; c.Train != 3 || d.Shown() {
		t.Errorf("%+v", c)
	}
	d = newData(t, false)
	d.ClickOn("All others are x")
	d.ClickOn("Read")
	d.Done(found)
	d.Frame()
	d.ClickOn("Back")
	d.Frame()
	if !d.Has("Read") || d.Has("Train") {
		t.Error("Back does not lead to the columns")
	}
}

func TestDataGolden(t *testing.T) {
	for name, dark := range map[string]bool{"data-light": false, "data-told-dark": true} {
		d := newData(t, dark)
		if dark {
			d.ClickOn("All others are x")
			d.ClickOn("Read")
			d.Done(found)
		} else {
			d.use(t, "mass is x: what is to be inferred.")
		}
		d.Move(f32.Pt(5, 5)) // off the buttons
		d.Frame()
		golden.Check(t, name, func() *image.RGBA {
			d.Frame()
			return screen.Shot(t, d.Driver)
		})
	}
}

// The columns of an array are chosen together, and each can still be chosen alone.
func TestArraysAreChosen(t *testing.T) {
	d := newData(t, false)
	head := &table.Head{Path: "a.npz", Format: "arrays of numpy (.npz)", Named: true, Rows: 9}
	for _, name := range []string{"theta1", "theta2", "theta3", "seen", "other1", "other2"} {
		head.Titles = append(head.Titles, table.Title{Name: name, Array: strings.TrimRight(name, "123")})
	}
	d.Data.Open(head)
	d.Frame()
	d.Frame()
	if !d.Has("Array theta, 3 columns") || d.Has("Array seen, 1 column") {
		t.Errorf("lines of arrays:\n%s", d.Dump())
	}
	if !strings.Contains(d.Dump(), "x: none yet;  y: other1, other2") {
		t.Errorf("the head does not say which column was proposed for y:\n%s", d.Dump())
	}
	d.use(t, "All columns of theta are x: what is to be inferred.")
	d.use(t, "theta2 is not used.")
	if d.Find("Read").Disabled {
		t.Error("the last array is not proposed for y")
	}
	d.use(t, "All columns of other are not used.")
	d.use(t, "All columns of other are y: what is measured.")
	d.use(t, "seen is y: what is measured.")
	if !strings.Contains(d.Dump(), "x: theta1, theta3;  y: 3 columns") {
		t.Error("the head does not say what is chosen")
	}
	d.ClickOn("Read")
	if c := d.read(t); !slices.Equal(c.X, []int{0, 2}) || !slices.Equal(c.Y, []int{3, 4, 5}) {
		t.Errorf("columns %v", c)
	}
}
