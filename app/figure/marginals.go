package figure

// This file is the marginals: a histogram of each parameter with prior, posterior and truth.

import (
	"errors"
	"math"

	"innlab/scenes"
	"innlab/widgets"
)

// Marginals shows the distribution of each parameter by itself.
type Marginals struct {
	Setup *scenes.Setup
	Y     []float64 // DimY
	Prior []float64 // n×DimX; may be nil
	Cloud []float64 // n×DimX samples of p(x | Y)
	Truth []float64 // n×DimX exact samples; nil where none are known
}

// rowMM is the height of one row of histograms.
const rowMM = 38

// Size is two columns of text wide.
func (f *Marginals) Size() Size {
	if f.Setup == nil {
		return Millimetres(180, 50)
	}
	columns, rows := f.grid()
	if columns == 1 {
		return Millimetres(85, 12+rowMM*float64(rows))
	}
	return Millimetres(180, 12+rowMM*float64(rows))
}

// grid is how the histograms are set: at most three in a row.
func (f *Marginals) grid() (columns, rows int) {
	n := f.Setup.Problem.DimX
	columns = min(n, 3)
	if n == 4 {
		columns = 2
	}
	return columns, (n + columns - 1) / columns
}

// Least leaves room for the words.
func (f *Marginals) Least() Size {
	if f.Setup == nil {
		return Millimetres(55, 36)
	}
	columns, rows := f.grid()
	return Millimetres(max(40*float64(columns), 55), 12+24*float64(rows))
}

// Check says what is missing.
func (f *Marginals) Check() error {
	if f.Setup == nil {
		return errors.New("the figure has no scene")
	}
	if len(f.Cloud) == 0 {
		return errors.New("the figure has no samples")
	}
	return nil
}

// Dots is none.
func (f *Marginals) Dots() int { return 0 }

// Draw draws the figure into r.
func (f *Marginals) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	columns, rows := f.grid()
	edge := 0.5 * s.Label
	head := 1.6 * s.Title
	top := r.Y0 + edge
	c.Text(widgets.Posterior(GivenLabel(f.Setup, f.Y)), widgets.Point{X: r.X0 + edge, Y: top + 0.85*s.Title},
		widgets.TextStyle{Size: s.Title, Weight: widgets.Medium, Color: t.Text})
	shown := entries(&t, len(f.Prior) > 0, len(f.Truth) > 0, "truth")
	legend(c, &t, shown, r.X1-edge-legendWidth(shown, s.Label), top+0.55*s.Title, s)

	w, h := (r.W()-2*edge)/float64(columns), (r.H()-edge-head)/float64(rows)
	for i := range f.Setup.Problem.DimX {
		x, y := r.X0+edge+float64(i%columns)*w, r.Y0+edge+head+float64(i/columns)*h
		cell := widgets.Rect{X0: x, Y0: y, X1: x + w - s.Label*math.Min(1, float64(columns-1)), Y1: y + h - 0.3*s.Label}
		f.histogram(t, s, i).Draw(c, cell)
	}
}

// histogram is the plot of parameter i.
func (f *Marginals) histogram(t widgets.Theme, s Sizes, i int) *widgets.Plot {
	marks, top := marginalMarks(f.Setup, t, s, i, false, f.Prior, f.Cloud, f.Truth)
	frame := s.frame(t)
	frame.Border.A = 0
	frame.Base = widgets.Bottom
	frame.X = axis(f.Setup.X[i])
	frame.Y = widgets.Axis{Label: widgets.Words(densityWords(f.Setup.X[i].Unit)), Max: top}
	return &widgets.Plot{Frame: frame, Marks: marks}
}

// densityWords names a density axis with its unit.
func densityWords(unit string) string {
	if unit == "" {
		return "density"
	}
	return "density (1/" + unit + ")"
}
