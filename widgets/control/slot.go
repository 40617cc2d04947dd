package control

// Slots: the labels that can have been measured, each with the modes that carry it.

import (
	"image/color"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
)

// Slot is one value that y can take.
type Slot struct {
	Click  *Click
	Words  string        // on it: "0"
	Name   string        // what a screen reader calls it: "label 0"
	Doc    string        // the sentence that explains it
	Marks  []color.NRGBA // discs below the words: the modes that carry the label
	Beside bool          // the discs stand to the right of the words
	Chosen bool
	Part   float64 // share of it in a mixture of several, 0..1; drawn as a bar along the bottom
	Unused bool    // no mode carries it
	Width  float32 // in dp
	Height float32 // in dp; 0: 48
}

// Room for the words of a slot whose discs stand beside them, and at its ends, in dp.
const slotWords, slotPad = 30, 11

// BesideWidth is how wide a slot with so many discs beside its words is.
func BesideWidth(marks int) float32 { return slotWords + 9*float32(marks) + slotPad - 1 }

// Layout draws the slot.
func (s Slot) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	h := s.Height
	if h == 0 {
		h = 48
	}
	out := sized(s.Width, h)
	fill, line, width, ink := t.Card, t.Line, float32(1), t.Text
	switch {
	case s.Chosen:
		fill, line, width, ink = t.AccentBG, t.Accent, 2, t.Accent
	case s.Click.Pressed():
		fill = t.AccentBG
	case s.Click.Hovered():
		fill = t.Ctl
	case s.Unused:
		fill = t.Sunk
	}
	if s.Unused && !s.Chosen {
		ink = t.Text3
	}
	p.panel(out, 6, fill, line, width)
	if s.Part > 0 && !s.Chosen {
		p.fill(box{6, h - 5, 6 + (s.Width-12)*float32(s.Part), h - 2}, 1.5, t.Accent)
	}
	role := Role{16, widgets.Medium}
	wordsX, wordsY, discX, discY := s.Width/2, h*0.35, float32(0), h*0.755
	if h < 44 {
		wordsY = h * 0.36
	}
	room, most := s.Width-12, float32(11.2)
	if s.Beside {
		room, most = s.Width-slotWords-slotPad, 9
	}
	pitch := min(most, room/float32(max(len(s.Marks), 1)))
	span := pitch * float32(len(s.Marks)-1)
	discX = (s.Width - span) / 2
	if s.Beside {
		wordsX, wordsY, discX, discY = slotPad+5, h/2, slotWords+3, h/2
	}
	p.middle(widgets.Words(s.Words), role, ink, wordsX, wordsY, centred, 0)
	const r = 3.4
	for i, c := range s.Marks {
		p.disc(discX+pitch*float32(i), discY, r, c)
	}
	if s.Click.Focused(gtx) {
		p.ring(out, 6)
	}
	s.Click.area(p, out, spoken{semantic.RadioButton, s.Name, s.Doc, s.Chosen})
	return p.dims(s.Width, h)
}
