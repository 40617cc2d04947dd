package window

// A window smaller than the smallest layout shows a part of it: the wheel (with Shift sideways) and two thin bars at
// the edges move it.

import (
	"image"

	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/widgets"
)

// scroller is the part in sight.
type scroller struct {
	at     image.Point // top left corner, in pixels
	tag    int
	bar    [2]int      // tags of the bars, sideways and down
	start  image.Point // of a drag: the pointer
	origin image.Point // and what was in sight
}

// barWide is the width of a scroll bar in dp.
const barWide = 10

// everywhere lets all of a wheel's movement through.
var everywhere = pointer.ScrollRange{Min: -1e6, Max: 1e6}

// layout shows the part of draw, which is whole pixels large, that fits into size.
func (s *scroller) layout(gtx layout.Context, f *frame, size, whole image.Point, draw func(layout.Context)) {
	room := image.Pt(max(whole.X-size.X, 0), max(whole.Y-size.Y, 0))
	if room == (image.Point{}) {
		s.at = image.Point{}
		gtx.Constraints = layout.Exact(whole)
		draw(gtx)
		return
	}
	s.update(gtx, size, whole)
	s.at = image.Pt(min(max(s.at.X, 0), room.X), min(max(s.at.Y, 0), room.Y))
	f.Env.Window, f.At = size, s.at.Mul(-1)
	event.Op(gtx.Ops, &s.tag)
	off := op.Offset(s.at.Mul(-1)).Push(gtx.Ops)
	g := gtx
	g.Constraints = layout.Exact(whole)
	draw(g)
	off.Pop()
	for i, b := range s.bars(gtx, size, whole) {
		if b.Empty() {
			continue
		}
		in := b.Inset(px(gtx, 2))
		paint.FillShape(gtx.Ops, widgets.Alpha(f.theme.Text2, 0.6), clip.UniformRRect(in, min(in.Dx(), in.Dy())/2).Op(gtx.Ops))
		stack := clip.Rect(b).Push(gtx.Ops)
		event.Op(gtx.Ops, &s.bar[i])
		stack.Pop()
	}
}

// bars are the thumbs of the two scroll bars, sideways and down, in pixels; empty where all is in sight.
func (s *scroller) bars(gtx layout.Context, size, whole image.Point) [2]image.Rectangle {
	wide := px(gtx, barWide)
	var b [2]image.Rectangle
	if whole.X > size.X {
		b[0] = image.Rect(s.at.X*size.X/whole.X, size.Y-wide, (s.at.X+size.X)*size.X/whole.X, size.Y)
	}
	if whole.Y > size.Y {
		b[1] = image.Rect(size.X-wide, s.at.Y*size.Y/whole.Y, size.X, (s.at.Y+size.Y)*size.Y/whole.Y)
	}
	return b
}

// update moves the part in sight by wheel and thumbs.
func (s *scroller) update(gtx layout.Context, size, whole image.Point) {
	for {
		e, ok := gtx.Event(pointer.Filter{
			Target: &s.tag, Kinds: pointer.Scroll,
			ScrollX: everywhere, ScrollY: everywhere, // Shift turns one into the other
		})
		if !ok {
			break
		}
		if e, ok := e.(pointer.Event); ok {
			d := image.Pt(int(e.Scroll.X), int(e.Scroll.Y))
			if e.Modifiers.Contain(key.ModShift) && d.X == 0 {
				d.X, d.Y = d.Y, 0
			}
			s.at = s.at.Add(d)
		}
	}
	thumbs := s.bars(gtx, size, whole)
	for i := range s.bar {
		for {
			e, ok := gtx.Event(pointer.Filter{Target: &s.bar[i], Kinds: pointer.Press | pointer.Drag})
			if !ok {
				break
			}
			p, ok := e.(pointer.Event)
			if !ok {
				continue
			}
			at := image.Pt(int(p.Position.X), int(p.Position.Y))
			if p.Kind == pointer.Press {
				s.start, s.origin = at, s.at
				continue
			}
			d := at.Sub(s.start)
			if i == 0 && !thumbs[0].Empty() {
				s.at.X = s.origin.X + d.X*whole.X/size.X
			} else if i == 1 && !thumbs[1].Empty() {
				s.at.Y = s.origin.Y + d.Y*whole.Y/size.Y
			}
		}
	}
}
