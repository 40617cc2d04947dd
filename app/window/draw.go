package window

// The few things that every panel draws: a rectangle, words, a thin line. Panels are placed by rectangles in dp, as
// the specification gives them.

import (
	"image"
	"image/color"
	"math"

	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/widgets"
	"innlab/widgets/control"
)

// px rounds dp to whole pixels, so that edges given by different rectangles meet.
func px(gtx layout.Context, dp float32) int {
	return int(math.Round(float64(dp * gtx.Metric.PxPerDp)))
}

// pixels is r in pixels.
func (r rect) pixels(gtx layout.Context) image.Rectangle {
	return image.Rect(px(gtx, r.x), px(gtx, r.y), px(gtx, r.right()), px(gtx, r.bottom()))
}

// at lays something out inside r, which it fills exactly.
func (f *frame) at(gtx layout.Context, r rect, draw func(layout.Context)) {
	b := r.pixels(gtx)
	gtx.Constraints = layout.Exact(image.Pt(max(b.Dx(), 0), max(b.Dy(), 0)))
	defer op.Offset(b.Min).Push(gtx.Ops).Pop()
	outer := f.At
	f.At = outer.Add(b.Min)
	draw(gtx)
	f.At = outer
}

// named is at for something that announces itself, as a plot does: its words are those of r.
func (f *frame) named(gtx layout.Context, r rect, label, doc string, draw func(layout.Context)) {
	f.at(gtx, r, func(gtx layout.Context) {
		defer clip.Rect{Max: gtx.Constraints.Max}.Push(gtx.Ops).Pop()
		semantic.LabelOp(label).Add(gtx.Ops)
		semantic.DescriptionOp(doc).Add(gtx.Ops)
		draw(gtx)
	})
}

// put lays out a control whose top left corner is at (x, y), no larger than the rest of the constraints, and reports
// its width in dp.
func (f *frame) put(gtx layout.Context, x, y float32, c layouter) float32 {
	var w float32
	gtx.Constraints.Min = image.Point{}
	f.at(gtx, rect{x, y, 4096, 4096}, func(gtx layout.Context) {
		gtx.Constraints.Min = image.Point{}
		w = float32(c.Layout(gtx, f.Env).Size.X) / gtx.Metric.PxPerDp
	})
	return w
}

// layouter is a control's look.
type layouter interface {
	Layout(gtx layout.Context, env control.Env) layout.Dimensions
}

// within lays out a control in exactly r.
func (f *frame) within(gtx layout.Context, r rect, c layouter) {
	f.at(gtx, r, func(gtx layout.Context) { c.Layout(gtx, f.Env) })
}

// fill paints r.
func fill(gtx layout.Context, r rect, c color.NRGBA) {
	paint.FillShape(gtx.Ops, c, clip.Rect(r.pixels(gtx)).Op())
}

// round paints r with round corners of radius dp.
func round(gtx layout.Context, r rect, radius float32, c color.NRGBA) {
	paint.FillShape(gtx.Ops, c, clip.UniformRRect(r.pixels(gtx), px(gtx, radius)).Op(gtx.Ops))
}

// frameOf draws the border of r, of width dp, inside it.
func frameOf(gtx layout.Context, r rect, radius, width float32, c color.NRGBA) {
	control.Border(gtx, r.x, r.y, r.right(), r.bottom(), radius, width, c)
}

// side is where words stand relative to the point that they are given.
type side int

const (
	fromLeft side = iota
	centred
	fromRight
)

// words sets a line of text at baseline y; x is its left end, middle or right end. It reports how wide it is, in dp.
func (f *frame) words(gtx layout.Context, x, y float32, s side, l widgets.Label, r control.Role, c color.NRGBA) float32 {
	m := op.Record(gtx.Ops)
	d := control.Line{Label: l, Role: r, Color: c}.Layout(unbounded(gtx), f.Env)
	call := m.Stop()
	at := px(gtx, x)
	switch s {
	case centred:
		at -= d.Size.X / 2
	case fromRight:
		at -= d.Size.X
	}
	defer op.Offset(image.Pt(at, px(gtx, y)-d.Size.Y+d.Baseline)).Push(gtx.Ops).Pop()
	call.Add(gtx.Ops)
	return float32(d.Size.X) / gtx.Metric.PxPerDp
}

// say is words without variables.
func (f *frame) say(gtx layout.Context, x, y float32, s side, words string, r control.Role, c color.NRGBA) float32 {
	return f.words(gtx, x, y, s, widgets.Words(words), r, c)
}

// unbounded lets words be as wide as they are.
func unbounded(gtx layout.Context) layout.Context {
	gtx.Constraints = layout.Constraints{Max: image.Pt(1<<20, 1<<20)}
	return gtx
}

// width is how wide a line of words is, in dp.
func (f *frame) width(gtx layout.Context, words string, r control.Role) float32 {
	return float32(f.Env.Width(gtx, widgets.Words(words), r)) / gtx.Metric.PxPerDp
}

// cut sets a line in the middle of r's height, cut with an ellipsis where it is wider than r.
func (f *frame) cut(gtx layout.Context, r rect, l widgets.Label, role control.Role, c color.NRGBA) {
	b := r.pixels(gtx)
	gtx.Constraints = layout.Constraints{Max: image.Pt(max(b.Dx(), 0), 1<<20)}
	m := op.Record(gtx.Ops)
	d := control.Line{Label: l, Role: role, Color: c}.Layout(gtx, f.Env)
	call := m.Stop()
	const capital = 0.711 // height of capitals in their size
	rise := float32(gtx.Metric.Sp(role.Size)) * capital / 2
	y := (b.Min.Y+b.Max.Y)/2 + int(rise+0.5) - (d.Size.Y - d.Baseline)
	defer op.Offset(image.Pt(b.Min.X, y)).Push(gtx.Ops).Pop()
	call.Add(gtx.Ops)
}

// icon draws an icon with its middle at (x, y).
func (f *frame) icon(gtx layout.Context, i control.Icon, x, y, size float32, c color.NRGBA) {
	i.Draw(gtx, f.Env, x, y, size, c)
}

// measured is how wide a control is, in dp.
func (f *frame) measured(gtx layout.Context, c layouter) float32 {
	m := op.Record(gtx.Ops)
	w := f.put(gtx, 0, 0, c)
	m.Stop() // only to know the width
	return w
}

// paragraphHeight is the height that words in small type take at a width, in dp.
func (f *frame) paragraphHeight(gtx layout.Context, words string, w float32) float32 {
	m := op.Record(gtx.Ops)
	gtx.Constraints = layout.Constraints{Max: image.Pt(px(gtx, w), 1<<20)}
	d := control.Paragraph{Words: words, Role: control.Small, Color: f.theme.Text2}.Layout(gtx, f.Env)
	m.Stop()
	return float32(d.Size.Y) / gtx.Metric.PxPerDp
}
