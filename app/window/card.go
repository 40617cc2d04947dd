package window

// Cards: a filled, bordered rectangle with a header of 40 dp that holds a badge, a title and, at its right, a legend
// or one control.

import (
	"image/color"

	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

const (
	cardPad     = 12 // inside a card
	cardHeader  = 40
	titleLine   = 26 // baseline of the title
	headerSlot  = 32 // side of a button in the header
	cardContent = 42 // where content starts
)

// card draws an empty card of the size of r at the origin.
func (f *frame) card(gtx layout.Context, r rect) {
	b := rect{0, 0, r.w, r.h}
	round(gtx, b, 8, f.theme.Card)
	frameOf(gtx, b, 8, 1, f.theme.Line)
}

// title draws a card's badge (none if empty) and title and returns where the title ends.
func (f *frame) title(gtx layout.Context, badge string, c color.NRGBA, title widgets.Label) float32 {
	x := float32(cardPad)
	if badge != "" {
		control.Badge(gtx, f.Env, badge, c, x, 10)
		x += 30
	}
	return x + f.words(gtx, x, titleLine, fromLeft, title, control.Title, f.theme.Text)
}
