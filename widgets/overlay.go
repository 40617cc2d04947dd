package widgets

// This file draws the few things over a picture that follow the pointer, as vectors, so that the picture itself is
// not drawn again.

import (
	"image"
	"image/color"
	"math"

	"gioui.org/f32"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"
)

// Ring draws a cursor at a place in the data: ink on white, readable on any colour. It is to be called after Layout
// with the same offset.
func (p *Picture) Ring(gtx layout.Context, x, y float64) {
	px, py, ok := p.At(x, y)
	if !ok {
		return
	}
	t := p.area.Theme
	p.circle(gtx.Ops, px, py, cursorRing, cursorPale, t.Shadow)
	p.circle(gtx.Ops, px, py, cursorRing, cursorInk, t.Raise)
}

func (p *Picture) circle(ops *op.Ops, x, y float32, r, width float64, c color.NRGBA) {
	rr := float32(r * p.canvas.scale)
	e := clip.Ellipse{
		Min: image.Pt(int(math.Round(float64(x-rr))), int(math.Round(float64(y-rr)))),
		Max: image.Pt(int(math.Round(float64(x+rr))), int(math.Round(float64(y+rr)))),
	}
	s := clip.Stroke{Path: e.Path(ops), Width: float32(width * p.canvas.scale)}.Op()
	paint.FillShape(ops, c, s)
}

// Trail draws a path through the data, as the track of a pulled point.
func (p *Picture) Trail(gtx layout.Context, xy [][2]float64, c color.NRGBA) {
	if len(xy) < 2 || p.area == nil {
		return
	}
	in := p.area.Inner
	s := p.canvas.scale
	var path clip.Path
	path.Begin(gtx.Ops)
	pts := make([]Point, len(xy))
	for i, v := range xy {
		pts[i] = p.area.At(v[0], v[1])
	}
	drawn := false
	clipPath(pts, in, func(q []Point) {
		for i, v := range q {
			at := f32.Pt(float32(v.X*s), float32(v.Y*s))
			if i == 0 {
				path.MoveTo(at)
			} else {
				path.LineTo(at)
				drawn = true
			}
		}
	})
	spec := path.End()
	if drawn {
		paint.FillShape(gtx.Ops, c, clip.Stroke{Path: spec, Width: float32(2 * s)}.Op())
	}
}

// selection draws the rectangle that is being chosen.
func (p *Picture) selection(gtx layout.Context) {
	in := &p.input
	if p.Drag != Select || !in.pressed || !in.dragging || in.panning || p.area == nil {
		return
	}
	s := float32(p.canvas.scale)
	i := p.area.Inner
	within := func(v, lo, hi float32) int { return int(min(max(v, lo*s), hi*s)) }
	r := image.Rectangle{
		Min: image.Pt(within(in.start.X, float32(i.X0), float32(i.X1)), within(in.start.Y, float32(i.Y0), float32(i.Y1))),
		Max: image.Pt(within(in.last.X, float32(i.X0), float32(i.X1)), within(in.last.Y, float32(i.Y0), float32(i.Y1))),
	}.Canon()
	c := p.area.Theme.Accent
	paint.FillShape(gtx.Ops, Alpha(c, 0.12), clip.Rect(r).Op())
	paint.FillShape(gtx.Ops, c, clip.Stroke{Path: clip.Rect(r).Path(), Width: max(s, 1)}.Op())
}

// focusRing shows that keys go to the picture, where it was reached by keyboard.
func (p *Picture) focusRing(gtx layout.Context) {
	if !p.input.ring || p.area == nil {
		return
	}
	s := p.canvas.scale
	i := p.area.Inner.Grow(1)
	r := clip.Rect{
		Min: image.Pt(int(math.Round(i.X0*s)), int(math.Round(i.Y0*s))),
		Max: image.Pt(int(math.Round(i.X1*s)), int(math.Round(i.Y1*s))),
	}
	paint.FillShape(gtx.Ops, p.area.Theme.Accent, clip.Stroke{Path: r.Path(), Width: float32(2 * s)}.Op())
}
