package window

// Cards: a filled, bordered rectangle with a header of 40 dp that holds a badge, a title and, at its right, a legend
// or one control.

import (
	"image"
	"image/color"
	"image/draw"

	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/widgets"
	"innlab/widgets/control"
)

const (
	cardPad     = 12 // inside a card
	cardHeader  = 40
	titleLine   = 26 // baseline of the title
	headerSlot  = 32 // side of a button in the header
	cardContent = 42 // where content starts
)

// cardRadius is that of a card's corners, in dp.
const cardRadius = 8

// card draws an empty card of the size of r at the origin. It is made of rectangles and a small picture for the corners:
// a path as large as a card costs several times as much where the processor does the drawing.
func (f *frame) card(gtx layout.Context, r rect) {
	b := rect{0, 0, r.w, r.h}.pixels(gtx)
	w := max(px(gtx, 1), 1)
	paint.FillShape(gtx.Ops, f.theme.Card, clip.Rect(b.Inset(w)).Op())
	for _, side := range []image.Rectangle{
		{b.Min, image.Pt(b.Max.X, b.Min.Y+w)}, {image.Pt(b.Min.X, b.Max.Y-w), b.Max},
		{b.Min, image.Pt(b.Min.X+w, b.Max.Y)}, {image.Pt(b.Max.X-w, b.Min.Y), b.Max},
	} {
		paint.FillShape(gtx.Ops, f.theme.Line, clip.Rect(side).Op())
	}
	c := f.corners.of(cornerKey{px(gtx, cardRadius), w, f.theme.BG, f.theme.Line, f.theme.Card})
	k := c.key.radius
	for i, at := range []image.Point{b.Min, {b.Max.X - k, b.Min.Y}, {b.Min.X, b.Max.Y - k}, b.Max.Sub(image.Pt(k, k))} {
		area := clip.Rect{Min: at, Max: at.Add(image.Pt(k, k))}.Push(gtx.Ops)
		off := op.Offset(at.Sub(image.Pt(i%2*k, i/2*k))).Push(gtx.Ops)
		c.op.Add(gtx.Ops)
		paint.PaintOp{}.Add(gtx.Ops)
		off.Pop()
		area.Pop()
	}
}

// corners is a picture of a card of which only the corners are left: cut in four, it gives all of them.
type corners struct {
	key cornerKey
	op  paint.ImageOp
}

// cornerKey names everything that it depends on; lengths are in pixels.
type cornerKey struct {
	radius, width    int
	back, line, card color.NRGBA
}

// of returns the picture for a key, drawn anew when it is another one than before.
func (c *corners) of(k cornerKey) *corners {
	if c.key == k {
		return c
	}
	c.key = k
	side := 2 * k.radius
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(img, img.Rect, image.NewUniform(k.back), image.Point{}, draw.Src)
	p := widgets.NewPixels(img, 1)
	mid := widgets.Point{X: float64(k.radius), Y: float64(k.radius)}
	p.Disc(mid, float64(k.radius), k.line)
	p.Disc(mid, float64(k.radius-k.width), k.card)
	c.op = paint.NewImageOp(img)
	c.op.Filter = paint.FilterNearest
	return c
}

// title draws a card's badge (none if empty) and title and returns where the title ends.
func (f *frame) title(gtx layout.Context, badge string, c color.NRGBA, title widgets.Label) float32 {
	x := float32(cardPad)
	if badge != "" {
		control.Badge(gtx, f.Env, badge, c, x, 10)
		x += 30
	}
	return x + f.words(gtx, x, titleLine, fromLeft, title, control.Title, f.theme.Text)
}
