package window

import (
	"image"
	"testing"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/scenes"
)

// busyRun is a run in the middle of a long step: it turns to another plan only when that is over.
type busyRun struct {
	*fake
	next *session.Plan
}

func (b *busyRun) Restart(p session.Plan) error { b.next = &p; return nil }

// A scene that was chosen while a step takes long is named at once, and it is said that it is being opened.
func TestTurning(t *testing.T) {
	b := &busyRun{fake: newFake(scenes.All[0].Setups[0].Name)}
	w := newWindow(b, func() {})
	d := giotest.New(t, image.Pt(1280, 800), func(gtx layout.Context) { w.Layout(gtx) })
	d.Frame()
	for i := range scenes.All {
		if scenes.All[i].Name == "colour" {
			w.setScene(i)
		}
	}
	d.Frame()
	if says := "Opening Colour matching\u2026"; b.next == nil || !d.Has(says) || !d.Has("Scene: Colour matching") {
		t.Fatal("nothing says that the scene is being opened")
	}
	if w.setScene(0); b.next.Scene != &scenes.All[0] { // back to where it still is
		t.Error("the way back is not gone")
	}
	d.Frame()
	if w.turning != nil {
		t.Error("what is on the screen is still being opened")
	}
	for i := range scenes.All {
		if scenes.All[i].Name == "colour" {
			w.setScene(i)
		}
	}
	b.fake.Restart(*b.next)
	d.Frame()
	if d.Has("Opening Colour matching\u2026") || w.turning != nil {
		t.Error("it is still being opened when it is there")
	}
}
