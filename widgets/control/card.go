package control

// Cards, badges, section lines, sheets: the surfaces that things stand on.

import (
	"image"
	"image/color"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// HeaderHeight is the height of a card's header in dp.
const HeaderHeight = 40

// Card is a surface with a header. It fills the constraints.
type Card struct {
	Badge string      // one letter; empty: none
	Color color.NRGBA // of the badge
	Title widgets.Label
	Note  string // in smaller words behind the title
	// End draws the right end of the header and returns how wide that is; nil: nothing. Its constraints are the
	// header's height and the room that the title leaves.
	End  func(layout.Context, Env) layout.Dimensions
	Edge color.NRGBA // border; zero: Line
	Fill color.NRGBA // zero: Card
}

// Layout draws the card and then body on what is below the header.
func (c Card) Layout(gtx layout.Context, env Env, body func(layout.Context, Env)) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	size := gtx.Constraints.Max
	out := sized(p.dp(size.X), p.dp(size.Y))
	edge, fill := c.Edge, c.Fill
	if edge == (color.NRGBA{}) {
		edge = t.Line
	}
	if fill == (color.NRGBA{}) {
		fill = t.Card
	}
	defer clip.Rect{Max: size}.Push(gtx.Ops).Pop()
	semantic.LabelOp(c.Title.String()).Add(gtx.Ops)
	p.panel(out, 8, fill, edge, 1)
	x := float32(12)
	if c.Badge != "" {
		Badge(gtx, env, c.Badge, c.Color, 12, 10)
		x = 42
	}
	x += p.base(c.Title, Title, t.Text, x, 26, fromLeft, out.w()-x-12)
	if c.Note != "" {
		x += 8
		x += p.base(widgets.Words(c.Note), Small, t.Text2, x, 26, fromLeft, max(out.w()-x-12, 1))
	}
	if c.End != nil {
		c.end(p, out.w(), x+8)
	}
	if body != nil {
		env.In(gtx, p.px(box{0, HeaderHeight, out.w(), out.h()}), body)
	}
	return layout.Dimensions{Size: size}
}

// end draws the right end of the header, flush with the right margin.
func (c Card) end(p pen, w, from float32) {
	gtx := p.gtx
	gtx.Constraints = layout.Constraints{Max: p.size(max(w-12-from, 0), HeaderHeight)}
	m := op.Record(gtx.Ops)
	d := c.End(gtx, p.env)
	call := m.Stop()
	p.place(call, w-12-p.dp(d.Size.X), (HeaderHeight-p.dp(d.Size.Y))/2-1)
}

// Badge draws the letter of a space in a square of 22 dp with its top left at (x, y) dp.
func Badge(gtx layout.Context, env Env, letter string, c color.NRGBA, x, y float32) {
	p := newPen(gtx, env)
	p.fill(box{x, y, x + 22, y + 22}, 5, c)
	l := widgets.Label{{Text: letter, Italic: true}}
	p.middle(l, Role{16, widgets.Medium}, env.Theme.Card, x+11, y+11.5, centred, 0)
}

// Section is a heading of a form: small words and a line to the right end of the constraints.
type Section struct{ Words string }

// Layout draws the heading, 24 dp high.
func (s Section) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const h = 24
	p := newPen(gtx, env)
	t := env.Theme
	w := p.maxWidth()
	x := p.middle(widgets.Words(s.Words), Role{12, widgets.Medium}, t.Text2, 0, h/2, fromLeft, w) + 8
	p.fill(box{x, h/2 - 0.5, w, h/2 + 0.5}, 0, t.Line)
	return p.dims(w, h)
}

// Surface draws the fill and border of something that floats.
func Surface(gtx layout.Context, env Env, size image.Point) {
	p := newPen(gtx, env)
	p.panel(sized(p.dp(size.X), p.dp(size.Y)), 8, env.Theme.Card, env.Theme.Axis, 1)
}

// Veil is a film over everything below, and swallows what the pointer does there. It is the state behind a dialog.
type Veil struct{ tag int }

// Update reports whether the veil was pressed.
func (v *Veil) Update(gtx layout.Context) bool {
	pressed := false
	for {
		e, ok := gtx.Event(pointer.Filter{
			Target: &v.tag, Kinds: pointer.Press | pointer.Move | pointer.Scroll,
			ScrollY: pointer.ScrollRange{Min: -unbounded, Max: unbounded},
		})
		if !ok {
			return pressed
		}
		if e, ok := e.(pointer.Event); ok && e.Kind == pointer.Press {
			pressed = true
		}
	}
}

// Layout covers the constraints. shade is how dark it is, 0 (not to be seen) to 1.
func (v *Veil) Layout(gtx layout.Context, env Env, shade float64) {
	p := newPen(gtx, env)
	size := gtx.Constraints.Max
	p.fill(sized(p.dp(size.X), p.dp(size.Y)), 0, color.NRGBA{A: uint8(255 * shade)})
	defer clip.Rect{Max: size}.Push(gtx.Ops).Pop()
	event.Op(gtx.Ops, &v.tag)
}
