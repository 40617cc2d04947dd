package window

import (
	"image"
	"slices"
	"strings"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/inn"
)

// show is a window of 1280×800 on a fake run of set-up some, after its first answer.
func show(t testing.TB) (*giotest.Driver, *Window, *fake) { return showAt(t, 1280, 800, nil) }

// showAt is a window of w×h; prepare, which may be nil, changes it before the first frame.
func showAt(t testing.TB, w, h int, prepare func(*fake, *Window)) (*giotest.Driver, *Window, *fake) {
	t.Helper()
	f := newFake("some")
	win := newWindow(f, func() {})
	if prepare != nil {
		prepare(f, win)
	}
	d := giotest.New(t, image.Pt(w, h), func(gtx layout.Context) { win.Layout(gtx) })
	d.Frame()
	d.Frame()
	return d, win, f
}

// last is the y of the last question.
func (f *fake) last() []float64 { return f.asked[len(f.asked)-1].Y }

func (f *fake) live() inn.Live { return f.snap.Plan.Columns[0].Live }

func (f *fake) told(call string) bool { return slices.Contains(f.calls, call) }

// tabTo presses Tab until the status line says the sentence of what has the focus.
func tabTo(t testing.TB, d *giotest.Driver, sentence string) {
	t.Helper()
	for range 60 {
		d.Key(key.NameTab)
		if d.Has(sentence) {
			return
		}
	}
	t.Fatalf("Tab never leads to what says %q", sentence)
}

// says reports whether the status line, or anything else, begins with words.
func says(d *giotest.Driver, words string) bool {
	for _, n := range d.Nodes() {
		if strings.HasPrefix(n.Text, words) {
			return true
		}
	}
	return false
}

func TestClickOnLabelAsks(t *testing.T) {
	d, _, f := show(t)
	n := len(f.asked)
	d.ClickOn("label 1")
	if y := f.last(); len(f.asked) != n+1 || y[1] != 1 || y[0] != 0 {
		t.Errorf("after a click on label 1 the last of %d new questions is %v", len(f.asked)-n, y)
	}
	if !d.Has("Posterior p(x | y = label 1)") {
		t.Error("the title does not say label 1")
	}
	d.Key("2")
	if f.last()[2] != 1 {
		t.Errorf("key 2 asks %v", f.last())
	}
	d.Frame()
	if n := len(f.asked); d.Has("label 2") && n != len(f.asked) {
		t.Error("a frame in which nothing is chosen asks again")
	}
}

func TestArrowsGoFromLabelToLabel(t *testing.T) {
	d, w, f := show(t)
	tabTo(t, d, sayY)
	d.Key(key.NameRightArrow)
	d.Key(key.NameDownArrow)
	if l := w.choice.label(); l != 5 {
		t.Errorf("right and down from label 0 lead to %d, want 5 (asked %v)", l, f.last())
	}
}

func TestClickOnModeChoosesItsLabel(t *testing.T) {
	d, w, _ := show(t)
	plot := d.Find("posterior").Bounds
	place := func(x, y float64) f32.Point {
		px, py, ok := w.explore().x.cloud.At(x, y)
		if !ok {
			t.Fatalf("(%v, %v) is not in sight", x, y)
		}
		return f32.Pt(float32(plot.Min.X)+px, float32(plot.Min.Y)+py)
	}
	d.Click(place(1, -2.4142)) // mode 5 carries label 1
	if l := w.choice.label(); l != 1 {
		t.Errorf("a click on mode 5 chooses label %d, want 1", l)
	}
	p := digitPlaces(w.setup.Modes)[6]
	d.Click(place(p[0], p[1]))
	if l := w.choice.label(); l != 2 {
		t.Errorf("a click on the digit 6 chooses label %d, want 2", l)
	}
	d.Click(place(0, 0))
	if l := w.choice.label(); l != 2 {
		t.Errorf("a click between the modes chooses label %d", l)
	}
}

func TestSwitchAndWeightOfLosses(t *testing.T) {
	d, _, f := show(t)
	d.ClickOn("loss x")
	if f.live().Loss[inn.LossX].On {
		t.Error("loss x is still on after a click on its switch")
	}
	d.Key("X")
	if !f.live().Loss[inn.LossX].On {
		t.Error("key X does not switch loss x on again")
	}
	d.ClickOn("Reconstruction")
	if f.live().Loss[inn.LossRec].On {
		t.Error("the reconstruction is still on after a click on its switch")
	}
	if f.live().Loss[inn.LossNLL].On {
		t.Error("the likelihood is on without being asked for")
	}
	d.ClickOn("loss n")
	if !f.live().Loss[inn.LossNLL].On {
		t.Error("the likelihood is off after a click on its switch")
	}
	n := d.Find("weight of loss n").Bounds
	d.Drag(giotest.Middle(n), f32.Pt(float32(n.Max.X)-8, giotest.Middle(n).Y))
	if f.live().Loss[inn.LossNLL].Weight < 10 {
		t.Errorf("pulled to its right end, the weight of the likelihood is %v", f.live().Loss[inn.LossNLL].Weight)
	}
	before := f.live().Loss[inn.LossZ].Weight
	r := d.Find("weight of loss z").Bounds
	mid := giotest.Middle(r)
	d.Drag(mid, f32.Pt(float32(r.Max.X)-8, mid.Y))
	if after := f.live().Loss[inn.LossZ].Weight; after < 50*before {
		t.Errorf("pulled to its right end, the weight went from %v to %v", before, after)
	}
	d.DoubleClick(mid)
	if after := f.live().Loss[inn.LossZ].Weight; after != before {
		t.Errorf("a double click leads to %v, the default is %v", after, before)
	}
	d.Key("Y", key.ModShift)
	d.Key(key.NameRightArrow)
	if f.live().Loss[inn.LossY].Weight <= 100 {
		t.Error("Shift Y and an arrow do not raise the weight of loss y")
	}
}

func TestRunPauseStep(t *testing.T) {
	d, _, f := show(t)
	d.ClickOn("Pause")
	if !f.told("pause") || !d.Has("Run") {
		t.Fatalf("Pause does not pause: %v", f.calls)
	}
	d.ClickOn("Step")
	d.Key(".")
	if n := f.snap.Step; n != 4814 {
		t.Errorf("a click on Step and the key lead to step %d, want 4814", n)
	}
	d.Key(key.NameSpace)
	if f.snap.State != session.Running {
		t.Error("Space does not run")
	}
	d.ClickOn("Step") // disabled while it runs
	if f.snap.Step != 4814 {
		t.Error("Step works while training runs")
	}
}

func TestSpaceBelongsToTheFocusedButton(t *testing.T) {
	d, w, f := show(t)
	tabTo(t, d, sayTheme)
	d.Key(key.NameSpace)
	if !w.dark || f.told("pause") {
		t.Errorf("Space on the focused theme button: dark %v, calls %v", w.dark, f.calls)
	}
}

func TestResetOffersUndo(t *testing.T) {
	d, _, f := show(t)
	d.ClickOn("Reset")
	if !f.told("reset") {
		t.Fatal("Reset does not reset")
	}
	if !d.Has("Network reset. 4\u2009812 steps were dropped.") {
		t.Errorf("no toast says what was dropped:\n%s", d.Dump())
	}
	r := d.Find("Network reset. 4\u2009812 steps were dropped.").Bounds
	d.Click(f32.Pt(float32(r.Max.X)-40, float32(r.Min.Y+r.Max.Y)/2)) // the toast's own Undo
	if !f.told("undo") {
		t.Errorf("Undo in the toast does nothing: %v", f.calls)
	}
	d.Key("R")
	d.Key("Z", key.ModShortcut)
	if f.undo != 0 {
		t.Errorf("Ctrl Z leaves %d resets", f.undo)
	}
}

func TestLettersBelongToAnEditor(t *testing.T) {
	d, _, f := show(t)
	d.ClickOn("weight of loss x as a number")
	d.Key("R")
	d.Key(key.NameSpace)
	if len(f.calls) != 0 {
		t.Errorf("keys typed into a number: %v", f.calls)
	}
	d.Key(key.NameEscape)
	d.Key("R")
	if !f.told("reset") {
		t.Error("after Escape the key R does not reset")
	}
}

func TestSetupAndSpeed(t *testing.T) {
	d, w, f := show(t)
	d.ClickOn("all")
	if !f.told("restart all") || !f.told("play") {
		t.Errorf("a click on set-up all: %v", f.calls)
	}
	d.Frame()
	if w.setup.Name != "all" {
		t.Errorf("the window still shows set-up %s", w.setup.Name)
	}
	d.ClickOn("Speed: 1×")
	d.ClickOn("max")
	if f.snap.Pace != session.Max {
		t.Errorf("the speed is %v", f.snap.Pace)
	}
}

func TestLegendAndTheme(t *testing.T) {
	d, w, _ := show(t)
	d.ClickOn("prior")
	d.Key("G")
	if w.show.prior || w.show.truth || !w.show.posterior {
		t.Errorf("after a click on prior and the key G: %+v", w.show)
	}
	d.Key("T")
	d.Key("C")
	if !w.dark || !w.show.modes {
		t.Error("T and C do not change theme and colours")
	}
}

func TestPointingLinksBothSides(t *testing.T) {
	d, w, _ := show(t)
	e := w.explore()
	z := d.Find("latent").Bounds
	px, py, _ := e.z.image.At(-0.7, 1.5)
	at := f32.Pt(float32(z.Min.X)+px, float32(z.Min.Y)+py)
	d.Move(at)
	if !e.link.on || !says(d, "z = (\u22120.7, 1.5) becomes x = (") {
		t.Errorf("pointing at z does not say where it lands:\n%s", d.Dump())
	}
	if want := [2]float64{-1 + 0.3*e.link.z[0], 2.4 + 0.3*e.link.z[1]}; e.link.x != want {
		t.Errorf("z lands at %v, want %v", e.link.x, want)
	}
	d.Leave()
	if e.link.on {
		t.Error("the ring stays when the pointer leaves")
	}
	d.Click(at)
	d.Leave()
	if !e.link.pinned {
		t.Error("a click does not pin the place")
	}
	d.Key(key.NameEscape)
	if e.link.on {
		t.Error("Escape does not let the place go")
	}
	x := d.Find("posterior").Bounds
	px, py, _ = e.x.cloud.At(-1, 2.4)
	d.Move(f32.Pt(float32(x.Min.X)+px, float32(x.Min.Y)+py))
	if e.link.from != 'x' || max(e.link.z[0], -e.link.z[0]) > 0.1 {
		t.Errorf("pointing at x = (−1, 2.4) links z = %v", e.link.z)
	}
}

func TestRectangleInX(t *testing.T) {
	d, w, _ := show(t)
	e := w.explore()
	x := d.Find("posterior").Bounds
	at := func(u, v float64) f32.Point {
		px, py, _ := e.x.cloud.At(u, v)
		return f32.Pt(float32(x.Min.X)+px, float32(x.Min.Y)+py)
	}
	before := w.explore().z.image.Image()
	d.Drag(at(-1.6, 3), at(-1, 2.5), at(-0.4, 1.8))
	d.Frame()
	if c := e.x.chosen; c.X0 > -1.5 || c.X1 < -0.5 || c.Y0 > 1.9 || c.Y1 < 2.9 {
		t.Fatalf("the rectangle is %v", c)
	}
	if after := w.explore().z.image.Image(); before == after {
		t.Error("the latent image is not drawn anew")
	}
	if d.Key(key.NameEscape); !e.x.chosen.Empty() {
		t.Error("Escape does not clear the rectangle")
	}
}

func TestBetweenLabels(t *testing.T) {
	d, w, f := show(t)
	a, b := giotest.Middle(d.Find("label 0").Bounds), giotest.Middle(d.Find("label 1").Bounds)
	d.Drag(a, b)
	if w.choice.label() < 0 {
		t.Error("dragging mixes labels before it is switched on")
	}
	if d.Has("y 3") {
		t.Error("the sliders of y are there before they are switched on")
	}
	d.ClickOn("Measurement menu")
	d.ClickOn("y between labels")
	d.Press(a)
	d.Move(f32.Pt((a.X+3*b.X)/4, a.Y))
	q := f.asked[len(f.asked)-1]
	if !q.Rough || q.Y[1] < 0.7 || q.Y[1] > 0.8 || q.Y[0] != 1-q.Y[1] {
		t.Errorf("three quarters of the way from label 0 to 1 asks %+v", q)
	}
	d.Release()
	if q = f.asked[len(f.asked)-1]; q.Rough || q.Y[1] < 0.7 {
		t.Errorf("letting go asks %+v", q)
	}
	if !d.Has("No x has this y: the network fills the gap between labels.") {
		t.Error("nothing says that y lies between labels")
	}
	r := d.Find("y 3").Bounds
	d.Click(f32.Pt(float32(r.Max.X)-8, giotest.Middle(r).Y))
	if y := f.last(); y[3] != 1 || y[1] < 0.7 {
		t.Errorf("the slider of y 3 at its end asks %v", y)
	}
	d.ClickOn("label 2")
	if y := f.last(); y[2] != 1 || y[3] != 0 {
		t.Errorf("a click on a label asks %v", y)
	}
}

func TestSmallWindowsScroll(t *testing.T) {
	for _, size := range []image.Point{{60, 40}, {320, 240}, {961, 300}, {500, 700}} {
		d, w, _ := showAt(t, size.X, size.Y, nil)
		mid := f32.Pt(float32(size.X)/2, 2)
		d.Scroll(mid, 200, key.ModShift) // over the toolbar, where nothing else wants the wheel
		d.Scroll(mid, 200)
		room := image.Pt(max(minWidth-size.X, 0), max(minHeight-size.Y, 0))
		want := image.Pt(min(room.X, 200), min(room.Y, 200))
		if w.scroll.at != want {
			t.Errorf("%v scrolled by 200 both ways shows %v on, want %v", size, w.scroll.at, want)
		}
	}
}
