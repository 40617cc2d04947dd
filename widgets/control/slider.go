package control

// Sliders: a value on a linear or logarithmic scale.

import (
	"time"

	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/layout"
)

// Slider is the state of a slider. Drag it, turn the wheel over it or use the arrow keys for a step (Shift for ten),
// Home and End for the ends; a double click goes back to the default, a click on its number lets one type it.
type Slider struct {
	Value float64
	Scale Scale

	drag    bool
	id      pointer.ID
	hover   bool
	pressed time.Duration // of the last press
	wheel   float32       // scrolled so far towards the next step
	from    float32       // track in pixels: where the knob's middle can be
	to      float32
	focus   focus
	number  typed
}

const (
	doubleClick = 300 * time.Millisecond
	notch       = 20 // of a mouse wheel
)

// Update reports whether the user changed the value.
func (s *Slider) Update(gtx layout.Context) bool {
	was := s.Value
	s.pointer(gtx)
	s.keys(gtx)
	if text, ok := s.number.update(gtx); ok {
		if v, err := ParseNumber(text); err == nil {
			s.Value = min(max(v, s.Scale.Min), s.Scale.Max)
		}
	}
	return s.Value != was
}

func (s *Slider) pointer(gtx layout.Context) {
	for {
		ev, ok := gtx.Event(pointer.Filter{
			Target: s,
			Kinds: pointer.Press | pointer.Drag | pointer.Release | pointer.Cancel | pointer.Scroll |
				pointer.Enter | pointer.Leave,
			ScrollY: pointer.ScrollRange{Min: -1e6, Max: 1e6},
		})
		if !ok {
			return
		}
		e, ok := ev.(pointer.Event)
		if !ok {
			continue
		}
		switch e.Kind {
		case pointer.Enter:
			s.hover = true
		case pointer.Leave:
			s.hover = false
		case pointer.Press:
			if e.Source == pointer.Mouse && e.Buttons != pointer.ButtonPrimary {
				break
			}
			s.focus.take(gtx, s)
			if s.pressed > 0 && e.Time-s.pressed < doubleClick {
				s.Value, s.pressed, s.drag = s.Scale.Default, 0, false
				break
			}
			s.pressed, s.drag, s.id = e.Time, true, e.PointerID
			s.moveTo(e.Position.X)
		case pointer.Drag:
			if s.drag && s.id == e.PointerID {
				gtx.Execute(pointer.GrabCmd{Tag: s, ID: e.PointerID})
				s.moveTo(e.Position.X)
			}
		case pointer.Release, pointer.Cancel:
			s.drag = false
		case pointer.Scroll:
			s.scroll(e.Scroll.Y)
		}
	}
}

// moveTo takes the value at x pixels from the left end of the track.
func (s *Slider) moveTo(x float32) {
	if s.to > s.from {
		s.Value = s.Scale.At(float64((x - s.from) / (s.to - s.from)))
	}
}

// scroll steps once for each notch; a wheel that reports a notch in parts is added up.
func (s *Slider) scroll(dy float32) {
	s.wheel += dy
	switch {
	case s.wheel >= notch:
		s.Value, s.wheel = s.Scale.Move(s.Value, -1), 0
	case s.wheel <= -notch:
		s.Value, s.wheel = s.Scale.Move(s.Value, 1), 0
	}
}

func (s *Slider) keys(gtx layout.Context) {
	for {
		e, ok := s.focus.key(gtx, s, key.ModShift, key.NameLeftArrow, key.NameRightArrow, key.NameUpArrow,
			key.NameDownArrow, key.NamePageUp, key.NamePageDown, key.NameHome, key.NameEnd, key.NameDeleteBackward,
			key.NameDeleteForward, key.NameReturn, key.NameEnter)
		if !ok {
			return
		}
		n := 1
		if e.Modifiers.Contain(key.ModShift) || e.Name == key.NamePageUp || e.Name == key.NamePageDown {
			n = 10
		}
		switch e.Name {
		case key.NameLeftArrow, key.NameDownArrow, key.NamePageDown:
			s.Value = s.Scale.Move(s.Value, -n)
		case key.NameRightArrow, key.NameUpArrow, key.NamePageUp:
			s.Value = s.Scale.Move(s.Value, n)
		case key.NameHome:
			s.Value = s.Scale.Min
		case key.NameEnd:
			s.Value = s.Scale.Max
		case key.NameDeleteBackward, key.NameDeleteForward:
			s.Value = s.Scale.Default
		case key.NameReturn, key.NameEnter:
			s.number.open(gtx)
		}
	}
}

// Dragging reports whether the knob is being dragged.
func (s *Slider) Dragging() bool { return s.drag }

// Hovered reports whether the pointer is over the track.
func (s *Slider) Hovered() bool { return s.hover }

// Focus gives the slider the keyboard.
func (s *Slider) Focus(gtx layout.Context) {
	gtx.Execute(key.FocusCmd{Tag: s})
	s.focus.mouse = false
}
