package window

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gioui.org/io/key"

	measures "innlab/app/measure"
	"innlab/inn/metric"
	"innlab/scenes"
)

// A pixel is chosen by a click, moved by keys, and has a true value; what it asks is what was measured there.
func TestPixels(t *testing.T) {
	d, w, f := showScene(t, "tissue", 1280, 800, nil)
	c := &w.explore().picture
	m := f.ans.Map
	asks := func(x, y int, how string) {
		t.Helper()
		dim := w.setup.Problem.DimY
		i := y*m.Image.W + x
		if !slices.Equal(f.last(), m.Image.Y[i*dim:(i+1)*dim]) {
			t.Errorf("%s asks about another pixel than %d, %d: at %v", how, x, y, c.at)
		}
	}
	asks(m.Image.W/2, m.Image.H/2, "the start")
	at := placeIn(t, d, "image", &c.Picture, 3.5, float64(m.Image.H)-2.5)
	d.Click(at)
	asks(3, 2, "a click")
	d.Key(key.NameRightArrow)
	asks(4, 2, "an arrow")
	d.Key(key.NameUpArrow, key.ModShift)
	asks(4, 0, "ten pixels up, beyond the edge,")
	d.Drag(at, placeIn(t, d, "image", &c.Picture, 8.5, 0.5))
	asks(8, m.Image.H-1, "a drag")
	if w.choice.rough {
		t.Error("after the drag it still moves")
	}
	d.ClickOn("spread")
	d.ClickOn("bands")
	if c.shows.Chosen != showBands {
		t.Error("the bands are not shown")
	}
}

// A window on one parameter leaves only the samples within it in all others; a click into it, and Escape, let go.
func TestCondition(t *testing.T) {
	d, w, f := showScene(t, "tissue", 1280, 800, nil)
	e := w.explore()
	c := &e.many
	name := "posterior of " + w.setup.X[1].Name
	frame := &frame{Window: w, ans: f.ans, snap: f.snap}
	all := len(c.values(frame, e, 5))
	d.Drag(placeIn(t, d, name, &c.cell[1].Picture, 2, 0.03), placeIn(t, d, name, &c.cell[1].Picture, 4, 0.03))
	frame.ans = f.ans
	few := c.values(frame, e, 5)
	want := 0
	for _, v := range column64(frame, 1) {
		if v >= e.brush.r.X0 && v <= e.brush.r.X1 {
			want++
		}
	}
	if !e.brush.on || e.brush.i != 1 || math.Abs(e.brush.r.X0-2) > 0.1 || len(few) != want || len(few) >= all/2 || len(c.values(frame, e, 1)) != all {
		t.Errorf("brush %+v leaves %d of %d, want %d", e.brush, len(few), all, want)
	}
	d.Drag(placeIn(t, d, name, &c.cell[1].Picture, 4, 0.03), placeIn(t, d, name, &c.cell[1].Picture, 6, 0.03))
	if r := e.brush.r; math.Abs(r.X0-2) > 0.1 || math.Abs(r.X1-6) > 0.1 {
		t.Errorf("its right edge taken from 4 to 6 leaves a window from %g to %g", r.X0, r.X1)
	}
	d.Click(placeIn(t, d, name, &c.cell[1].Picture, 3, 0.03))
	if e.brush.on {
		t.Error("a click into the window leaves it")
	}
	d.Click(placeIn(t, d, name, &c.cell[1].Picture, 6, 0.03))
	if b := e.brush; !b.on || math.Abs(b.r.X0+b.r.X1-12) > 0.2 {
		t.Errorf("a click fixes %+v", b)
	}
	if d.Key(key.NameEscape); e.brush.on {
		t.Error("Escape leaves the window")
	}
}

// measured is a calibration of so many tests for a set-up, of posteriors that are right, with the first parameter sharp and
// all others the prior, except the one that is told wrong.
func measured(u *scenes.Setup, tests, wrong int) *measures.Calibration {
	r := rand.New(rand.NewPCG(1, 3))
	k := &measures.Calibration{Tests: tests}
	for i := range u.X {
		prior, draw := make([]float64, 2000), make([]float64, 100)
		for j := range prior {
			prior[j] = r.NormFloat64()
		}
		rec := metric.NewRecovery(prior)
		var ranks []float64
		for range tests {
			mean, sd := 0.0, 1.0
			truth := r.NormFloat64()
			if i == 0 {
				mean, sd = truth+0.1*r.NormFloat64(), 0.1
			}
			if i == wrong {
				sd = 0.5
			}
			for j := range draw {
				draw[j] = mean + sd*r.NormFloat64()
			}
			rec.Add(truth, draw)
			ranks = append(ranks, metric.Rank(truth, draw))
		}
		k.Ranks, k.Recovery = append(k.Ranks, ranks), append(k.Recovery, rec)
	}
	return k
}

// The calibration is drawn as deviation or as coverage, and is not that of a network that was forgotten.
func TestCalibrationForms(t *testing.T) {
	d, w, f := showScene(t, "tissue", 1280, 800, nil)
	d.ClickOn("Diagnostics")
	e := w.explore()
	e.test.show(w.setup, measured(w.setup, 100, -1), f.snap.Step)
	d.Frame()
	if !d.Has("calibration") {
		t.Fatal("the calibration is not drawn")
	}
	fr := &frame{Window: w, ans: f.ans, snap: f.snap}
	k := e.test.of(fr)
	level, diagonal := calibrationPlot(fr, k, false, rect{0, 0, 200, 100}), calibrationPlot(fr, k, true, rect{0, 0, 200, 100})
	if level.Frame.Y.Min >= 0 || diagonal.Frame.Y.Min != 0 || diagonal.Frame.Y.Max != 1 {
		t.Errorf("ranges %g to %g and %g to %g", level.Frame.Y.Min, level.Frame.Y.Max, diagonal.Frame.Y.Min, diagonal.Frame.Y.Max)
	}
	d.ClickOn("Form of the calibration: deviation")
	d.Frame()
	d.ClickOn("coverage")
	if d.Frame(); e.more.form.Chosen != 1 {
		t.Error("the menu does not change the form")
	}
	e.test.step = f.snap.Step + 1
	if e.test.of(fr) != nil {
		t.Error("the calibration of a network that was reset is shown")
	}
}

// Diagnostics stand in the place of the training, with the switches of the losses; what is claimed of a parameter is what
// was measured, and nothing is claimed before.
func TestDiagnostics(t *testing.T) {
	d, w, f := showScene(t, "tissue", 1280, 800, nil)
	e := w.explore()
	d.ClickOn("Diagnostics")
	d.Frame()
	if !d.Has("correlation") || d.Has("weight of loss y") {
		t.Error("the diagnostics are not there, or the training still is")
	}
	was := f.snap.Plan.Columns[0].Live.Loss[0].On
	d.ClickOn("loss y")
	if f.snap.Plan.Columns[0].Live.Loss[0].On == was {
		t.Error("the switch of a loss does not work there")
	}
	fr := &frame{Window: w, ans: f.ans, snap: f.snap}
	e.test.last = nil
	if words := e.more.claim(fr, true); words != "" {
		t.Errorf("claims %q before anything was measured", words)
	}
	r := rand.New(rand.NewPCG(1, 2))
	draw := func(mean, sd float64, n int) []float64 {
		v := make([]float64, n)
		for i := range v {
			v[i] = mean + sd*r.NormFloat64()
		}
		return v
	}
	k := &measures.Calibration{Tests: 50}
	for i := range w.setup.X {
		rec := metric.NewRecovery(draw(0, 1, 4000))
		for range 50 {
			switch truth := r.NormFloat64(); {
			case i == 0:
				rec.Add(truth, draw(truth+0.1*r.NormFloat64(), 0.1, 200))
			case i == 1: // the first layer's blood, unlike the others
				rec.Add(truth, draw(truth+0.7*r.NormFloat64(), 0.7, 200))
			default:
				rec.Add(truth, draw(0, 1, 200))
			}
		}
		k.Recovery = append(k.Recovery, rec)
	}
	e.test.setup, e.test.last = w.setup, k
	words := e.more.claim(fr, true)
	if !strings.HasPrefix(words, "Oxygenation comes back sharp. Scattering, anisotropy and thickness come back as their priors") || strings.Contains(words, "lood") {
		t.Errorf("claims %q", words)
	}
	if words := e.more.claim(fr, false); !strings.Contains(words, "Blood in layer 1 is partly recovered.") || !strings.Contains(words, "lood in layer 2 and layer 3, scattering") {
		t.Errorf("in full it claims %q", words)
	}
}

// A click on a cell of the matrix shows its two parameters as points, the one of the column across; Escape and another
// set-up close it. The diagonal shows nothing.
func TestPairPopover(t *testing.T) {
	d, w, _ := showScene(t, "nebula", 1280, 800, nil)
	d.ClickOn("Diagnostics")
	d.Frame()
	m := &w.explore().more.matrix
	n := float64(len(w.setup.X))
	d.Click(placeIn(t, d, "correlation", &m.plot, 2.5, n-2.5))
	if d.Frame(); m.pop.pop.Shown() {
		t.Error("a parameter is shown against itself")
	}
	d.Click(placeIn(t, d, "correlation", &m.plot, 0.5, n-3.5))
	d.Frame()
	if !d.Has("pair of parameters") || m.pop.i != 3 || m.pop.j != 0 {
		t.Fatalf("row %d, column %d are shown: %v", m.pop.i, m.pop.j, m.pop.pop.Shown())
	}
	if d.Key(key.NameEscape); m.pop.pop.Shown() {
		t.Error("Escape leaves it open")
	}
	d.Click(placeIn(t, d, "correlation", &m.plot, 1.5, n-3.5))
	d.Frame()
	d.ClickOn("three")
	d.Frame()
	if m.pop.pop.Shown() {
		t.Error("it stays with another set-up")
	}
}

// The strongest correlation is found, and the matrix is that of the samples.
func TestCorrelation(t *testing.T) {
	_, w, f := showScene(t, "tissue", 1280, 800, nil)
	x, d := f.ans.Clouds[0].X, w.setup.Problem.DimX
	for i := 0; i < len(x); i += d {
		x[i+4] = -x[i+2]
	}
	var c correlation
	c.refresh(&frame{Window: w, ans: f.ans, snap: f.snap})
	if got := c.most(w.setup); got != "v₂, a₁: \u22121.00" {
		t.Errorf("the strongest is %q", got)
	}
	if c.r[0] != 1 || math.Abs(c.r[3*d+7]) > 0.2 || c.r[2*d+4] != c.r[4*d+2] {
		t.Error("the matrix is not that of the samples")
	}
}
