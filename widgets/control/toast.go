package control

// Toasts: what just happened, with at most one thing to do about it, gone after a while.

import (
	"image"
	"time"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// ToastTime is how long a toast stays when the pointer is not over it.
const ToastTime = 8 * time.Second

// Toast is the place of the toasts of a window: one at a time, the newest replaces the one before.
type Toast struct {
	words, action string
	left          time.Duration // still to be shown
	seen          time.Time     // last frame
	hover         bool
	click         Click
}

// Show shows words and, if action is not empty, a button.
func (t *Toast) Show(words, action string) {
	*t = Toast{words: words, action: action, left: ToastTime}
}

// Hide takes the toast away.
func (t *Toast) Hide() { t.words = "" }

// Words is what the toast says; empty when there is none.
func (t *Toast) Words() string { return t.words }

// Update reports whether the button was pressed; the toast is gone then.
func (t *Toast) Update(gtx layout.Context) bool {
	if t.words == "" {
		return false
	}
	if t.action != "" && t.click.Update(gtx) {
		t.Hide()
		return true
	}
	if !t.seen.IsZero() && !t.hover && !t.click.Focused(gtx) {
		t.left -= gtx.Now.Sub(t.seen)
	}
	t.seen = gtx.Now
	if t.left <= 0 {
		t.Hide()
	}
	return false
}

// Layout draws the toast with its bottom left corner at the bottom left of the constraints.
func (t *Toast) Layout(gtx layout.Context, env Env) {
	if t.words == "" {
		return
	}
	const h, pad, least = 44, 16, 240
	p := newPen(gtx, env)
	theme := env.Theme
	words := widgets.Marked(t.words)
	end := float32(pad)
	if t.action != "" {
		end += p.width(widgets.Words(t.action), Strong) + 16 + 8
	}
	limit := p.maxWidth() - pad - end
	w := max(least, pad+min(p.width(words, Body), limit)+end)
	top := p.dp(gtx.Constraints.Max.Y) - h
	env.In(gtx, p.px(box{0, top, w, top + h}), func(gtx layout.Context, env Env) {
		p := newPen(gtx, env)
		out := sized(w, h)
		p.fill(out, 6, theme.Text)
		t.hover = hovering(gtx, t, t.hover, p.px(out), t.words)
		p.middle(words, Body, theme.Card, pad, h/2, fromLeft, limit)
		if t.action != "" {
			bw := end - pad - 8
			env.In(gtx, p.px(box{w - bw - 8, 6, w - 8, h - 6}), func(gtx layout.Context, env Env) {
				Button{Click: &t.click, Words: t.action, Kind: Plain, OnToast: true}.Layout(gtx, env)
			})
		}
	})
	if !t.hover {
		gtx.Execute(op.InvalidateCmd{At: gtx.Now.Add(max(t.left, 0))})
	}
}

// hovering is passing for something solid: events do not reach what lies below.
func hovering(gtx layout.Context, tag event.Tag, was bool, r image.Rectangle, label string) bool {
	for {
		e, ok := gtx.Event(pointer.Filter{Target: tag, Kinds: pointer.Enter | pointer.Leave | pointer.Cancel | pointer.Press})
		if !ok {
			break
		}
		if e, ok := e.(pointer.Event); ok && e.Kind != pointer.Press {
			was = e.Kind == pointer.Enter
		}
	}
	defer clip.Rect(r).Push(gtx.Ops).Pop()
	spoken{label: label}.say(gtx.Ops)
	event.Op(gtx.Ops, tag)
	return was
}
