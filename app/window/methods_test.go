package window

import (
	"image"
	"strings"
	"testing"
	"time"

	"gioui.org/f32"
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/scenes"
)

// openMethods is a window on the methods view over a fake bench.
func openMethods(t *testing.T) (*giotest.Driver, *Window, *methods, *fakeBench) {
	t.Helper()
	win := newWindow(fakeExplored{newFake("some")}, func() {})
	t.Cleanup(func() { win.views[2].(*methods).judge.Close() })
	m := win.views[2].(*methods)
	var b *fakeBench
	m.begin = func(p session.Plan) (bench, error) {
		b = newBench(p)
		return b, nil
	}
	win.setView(2)
	win.toast.Hide()
	d := giotest.New(t, image.Pt(1280, 800), func(gtx layout.Context) { win.Layout(gtx) })
	d.Frame()
	d.Frame()
	return d, win, m, b
}

// What needs exact samples is not in the table where there are none, times are not in a small window.
func TestScoreColumns(t *testing.T) {
	_, win, _, b := openMethods(t)
	exact, none := *b.snap.Plan.Setup, *b.snap.Plan.Setup
	none.Exact = nil
	for _, c := range []struct {
		setup *scenes.Setup
		class class
		want  string
	}{
		{&exact, medium, "Posterior error, C2ST, Re-simulation error, Calibration error, 1 000 samples, Training"},
		{&exact, small, "Posterior error, C2ST, Re-simulation error, Calibration error"},
		{&none, medium, "Re-simulation error, Calibration error, 1 000 samples, Training"},
	} {
		f := &frame{Window: win, snap: &session.Snapshot{Plan: session.Plan{Setup: c.setup}}}
		f.class = c.class
		var names []string
		for _, k := range scoreColumns(f) {
			names = append(names, strings.ReplaceAll(k.name, "\u2009", " "))
		}
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("the table has %s, not %s", got, c.want)
		}
	}
}

func TestMethods(t *testing.T) {
	d, win, m, b := openMethods(t)
	if b.said() != "play" || !b.snap.Plan.Compare {
		t.Fatal("the view does not train a comparison")
	}
	names := b.snap.Plan.Columns
	d.ClickOn("Pause " + names[1].Name)
	d.Frame()
	if got := b.said(); got != "paused 1 true" {
		t.Errorf("a click on a name does %q", got)
	}
	d.Frame()
	d.ClickOn("Go on with " + names[1].Name)
	d.Frame()
	if got := b.said(); got != "paused 1 false" {
		t.Errorf("a second one does %q", got)
	}
	d.ClickOn("Sort by Training")
	d.Frame()
	if got := b.said(); !strings.HasPrefix(got, "arrange [") {
		t.Errorf("a click on a title of the table does %q", got)
	}
	d.ClickOn("Remove " + b.snap.Plan.Columns[0].Name)
	d.Frame()
	if got := b.said(); !strings.HasPrefix(got, "arrange [1 ") {
		t.Errorf("the cross does %q", got)
	}
	f, ok := m.figure().(*figure.Ablation)
	if !ok || !f.Methods || f.Check() != nil || len(f.Columns) != len(b.snap.Columns)+1 {
		t.Errorf("the figure is %+v", f)
	}
	win.setView(0)
	if b.said() != "pause" || len(m.judge.Report().Findings) > 0 && m.ask != nil {
		t.Error("behind another view it goes on")
	}
}

// A drag moves a method, and so do Shift and arrow keys; the scores are then in no order.
func TestMethodsMove(t *testing.T) {
	d, _, m, b := openMethods(t)
	d.ClickOn("Sort by Training")
	d.Frame()
	d.Frame()
	if m.table.sort != 5 {
		t.Errorf("sorted by column %d", m.table.sort)
	}
	b.said()
	names := b.snap.Plan.Columns
	from, to := giotest.Middle(d.Find("Pause "+names[0].Name).Bounds), giotest.Middle(d.Find("Pause "+names[2].Name).Bounds)
	d.Drag(from, from.Add(f32.Pt(30, 0)), to.Add(f32.Pt(60, 0)))
	d.Frame()
	if got := b.said(); !strings.HasPrefix(got, "arrange [1 2 0") {
		t.Errorf("dragging the first behind the third does %q", got)
	}
}

// The budget is time or simulations, and all methods start again with it.
func TestMethodsBudget(t *testing.T) {
	d, win, m, b := openMethods(t)
	b.said()
	m.share(win, session.Budget{Sims: 10_000})
	d.Frame()
	if got := b.said(); !strings.Contains(got, "restart") || !strings.Contains(got, "play") {
		t.Errorf("another budget does %q", got)
	}
	if p := b.snap.Plan; p.Budget.Sims != 10_000 || !d.Has("Budget: 10\u2009000 simulations") {
		t.Errorf("the budget is %+v", p.Budget)
	}
	for _, c := range b.snap.Plan.Columns {
		if n := c.Config.Steps * c.Config.Batch; n > 10_000 {
			t.Errorf("%s has %d simulations", c.Name, n)
		}
	}
}

// Numbers that take long come by themselves where training rests.
func TestMethodsAreJudged(t *testing.T) {
	d, _, m, b := openMethods(t)
	for range 400 {
		d.Frame()
		if m.found(b.snap, 0).Posterior != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("nothing is measured")
}

// The calibration of the explored network comes by itself while training rests, and can be stopped.
func TestCalibrationView(t *testing.T) {
	f := fakeExplored{newFake("some")}
	f.change(func(s *session.Snapshot) { s.State = session.Paused })
	win := newWindow(f, func() {})
	c := win.views[3].(*calibrationView)
	t.Cleanup(c.test.judge.Close)
	win.setView(3)
	d := giotest.New(t, image.Pt(1280, 800), func(gtx layout.Context) { win.Layout(gtx) })
	for range 400 {
		d.Frame()
		if c.test.last != nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	fig := c.figure()
	if fig == nil || fig.Check() != nil {
		t.Fatal("there is no calibration to show")
	}
	if c.test.busy() && d.Has("Stop") {
		d.ClickOn("Stop")
		d.Frame()
		switch { // it may have come to its end before the click
		case c.test.stopped && !d.Has("Measure"):
			t.Error("it cannot be gone on with")
		case !c.test.stopped && c.test.busy():
			t.Error("it cannot be stopped")
		}
	}
}
