package window

// x as a sketch (view C): the arms or paths of the samples, with the target that says what was measured, and a pair plot
// beside them.

import "gioui.org/layout"

// sketched is that stage.
type sketched struct {
	sketch sketchCard
	both   pairsCard
}

func (s *sketched) update(gtx layout.Context, f *frame, e *explore) {
	moving := s.sketch.update(gtx, f)
	f.choice.rough = e.y.updateNoise(gtx, f) || moving
	s.both.update(gtx, f, e)
}

func (s *sketched) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	w := (r.w - f.margin) / 2
	left, right := rect{r.x, r.y, w, r.h}, rect{r.x + w + f.margin, r.y, w, r.h}
	f.at(gtx, left, func(gtx layout.Context) { s.sketch.layout(gtx, f, e, left) })
	f.at(gtx, right, func(gtx layout.Context) { s.both.layout(gtx, f, e, right) })
}

func (s *sketched) fit()   {}
func (s *sketched) clear() {}
