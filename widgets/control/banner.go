package control

// Banners: what is wrong, at the top of the card concerned, until it is dealt with.

import (
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// Banner is a warning or an error with at most one thing to do about it. It is as wide as the constraints and grows in
// height with its words.
type Banner struct {
	Words  string
	More   string // a second line in smaller words; may be empty
	Error  bool
	Action string // words of the button; empty: none
	Click  *Click // of the button
}

// Layout draws the banner, at least 44 dp high.
func (b Banner) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const least, left, pad = 44, 42, 12
	p := newPen(gtx, env)
	t := env.Theme
	fill, edge := t.WarnBG, t.Warn
	if b.Error {
		fill, edge = t.ErrBG, t.Err
	}
	w := p.maxWidth()
	right := float32(pad)
	if b.Action != "" {
		right += p.width(widgets.Words(b.Action), Strong) + 16
	}
	role := Body
	if b.More != "" {
		role = Strong
	}
	call, _, hw := p.paragraph(b.Words, role, t.Text, w-left-right)
	h, hm := max(hw+2*10, least), float32(0)
	if b.More != "" {
		_, _, hm = p.paragraph(b.More, Small, t.Text2, w-left-right)
		h = max(hw+hm+2*7, least)
	}
	out := sized(w, h)
	p.panel(out, 6, fill, edge, 1)
	p.icon(IconWarning, 22, h/2, 20, edge)
	top := (h - hw - hm) / 2
	stack := clip.Rect(p.px(out)).Push(gtx.Ops)
	spoken{class: semantic.Unknown, label: b.Words, doc: b.More}.say(gtx.Ops)
	stack.Pop()
	p.place(call, left, top)
	if b.More != "" {
		more, _, _ := p.paragraph(b.More, Small, t.Text2, w-left-right)
		p.place(more, left, top+hw)
	}
	if b.Action != "" {
		bw := right - pad
		env.In(gtx, p.px(box{w - bw - 6, h/2 - 16, w - 6, h/2 + 16}), func(gtx layout.Context, env Env) {
			Button{Click: b.Click, Words: b.Action, Kind: Plain}.Layout(gtx, env)
		})
	}
	return p.dims(w, h)
}
