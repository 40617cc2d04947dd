package control

// Words in the few sizes that the program has.

import (
	"image"
	"image/color"

	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/unit"

	"innlab/widgets"
)

// Role is what words are for; it decides their size and weight.
type Role struct {
	Size   unit.Sp
	Weight widgets.Weight
}

// All roles. Nothing is smaller than a tick label.
var (
	Display = Role{24, widgets.Medium}  // the one quality number
	Title   = Role{15, widgets.Medium}  // cards, scene name, step count
	Tab     = Role{14, widgets.Regular} // views
	TabOn   = Role{14, widgets.Medium}  // the chosen view
	Body    = Role{13, widgets.Regular} // rows
	Strong  = Role{13, widgets.Medium}  // values, buttons
	Small   = Role{12, widgets.Regular} // legends, hints
	Tick    = Role{11, widgets.Regular} // tick labels
)

// side is where words stand relative to the x that they are given.
type side int

const (
	fromLeft side = iota
	centred
	fromRight
)

// unbounded is a width that no line of words has.
const unbounded = 1 << 20

// set records a line and measures it; limit in dp cuts it with an ellipsis, 0 never.
func (p pen) set(l widgets.Label, r Role, c color.NRGBA, limit float32) (op.CallOp, layout.Dimensions) {
	gtx := p.gtx
	gtx.Constraints = layout.Constraints{Max: image.Pt(unbounded, unbounded)}
	if limit > 0 {
		gtx.Constraints.Max.X = int(limit * p.k)
	}
	m := op.Record(gtx.Ops)
	d := widgets.LabelStyle{Label: l, Size: r.Size, Weight: r.Weight, Color: c, Shaper: p.env.Shaper}.Layout(gtx)
	return m.Stop(), d
}

// width is the width of a line in dp.
func (p pen) width(l widgets.Label, r Role) float32 {
	_, d := p.set(l, r, color.NRGBA{}, 0)
	return p.dp(d.Size.X)
}

// middle sets a line with the middle of its capitals at height y. It returns the line's width in dp.
func (p pen) middle(l widgets.Label, r Role, c color.NRGBA, x, y float32, s side, limit float32) float32 {
	const capital = 0.711 // height of Roboto's capitals
	rise := float32(p.gtx.Metric.Sp(r.Size)) * capital / 2 / p.k
	return p.base(l, r, c, x, y+rise, s, limit)
}

// base sets a line on the baseline y.
func (p pen) base(l widgets.Label, r Role, c color.NRGBA, x, y float32, s side, limit float32) float32 {
	call, d := p.set(l, r, c, limit)
	w := p.dp(d.Size.X)
	switch s {
	case centred:
		x -= w / 2
	case fromRight:
		x -= w
	}
	at := p.px(box{x, y, x, y}).Min
	defer op.Offset(at.Sub(image.Pt(0, d.Size.Y-d.Baseline))).Push(p.gtx.Ops).Pop()
	call.Add(p.gtx.Ops)
	return w
}

// place plays a recording with its top left at (x, y).
func (p pen) place(call op.CallOp, x, y float32) {
	defer op.Offset(p.px(box{x, y, x, y}).Min).Push(p.gtx.Ops).Pop()
	call.Add(p.gtx.Ops)
}

// Width is how wide a line of words is drawn, in pixels.
func (e Env) Width(gtx layout.Context, l widgets.Label, r Role) int {
	return int(newPen(gtx, e).width(l, r) * newPen(gtx, e).k)
}

// Line is one line of words as a layout of its own.
type Line struct {
	Label widgets.Label
	Role  Role
	Color color.NRGBA
}

// Layout sets the line; it is cut with an ellipsis where it is wider than the constraints.
func (l Line) Layout(gtx layout.Context, env Env) layout.Dimensions {
	return widgets.LabelStyle{Label: l.Label, Size: l.Role.Size, Weight: l.Role.Weight, Color: l.Color, Shaper: env.Shaper}.Layout(gtx)
}
