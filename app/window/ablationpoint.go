package window

// A place in one panel of the ablation and the places where the same z lands in the others.

import (
	"strings"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/widgets"
	"innlab/widgets/control"
)

// shared is a place under the pointer and the z that it comes from.
type shared struct {
	on     bool
	row    int
	column int // of the trained ones
	x      [2]float64
}

// update follows the pointer over the panels.
func (a *ablation) update(gtx layout.Context, f *frame) {
	for row := range a.frame.panels {
		for i := range a.frame.panels[row] {
			for _, e := range a.frame.panels[row][i].Update(gtx) {
				here := a.point.on && a.point.row == row && a.point.column == i-1
				switch {
				case e.Kind == widgets.Hover && i > 0:
					a.point = shared{on: true, row: row, column: i - 1, x: [2]float64{e.X, e.Y}}
				case e.Kind == widgets.Leave && here:
					a.point.on = false
				}
			}
		}
	}
}

// places are where the z under the pointer lands in each trained column, for the y of the row: the chosen one, or in
// the row of every label that of the place itself. It fails where the networks have no z.
func (a *ablation) places(f *frame) (z []float64, x [][]float64, ok bool) {
	p := &a.point
	nets := f.ans.Snapshot.Columns
	if !p.on || p.column >= len(nets) {
		return nil, nil, false
	}
	b, ok := nets[p.column].Estimator.(bijection)
	if !ok {
		return nil, nil, false
	}
	setup := f.snap.Plan.Setup
	prob := &setup.Problem
	if setup.Modes == nil && (p.row > 0 || setup.Sketch != nil || prob.DimX != 2) {
		return nil, nil, false // the panel is no plane of x
	}
	at := make([]float64, prob.DimX)
	copy(at, p.x[:])
	y, z := make([]float64, prob.DimY), make([]float64, b.DimZ())
	b.Forward(nil, at, y, z)
	y = f.ans.Query.Y
	if p.row == 0 && setup.Modes != nil && prob.Simulate != nil {
		y = make([]float64, prob.DimY)
		prob.Simulate(nil, at, y)
	}
	for i, n := range nets {
		to := make([]float64, prob.DimX)
		if i == p.column {
			to = at
		} else if b, ok := n.Estimator.(bijection); ok && b.DimZ() == len(z) {
			b.Inverse(y, z, to)
		} else {
			to = nil
		}
		x = append(x, to)
	}
	return z, x, true
}

// behind shows above a panel how far a column is that catches up with the others.
func behind(gtx layout.Context, f *frame, in rect, step int) {
	bar := rect{in.x, in.y - 4, in.w, 2}
	fill(gtx, bar, f.theme.Ctl)
	bar.w *= float32(step) / float32(f.snap.Step)
	fill(gtx, bar, f.theme.Accent)
	words := widgets.Count(step) + " of " + steps(f.snap.Step)
	w := f.width(gtx, words, control.Small) + 8
	x, y := in.x+in.w/2, in.y+in.h/2
	round(gtx, rect{x - w/2, y - 9, w, 18}, 4, widgets.Alpha(f.theme.Card, 0.85))
	f.say(gtx, x, y+4, centred, words, control.Small, f.theme.Text2)
}

// over draws what lies over the panels: rings, and in words what a panel does not show by itself.
func (a *ablation) over(gtx layout.Context, f *frame, l *figure.AblationLayout) {
	row := len(l.Panels) - 1
	if f.look.updating && len(l.Panels[row]) > 1 {
		a.note.pill(gtx, f, panelRect(l.Panels[row][1]), "updating")
	}
	for i, c := range f.snap.Columns {
		if c.Step < f.snap.Step && i+1 < len(l.Panels[0]) {
			behind(gtx, f, panelRect(l.Panels[0][i+1]), c.Step)
		}
	}
	z, x, ok := a.places(f)
	if !ok || a.point.row >= len(l.Panels) {
		return
	}
	var lands []string
	for i, to := range x {
		if to == nil || i+1 >= len(l.Panels[a.point.row]) {
			continue
		}
		pic := &a.frame.panels[a.point.row][i+1].Picture
		f.at(gtx, panelRect(l.Panels[a.point.row][i+1]), func(gtx layout.Context) { pic.Ring(gtx, to[0], to[1]) })
		lands = append(lands, pair([2]float64{to[0], to[1]}, 1)+" in "+letter(i))
	}
	words := make([]string, len(z))
	for i, v := range z {
		words[i] = widgets.Fixed(v, 1)
	}
	f.hints.Explain("z = (" + strings.Join(words, ", ") + ") becomes x = " + strings.Join(lands, ", ") + ".")
}
