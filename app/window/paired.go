package window

// Any number of parameters: y at the left in whatever way it is chosen, a pair plot of x beside it.

import (
	"gioui.org/layout"
)

// paired is that stage.
type paired struct{ pairs pairsCard }

// fewRows is how many sliders leave room for the card of z.
const fewRows = 4

func (s *paired) update(gtx layout.Context, f *frame, e *explore) {
	e.y.update(gtx, f)
	e.z.update(gtx, f, e)
	s.pairs.update(gtx, f, e)
}

func (s *paired) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	y := rect{r.x, r.y, f.left, e.y.height(f)}
	_, sliders := e.y.picker(f.snap.Plan.Setup).(*sliderPicker)
	if sliders && len(f.choice.y) > fewRows || r.h-y.h < f.margin+leastLatent {
		y.h = r.h
	}
	x := rect{y.right() + f.margin, r.y, r.right() - y.right() - f.margin, r.h}
	f.at(gtx, y, func(gtx layout.Context) { e.y.layout(gtx, f, y) })
	if z := (rect{r.x, y.bottom() + f.margin, f.left, r.bottom() - y.bottom() - f.margin}); z.h > 0 {
		f.at(gtx, z, func(gtx layout.Context) { e.z.layout(gtx, f, e, z) })
	}
	f.at(gtx, x, func(gtx layout.Context) { s.pairs.layout(gtx, f, e, x) })
}

func (s *paired) fit()   {}
func (s *paired) clear() {}
