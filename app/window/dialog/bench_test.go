package dialog_test

import (
	"image"
	"testing"

	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/app/window/giotest"
	"innlab/widgets"
	"innlab/widgets/control"
)

// bench runs one dialog in a window of its own.
type bench struct {
	*giotest.Driver
	env control.Env
}

func newBench(t *testing.T, size image.Point, dark bool, draw func(layout.Context, control.Env)) *bench {
	theme := widgets.Light()
	if dark {
		theme = widgets.Dark()
	}
	b := &bench{env: control.Env{
		Theme: &theme, Shaper: widgets.NewShaper(), Icons: &control.Icons{}, Hints: &control.Hints{}, Window: size,
	}}
	b.Driver = giotest.New(t, size, func(gtx layout.Context) {
		paint.FillShape(gtx.Ops, theme.BG, clip.Rect{Max: size}.Op())
		draw(gtx, b.env)
		b.env.Hints.Layout(gtx, b.env)
	})
	return b
}
