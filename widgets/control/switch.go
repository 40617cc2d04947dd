package control

// Switches and check rows: on or off. Both states differ in shape and not only in colour.

import (
	"image/color"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
)

// Switch is the state of a switch or a check row.
type Switch struct {
	On bool
	Click
}

// Update reports whether the user flipped it.
func (s *Switch) Update(gtx layout.Context) bool {
	flipped := false
	for s.Click.Update(gtx) {
		s.On = !s.On
		flipped = !flipped
	}
	return flipped
}

// SwitchStyle is a switch, 32×18 dp.
type SwitchStyle struct {
	State    *Switch
	Color    color.NRGBA // fill when it is on
	Name     string      // the words beside it
	Doc      string
	Reach    float32 // how far to the right of the switch a press still flips it, in dp
	Disabled bool
}

// Layout draws the switch.
func (s SwitchStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const w, h = 32, 18
	p := newPen(gtx, env).enabled(s.Disabled)
	t := env.Theme
	out := sized(w, h)
	on, off := s.Color, t.Text2
	if s.Disabled {
		on, off = t.Text3, t.Text3
	}
	if s.State.On {
		p.fill(out, h/2, p.lift(on, s.State.Hovered() && !s.Disabled, s.State.Pressed()))
		p.disc(w-h/2, h/2, 6.5, t.Card)
	} else {
		fill := t.Card
		if s.State.Hovered() && !s.Disabled {
			fill = t.Ctl
		}
		p.panel(out, h/2, fill, off, 1.5)
		p.disc(h/2, h/2, 5, off)
	}
	if !s.Disabled && s.State.Focused(gtx) {
		p.ring(out, h/2)
	}
	hit := out.atLeast(reach)
	hit.x1 = max(hit.x1, w+s.Reach)
	s.State.area(p, hit, spoken{semantic.Switch, s.Name, s.Doc, s.State.On})
	return p.dims(w, h)
}

// Check is a row with a box to tick and words beside it.
type Check struct {
	State    *Switch
	Words    string
	Doc      string
	Disabled bool
}

// Layout draws the row as wide as its words.
func (c Check) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const h, side, gap = 32, 18, 10
	p := newPen(gtx, env).enabled(c.Disabled)
	t := env.Theme
	b := box{0, (h - side) / 2, side, (h + side) / 2}
	ink, edge, fill := t.Text, t.Text2, t.Accent
	if c.Disabled {
		ink, edge, fill = t.Text3, t.Text3, t.Text3
	}
	switch {
	case c.State.On:
		p.fill(b, 4, p.lift(fill, c.State.Hovered() && !c.Disabled, c.State.Pressed()))
		p.icon(IconCheck, side/2, h/2, 16, t.OnAccent)
	case c.State.Hovered() && !c.Disabled:
		p.panel(b, 4, t.Ctl, edge, 1.5)
	default:
		p.panel(b, 4, t.Card, edge, 1.5)
	}
	w := side + gap + p.middle(widgets.Words(c.Words), Body, ink, side+gap, h/2, fromLeft, p.maxWidth()-side-gap)
	if !c.Disabled && c.State.Focused(gtx) {
		p.ring(b, 4)
	}
	c.State.area(p, sized(w, h), spoken{semantic.CheckBox, c.Words, c.Doc, c.State.On})
	return p.dims(w, h)
}
