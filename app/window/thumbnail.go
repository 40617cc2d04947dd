package window

import (
	"gioui.org/layout"

	"innlab/scenes"
)

// thumbnail draws the discs of a scene's picture into r.
func thumbnail(gtx layout.Context, f *frame, r rect, discs []scenes.Disc) {
	for _, d := range discs {
		x, y, rad := r.x+float32(d.X)*r.w, r.y+(1-float32(d.Y))*r.h, float32(d.R)*r.w
		round(gtx, rect{x - rad, y - rad, 2 * rad, 2 * rad}, rad, f.theme.Mode[d.Mode%modeColours])
	}
}
