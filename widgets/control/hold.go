package control

// Holding a button down, and buttons for the mouse alone.

import (
	"time"

	"gioui.org/gesture"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
)

// A control that is held down acts again after repeatAfter and then every repeatEvery.
const (
	repeatAfter = 400 * time.Millisecond
	repeatEvery = 125 * time.Millisecond
)

// hold knows how long something has been held down.
type hold struct {
	down bool
	next time.Time // when it is to act again
}

// press takes whether it is down now and reports whether it has just gone down.
func (h *hold) press(gtx layout.Context, down bool) bool {
	was := h.down
	h.down = down && gtx.Enabled()
	if h.down && !was {
		h.next = gtx.Now.Add(repeatAfter)
	}
	return h.down && !was
}

// due reports whether it is time to act once more, and asks for the frame in which it will be.
func (h *hold) due(gtx layout.Context) bool {
	if !h.down {
		return false
	}
	act := !gtx.Now.Before(h.next)
	if act {
		h.next = gtx.Now.Add(repeatEvery)
	}
	gtx.Execute(op.InvalidateCmd{At: h.next})
	return act
}

// tap is a button that Tab does not stop at, because keys do the same elsewhere.
type tap struct {
	click gesture.Click
	hold  hold
}

// update counts the clicks, and the repetitions while it is held if it repeats.
func (t *tap) update(gtx layout.Context, repeats bool) int {
	n := 0
	for {
		e, ok := t.click.Update(gtx.Source)
		if !ok {
			break
		}
		if e.Kind == gesture.KindClick {
			n++
		}
	}
	if t.hold.press(gtx, t.click.Pressed()) && !gtx.Focused(nil) {
		gtx.Execute(key.FocusCmd{})
	}
	if repeats && t.hold.due(gtx) {
		n++
	}
	return n
}

// area makes b react to the pointer.
func (t *tap) area(p pen, b box, s spoken) {
	gtx := p.gtx
	r := p.px(b)
	defer op.Offset(r.Min).Push(gtx.Ops).Pop()
	defer clip.Rect{Max: r.Size()}.Push(gtx.Ops).Pop()
	s.say(gtx.Ops)
	semantic.EnabledOp(gtx.Enabled()).Add(gtx.Ops)
	pointer.CursorPointer.Add(gtx.Ops)
	t.click.Add(gtx.Ops)
	p.env.explain(s.doc, t.click.Hovered(), false)
}
