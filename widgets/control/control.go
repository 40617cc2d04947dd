// Package control holds what a person presses, drags and types into: buttons, switches, sliders, segmented choices,
// slots, fields, menus, banners, toasts and tooltips, drawn from one theme.
//
// A control is two values, as is usual with Gio: its state (Click, Slider, Number, …), which lives as long as the
// control and whose Update reports what happened, and its look (Button, SliderStyle, …), which is made anew in every
// frame. Call Update before Layout, since events that nobody asked for are gone when the frame ends. Every control
// announces the words that it shows as its semantic label and the sentence that explains it as its description, and
// can be reached with Tab. The focus ring appears only after the keyboard was used.
package control

import (
	"image"

	"gioui.org/layout"
	"gioui.org/op"

	"innlab/widgets"
)

// Env is what every control needs in order to draw itself. It is passed down; there are no globals.
type Env struct {
	Theme  *widgets.Theme
	Shaper *widgets.Shaper
	Icons  *Icons
	Hints  *Hints // hears what the thing under the pointer means; nil: nobody listens
	Still  bool   // reduced motion

	// Window is the size of the window and At the place of the current origin in it, both in pixels. Menus and
	// popovers stay inside the window where these are right; leave them zero where they are not known.
	Window, At image.Point
}

// In lays w out to fill r, given in pixels from the current origin, and keeps track of where that is.
func (e Env) In(gtx layout.Context, r image.Rectangle, w func(layout.Context, Env)) {
	e.At = e.At.Add(r.Min)
	gtx.Constraints = layout.Exact(image.Pt(max(r.Dx(), 0), max(r.Dy(), 0)))
	defer op.Offset(r.Min).Push(gtx.Ops).Pop()
	w(gtx, e)
}
