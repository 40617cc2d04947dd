package screen

import (
	"image"
	"image/color"
	"testing"

	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/app/window/giotest"
)

func TestShotShowsWhatWasDrawn(t *testing.T) {
	ink := color.NRGBA{R: 200, G: 30, B: 40, A: 255}
	d := giotest.New(t, image.Pt(40, 30), func(gtx layout.Context) {
		paint.FillShape(gtx.Ops, color.NRGBA{A: 255}, clip.Rect{Max: gtx.Constraints.Max}.Op())
		paint.FillShape(gtx.Ops, ink, clip.Rect(image.Rect(10, 10, 20, 20)).Op())
	})
	img := Shot(t, d)
	for p, want := range map[image.Point]color.RGBA{
		{15, 15}: {200, 30, 40, 255}, {5, 5}: {0, 0, 0, 255}, {25, 15}: {0, 0, 0, 255},
	} {
		if got := img.RGBAAt(p.X, p.Y); got != want {
			t.Errorf("at %v is %v, not %v", p, got, want)
		}
	}
}
