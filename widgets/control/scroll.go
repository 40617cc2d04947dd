package control

// Scrolling: more content than there is room for, seen through a window with a thin bar.

import (
	"image"

	"gioui.org/gesture"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
)

// Scroll is the state of an area that scrolls from top to bottom: by the wheel, by touch, and by the focus moving to
// what is out of sight.
type Scroll struct {
	gesture gesture.Scroll
	off     int // pixels hidden above
	height  int // of the content in the last frame
}

// Top goes back to the beginning.
func (s *Scroll) Top() { s.off = 0 }

// Show scrolls as little as needed to make y0..y1 of the content visible, in pixels, in an area of the given height.
func (s *Scroll) Show(y0, y1, height int) {
	s.off = max(min(s.off, y0), y1-height)
}

// Layout draws content, which returns its height in pixels, in an area that fills the constraints.
func (s *Scroll) Layout(gtx layout.Context, env Env, content func(layout.Context, Env) int) layout.Dimensions {
	size := gtx.Constraints.Max
	most := max(s.height-size.Y, 0)
	s.off += s.gesture.Update(gtx.Metric, gtx.Source, gtx.Now, gesture.Vertical, pointer.ScrollRange{},
		pointer.ScrollRange{Min: -s.off, Max: most - s.off})
	s.off = max(min(s.off, most), 0)

	stack := clip.Rect{Max: size}.Push(gtx.Ops)
	s.gesture.Add(gtx.Ops)
	was := s.height
	env.In(gtx, image.Rect(0, -s.off, size.X, size.Y-s.off), func(gtx layout.Context, env Env) {
		s.height = content(gtx, env)
	})
	stack.Pop()
	if s.height != was {
		gtx.Execute(op.InvalidateCmd{})
	}
	if s.height > size.Y {
		s.bar(newPen(gtx, env), size)
	}
	return layout.Dimensions{Size: size}
}

// bar shows at the right edge which part is seen.
func (s *Scroll) bar(p pen, size image.Point) {
	const width, gap, least = 4, 2, 24
	h, total := p.dp(size.Y), p.dp(s.height)
	thumb := max(h*h/total, least)
	y := (h - thumb) * float32(s.off) / float32(max(s.height-size.Y, 1))
	x := p.dp(size.X) - gap - width
	p.fill(box{x, y, x + width, y + thumb}, width/2, p.env.Theme.Text3)
}
