package window

// The card of the paints: each alone and, below, in white. A right click, or a click on its name, leaves one out of the
// recipes.

import (
	"image/color"
	"strings"
	"sync"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/scenes/paint"
	"innlab/widgets"
	"innlab/widgets/control"
)

// paintCard is the card.
type paintCard struct {
	taps     [paint.Count]tap
	right    [paint.Count]int // tags of right clicks
	excluded [paint.Count]bool
}

// Measures in dp: a row, and where a paint's name begins in it.
const (
	paintRow  = 25
	paintName = 29
)

// paintRows is how many rows two columns take.
const paintRows = (paint.Count + 1) / 2

// row is the height of a row: less where the window is low.
func (c *paintCard) row(f *frame) float32 {
	if f.low {
		return 21
	}
	return paintRow
}

func (c *paintCard) height(f *frame) float32 { return cardHeader + paintRows*c.row(f) + 10 }

func (c *paintCard) update(gtx layout.Context, f *frame) {
	for p := range c.taps {
		if c.taps[p].update(gtx) {
			c.excluded[p] = !c.excluded[p]
		}
		for {
			e, ok := gtx.Event(pointer.Filter{Target: &c.right[p], Kinds: pointer.Press})
			if !ok {
				break
			}
			if e, ok := e.(pointer.Event); ok && e.Buttons == pointer.ButtonSecondary {
				c.excluded[p] = !c.excluded[p]
			}
		}
	}
}

func (c *paintCard) layout(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	f.say(gtx, cardPad, titleLine, fromLeft, "Paints", control.Title, f.theme.Text)
	if f.class != small {
		f.say(gtx, r.w-cardPad, titleLine, fromRight, "click: leave out", control.Small, f.theme.Text2)
	}
	h := c.row(f)
	w := float32(0) // of the first column: what its longest name needs
	for _, p := range paint.Paints[:paintRows] {
		w = max(w, paintName+f.width(gtx, p.Name, control.Small)+8)
	}
	for p := range paint.Paints {
		at := rect{cardPad, cardHeader + float32(p%paintRows)*h, w - 4, h}
		if p >= paintRows {
			at.x, at.w = cardPad+w, r.w-2*cardPad-w
		}
		c.paint(gtx, f, p, at)
	}
}

// paint draws one.
func (c *paintCard) paint(gtx layout.Context, f *frame, p int, at rect) {
	s := rect{at.x, at.y + (at.h-18)/2, 24, 18}
	full, tint := paintColours()[p][0], paintColours()[p][1]
	ink := f.theme.Text
	if c.excluded[p] {
		ink = f.theme.Text3
	}
	round(gtx, s, 3, full)
	fill(gtx, rect{s.x, s.y + 13.5, s.w, 4.5}, tint)
	frameOf(gtx, s, 3, 1, f.theme.Line)
	f.say(gtx, s.x+12, s.y+12, centred, paint.Paints[p].Code, control.Tick, readable(full))
	f.cut(gtx, rect{at.x + paintName, at.y, at.w - paintName, at.h}, widgets.Words(paintWords(f, p)), control.Small, ink)
	if c.excluded[p] {
		fill(gtx, rect{at.x, at.y + at.h/2, at.w - 6, 1.5}, f.theme.Err)
	}
	c.taps[p].layout(gtx, f, at, semantic.CheckBox, paint.Paints[p].Name, sayPaint, !c.excluded[p])
	defer clip.Rect(at.pixels(gtx)).Push(gtx.Ops).Pop()
	defer pointer.PassOp{}.Push(gtx.Ops).Pop()
	event.Op(gtx.Ops, &c.right[p])
}

// paintWords is what a paint is called; shorter where there is little room.
func paintWords(f *frame, p int) string {
	if f.class == small {
		return strings.TrimSuffix(paint.Paints[p].Name, " shade")
	}
	return paint.Paints[p].Name
}

// paintColours are the colours of every paint, alone and in white.
var paintColours = sync.OnceValue(func() (list [paint.Count][2]color.NRGBA) {
	r := make([]float64, paint.Bands)
	for p := range list {
		for i, shares := range [][]float64{paint.Masstone(p), paint.Tinted(p)} {
			paint.Reflectance(shares, r)
			list[p][i], _ = paint.D65.Swatch(r)
		}
	}
	return list
})

// readable is ink or white, whichever can be read on c.
func readable(c color.NRGBA) color.NRGBA {
	if paint.Lab(c)[0] > 55 {
		return color.NRGBA{R: 0x10, G: 0x14, B: 0x18, A: 255}
	}
	return color.NRGBA{R: 255, G: 255, B: 255, A: 255}
}
