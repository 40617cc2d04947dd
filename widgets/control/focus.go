package control

// The keyboard focus of controls that do more with keys than be pressed.

import (
	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/layout"
)

// focus knows whether the keyboard was used since the focus came, which decides whether the ring is drawn.
type focus struct {
	mouse bool // the focus came by the mouse and no key was used since
}

// key returns the next press of one of the keys while tag has the focus; optional modifiers are let through. Its calls
// also keep track of the focus, so poll until it says false in every frame.
func (f *focus) key(gtx layout.Context, tag event.Tag, optional key.Modifiers, names ...key.Name) (key.Event, bool) {
	filters := make([]event.Filter, 0, 1+len(names))
	filters = append(filters, key.FocusFilter{Target: tag})
	for _, n := range names {
		filters = append(filters, key.Filter{Focus: tag, Name: n, Optional: optional})
	}
	for {
		e, ok := gtx.Event(filters...)
		if !ok {
			return key.Event{}, false
		}
		switch e := e.(type) {
		case key.FocusEvent:
			if !e.Focus {
				f.mouse = false
			}
		case key.Event:
			f.mouse = false
			if e.State == key.Press {
				return e, true
			}
		}
	}
}

// add lets the current area have the focus.
func (f *focus) add(gtx layout.Context, tag event.Tag) { event.Op(gtx.Ops, tag) }

// take gives the focus to tag because of the mouse: no ring until a key is used.
func (f *focus) take(gtx layout.Context, tag event.Tag) {
	if !gtx.Focused(tag) {
		gtx.Execute(key.FocusCmd{Tag: tag})
		f.mouse = true
	}
}

// visible says whether the ring is drawn.
func (f *focus) visible(gtx layout.Context, tag event.Tag) bool { return gtx.Focused(tag) && !f.mouse }
