package control

// Paragraphs: words wrapped to a width.

import (
	"image"
	"image/color"
	"slices"
	"strings"

	"gioui.org/font"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"
	"gioui.org/text"
	"gioui.org/widget"

	"innlab/widgets"
)

// lineHeight is the distance of two lines in terms of the size of the words.
const lineHeight = 1.35

// Paragraph is words wrapped to the width of the constraints.
type Paragraph struct {
	Words string
	Role  Role
	Color color.NRGBA
}

// Layout sets the paragraph.
func (g Paragraph) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	call, w, h := p.paragraph(g.Words, g.Role, g.Color, p.dp(gtx.Constraints.Max.X))
	defer clip.Rect{Max: p.size(w, h)}.Push(gtx.Ops).Pop()
	semantic.LabelOp(g.Words).Add(gtx.Ops)
	call.Add(gtx.Ops)
	return layout.Dimensions{Size: gtx.Constraints.Constrain(p.size(w, h))}
}

// paragraph records words wrapped to a width in dp and returns its size in dp. Variables in it, as in L_y, are set as
// such.
func (p pen) paragraph(words string, r Role, c color.NRGBA, width float32) (op.CallOp, float32, float32) {
	if !slices.ContainsFunc(widgets.Marked(words), func(r widgets.Run) bool { return r.Sub }) {
		return p.plain(words, r, c, width)
	}
	line := float32(p.gtx.Metric.Sp(r.Size)) * lineHeight / p.k
	space := p.width(widgets.Words("n n"), r) - p.width(widgets.Words("nn"), r)
	m := op.Record(p.gtx.Ops)
	var x, y, widest float32
	for run := range strings.FieldsSeq(words) {
		label := widgets.Marked(run)
		w := p.width(label, r)
		if w > width { // only plain words are broken
			m.Stop()
			return p.plain(words, r, c, width)
		}
		if x > 0 && x+w > width {
			x, y = 0, y+line
		}
		p.base(label, r, c, x, y+0.5*line+0.355*line/lineHeight, fromLeft, 0)
		widest = max(widest, x+w)
		x += w + space
	}
	return m.Stop(), widest, y + line
}

// plain is a paragraph without variables.
func (p pen) plain(words string, r Role, c color.NRGBA, width float32) (op.CallOp, float32, float32) {
	gtx := p.gtx
	gtx.Constraints = layout.Constraints{Max: image.Pt(int(width*p.k), unbounded)}
	m := op.Record(gtx.Ops)
	paint.ColorOp{Color: c}.Add(gtx.Ops)
	ink := m.Stop()
	f := font.Font{Typeface: widgets.Typeface}
	switch r.Weight {
	case widgets.Medium:
		f.Weight = font.Medium
	case widgets.Bold:
		f.Weight = font.Bold
	}
	m = op.Record(gtx.Ops)
	d := widget.Label{LineHeightScale: lineHeight, WrapPolicy: text.WrapHeuristically}.Layout(gtx, p.env.Shaper.For(words), f, r.Size, words, ink)
	return m.Stop(), p.dp(d.Size.X), p.dp(d.Size.Y)
}
