package control

// Tabs, legend entries and pills: small words that are switches.

import (
	"image/color"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
)

// TabStyle is a word with a line under it while it is chosen.
type TabStyle struct {
	Click  *Click
	Words  string
	Doc    string
	Chosen bool
	Height float32 // in dp; the line is at its bottom
}

// Layout draws the tab as wide as its words.
func (s TabStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	w := p.width(widgets.Words(s.Words), TabOn)
	role, ink := Tab, t.Text2
	if s.Chosen {
		role, ink = TabOn, t.Accent
		p.fill(box{-2, s.Height - 3, w + 2, s.Height}, 0, t.Accent)
	} else if s.Click.Hovered() || s.Click.Pressed() {
		ink = t.Text
	}
	p.middle(widgets.Words(s.Words), role, ink, w/2, s.Height/2, centred, 0)
	if s.Click.Focused(gtx) {
		p.ring(box{-4, s.Height/2 - 12, w + 4, s.Height/2 + 12}, 6)
	}
	s.Click.area(p, box{-10, 0, w + 10, s.Height}, spoken{semantic.RadioButton, s.Words, s.Doc, s.Chosen})
	return p.dims(w, s.Height)
}

// Swatch is what stands before the words of a legend entry.
type Swatch int

const (
	Block Swatch = iota // a filled square with an outline
	Dash                // a dashed line
	Discs               // up to four discs
	Solid               // a solid line
)

// Legend is an entry of a legend that shows and hides what it names.
type Legend struct {
	Click  *Click
	Words  string
	Doc    string
	Swatch Swatch
	Fill   color.NRGBA
	Line   color.NRGBA
	Marks  []color.NRGBA // of Discs
	Hidden bool
}

// Layout draws the entry.
func (l Legend) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const h, gap = 24, 5
	p := newPen(gtx, env)
	t := env.Theme
	fill, line, ink := l.Fill, l.Line, t.Text2
	if l.Click.Hovered() {
		ink = t.Text
	}
	if l.Hidden {
		fill, line, ink = t.Card, t.Text3, t.Text3
	}
	x := float32(11)
	switch l.Swatch {
	case Block:
		p.panel(box{0, h/2 - 5, 11, h/2 + 5}, 2, fill, line, 1.25)
	case Dash:
		x = 19
		for d := float32(0); d < 19; d += 7 {
			p.fill(box{d, h/2 - 0.9, min(d+5, 19), h/2 + 0.9}, 0.5, line)
		}
	case Solid:
		x = 19
		p.fill(box{0, h/2 - 1.4, 19, h/2 + 1.4}, 0.5, line)
	case Discs:
		x = 0
		for i, c := range l.Marks[:min(len(l.Marks), 4)] {
			if l.Hidden {
				c = t.Text3
			}
			p.disc(4+9*float32(i), h/2, 3.6, c)
			x = 8 + 9*float32(i)
		}
	}
	w := x + gap + p.middle(widgets.Words(l.Words), Small, ink, x+gap, h/2, fromLeft, 0)
	if l.Click.Focused(gtx) {
		p.ring(box{0, 2, w, h - 2}, 4)
	}
	l.Click.area(p, sized(w, h), spoken{semantic.CheckBox, l.Words, l.Doc, !l.Hidden})
	return p.dims(w, h)
}

// Pill is a small switch with a label, 34×18 dp: filled when it is on, hollow when off.
type Pill struct {
	Click *Click
	Label widgets.Label
	Name  string // what a screen reader calls it
	Doc   string
	Color color.NRGBA
	On    bool
	Width float32 // in dp; 0: 34
}

// Layout draws the pill.
func (l Pill) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const h = 18
	p := newPen(gtx, env)
	t := env.Theme
	w := l.Width
	if w == 0 {
		w = 34
	}
	out := sized(w, h)
	ink := t.Card
	if l.On {
		p.fill(out, h/2, p.lift(l.Color, l.Click.Hovered(), l.Click.Pressed()))
	} else {
		fill := t.Card
		if l.Click.Hovered() {
			fill = t.Ctl
		}
		p.panel(out, h/2, fill, t.Text3, 1.25)
		ink = t.Text2
	}
	p.middle(l.Label, Role{12, widgets.Medium}, ink, w/2, h/2, centred, 0)
	if l.Click.Focused(gtx) {
		p.ring(out, h/2)
	}
	l.Click.area(p, out, spoken{semantic.Switch, l.Name, l.Doc, l.On})
	return p.dims(w, h)
}
