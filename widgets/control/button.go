package control

// Buttons with words.

import (
	"image/color"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
)

// Kind is how loud a button is.
type Kind int

const (
	Outlined Kind = iota
	Filled        // the one thing to do
	Plain         // words only
)

// Button is a button with words.
type Button struct {
	Click    *Click
	Words    string
	Icon     Icon   // before the words; may be nil
	Doc      string // the sentence that explains it
	Kind     Kind
	Height   float32 // in dp; 0: 32
	Width    float32 // in dp; 0: as wide as the words need
	Disabled bool
	OnToast  bool // words in the colour of an inverted surface
}

// buttonIcon is the room that an icon takes before the words, in dp.
const buttonIcon = 24

// Layout draws the button.
func (b Button) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env).enabled(b.Disabled)
	words := widgets.Words(b.Words)
	h, pad := b.Height, float32(16)
	if h == 0 {
		h = 32
	}
	if b.Kind == Plain {
		pad = 8
	}
	w := b.Width
	if w == 0 {
		w = p.width(words, Strong) + 2*pad
		if b.Icon != nil {
			w += buttonIcon
		}
	}
	out := sized(w, h)
	fill, line, ink := b.colors(p)
	p.fill(out, 6, fill)
	if line.A > 0 {
		p.line(out, 6, 1, line)
	}
	mid := w / 2
	if b.Icon != nil {
		mid += buttonIcon / 2
		p.icon(b.Icon, mid-p.width(words, Strong)/2-buttonIcon+8, h/2, 18, ink)
	}
	p.middle(words, Strong, ink, mid, h/2, centred, w-8)
	if !b.Disabled && b.Click.Focused(gtx) {
		p.ring(out, 6)
	}
	b.Click.area(p, out, spoken{class: semantic.Button, label: b.Words, doc: b.Doc})
	return p.dims(w, h)
}

// colors are fill, border and words in the state that the button is in.
func (b Button) colors(p pen) (fill, line, ink color.NRGBA) {
	t := p.env.Theme
	hover, press := b.Click.Hovered(), b.Click.Pressed()
	switch {
	case b.Disabled && b.Kind == Filled:
		return t.Ctl, color.NRGBA{}, t.Text3
	case b.Disabled && b.Kind == Outlined:
		return t.Card, t.Line, t.Text3
	case b.Disabled:
		return color.NRGBA{}, color.NRGBA{}, t.Text3
	case b.Kind == Filled:
		return p.lift(t.Accent, hover, press), color.NRGBA{}, t.OnAccent
	case b.Kind == Outlined:
		fill = t.Card
		if press {
			fill = t.AccentBG
		} else if hover {
			fill = t.Sunk
		}
		return fill, t.Line, t.Text
	}
	ink = t.Accent
	if b.OnToast {
		ink = t.ToastAction
	}
	if press {
		fill = widgets.Alpha(ink, 0.16)
	} else if hover {
		fill = widgets.Alpha(ink, 0.08)
	}
	return fill, color.NRGBA{}, ink
}

// lift is a strong fill with a film of white over it while it is hovered or pressed.
func (p pen) lift(c color.NRGBA, hover, press bool) color.NRGBA {
	white := color.NRGBA{255, 255, 255, 255}
	switch {
	case press:
		return widgets.Mix(c, white, 0.16)
	case hover:
		return widgets.Mix(c, white, 0.08)
	}
	return c
}
