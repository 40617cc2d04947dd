package control

import (
	"image/color"

	"gioui.org/layout"
)

// Draw draws the icon, size dp wide, with its middle at (x, y) dp from the origin.
func (i Icon) Draw(gtx layout.Context, env Env, x, y, size float32, c color.NRGBA) {
	newPen(gtx, env).icon(i, x, y, size, c)
}

// Border draws the border of the rectangle from (x0, y0) to (x1, y1) dp, of the given width, inside it.
func Border(gtx layout.Context, x0, y0, x1, y1, radius, width float32, c color.NRGBA) {
	newPen(gtx, Env{}).line(box{x0, y0, x1, y1}, radius, width, c)
}
