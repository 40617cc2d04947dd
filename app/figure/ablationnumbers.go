package figure

// This file draws the panels of an ablation where y is numbers: the posterior in its first two parameters or as sketches,
// and below it the marginals of the first three.

import (
	"math"

	"innlab/scenes"
	"innlab/widgets"
)

// planeless says that there is only one parameter, which is shown by its marginal alone.
func (f *Ablation) planeless() bool { return f.Setup.Sketch == nil && f.Setup.Problem.DimX < 2 }

// Marginals in a panel, and samples that are sketched in one.
const (
	stackMost  = 3
	sketchMost = 60
	sketchThin = 0.3 // opacity of a sketch
)

// numbersPanel is a panel of column c; frame has what all panels share.
func (f *Ablation) numbersPanel(t widgets.Theme, s Sizes, frame widgets.Frame, c *Column, first, last bool, side float64) widgets.Plot {
	if last {
		frame.X, frame.Y = widgets.Axis{Max: 1, Bare: true}, widgets.Axis{Max: 1, Bare: true}
		return widgets.Plot{Frame: frame, Marks: []widgets.Mark{f.stack(t, s, c)}}
	}
	setup := f.Setup
	i, j := f.plane()
	x, y := setup.X[i], setup.X[j]
	if setup.Sketch != nil {
		x, y = setup.Plane[0], setup.Plane[1]
	}
	frame.X, frame.Y = axis(x), axis(y)
	frame.X.AtEnd, frame.Y.AtEnd = true, true
	frame.Y.Bare = !first
	frame.X.Ticks = frame.X.Inside(side, s.Tick, false)
	if setup.Sketch != nil {
		return widgets.Plot{Frame: frame, Marks: f.sketches(t, s, c)}
	}
	marks := f.oneLabel(t, s.encoding(t), c, min(side/panelSide, mostGrowth))
	if truth := f.truth(); !c.Truth && len(truth) > 0 && setup.Modes == nil {
		marks = append(marks, s.encoding(t).TruthRegion(f.cloud(truth), f.Memo))
	}
	return widgets.Plot{Frame: frame, Marks: marks}
}

// truth are the exact samples of the column of the truth; nil where there are none.
func (f *Ablation) truth() []float64 {
	for i := range f.Columns {
		if f.Columns[i].Truth {
			return f.Columns[i].Cloud
		}
	}
	return nil
}

// sketches are those of some samples, with the y that they are for.
func (f *Ablation) sketches(t widgets.Theme, s Sizes, c *Column) []widgets.Mark {
	d := f.Setup.Problem.DimX
	pen := widgets.Pen{Color: widgets.Alpha(t.Post, sketchThin), Width: s.Mark}
	if c.Truth {
		pen.Color = widgets.Alpha(t.Truth, sketchThin)
	}
	var lines [][][2]float64
	for k := range min(len(c.Cloud)/d, sketchMost) {
		lines = append(lines, f.Setup.Sketch(c.Cloud[k*d:(k+1)*d])...)
	}
	marks := []widgets.Mark{widgets.Paths{List: lines, Pen: pen}}
	cross := widgets.Cross{Color: t.Accent, Size: 12 * s.Mark}
	switch {
	case f.Setup.Picker == scenes.Line:
		cross.X = f.Y[0]
	case f.Setup.Picker == scenes.Plane && len(f.Y) > 1:
		cross.X, cross.Y = f.Y[0], f.Y[1]
	default:
		return marks
	}
	return append(marks, cross)
}

// Stack is a mark of histograms, one below the other, each with an axis of its own.
type Stack struct {
	Faint float64 // opacity of the posterior in proportion to a usual one; 0: 1
	each  []widgets.Marginal
	top   []float64 // of each density axis; nil: as each needs
	axes  []widgets.Axis
	theme widgets.Theme
	sizes Sizes
}

// stack is that of column c.
func (f *Ablation) stack(t widgets.Theme, s Sizes, c *Column) Stack {
	st := Stack{theme: t, sizes: s}
	d := f.Setup.Problem.DimX
	column := func(x []float64, i int) []float64 { return widgets.Cloud{Data: x, Dim: d}.Column(i) }
	for _, i := range f.marginals() {
		a := axis(f.Setup.X[i])
		a.AtEnd = true
		m := widgets.Marginal{Lo: a.Min, Hi: a.Max, Bins: 40, Prior: column(f.Prior, i), Truth: column(f.truth(), i)}
		if f.Methods { // one scale for all
			st.top = append(st.top, f.top(s.encoding(t), m, i))
		}
		if !c.Truth {
			m.Posterior = column(c.Cloud, i)
		}
		st.each, st.axes = append(st.each, m), append(st.axes, a)
	}
	return st
}

// top is the common height of the marginals of parameter i, of which m has prior and truth.
func (f *Ablation) top(e widgets.Encoding, m widgets.Marginal, i int) float64 {
	_, calm := e.Marginal(m)
	most := 0.0
	for k := range f.Columns {
		if m.Posterior = (widgets.Cloud{Data: f.Columns[k].Cloud, Dim: f.Setup.Problem.DimX}).Column(i); f.Columns[k].Truth {
			m.Posterior = nil
		}
		if _, top := e.Marginal(m); !math.IsInf(top, 0) {
			most = max(most, min(top, mostPeak*calm))
		}
	}
	return most
}

// mostPeak is how much higher than prior and truth the common axis of a comparison may be: a method without any spread
// must not flatten the others.
const mostPeak = 3

// axisFoot is the room of an axis below a histogram, in sizes of the ticks.
const axisFoot = 1.7

func (st Stack) Draw(a *widgets.Area) {
	s, t := st.sizes, st.theme
	if st.Faint > 0 {
		t.Post, t.PostFill = widgets.Mix(t.Card, t.Post, st.Faint), widgets.Mix(t.Card, t.PostFill, st.Faint)
	}
	foot := axisFoot * s.Tick
	pad := 0.7 * s.Tick
	high := a.Inner.H() / float64(len(st.each))
	for i, m := range st.each {
		y := a.Inner.Y0 + float64(i)*high
		in := widgets.Rect{X0: a.Inner.X0 + pad, Y0: y + 0.3*s.Tick, X1: a.Inner.X1 - pad, Y1: y + high - foot}
		if in.Empty() {
			continue
		}
		frame := s.frame(t)
		frame.Border.A, frame.Base, frame.TickMarks = 0, widgets.Bottom, false
		frame.X, frame.Inner = st.axes[i], in
		frame.X.Ticks = frame.X.Inside(in.W(), s.Tick, false)
		marks, top := s.encoding(t).Marginal(m)
		if st.top != nil && st.top[i] > 0 {
			top = st.top[i]
		}
		frame.Y = widgets.Axis{Max: top, Bare: true}
		p := widgets.Plot{Frame: frame, Marks: marks}
		p.Draw(a.Canvas, widgets.Rect{})
	}
}
