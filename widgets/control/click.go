package control

// Click is the state of everything that is pressed as a whole: buttons, switches, slots, rows.

import (
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/widget"
)

// Click is pressed with the mouse, or with Space and Enter while it has the focus. The mouse never gives it the focus:
// Space goes on meaning run and pause after a click. A press with the mouse takes the focus, and with it the ring, from
// whatever had it.
type Click struct {
	button widget.Clickable
	hold   hold
}

// Update reports whether the control was pressed since the last call.
func (c *Click) Update(gtx layout.Context) bool {
	_, ok := c.Event(gtx)
	return ok
}

// Event is Update with the modifier keys and the number of clicks in a row. Call it until it says false.
func (c *Click) Event(gtx layout.Context) (widget.Click, bool) {
	e, ok := c.button.Update(gtx)
	if c.hold.press(gtx, c.button.Pressed()) && !gtx.Focused(nil) {
		gtx.Execute(key.FocusCmd{})
	}
	return e, ok
}

// Held reports whether a control that repeats while it is held down is to act once more now.
func (c *Click) Held(gtx layout.Context) bool { return c.hold.due(gtx) }

// Hovered reports whether the pointer is over the control.
func (c *Click) Hovered() bool { return c.button.Hovered() }

// Pressed reports whether the pointer is pressing the control.
func (c *Click) Pressed() bool { return c.button.Pressed() }

// Focused reports whether the control has the keyboard.
func (c *Click) Focused(gtx layout.Context) bool { return gtx.Focused(&c.button) }

// Focus gives the control the keyboard.
func (c *Click) Focus(gtx layout.Context) { gtx.Execute(key.FocusCmd{Tag: &c.button}) }

// Press acts as if the control was pressed, in the next Update.
func (c *Click) Press() { c.button.Click() }

// spoken is what a screen reader says of a control, and what the status line explains.
type spoken struct {
	class    semantic.ClassOp
	label    string // the words on it
	doc      string // the sentence that explains it
	selected bool
}

// say adds it to the current area.
func (s spoken) say(ops *op.Ops) {
	s.class.Add(ops)
	semantic.LabelOp(s.label).Add(ops)
	if s.doc != "" {
		semantic.DescriptionOp(s.doc).Add(ops)
	}
	semantic.SelectedOp(s.selected).Add(ops)
}

// area makes b react to pointer and keyboard. It is laid over what was drawn, and grows to at least reach×reach.
func (c *Click) area(p pen, b box, s spoken) {
	gtx := p.gtx
	r := p.px(b.atLeast(reach))
	defer op.Offset(r.Min).Push(gtx.Ops).Pop()
	if !gtx.Enabled() { // Gio forgets what is said of an area that listens to nothing, so nothing listens here
		defer clip.Rect{Max: r.Size()}.Push(gtx.Ops).Pop()
		s.say(gtx.Ops)
		semantic.EnabledOp(false).Add(gtx.Ops)
		return
	}
	c.button.Layout(gtx, func(gtx layout.Context) layout.Dimensions {
		s.say(gtx.Ops)
		pointer.CursorPointer.Add(gtx.Ops)
		return layout.Dimensions{Size: r.Size()}
	})
	p.env.explain(s.doc, c.Hovered(), c.Focused(gtx))
}

// reach is the smallest side of an area that reacts.
const reach = 32

// atLeast grows b about its middle to sides of at least d.
func (b box) atLeast(d float32) box {
	if g := (d - b.w()) / 2; g > 0 {
		b.x0, b.x1 = b.x0-g, b.x1+g
	}
	if g := (d - b.h()) / 2; g > 0 {
		b.y0, b.y1 = b.y0-g, b.y1+g
	}
	return b
}

// enabled returns p with events cut off where the control is disabled.
func (p pen) enabled(disabled bool) pen {
	if disabled {
		p.gtx = p.gtx.Disabled()
	}
	return p
}

// dims are the layout dimensions of a control of w×h dp.
func (p pen) dims(w, h float32) layout.Dimensions {
	return layout.Dimensions{Size: p.size(w, h), Baseline: 0}
}

// max is the widest the constraints allow, in dp.
func (p pen) maxWidth() float32 { return p.dp(p.gtx.Constraints.Max.X) }
