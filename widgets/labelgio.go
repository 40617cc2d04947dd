package widgets

// This file sets a Label in a Gio layout.

import (
	"image"
	"image/color"

	giofont "gioui.org/font"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"
	"gioui.org/unit"
	"gioui.org/widget"
)

// LabelStyle sets a label on one line. Its baseline is that of its upright words.
type LabelStyle struct {
	Label  Label
	Size   unit.Sp
	Color  color.NRGBA
	Weight Weight
	Shaper *Shaper
}

// Layout draws the label and reports its size. It announces itself as its plain text.
func (s LabelStyle) Layout(gtx layout.Context) layout.Dimensions {
	m := op.Record(gtx.Ops)
	material := colorOp(gtx.Ops, s.Color)
	var size image.Point
	above, below := 0, 0 // of the baseline
	type piece struct {
		call op.CallOp
		x, y int // offset of its top left from the start of the baseline
	}
	pieces := make([]piece, 0, len(s.Label))
	for _, r := range s.Label {
		f := gioFont(s.Weight, r.Italic)
		if s.Weight == Bold && r.Italic {
			f.Weight = giofont.Medium
		}
		sp, drop := r.size(float64(s.Size))
		g := gtx
		g.Constraints = layout.Constraints{Max: image.Pt(gtx.Constraints.Max.X-size.X, gtx.Constraints.Max.Y)}
		g.Constraints.Max.X = max(g.Constraints.Max.X, 0)
		rec := op.Record(gtx.Ops)
		d := widget.Label{MaxLines: 1}.Layout(g, s.Shaper.For(r.Text), f, unit.Sp(sp), r.Text, material)
		call := rec.Stop()
		down := gtx.Metric.Sp(unit.Sp(drop))
		top := d.Size.Y - d.Baseline - down
		pieces = append(pieces, piece{call, size.X, -top})
		above, below = max(above, top), max(below, d.Baseline+down)
		if !r.Sub {
			below = max(below, d.Baseline)
		}
		size.X += d.Size.X
	}
	size.Y = above + below
	for _, p := range pieces {
		off := op.Offset(image.Pt(p.x, above+p.y)).Push(gtx.Ops)
		p.call.Add(gtx.Ops)
		off.Pop()
	}
	call := m.Stop()

	out := gtx.Constraints.Constrain(size)
	defer clip.Rect{Max: out}.Push(gtx.Ops).Pop()
	semantic.LabelOp(s.Label.String()).Add(gtx.Ops)
	call.Add(gtx.Ops)
	return layout.Dimensions{Size: out, Baseline: below + out.Y - size.Y}
}

// colorOp records a paint material of one colour.
func colorOp(ops *op.Ops, c color.NRGBA) op.CallOp {
	m := op.Record(ops)
	paint.ColorOp{Color: c}.Add(ops)
	return m.Stop()
}
