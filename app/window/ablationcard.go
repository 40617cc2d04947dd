package window

// The card of the ablation: what has to be said about the columns, and under it the figure.

import (
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/widgets/control"
)

// notice is what has to be said above the figure; it returns where the figure may start.
func (a *ablation) notice(gtx layout.Context, f *frame, w float32) float32 {
	a.note.update(gtx, f)
	b, ok := a.banner(f)
	if !ok {
		return 0
	}
	return f.banner(gtx, cardPad, cardPad, w-2*cardPad, b)
}

// banner is what stands at the top of the card; ok is false where there is nothing to say.
func (a *ablation) banner(f *frame) (b control.Banner, ok bool) {
	if a.broken != nil {
		return control.Banner{Words: sentence(a.broken.Error()), Error: true}, true
	}
	if f.look.diverged {
		where := ""
		for i, c := range f.snap.Columns {
			if c.Bad >= 0 {
				where = "In " + called(&f.snap.Plan, i) + ": "
			}
		}
		words := where + f.snap.Problem + ". These are the last good networks."
		return control.Banner{Words: words, Error: true, Action: "Go on at ½ rate", Click: &a.note.half}, true
	}
	if b, ok := a.note.banner(f); ok {
		return b, true
	}
	switch {
	case f.snap.Frozen:
		return control.Banner{Words: "All losses are off in every column: nothing is trained."}, true
	case f.look.untrained && f.snap.State != session.Running:
		return control.Banner{Words: "Untrained networks: the clouds are noise.", Action: "Train", Click: &a.note.train}, true
	}
	return b, false
}

// card draws the figure with everything on it that can be pressed.
func (a *ablation) card(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	top := a.notice(gtx, f, r.w)
	if a.train == nil || !a.frame.refresh(f) {
		return
	}
	in := rect{frameSide, top + frameTop, r.w - 2*frameSide, r.h - top - frameTop - frameBottom}
	a.update(gtx, f)
	l := a.frame.layout(gtx, f, in)
	f.at(gtx, in, func(gtx layout.Context) {
		a.over(gtx, f, l)
		a.columns(gtx, f, l)
	})
}
