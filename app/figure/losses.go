package figure

// This file is the loss curves of a run.

import (
	"errors"
	"math"
	"slices"
	"sort"

	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
)

// Losses shows how the losses fell.
type Losses struct {
	History *session.History
	Held    *session.History    // of rows held out, dashed; nil where there are none
	On      [inn.NumLosses]bool // which losses train; the others are only measured
	Name    string              // of the run, above the plot
}

// lossLabels name the losses.
func lossLabel(i int) widgets.Label {
	switch i {
	case inn.LossY:
		return widgets.L("L", "y")
	case inn.LossZ:
		return widgets.L("L", "z")
	case inn.LossX:
		return widgets.L("L", "x")
	case inn.LossNLL:
		return widgets.L("L", "n")
	}
	return widgets.Words("rec")
}

// Size is one column of text wide.
func (f *Losses) Size() Size { return Millimetres(85, 62) }

// Least leaves room for the words.
func (f *Losses) Least() Size { return Millimetres(50, 40) }

// Check says what is missing.
func (f *Losses) Check() error {
	if f.History == nil || len(f.History.Step) == 0 {
		return errors.New("there are no loss curves: nothing was trained, or the model was saved without them")
	}
	for i := range f.History.Value {
		if f.shown(i) {
			return nil
		}
	}
	return errors.New("the loss curves hold no positive values")
}

// Dots is none.
func (f *Losses) Dots() int { return 0 }

// Draw draws the figure into r.
func (f *Losses) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	steps, curves := calmed(f.History)
	e := s.encoding(t)
	frame := s.frame(t)
	frame.Border, frame.Grid = t.Line, true
	frame.X = widgets.Axis{Label: widgets.Words("training steps"), Max: f.last(), Short: true}
	frame.Y = lossAxis(curves)
	frame.Y.Label = widgets.Words("loss, not weighted")
	if f.shown(inn.LossNLL) {
		long := frame.Y.Label.And(widgets.Marked("; L_n not to scale"))
		if long.Width(s.Label, widgets.Regular) < 0.75*r.H() {
			frame.Y.Label = long
		} else { // without that word the curve would say what is not so
			less := *f
			less.On[inn.LossNLL] = false
			f = &less
		}
	}
	if f.Name != "" {
		frame.Title = widgets.Words(f.Name)
	}
	p := widgets.Plot{Frame: frame}
	for i := range curves {
		if f.shown(i) {
			if Apart(inn.Losses, i) {
				curves[i] = Placed(curves[i], curves[i], frame.Y)
			} else {
				curves[i] = lifted(curves[i], frame.Y)
			}
			p.Marks = append(p.Marks, widgets.Lines{X: steps, Y: curves[i], Pen: e.LossPen(i, f.On[i])})
		}
	}
	if f.Held != nil && len(f.Held.Step) > 0 {
		steps, held := calmed(f.Held)
		for i := range held {
			if f.shown(i) && f.On[i] && !Apart(inn.Losses, i) {
				pen := e.LossPen(i, true)
				pen.Dash = []float64{0.3 * s.Label, 0.3 * s.Label}
				p.Marks = append(p.Marks, widgets.Lines{X: steps, Y: lifted(held[i], frame.Y), Pen: pen})
			}
		}
	}
	events := widgets.Events{Size: s.Tick}
	for _, v := range f.History.Events {
		events.List = append(events.List, widgets.Event{X: v.Step, Text: v.Text})
	}
	p.Marks = append(p.Marks, events)
	names := widgets.Words("rec").Width(s.Label, widgets.Medium) + 0.6*s.Label
	inside := widgets.Rect{X0: r.X0 + 0.4*s.Label, Y0: r.Y0 + 0.5*s.Label, X1: r.X1 - names, Y1: r.Y1 - 0.3*s.Label}
	f.names(c, t, s, p.Draw(c, inside), curves)
}

// last is the last step.
func (f *Losses) last() float64 { return max(f.History.Step[len(f.History.Step)-1], 1) }

// shown reports whether loss i was ever measured; one with a scale of its own is shown where it trains.
func (f *Losses) shown(i int) bool {
	if Apart(inn.Losses, i) {
		return f.On[i] && slices.ContainsFunc(f.History.Value[i], func(v float64) bool { return !math.IsNaN(v) })
	}
	for _, v := range f.History.Value[i] {
		if v > 0 {
			return true
		}
	}
	return false
}

// names sets the losses' names at the ends of their curves, a line apart.
func (f *Losses) names(c widgets.Canvas, t widgets.Theme, s Sizes, a *widgets.Area, curves [inn.NumLosses][]float64) {
	type end struct {
		loss int
		y    float64
	}
	var ends []end
	for i, curve := range curves {
		if !f.shown(i) {
			continue
		}
		for k := len(curve) - 1; k >= 0; k-- {
			if curve[k] > 0 {
				ends = append(ends, end{i, a.At(0, curve[k]).Y})
				break
			}
		}
	}
	sort.Slice(ends, func(i, j int) bool { return ends[i].y < ends[j].y })
	gap := 1.15 * s.Label
	for i := 1; i < len(ends); i++ {
		ends[i].y = max(ends[i].y, ends[i-1].y+gap)
	}
	low := a.Inner.Y1
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].y = min(ends[i].y, low)
		low = ends[i].y - gap
	}
	for _, e := range ends {
		c.Text(lossLabel(e.loss), widgets.Point{X: a.Inner.X1 + 0.4*s.Label, Y: e.y},
			widgets.TextStyle{Size: s.Label, Weight: widgets.Medium, Color: t.Loss(e.loss), Y: 0.5})
	}
}
