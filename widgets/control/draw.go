package control

import (
	"image/color"

	"gioui.org/layout"
)

// Draw draws the icon, size dp wide, with its middle at (x, y) dp from the origin.
func (i Icon) Draw(gtx layout.Context, env Env, x, y, size float32, c color.NRGBA) {
	newPen(gtx, env).icon(i, x, y, size, c)
}
