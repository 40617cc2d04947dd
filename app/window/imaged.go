package window

// A picture whose pixels are measurements (view D): the picture and the spectrum of a pixel at the left, every parameter
// by itself beside them.

import "gioui.org/layout"

// imaged is that stage.
type imaged struct {
	picture  imageCard
	spectrum spectrumCard
	many     marginalsCard
}

func (s *imaged) update(gtx layout.Context, f *frame, e *explore) {
	f.choice.rough = s.picture.update(gtx, f)
	s.spectrum.update(gtx, f)
	s.many.update(gtx, f, e)
}

func (s *imaged) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	a := rect{r.x, r.y, f.left, s.picture.height(f)}
	b := rect{r.x, a.bottom() + f.margin, f.left, r.bottom() - a.bottom() - f.margin}
	c := rect{a.right() + f.margin, r.y, r.right() - a.right() - f.margin, r.h}
	f.at(gtx, a, func(gtx layout.Context) { s.picture.layout(gtx, f, a) })
	f.at(gtx, b, func(gtx layout.Context) { s.spectrum.layout(gtx, f, b, s.picture.truth(f) != nil) })
	f.at(gtx, c, func(gtx layout.Context) { s.many.layout(gtx, f, e, c, s.picture.truth(f)) })
}

func (s *imaged) fit()   {}
func (s *imaged) clear() { s.picture.clear() }
