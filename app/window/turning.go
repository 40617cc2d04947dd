package window

// Between the choice of another scene and the first picture of it lies the step of training that is under way, which may
// take seconds: until then it is said what is being opened, and what was there before is pale.

import (
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// turning is the scene and set-up that the run is about to turn to.
type turning struct {
	scene *scenes.Scene
	setup *scenes.Setup
	from  *scenes.Setup // what the run was on
}

// shownPlan are the scene and set-up that were chosen last: those of the run, or those that it is about to turn to.
func (w *Window) shownPlan(s *session.Snapshot) (*scenes.Scene, *scenes.Setup) {
	if w.turning != nil {
		return w.turning.scene, w.turning.setup
	}
	return s.Plan.Scene, s.Plan.Setup
}

// arrived ends the turning when the run is there, or elsewhere by now, or says that it cannot get there.
func (w *Window) arrived(s *session.Snapshot) {
	t, u := w.turning, s.Plan.Setup
	if t != nil && (u == t.setup || u != t.from || s.Problem != "" && s.State == session.Paused) {
		w.turning = nil
	}
}

// opening says over the content in r what is being opened.
func (f *frame) opening(gtx layout.Context, r rect) {
	if f.turning == nil {
		return
	}
	words := "Opening " + f.turning.scene.Title + "\u2026"
	fill(gtx, r, widgets.Alpha(f.theme.BG, 0.75))
	w := f.width(gtx, words, control.Title) + 48
	b := rect{r.x + (r.w-w)/2, r.y + r.h/2 - 28, w, 56}
	round(gtx, b, 8, f.theme.Card)
	frameOf(gtx, b, 8, 1, f.theme.Line)
	f.say(gtx, b.x+w/2, b.y+33, centred, words, control.Title, f.theme.Text)
	defer clip.Rect(b.pixels(gtx)).Push(gtx.Ops).Pop()
	semantic.LabelOp(words).Add(gtx.Ops)
}
