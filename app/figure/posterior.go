package figure

// This file is the posterior of one y: the cloud over the prior with the truth's outline, and the marginals along
// both axes.

import (
	"errors"
	"fmt"
	"math"

	"innlab/scenes"
	"innlab/widgets"
)

// Posterior shows p(x | y) in two parameters.
type Posterior struct {
	Setup *scenes.Setup
	Y     []float64 // DimY
	Prior []float64 // n×DimX; may be nil
	Cloud []float64 // n×DimX samples of p(x | Y)
	Truth []float64 // n×DimX exact samples; nil where none are known
	I, J  int       // the parameters along x and y; both 0: the first two
}

// bins is the number of bins of a marginal.
const bins = 60

// Size is one column of text wide.
func (f *Posterior) Size() Size { return Millimetres(85, 90) }

// Least leaves room for the words.
func (f *Posterior) Least() Size { return Millimetres(60, 62) }

// Check says what is missing.
func (f *Posterior) Check() error {
	if f.Setup == nil {
		return errors.New("the figure has no scene")
	}
	d := f.Setup.Problem.DimX
	if d < 2 {
		return errors.New("the posterior is drawn in two parameters; this scene has one: use the figure marginals")
	}
	i, j := f.pair()
	if i < 0 || j < 0 || i >= d || j >= d {
		return fmt.Errorf("the scene has parameters 1 to %d", d)
	}
	if len(f.Cloud) == 0 {
		return errors.New("the figure has no samples")
	}
	return nil
}

func (f *Posterior) pair() (i, j int) {
	if f.I == 0 && f.J == 0 {
		return 0, 1
	}
	return f.I, f.J
}

// Dots counts the points.
func (f *Posterior) Dots() int { return (len(f.Prior) + len(f.Cloud)) / max(f.Setup.Problem.DimX, 1) }

// Draw draws the figure in the middle of r.
func (f *Posterior) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	i, j := f.pair()
	head := line(s.Title) + line(s.Label)
	left := line(s.Label) + 0.9*s.Tick + widgets.Words("−2").Width(s.Tick, widgets.Regular) + 0.5*s.Tick
	foot := 2.1*s.Tick + 1.25*s.Label
	gap := 0.6 * s.Label
	bar := 0.17 * min(r.W()-left, r.H()-head-foot)
	side := min(r.W()-left-bar-gap-0.6*s.Label, r.H()-head-foot-bar-gap)
	if side < 1 {
		return
	}
	x0 := r.X0 + left + (r.W()-left-side-gap-bar-0.6*s.Label)/2
	y0 := r.Y0 + head + bar + gap + (r.H()-head-foot-bar-gap-side)/2
	in := widgets.Rect{X0: x0, Y0: y0, X1: x0 + side, Y1: y0 + side}

	f.scatter(t, s, i, j, in).Draw(c, widgets.Rect{})
	f.marginal(t, s, i, false, widgets.Rect{X0: in.X0, Y0: in.Y0 - gap - bar, X1: in.X1, Y1: in.Y0 - gap}).Draw(c, widgets.Rect{})
	f.marginal(t, s, j, true, widgets.Rect{X0: in.X1 + gap, Y0: in.Y0, X1: in.X1 + gap + bar, Y1: in.Y1}).Draw(c, widgets.Rect{})

	top := in.Y0 - gap - bar - head
	c.Text(widgets.Posterior(GivenLabel(f.Setup, f.Y)), widgets.Point{X: in.X0, Y: top + 0.95*s.Title},
		widgets.TextStyle{Size: s.Title, Weight: widgets.Medium, Color: t.Text})
	legend(c, &t, f.entries(&t), in.X0, top+line(s.Title)+0.45*s.Label, s)
}

// entries names what is shown.
func (f *Posterior) entries(t *widgets.Theme) []entry {
	words := "truth, 90 %"
	if f.Setup.Modes != nil {
		words = "truth, 2σ"
	}
	return entries(t, len(f.Prior) > 0, len(f.Truth) > 0, words)
}

// scatter is the plane of the two parameters.
func (f *Posterior) scatter(t widgets.Theme, s Sizes, i, j int, in widgets.Rect) *widgets.Plot {
	frame := s.frame(t)
	frame.X, frame.Y = axis(f.Setup.X[i]), axis(f.Setup.X[j])
	frame.Inner, frame.Grid, frame.Background = in, true, t.Card
	e := s.encoding(t)
	d := f.Setup.Problem.DimX
	p := &widgets.Plot{Frame: frame}
	if len(f.Prior) > 0 {
		p.Marks = append(p.Marks, e.Prior(widgets.Cloud{Data: f.Prior, Dim: d, I: i, J: j}))
	}
	p.Marks = append(p.Marks, e.Posterior(widgets.Cloud{Data: f.Cloud, Dim: d, I: i, J: j}, widgets.PosteriorAlpha))
	m := f.Setup.Modes
	switch {
	case len(f.Truth) == 0:
	case m == nil:
		p.Marks = append(p.Marks, e.TruthRegion(widgets.Cloud{Data: f.Truth, Dim: d, I: i, J: j}, nil))
	default:
		p.Marks = append(p.Marks, e.TruthRings(carried(m, f.Setup, f.Y), ringSigma*m.Sigma))
	}
	return p
}

// marginal is the histogram of one parameter, beside the scatter.
func (f *Posterior) marginal(t widgets.Theme, s Sizes, i int, upright bool, in widgets.Rect) *widgets.Plot {
	a := axis(f.Setup.X[i])
	marks, top := marginalMarks(f.Setup, t, s, i, upright, f.Prior, f.Cloud, f.Truth)
	a.Bare = true
	frame := s.frame(t)
	frame.Border.A = 0
	frame.Inner = in
	frame.X, frame.Y, frame.Base = a, widgets.Axis{Max: top, Bare: true}, widgets.Bottom
	if upright {
		frame.X, frame.Y, frame.Base = widgets.Axis{Max: top, Bare: true}, a, widgets.Left
	}
	return &widgets.Plot{Frame: frame, Marks: marks}
}

// marginalMarks are the histograms of parameter i; top is the end of the density axis.
func marginalMarks(setup *scenes.Setup, t widgets.Theme, s Sizes, i int, upright bool, prior, cloud, truth []float64) ([]widgets.Mark, float64) {
	column := func(x []float64) []float64 {
		return widgets.Cloud{Data: x, Dim: setup.Problem.DimX}.Column(i)
	}
	marks, top := s.encoding(t).Marginal(widgets.Marginal{
		Prior: column(prior), Posterior: column(cloud), Truth: column(truth),
		Lo: setup.X[i].Min, Hi: setup.X[i].Max, Bins: bins, Upright: upright,
	})
	if math.IsInf(top, 0) {
		top = 1
	}
	return marks, top
}
