package window

// Two parameters (view A): y and z at the left, both run through the connector into the plane of x.

import "gioui.org/layout"

// planar is that stage.
type planar struct {
	x    xcard
	wire connector
}

// places are the rectangles of the stage's cards.
type places struct{ y, z, wire, x rect }

// arrange gives each card its place in r; h is the height of the y card.
func arrange(m metrics, r rect, h float32) places {
	g := m.margin
	var p places
	p.y = rect{r.x, r.y, m.left, h}
	p.z = rect{r.x, r.y + h + g, m.left, r.h - h - g}
	p.wire = rect{p.y.right(), r.y, m.connector, r.h}
	p.x = rect{p.wire.right(), r.y, r.right() - p.wire.right(), r.h}
	return p
}

// leastLatent is the least height of the card of z; where y needs more room than that leaves, it scrolls.
const leastLatent = 210

func (s *planar) update(gtx layout.Context, f *frame, e *explore) {
	e.y.update(gtx, f)
	e.z.update(gtx, f, e)
	s.x.update(gtx, f, e)
}

func (s *planar) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	p := arrange(f.metrics, r, min(e.y.height(f), r.h-f.margin-leastLatent))
	f.at(gtx, p.y, func(gtx layout.Context) { e.y.layout(gtx, f, p.y) })
	f.at(gtx, p.z, func(gtx layout.Context) { e.z.layout(gtx, f, e, p.z) })
	f.at(gtx, p.wire, func(gtx layout.Context) { s.wire.layout(gtx, f, p) })
	f.at(gtx, p.x, func(gtx layout.Context) { s.x.layout(gtx, f, e, p.x) })
}

func (s *planar) fit()   { s.x.fit() }
func (s *planar) clear() { s.x.clear() }
