package control

// Tiles: large buttons that hold a small card's worth of things.

import (
	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
)

// Tile is a box that can be chosen; what it holds is drawn over it by whoever lays it out.
type Tile struct {
	Click         *Click
	Words         string // what a screen reader calls it
	Doc           string
	Chosen        bool
	Marked        bool // the arrow keys are on it
	Width, Height float32
}

// Layout draws the box.
func (s Tile) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	out := sized(s.Width, s.Height)
	fill, line, width := t.Card, t.Line, float32(1)
	switch {
	case s.Chosen:
		fill, line, width = t.AccentBG, t.Accent, 2
	case s.Click.Pressed():
		fill = t.AccentBG
	case s.Click.Hovered():
		fill = t.Sunk
	}
	if s.Marked {
		line, width = t.Accent, 2
	}
	p.panel(out, 6, fill, line, width)
	if s.Click.Focused(gtx) {
		p.ring(out, 6)
	}
	s.Click.area(p, out, spoken{semantic.Button, s.Words, s.Doc, s.Chosen})
	return p.dims(s.Width, s.Height)
}

// Row is a line of a list that can be chosen: an icon and words.
type Row struct {
	Click         *Click
	Icon          Icon // nil: none
	Words         string
	Doc           string
	Chosen        bool
	Width, Height float32
}

// Layout draws the row; words that are too long end in an ellipsis.
func (s Row) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	out := sized(s.Width, s.Height)
	switch {
	case s.Chosen:
		p.fill(out, 5, t.AccentBG)
	case s.Click.Hovered():
		p.fill(out, 5, t.Ctl)
	}
	left := float32(10)
	if s.Icon != nil {
		p.icon(s.Icon, 20, s.Height/2, 18, t.Text2)
		left = 38
	}
	p.middle(widgets.Words(s.Words), Body, t.Text, left, s.Height/2, fromLeft, s.Width-left-8)
	if s.Click.Focused(gtx) {
		p.line(out, 5, 2, t.Accent) // inside: the list cuts what lies outside
	}
	s.Click.area(p, out, spoken{semantic.Button, s.Words, s.Doc, s.Chosen})
	return p.dims(s.Width, s.Height)
}

// Well draws a sunk surface with a border that fills the constraints, for lists.
func Well(gtx layout.Context, env Env) {
	p := newPen(gtx, env)
	size := gtx.Constraints.Max
	p.panel(sized(p.dp(size.X), p.dp(size.Y)), 6, env.Theme.Sunk, env.Theme.Line, 1)
}
