package control

// Buttons with a picture instead of words.

import (
	"image/color"

	"gioui.org/io/semantic"
	"gioui.org/layout"
)

// IconButton is a button with an icon.
type IconButton struct {
	Click    *Click
	Icon     Icon
	Name     string  // what a screen reader calls it
	Doc      string  // the sentence that explains it
	Size     float32 // side in dp; 0: 36
	Width    float32 // in dp where it is not square
	Glyph    float32 // size of the icon in dp; 0: 20
	On       bool    // it is a switch and it is on
	Filled   bool    // the one filled button of a bar
	Alarm    bool    // filled in the colour of errors
	Disabled bool
}

// Layout draws the button.
func (b IconButton) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env).enabled(b.Disabled)
	h, glyph := b.Size, b.Glyph
	if h == 0 {
		h = 36
	}
	if glyph == 0 {
		glyph = 20
	}
	w := b.Width
	if w == 0 {
		w = h
	}
	out := sized(w, h)
	fill, ink := b.colors(p)
	p.fill(out, 6, fill)
	p.icon(b.Icon, w/2, h/2, glyph, ink)
	if !b.Disabled && b.Click.Focused(gtx) {
		p.ring(out, 6)
	}
	b.Click.area(p, out, spoken{class: semantic.Button, label: b.Name, doc: b.Doc, selected: b.On})
	return p.dims(w, h)
}

func (b IconButton) colors(p pen) (fill, ink color.NRGBA) {
	t := p.env.Theme
	hover, press := b.Click.Hovered(), b.Click.Pressed()
	switch {
	case b.Disabled && b.Filled:
		return t.Ctl, t.Text3
	case b.Disabled:
		return color.NRGBA{}, t.Text3
	case b.Filled && b.Alarm:
		return p.lift(t.Err, hover, press), t.OnAccent
	case b.Filled:
		return p.lift(t.Accent, hover, press), t.OnAccent
	case b.On:
		return t.AccentBG, t.Accent
	case press:
		return t.AccentBG, t.Text
	case hover:
		return t.Ctl, t.Text
	}
	return color.NRGBA{}, t.Text
}
