package window

// Parameters each by itself (view D): what was measured at the left, as a picture whose pixels are measurements or as
// numbers, with what the simulator makes of the samples; every parameter beside it.

import "gioui.org/layout"

// singled is that stage.
type singled struct {
	picture  imageCard
	spectrum spectrumCard
	lines    linesCard
	many     marginalsCard
}

func (s *singled) update(gtx layout.Context, f *frame, e *explore) {
	if f.snap.Plan.Setup.Image != nil {
		f.choice.rough = s.picture.update(gtx, f)
		s.spectrum.update(gtx, f)
	} else {
		e.y.update(gtx, f)
	}
	s.many.update(gtx, f, e)
}

func (s *singled) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	picture := f.snap.Plan.Setup.Image != nil
	h := s.picture.height(f)
	if !picture {
		h = min(e.y.height(f), r.h)
	}
	a := rect{r.x, r.y, f.left, h}
	b := rect{r.x, a.bottom() + f.margin, f.left, r.bottom() - a.bottom() - f.margin}
	c := rect{a.right() + f.margin, r.y, r.right() - a.right() - f.margin, r.h}
	if picture {
		f.at(gtx, a, func(gtx layout.Context) { s.picture.layout(gtx, f, a) })
		f.at(gtx, b, func(gtx layout.Context) { s.spectrum.layout(gtx, f, b, s.picture.truth(f) != nil) })
	} else {
		f.at(gtx, a, func(gtx layout.Context) { e.y.layout(gtx, f, a) })
		f.at(gtx, b, func(gtx layout.Context) { s.lines.layout(gtx, f, e, b) })
	}
	f.at(gtx, c, func(gtx layout.Context) { s.many.layout(gtx, f, e, c, s.picture.truth(f)) })
}

func (s *singled) fit()   {}
func (s *singled) clear() { s.picture.clear() }
