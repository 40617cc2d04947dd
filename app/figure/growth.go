package figure

// This file shows how time and memory of a training step grow with the size of the work.

import (
	"errors"
	"math"

	"innlab/widgets"
)

// Growth is what a step costs when one size grows and the others stay.
type Growth struct {
	Series []GrowthSeries
}

// GrowthSeries is one size that grows.
type GrowthSeries struct {
	Name    string
	At      []float64 // the size
	Seconds []float64 // per step
	Bytes   []float64 // of memory
}

// Size is two columns of text wide.
func (f *Growth) Size() Size { return Millimetres(180, 90) }

// Least leaves room for the words.
func (f *Growth) Least() Size { return Millimetres(130, 70) }

// Check says what is missing.
func (f *Growth) Check() error {
	for _, s := range f.Series {
		if len(s.At) < 2 || len(s.Seconds) != len(s.At) || len(s.Bytes) != len(s.At) {
			return errors.New("the figure needs two measurements of time and memory or more for each size that grows")
		}
	}
	if len(f.Series) == 0 {
		return errors.New("nothing was measured that could be drawn")
	}
	return nil
}

// Dots is none.
func (f *Growth) Dots() int { return 0 }

// Draw draws time above memory, a column for each size that grows; both axes are logarithmic.
func (f *Growth) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	edge := 0.5 * s.Label
	w, h := (r.W()-2*edge)/float64(len(f.Series)), (r.H()-2*edge)/2
	rows := []struct {
		words string
		scale float64
		of    func(GrowthSeries) []float64
	}{
		{"ms per step", 1e3, func(g GrowthSeries) []float64 { return g.Seconds }},
		{"memory (MB)", 1e-6, func(g GrowthSeries) []float64 { return g.Bytes }},
	}
	for j, row := range rows {
		y := widgets.Axis{Label: widgets.Words(row.words), Log: true, Min: math.Inf(1)}
		for _, g := range f.Series {
			for _, v := range row.of(g) {
				y.Min, y.Max = min(y.Min, row.scale*v/1.5), max(y.Max, row.scale*v*1.5)
			}
		}
		for i, g := range f.Series {
			x0, y0 := r.X0+edge+float64(i)*w, r.Y0+edge+float64(j)*h
			frame := s.frame(t)
			frame.Border, frame.Grid = t.Line, true
			frame.X = widgets.Axis{Label: widgets.Words(g.Name), Log: true, Min: g.At[0] / 1.2, Max: 1.2 * g.At[len(g.At)-1]}
			frame.X.Ticks = growthTicks(g.At)
			frame.Y = y
			values := make([]float64, len(g.At))
			for k, v := range row.of(g) {
				values[k] = row.scale * v
			}
			p := widgets.Plot{Frame: frame, Marks: []widgets.Mark{
				widgets.Lines{X: g.At, Y: values, Pen: widgets.Pen{Color: t.Accent, Width: 2 * s.Hair}},
			}}
			a := p.Draw(c, widgets.Rect{X0: x0, Y0: y0, X1: x0 + w - s.Label, Y1: y0 + h - 0.4*s.Label})
			for k := range values {
				c.Disc(a.At(g.At[k], values[k]), 3*s.Hair, t.Accent)
			}
		}
	}
}

// growthTicks names every second size, so that the words keep apart.
func growthTicks(at []float64) (ticks []widgets.Tick) {
	for i, v := range at {
		tick := widgets.Tick{Value: v}
		if len(at) <= 6 || i%2 == 0 {
			tick.Text = widgets.Count(int(v))
		}
		ticks = append(ticks, tick)
	}
	return ticks
}
