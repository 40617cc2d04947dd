package window

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innlab/app/table"
	"innlab/app/window/giotest"
	"innlab/widgets"
)

// rings writes rows of two parameters and their distance from the middle, some of which miss a value.
func rings(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("east;north;off;radius\n")
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 400 {
		x, y := r.NormFloat64(), r.NormFloat64()
		if i%100 == 7 {
			fmt.Fprintf(&b, ";%.4f;3;%.4f\n", y, math.Hypot(x, y))
			continue
		}
		fmt.Fprintf(&b, "%.4f;%.4f;3;%.4f\n", x, y, math.Hypot(x, y))
	}
	path := filepath.Join(t.TempDir(), "rings.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// openRings goes from the scene picker to what is told of the rows.
func openRings(t *testing.T, d *giotest.Driver, w *Window) {
	t.Helper()
	w.openScenes()
	d.Frame()
	d.Frame()
	d.ClickOn("Open data…")
	d.Frame()
	path := rings(t)
	w.dialogs.files.Open(w.dialogs.asked, filepath.Dir(path))
	d.Frame()
	d.ClickOn(filepath.Base(path))
	d.ClickOn("Open")
	until(t, d, "its columns", func() bool { return w.dialogs.data.Shown() && d.Has("All others are x") })
	d.ClickOn("All others are x")
	d.ClickOn("Read")
	until(t, d, "what was read", func() bool { return d.Has("Back") })
}

// From the scene picker through the columns of a file to a training on its rows.
func TestOpenData(t *testing.T) {
	d, w := openReal(t)
	openRings(t, d, w)
	for _, words := range []string{
		"Column off of x never varies and is left out.", "357 rows train, 39 are held out", "4 rows dropped for missing values", "Width of z, estimated as 1",
	} {
		if !strings.Contains(d.Dump(), words) {
			t.Errorf("does not say %q:\n%s", words, d.Dump())
		}
	}
	d.ClickOn("more Width of z")
	d.ClickOn("Train")
	until(t, d, "ten steps on the rows", func() bool {
		s := w.run().Snapshot()
		return s.Plan.Scene.Title == "rings.csv" && s.Step >= 10
	})
	if p := w.run().Snapshot().Plan; p.Columns[0].Config.DimZ != 2 || p.Setup.Held.N == 0 {
		t.Errorf("width of z %d, %d rows held out", p.Columns[0].Config.DimZ, p.Setup.Held.N)
	}
	held := w.setup.Held
	if d.Has("held-out x") {
		t.Error("the legend has a held-out row before one is chosen")
	}
	d.ClickOn("more Held-out row")
	d.Frame()
	d.ClickOn("more Held-out row")
	d.Frame()
	if !slices.Equal(w.choice.y, held.Y[1:2]) || !slices.Equal(w.choice.held(w.setup), held.X[2:4]) {
		t.Errorf("row %d, y %v, x %v", w.choice.row, w.choice.y, w.choice.held(w.setup))
	}
	if w.choice.vary(0, 0.5); w.choice.held(w.setup) != nil {
		t.Error("another y is still that of the row")
	}
	d.ClickOn("Held-out row…")
	d.Frame()
	d.ClickOn("Row 5")
	d.Frame()
	if w.dialogs.held.Shown() || !slices.Equal(w.choice.y, held.Y[4:5]) || !slices.Equal(w.choice.held(w.setup), held.X[8:10]) {
		t.Errorf("after a click on row 5: row %d, y %v", w.choice.row, w.choice.y)
	}
	d.ClickOn("held-out x")
	if w.show.truth {
		t.Error("the legend does not hide the held-out row")
	}
	d.ClickOn("held-out x")
	if !w.show.truth {
		t.Error("the legend does not show the held-out row again")
	}
	w.openScenes()
	d.Frame()
	d.Frame()
	if n, ok := d.Lookup("Eight modes"); !ok || n.Selected {
		t.Error("the picker takes own data for the first scene")
	}
}

// A file that is no table is said in the dialog, and the run stays as it was.
func TestOpenNoData(t *testing.T) {
	d, w := openReal(t)
	path := filepath.Join(t.TempDir(), "none.csv")
	if err := os.WriteFile(path, []byte("\x00\x01\x02"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.openData()
	d.Frame()
	w.peekData(path)
	until(t, d, "what is wrong", func() bool { return strings.Contains(d.Dump(), "none.csv") && w.dialogs.files.Shown() })
	if w.dialogs.data.Shown() || w.run().Snapshot().Plan.Scene.Name != "modes" {
		t.Error("something was opened")
	}
}

// A network of own data asks for them where they are not those on the screen, and then goes on from where it was saved;
// with other rows it can be asked, not trained, and those that it was trained on are left out.
func TestReopenData(t *testing.T) {
	d, w := openReal(t)
	openRings(t, d, w)
	rings, model := w.own.head.Path, filepath.Join(t.TempDir(), "m.innlab")
	d.ClickOn("Train")
	until(t, d, "ten steps", func() bool {
		return w.run().Snapshot().Plan.Scene.Title == "rings.csv" && w.run().Snapshot().Step >= 10
	})
	w.run().Pause()
	w.writeModel(model)
	until(t, d, "the model", func() bool { _, err := os.Stat(model); return err == nil })
	all, err := os.ReadFile(rings)
	if err != nil {
		t.Fatal(err)
	}
	more := filepath.Join(t.TempDir(), "more.csv")
	if err := os.WriteFile(more, append(all, "1;0;3;1\n0;1;3;1\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, train := range map[string]int{rings: 357, more: 41} {
		w.setScene(1)
		until(t, d, "another scene", func() bool { return w.run().Snapshot().Plan.Scene.Name == "kinematics" })
		w.readModel(model)
		until(t, d, "the question for its data", func() bool { return d.Has("Open data…") })
		if w.run().Snapshot().Plan.Scene.Name != "kinematics" {
			t.Error("it was opened without its data")
		}
		d.ClickOn("Open data…")
		d.Frame()
		w.dialogs.files.Open(w.dialogs.asked, filepath.Dir(path))
		d.Frame()
		d.ClickOn(filepath.Base(path))
		d.ClickOn("Open")
		until(t, d, "the network", func() bool {
			s := w.run().Snapshot()
			return s.Plan.Scene.Title == "rings.csv" && s.Step >= 10 && w.orphan == nil
		})
		at := w.run().Snapshot()
		if u := at.Plan.Setup; u.Problem.Table.N != train || u.Foreign != (path == more) || w.broken != "" {
			t.Errorf("%d rows, want %d; %s", u.Problem.Table.N, train, w.broken)
		}
		w.run().Play()
		if train == 357 {
			until(t, d, "further steps", func() bool { return w.run().Snapshot().Step > at.Step })
			continue
		}
		until(t, d, "why it does not train", func() bool { return strings.Contains(w.run().Snapshot().Problem, "rows are others") })
	}
}

// Names in letters that no font has are told as such, others are not.
func TestUnwritten(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	const nobody = "\U0010fffd" // for private use
	h := &table.Head{Titles: []table.Title{{Name: "mass"}, {Name: nobody}, {Name: "Länge"}}}
	if got := unwritten(h); got != nil {
		t.Errorf("before anything was looked for: %q", got)
	}
	widgets.Prepare(nobody)
	if got := unwritten(h); len(got) != 1 || !strings.Contains(got[0], "the letters of "+nobody+",") {
		t.Errorf("told: %q", got)
	}
}
