package dialog_test

import (
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/own"
	"innlab/app/window/dialog"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/widgets/control"
)

type simulatorBench struct {
	dialog.Simulator
	*bench
	got []dialog.SimulatorChoice
}

// newSimulator shows the form, filled with a simulator or, if that is nil, as it is at first.
func newSimulator(t *testing.T, size image.Point, dark bool, sim *own.Simulator) *simulatorBench {
	s := &simulatorBench{}
	s.bench = newBench(t, size, dark, func(gtx layout.Context, env control.Env) {
		if c, ok := s.Simulator.Update(gtx); ok {
			s.got = append(s.got, c)
		}
		s.Simulator.Layout(gtx, env)
	})
	if sim != nil {
		s.Fill(sim)
	}
	s.Simulator.Open()
	s.Frame()
	s.Frame()
	return s
}

// spring is a simulator with two numbers of x.
func spring(t *testing.T) *own.Simulator {
	t.Helper()
	p, err := own.Named([]own.Entry{
		{Name: "mass", Distribution: "lognormal", Values: []float64{0, 0.5}, Unit: "kg"},
		{Name: "stiffness", Distribution: "triangle", Values: []float64{1, 9, 4}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &own.Simulator{Command: "python3 spring.py --noise 0.01", Prior: p, Count: 20_000, Seed: 7, Workers: 3, Timeout: 90 * time.Second}
}

// A simulator goes through the form as it is, and is changed by what is typed.
func TestSimulatorForm(t *testing.T) {
	want := spring(t)
	s := newSimulator(t, image.Pt(800, 640), false, want)
	s.ClickOn("Open")
	if len(s.got) != 1 || s.got[0].Open == nil || s.Shown() {
		t.Fatalf("choices %+v", s.got)
	}
	same := func(got, want *own.Simulator) {
		t.Helper()
		if got.Command != want.Command || got.Prior.Text != want.Prior.Text || got.Count != want.Count || got.Seed != want.Seed ||
			got.Workers != want.Workers || got.Timeout != want.Timeout || got.Fresh != want.Fresh {
			t.Errorf("%+v, prior %s\nwant %+v, prior %s", got, got.Prior.Text, want, want.Prior.Text)
		}
	}
	same(s.got[0].Open, want)

	s = newSimulator(t, image.Pt(800, 640), false, want)
	s.Retype("Command", "./spring")
	s.Retype("mu of mass", "-1,5")
	s.ClickOn("Remove stiffness")
	s.Frame()
	s.ClickOn("Add a number")
	s.Frame()
	s.Frame()
	s.Key("A", key.ModShortcut)
	s.Type("damping")
	s.Retype("max of damping", "2")
	s.ClickOn("more Time limit")
	s.Frame()
	s.ClickOn("less Programs at a time")
	s.Frame()
	s.ClickOn("more Simulations")
	s.Frame()
	s.ClickOn("Ask anew")
	s.Frame()
	s.ClickOn("Open")
	if len(s.got) != 1 || s.got[0].Open == nil {
		t.Fatalf("choices %+v\n%s", s.got, s.Dump())
	}
	changed := *want
	changed.Command, changed.Count, changed.Workers, changed.Timeout, changed.Fresh = "./spring", 21_000, 2, 91*time.Second, true
	changed.Prior, _ = own.Named([]own.Entry{
		{Name: "mass", Distribution: "lognormal", Values: []float64{-1.5, 0.5}, Unit: "kg"},
		{Name: "damping", Distribution: "uniform", Values: []float64{0, 2}},
	})
	same(s.got[0].Open, &changed)
	s.Simulator.Open()
	s.Frame()
	s.ClickOn("Open")
	changed.Fresh = false // it has been asked anew
	same(s.got[1].Open, &changed)
}

// What is wrong stands under its field once it is to be asked, and nothing is asked.
func TestSimulatorFaults(t *testing.T) {
	s := newSimulator(t, image.Pt(960, 900), false, nil)
	s.Retype("max of x1", "many")
	const command = "Say how the program is started, as in a terminal."
	if s.Has(command) {
		t.Error("finds fault before anything is to be done")
	}
	s.ClickOn("Try it")
	s.Frame()
	for _, words := range []string{command, "Uniform needs a number for max."} {
		if !s.Has(words) {
			t.Errorf("does not say %q:\n%s", words, s.Dump())
		}
	}
	s.Retype("Command", "./prog")
	s.Retype("max of x1", "-1")
	s.Retype("Name of x", " ")
	if !s.Has("It has no name.") {
		t.Errorf("nothing is said of a name that is missing:\n%s", s.Dump())
	}
	s.Retype("Name of x", "a")
	if !s.Has("Uniform: min must be below max, not 0 and -1.") || s.Has(command) {
		t.Errorf("what is wrong now is not said:\n%s", s.Dump())
	}
	s.Retype("max of a", "1")
	s.ClickOn("Simulations")
	s.Frame()
	s.Key("A", key.ModShortcut)
	s.Type("12")
	s.Key(key.NameReturn)
	s.Frame()
	s.ClickOn("Open")
	s.Frame()
	if !s.Has("12 simulations are too few to learn from; at least 50 are needed.") {
		t.Errorf("nothing is said of a number that is too small:\n%s", s.Dump())
	}
	s.ClickOn("Remove a")
	s.Frame()
	if !s.Has("Add a number that the program is asked for.") || len(s.got) != 0 || !s.Shown() {
		t.Errorf("choices %+v:\n%s", s.got, s.Dump())
	}
}

// tried is what came of trying.
var tried = own.Trial{
	X:    [][]float64{{1.25, 3.5}, {0.5, 2}, {0.75, 8.25}, {2, 4}},
	Y:    [][]float64{{0.41, 3.1, 12}, {0.5, 2, 11}, {0.6, 1, 10}, {0.7, 0, 9}},
	Took: 312 * time.Millisecond,
}

func TestSimulatorTried(t *testing.T) {
	s := newSimulator(t, image.Pt(800, 640), false, spring(t))
	s.ClickOn("Try it")
	s.Frame()
	if len(s.got) != 1 || s.got[0].Try == nil || !s.Has("Stop") || !s.Shown() {
		t.Fatalf("choices %+v:\n%s", s.got, s.Dump())
	}
	s.Tried(tried)
	s.Frame()
	for _, words := range []string{"It answered 4 rows of x in 0.31 s.", "mass", "y3", "0.41", "Try it"} {
		if !strings.Contains(s.Dump(), words) {
			t.Errorf("does not show %q:\n%s", words, s.Dump())
		}
	}
	s.Retype("Command", "./other")
	if strings.Contains(s.Dump(), "0.31 s") {
		t.Error("shows what another program answered")
	}
	s.ClickOn("Try it")
	s.Frame()
	s.Retype("Command", "./third")
	if c := s.got[len(s.got)-1]; !c.Stop || s.Has("Stop") {
		t.Errorf("goes on trying what no longer stands there: %+v", s.got)
	}
	s.Tried(tried)
	s.Frame()
	if strings.Contains(s.Dump(), "0.31 s") {
		t.Error("shows what another program answered")
	}
	s.ClickOn("Try it")
	s.Frame()
	s.Tried(own.Trial{X: tried.X, Y: make([][]float64, 4), Wrong: "it ended with exit status 3; its last lines: no luck"})
	s.Frame()
	if !s.Has("It ended with exit status 3; its last lines: no luck.") {
		t.Errorf("what went wrong is not said:\n%s", s.Dump())
	}
}

// x can be asked for by a file, and by hand again.
func TestSimulatorPrior(t *testing.T) {
	s := newSimulator(t, image.Pt(800, 640), false, spring(t))
	s.ClickOn("From a file…")
	if len(s.got) != 1 || !s.got[0].File || s.Shown() {
		t.Fatalf("choices %+v", s.got)
	}
	p := &own.Prior{Path: "/tmp/rows.csv", X: []own.Field{{Name: "u"}, {Name: "v"}}, Text: "rows"}
	s.SetPrior(p)
	s.Frame()
	s.Frame()
	if !s.Has("2 numbers drawn from the rows of rows.csv") {
		t.Fatalf("the file is not named:\n%s", s.Dump())
	}
	s.ClickOn("Open")
	if c := s.got[1]; c.Open == nil || c.Open.Prior != p {
		t.Errorf("%+v", c)
	}
	s.Simulator.Open()
	s.Frame()
	s.ClickOn("Name distributions")
	s.Frame()
	s.Frame()
	s.ClickOn("Open")
	if c := s.got[2]; c.Open == nil || len(c.Open.Prior.X) != 1 || c.Open.Prior.X[0].Name != "x1" {
		t.Errorf("%+v", c)
	}
}

// Everything is reached by Tab, in the order of reading; Escape closes and keeps what stands there.
func TestSimulatorKeys(t *testing.T) {
	s := newSimulator(t, image.Pt(800, 640), false, spring(t))
	s.Type("!")
	s.Frame()
	for range 2 { // name, distribution
		s.Key(key.NameTab)
		s.Frame()
	}
	s.Key(key.NameDownArrow)
	s.Frame()
	s.Key(key.NameTab)
	s.Frame()
	s.Key("A", key.ModShortcut)
	s.Type("2")
	s.Frame()
	s.Key(key.NameReturn)
	s.Frame()
	if len(s.got) != 1 || s.got[0].Try == nil {
		t.Fatalf("choices %+v\n%s", s.got, s.Dump())
	}
	e := s.got[0].Try.Prior.Entries[0]
	if c := s.got[0].Try.Command; c != "python3 spring.py --noise 0.01!" || e.Distribution != "gamma" || !slices.Equal(e.Values, []float64{2, 0.5}) {
		t.Errorf("%q, %+v", c, e)
	}
	s.Key(key.NameEscape)
	if s.Shown() || !s.got[len(s.got)-1].Stop {
		t.Error("Escape does not close")
	}
	s.Simulator.Open()
	s.Frame()
	if !strings.Contains(s.Dump(), "0.01!") {
		t.Error("what stood there is forgotten")
	}
}

func TestSimulatorGolden(t *testing.T) {
	for name, c := range map[string]struct {
		size image.Point
		dark bool
		act  func(s *simulatorBench)
	}{
		"simulator-light": {image.Pt(800, 640), false, func(s *simulatorBench) {
			s.ClickOn("Try it")
			s.Tried(tried)
		}},
		"simulator-faults-dark": {image.Pt(960, 600), true, func(s *simulatorBench) {
			s.Retype("Command", "")
			s.Retype("sigma of mass", "-1")
			s.ClickOn("Try it")
		}},
	} {
		s := newSimulator(t, c.size, c.dark, spring(t))
		c.act(s)
		s.Move(f32.Pt(5, 5)) // off the buttons
		s.Frame()
		golden.Check(t, name, func() *image.RGBA {
			s.Frame()
			return screen.Shot(t, s.Driver)
		})
	}
}
