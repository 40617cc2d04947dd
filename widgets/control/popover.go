package control

// Popovers: surfaces that float over everything else until they are dismissed.

import (
	"image"

	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
)

// Popover is the state of a floating surface. Escape, a press outside and Close dismiss it.
type Popover struct {
	open bool
	pad  int // tag of the surface, which keeps presses from what lies below
}

// Open shows the popover.
func (o *Popover) Open() { o.open = true }

// Close dismisses it.
func (o *Popover) Close() { o.open = false }

// Shown reports whether it is open.
func (o *Popover) Shown() bool { return o.open }

// Toggle opens a closed popover and closes an open one.
func (o *Popover) Toggle() {
	if o.open {
		o.Close()
	} else {
		o.Open()
	}
}

// Update reports whether the user dismissed the popover.
func (o *Popover) Update(gtx layout.Context) bool {
	if !o.open {
		return false
	}
	everything := pointer.Press | pointer.Move | pointer.Scroll
	far := pointer.ScrollRange{Min: -unbounded, Max: unbounded}
	for {
		e, ok := gtx.Event(pointer.Filter{Target: o, Kinds: everything, ScrollY: far}, key.Filter{Name: key.NameEscape})
		if !ok {
			break
		}
		switch e := e.(type) {
		case pointer.Event:
			if e.Kind == pointer.Press {
				o.open = false
			}
		case key.Event:
			if e.State == key.Press {
				o.open = false
			}
		}
	}
	for { // the surface swallows what its contents leave
		if _, ok := gtx.Event(pointer.Filter{Target: &o.pad, Kinds: everything, ScrollY: far}); !ok {
			break
		}
	}
	return !o.open
}

// Place says where a popover goes relative to its anchor.
type Place int

const (
	Below    Place = iota // left edges aligned
	BelowEnd              // right edges aligned
)

// Layout floats w beside anchor, given in pixels from the current origin, inside the window as far as it is known.
func (o *Popover) Layout(gtx layout.Context, env Env, anchor image.Rectangle, place Place, w layout.Widget) {
	if !o.open {
		return
	}
	gap := gtx.Dp(4)
	content := op.Record(gtx.Ops)
	g := gtx
	g.Constraints.Min = image.Point{}
	d := w(g)
	call := content.Stop()

	at := image.Pt(anchor.Min.X, anchor.Max.Y+gap)
	if place == BelowEnd {
		at.X = anchor.Max.X - d.Size.X
	}
	if env.Window != (image.Point{}) {
		lo, hi := image.Pt(gap, gap).Sub(env.At), env.Window.Sub(image.Pt(gap, gap)).Sub(env.At).Sub(d.Size)
		if above := anchor.Min.Y - gap - d.Size.Y; at.Y > hi.Y && above >= lo.Y {
			at.Y = above
		}
		at.X, at.Y = max(min(at.X, hi.X), lo.X), max(min(at.Y, hi.Y), lo.Y)
	}

	m := op.Record(gtx.Ops)
	all := clip.Rect(image.Rect(-unbounded, -unbounded, unbounded, unbounded)).Push(gtx.Ops)
	event.Op(gtx.Ops, o)
	all.Pop()
	off := op.Offset(at).Push(gtx.Ops)
	surface := clip.Rect{Max: d.Size}.Push(gtx.Ops)
	event.Op(gtx.Ops, &o.pad)
	surface.Pop()
	call.Add(gtx.Ops)
	off.Pop()
	op.Defer(gtx.Ops, m.Stop())
}
