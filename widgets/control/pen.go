package control

// The pen draws the shapes that controls are made of, in dp from the current origin.

import (
	"image"
	"image/color"
	"math"

	"gioui.org/f32"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/widgets"
)

// box is a rectangle in dp.
type box struct{ x0, y0, x1, y1 float32 }

// sized is the box of w×h at the origin.
func sized(w, h float32) box { return box{0, 0, w, h} }

func (b box) w() float32 { return b.x1 - b.x0 }
func (b box) h() float32 { return b.y1 - b.y0 }

// grow moves all sides outwards by d.
func (b box) grow(d float32) box { return box{b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d} }

// pen draws on one frame's operations.
type pen struct {
	gtx layout.Context
	env Env
	k   float32 // pixels per dp
}

func newPen(gtx layout.Context, env Env) pen {
	k := gtx.Metric.PxPerDp
	if k == 0 {
		k = 1
	}
	return pen{gtx, env, k}
}

// px is b in whole pixels.
func (p pen) px(b box) image.Rectangle {
	r := func(v float32) int { return int(math.Round(float64(v * p.k))) }
	return image.Rect(r(b.x0), r(b.y0), r(b.x1), r(b.y1))
}

// dp is a length in pixels as dp.
func (p pen) dp(px int) float32 { return float32(px) / p.k }

// size is a size in dp as pixels.
func (p pen) size(w, h float32) image.Point { return p.px(sized(w, h)).Size() }

// outline is a rectangle with round corners.
func (p pen) outline(b box, radius float32) clip.PathSpec {
	var path clip.Path
	path.Begin(p.gtx.Ops)
	p.around(&path, b, radius, false)
	return path.End()
}

// around adds a rectangle with round corners to a path, clockwise, or the other way round for a hole in another.
func (p pen) around(path *clip.Path, b box, radius float32, back bool) {
	x0, y0, x1, y1 := b.x0*p.k, b.y0*p.k, b.x1*p.k, b.y1*p.k
	r := max(min(radius*p.k, (x1-x0)/2, (y1-y0)/2), 0)
	const q = 4 * (math.Sqrt2 - 1) / 3 // control points of a quarter circle
	c := r * (1 - q)
	corners := [4][4]f32.Point{ // from side to side, clockwise
		{f32.Pt(x1-r, y0), f32.Pt(x1-c, y0), f32.Pt(x1, y0+c), f32.Pt(x1, y0+r)},
		{f32.Pt(x1, y1-r), f32.Pt(x1, y1-c), f32.Pt(x1-c, y1), f32.Pt(x1-r, y1)},
		{f32.Pt(x0+r, y1), f32.Pt(x0+c, y1), f32.Pt(x0, y1-c), f32.Pt(x0, y1-r)},
		{f32.Pt(x0, y0+r), f32.Pt(x0, y0+c), f32.Pt(x0+c, y0), f32.Pt(x0+r, y0)},
	}
	for i := range corners {
		k := corners[i]
		if back {
			k = corners[3-i]
			k[0], k[1], k[2], k[3] = k[3], k[2], k[1], k[0]
		}
		if i == 0 {
			path.MoveTo(k[0])
		} else {
			path.LineTo(k[0])
		}
		if r > 0 {
			path.CubeTo(k[1], k[2], k[3])
		}
	}
	path.Close()
}

// fill paints b with round corners.
func (p pen) fill(b box, radius float32, c color.NRGBA) {
	if c.A == 0 || b.w() <= 0 || b.h() <= 0 {
		return
	}
	if radius == 0 {
		paint.FillShape(p.gtx.Ops, c, clip.Rect(p.px(b)).Op())
		return
	}
	paint.FillShape(p.gtx.Ops, c, clip.Outline{Path: p.outline(b, radius)}.Op())
}

// line draws the border of b inside it, as an area with a hole: that is many times cheaper to draw than a stroke.
func (p pen) line(b box, radius, width float32, c color.NRGBA) {
	var path clip.Path
	path.Begin(p.gtx.Ops)
	p.around(&path, b, radius, false)
	p.around(&path, b.grow(-width), max(radius-width, 0), true)
	paint.FillShape(p.gtx.Ops, c, clip.Outline{Path: path.End()}.Op())
}

// panel is a filled box with a border.
func (p pen) panel(b box, radius float32, fill, line color.NRGBA, width float32) {
	p.fill(b, radius, fill)
	p.line(b, radius, width, line)
}

// ring is the focus ring around a control of this outline.
func (p pen) ring(b box, radius float32) {
	p.line(b.grow(4), radius+4, 2, p.env.Theme.Accent)
}

// disc paints a circle.
func (p pen) disc(x, y, r float32, c color.NRGBA) { p.fill(box{x - r, y - r, x + r, y + r}, r, c) }

// icon draws an icon of the given size with its middle at (x, y).
func (p pen) icon(i Icon, x, y, size float32, c color.NRGBA) {
	r := p.px(box{x - size/2, y - size/2, x + size/2, y + size/2})
	defer op.Offset(r.Min).Push(p.gtx.Ops).Pop()
	p.env.Icons.layout(p.gtx, i, r.Dx(), c)
}

// veil is c with a film of the colour of words over it, which marks hovering and pressing on any fill.
func (p pen) veil(c color.NRGBA, share float64) color.NRGBA {
	return widgets.Mix(c, p.env.Theme.Text, share)
}
