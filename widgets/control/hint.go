package control

// What the thing under the pointer means: one sentence for the status line, and a tooltip after a moment.

import (
	"image"
	"time"

	"gioui.org/f32"
	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
)

// TooltipAfter is how long the pointer rests on something before its tooltip appears.
const TooltipAfter = 600 * time.Millisecond

// Hints collects in each frame the sentence of what is under the pointer or has the focus. A window has one and lays it
// out last.
type Hints struct {
	hover, focus string // of this frame

	at      f32.Point // the pointer
	shown   string    // sentence that the tooltip is about
	since   time.Time // when it came under the pointer
	pressed bool      // a press puts the tooltip away until another thing is under the pointer

	editing bool // an editor has the keyboard, in this frame
	typing  bool // and in the last whole one
}

// explain tells the hints about a thing that is under the pointer or has the focus.
func (e Env) explain(doc string, hovered, focused bool) {
	if e.Hints == nil || doc == "" {
		return
	}
	if hovered {
		e.Hints.hover = doc // the innermost comes last
	} else if focused {
		e.Hints.focus = doc
	}
}

// Explain lets a panel that watches the pointer itself, such as a plot, say what is there. It stands in the status
// line and gets no tooltip.
func (h *Hints) Explain(sentence string) { h.focus = sentence }

// Sentence is what the status line says: what is under the pointer, else what has the focus, else nothing.
func (h *Hints) Sentence() string {
	if h.hover != "" {
		return h.hover
	}
	return h.focus
}

// Typing reports whether an editor has the keyboard, so that letters are not for shortcuts.
func (h *Hints) Typing() bool { return h.typing }

// Layout draws the tooltip over everything else. Call it last in the frame, at the window's origin.
func (h *Hints) Layout(gtx layout.Context, env Env) {
	size := gtx.Constraints.Max
	h.track(gtx)
	m := op.Record(gtx.Ops)
	stack := clip.Rect{Max: size}.Push(gtx.Ops)
	pass := pointer.PassOp{}.Push(gtx.Ops)
	event.Op(gtx.Ops, h)
	pass.Pop()
	stack.Pop()
	if h.due(gtx) {
		h.draw(newPen(gtx, env), size)
	}
	op.Defer(gtx.Ops, m.Stop())
	h.hover, h.focus = "", ""
	h.typing, h.editing = h.editing, false
}

// track follows the pointer.
func (h *Hints) track(gtx layout.Context) {
	for {
		e, ok := gtx.Event(pointer.Filter{
			Target: h,
			Kinds:  pointer.Move | pointer.Enter | pointer.Drag | pointer.Press | pointer.Scroll | pointer.Leave,
		})
		if !ok {
			return
		}
		if e, ok := e.(pointer.Event); ok {
			h.at = e.Position
			if e.Kind == pointer.Press {
				h.pressed = true
			}
		}
	}
}

// due says whether the tooltip is to be seen, and asks for the frame in which it will be.
func (h *Hints) due(gtx layout.Context) bool {
	if h.hover != h.shown {
		h.shown, h.since, h.pressed = h.hover, gtx.Now, false
	}
	if h.shown == "" || h.pressed {
		return false
	}
	if at := h.since.Add(TooltipAfter); gtx.Now.Before(at) {
		gtx.Execute(op.InvalidateCmd{At: at})
		return false
	}
	return true
}

// draw sets the tooltip below the pointer and inside the window.
func (h *Hints) draw(p pen, window image.Point) {
	const padX, padY, widest, gap = 10, 8, 280, 18
	call, w, hgt := p.paragraph(h.shown, Small, p.env.Theme.Card, widest-2*padX)
	w, hgt = w+2*padX, hgt+2*padY
	x, y := h.at.X/p.k, h.at.Y/p.k+gap
	ww, wh := p.dp(window.X), p.dp(window.Y)
	x = max(4, min(x, ww-w-4))
	if y+hgt > wh-4 {
		y = max(4, h.at.Y/p.k-hgt-8)
	}
	tip := box{x, y, x + w, y + hgt}
	p.fill(tip, 5, p.env.Theme.Text)
	stack := clip.Rect(p.px(tip)).Push(p.gtx.Ops)
	spoken{label: h.shown}.say(p.gtx.Ops)
	stack.Pop()
	p.place(call, x+padX, y+padY)
}

// Area is a piece of the screen that explains itself while the pointer is over it: a plot, a number, a legend.
type Area struct {
	hover bool
}

// Layout makes r explain itself with doc; label is what a screen reader calls it. Events go through it.
func (a *Area) Layout(gtx layout.Context, env Env, r image.Rectangle, label, doc string) {
	a.hover = passing(gtx, a, a.hover, r, spoken{label: label, doc: doc})
	env.explain(doc, a.hover, false)
}

// Hovered reports whether the pointer is over the area.
func (a *Area) Hovered() bool { return a.hover }

// passing makes r tell whether the pointer is over it without keeping events from what lies below.
func passing(gtx layout.Context, tag event.Tag, was bool, r image.Rectangle, s spoken) bool {
	for {
		e, ok := gtx.Event(pointer.Filter{Target: tag, Kinds: pointer.Enter | pointer.Leave | pointer.Cancel})
		if !ok {
			break
		}
		if e, ok := e.(pointer.Event); ok {
			was = e.Kind == pointer.Enter
		}
	}
	pass := pointer.PassOp{}.Push(gtx.Ops)
	stack := clip.Rect(r).Push(gtx.Ops)
	if s.label != "" || s.doc != "" {
		s.say(gtx.Ops)
	}
	event.Op(gtx.Ops, tag)
	stack.Pop()
	pass.Pop()
	return was
}
