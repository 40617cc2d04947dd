package widgets

// This file turns pointer and keys over a picture into events in data, and into zoom and pan.

import (
	"math"
	"time"

	"gioui.org/f32"
	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/layout"
)

// DragKind is what dragging with the primary button does.
type DragKind int

const (
	NoDrag  DragKind = iota
	Pull             // events follow the pointer, from Press to Release
	Select           // a rectangle, reported when the button is let go
	DragPan          // pans without Shift
)

// Kind is the kind of a picture's event.
type Kind int

const (
	Hover    Kind = iota // the pointer moved over the inside without a button
	Leave                // the pointer left the inside
	Click                // pressed and let go in one place
	Press                // Drag is Pull: the button went down
	Pulled               // Drag is Pull: the pointer moved with the button down
	Release              // Drag is Pull: the button was let go
	Selected             // Drag is Select: a rectangle is chosen
	Moved                // the range in sight changed
	KeyPress             // a key went down while the picture had the focus
)

// PictureEvent is what happened over a picture, in data.
type PictureEvent struct {
	Kind      Kind
	X, Y      float64 // where the pointer is
	Range     Rect    // Selected: the rectangle, X0 < X1 and Y0 < Y1
	Modifiers key.Modifiers
	Key       key.Name // KeyPress
}

// Pointer habits: how far a click may slip, how soon a second click must follow, how much a notch zooms.
const (
	slip        = 4 // dp
	doubleClick = 300 * time.Millisecond
	zoomPerUnit = 0.01 // a notch is two events of ±10
	mostZoom    = 200.0
)

// input is the state of a gesture.
type input struct {
	pressed  bool
	panning  bool
	dragging bool // beyond slip
	start    f32.Point
	last     f32.Point
	clickAt  f32.Point
	clicked  time.Duration
	over     bool
	keys     []key.Filter
	focused  bool
	ring     bool // the focus came by keyboard
}

// Keys makes the picture reachable by keyboard: it takes the focus by a click or Tab, and reports these keys while it
// has it.
func (p *Picture) Keys(names ...key.Name) {
	p.input.keys = p.input.keys[:0]
	for _, n := range names {
		p.input.keys = append(p.input.keys, key.Filter{Focus: p, Name: n, Optional: key.ModShift})
	}
}

// Focused reports whether keys go to the picture.
func (p *Picture) Focused() bool { return p.input.focused }

// Update returns the events since the last call. It is to be called in every frame, before Layout.
func (p *Picture) Update(gtx layout.Context) []PictureEvent {
	filters := []event.Filter{pointer.Filter{
		Target:  p,
		Kinds:   pointer.Press | pointer.Drag | pointer.Release | pointer.Move | pointer.Enter | pointer.Leave | pointer.Cancel | pointer.Scroll,
		ScrollX: pointer.ScrollRange{},
		ScrollY: p.scrolls(),
	}}
	if len(p.input.keys) > 0 {
		filters = append(filters, key.FocusFilter{Target: p})
		for _, k := range p.input.keys {
			filters = append(filters, k)
		}
	}
	var out []PictureEvent
	for {
		e, ok := gtx.Event(filters...)
		if !ok {
			return out
		}
		switch e := e.(type) {
		case pointer.Event:
			out = p.pointer(gtx, e, out)
		case key.FocusEvent:
			p.input.focused = e.Focus
			p.input.ring = e.Focus && !p.input.pressed
		case key.Event:
			if e.State == key.Press {
				out = append(out, PictureEvent{Kind: KeyPress, Key: e.Name, Modifiers: e.Modifiers})
			}
		}
	}
}

// scrolls takes the wheel only where it zooms, so that a page below can scroll otherwise.
func (p *Picture) scrolls() pointer.ScrollRange {
	if !p.Zoom {
		return pointer.ScrollRange{}
	}
	return pointer.ScrollRange{Min: -1e6, Max: 1e6}
}

// pointer handles one pointer event.
func (p *Picture) pointer(gtx layout.Context, e pointer.Event, out []PictureEvent) []PictureEvent {
	if p.area == nil {
		return out
	}
	in := &p.input
	at := e.Position
	x, y, inside := p.Data(at.X, at.Y)
	say := func(k Kind) { out = append(out, PictureEvent{Kind: k, X: x, Y: y, Modifiers: e.Modifiers}) }
	switch e.Kind {
	case pointer.Enter, pointer.Move:
		if inside {
			in.over = true
			say(Hover)
		} else if in.over {
			in.over = false
			say(Leave)
		}
	case pointer.Leave, pointer.Cancel:
		if in.over {
			in.over = false
			say(Leave)
		}
		if e.Kind == pointer.Cancel {
			if in.pressed && !in.panning && in.dragging && p.Drag == Pull {
				say(Release)
			}
			in.pressed, in.panning, in.dragging = false, false, false
		}
	case pointer.Press:
		if !inside {
			return out
		}
		in.pressed, in.dragging = true, false
		in.start, in.last = at, at
		pans := e.Buttons.Contain(pointer.ButtonTertiary) || e.Modifiers.Contain(key.ModShift) || p.Drag == DragPan
		in.panning = p.Zoom && pans
		if len(in.keys) > 0 {
			gtx.Execute(key.FocusCmd{Tag: p})
		}
		if p.Drag == Pull && !in.panning {
			say(Press)
		}
	case pointer.Drag:
		if !in.pressed {
			return out
		}
		if d := at.Sub(in.start); math.Hypot(float64(d.X), float64(d.Y)) > float64(p.dp(slip)) {
			in.dragging = true
		}
		switch {
		case in.panning && in.dragging:
			p.pan(at.X-in.last.X, at.Y-in.last.Y)
			say(Moved)
		case p.Drag == Pull && !in.panning:
			say(Pulled)
		}
		in.last = at
	case pointer.Release:
		if !in.pressed {
			return out
		}
		in.pressed = false
		out = p.release(e, x, y, out)
		in.panning, in.dragging = false, false
	case pointer.Scroll:
		if inside && e.Scroll.Y != 0 {
			p.zoom(x, y, math.Exp(zoomPerUnit*float64(e.Scroll.Y)))
			say(Moved)
		}
	}
	return out
}

// release ends a gesture: a click, a second click that fits the view, a rectangle or a pull.
func (p *Picture) release(e pointer.Event, x, y float64, out []PictureEvent) []PictureEvent {
	in := &p.input
	ev := PictureEvent{X: x, Y: y, Modifiers: e.Modifiers}
	if p.Drag == Pull && !in.panning {
		ev.Kind = Release
		out = append(out, ev)
	}
	if in.dragging {
		if p.Drag == Select && !in.panning {
			x0, y0, _ := p.Data(in.start.X, in.start.Y)
			ev.Kind = Selected
			ev.Range = Rect{min(x0, x), min(y0, y), max(x0, x), max(y0, y)}
			out = append(out, ev)
		}
		return out
	}
	d := e.Position.Sub(in.clickAt)
	second := in.clicked > 0 && e.Time-in.clicked < doubleClick && math.Hypot(float64(d.X), float64(d.Y)) < 2*float64(p.dp(slip))
	in.clicked, in.clickAt = e.Time, e.Position
	if second && p.Zoom {
		in.clicked = 0
		p.SetView(Whole)
		ev.Kind = Moved
		return append(out, ev)
	}
	if !in.panning {
		ev.Kind = Click
		out = append(out, ev)
	}
	return out
}

// pan moves the view with the pointer, by pixels.
func (p *Picture) pan(dx, dy float32) {
	v, s := p.View(), p.canvas.scale
	fx := float64(dx) / s / p.area.Inner.W() * (v.X1 - v.X0)
	fy := float64(dy) / s / p.area.Inner.H() * (v.Y1 - v.Y0)
	p.SetView(View{v.X0 - fx, v.X1 - fx, v.Y0 + fy, v.Y1 + fy})
}

// zoom scales the view about a place in the data; factor below 1 goes nearer.
func (p *Picture) zoom(x, y, factor float64) {
	v := p.View()
	w := (v.X1 - v.X0) * factor
	if w > 4 || w < 1/mostZoom {
		return
	}
	fx, fy := p.area.X.fraction(x), p.area.Y.fraction(y) // of the view
	cx, cy := v.X0+fx*(v.X1-v.X0), v.Y0+fy*(v.Y1-v.Y0)
	h := (v.Y1 - v.Y0) * factor
	p.SetView(View{cx - fx*w, cx + (1-fx)*w, cy - fy*h, cy + (1-fy)*h})
}
