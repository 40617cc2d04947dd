package window

// Dragging across the labels, where y may lie between them.

import (
	"image"
	"math"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op/clip"
)

// slotDrag mixes the label where a drag began with the one that it goes towards.
type slotDrag struct {
	tag    int
	places []image.Rectangle
	from   int
	on     bool
}

// layout watches the slots without keeping events from them.
func (d *slotDrag) layout(gtx layout.Context, places []rect) {
	d.places = d.places[:0]
	var all image.Rectangle
	for _, p := range places {
		b := p.pixels(gtx)
		d.places = append(d.places, b)
		all = all.Union(b)
	}
	defer pointer.PassOp{}.Push(gtx.Ops).Pop()
	defer clip.Rect(all).Push(gtx.Ops).Pop()
	event.Op(gtx.Ops, &d.tag)
}

// update reports whether a drag is under way.
func (d *slotDrag) update(gtx layout.Context, f *frame) bool {
	for {
		e, ok := gtx.Event(pointer.Filter{Target: &d.tag, Kinds: pointer.Press | pointer.Drag | pointer.Release | pointer.Cancel})
		if !ok {
			return d.on
		}
		p, ok := e.(pointer.Event)
		if !ok {
			continue
		}
		at := image.Pt(int(p.Position.X), int(p.Position.Y))
		switch p.Kind {
		case pointer.Press:
			d.from = d.slotAt(at)
		case pointer.Drag:
			to := d.slotAt(at)
			if d.from < 0 || to < 0 {
				break
			}
			if to != d.from && !d.on {
				d.on = true
			}
			if d.on && to != d.from {
				f.choice.mix(d.from, to, d.share(to, at))
			}
		default:
			d.on, d.from = false, -1
		}
	}
}

// slotAt is the slot under p, −1 where there is none.
func (d *slotDrag) slotAt(p image.Point) int {
	for i, b := range d.places {
		if p.In(b.Inset(-4)) {
			return i
		}
	}
	return -1
}

// catch is how near to a label, as a share of the way, a drag has to come to choose that label alone.
const catch = 0.06

// share is how far p is on the way from the middle of the first slot to the middle of slot to, 0 to 1.
func (d *slotDrag) share(to int, p image.Point) float64 {
	mid := func(b image.Rectangle) (float64, float64) {
		return float64(b.Min.X+b.Max.X) / 2, float64(b.Min.Y+b.Max.Y) / 2
	}
	ax, ay := mid(d.places[d.from])
	bx, by := mid(d.places[to])
	dx, dy := bx-ax, by-ay
	t := ((float64(p.X)-ax)*dx + (float64(p.Y)-ay)*dy) / (dx*dx + dy*dy)
	switch {
	case t < catch:
		return 0
	case t > 1-catch:
		return 1
	}
	return math.Round(t*100) / 100
}
