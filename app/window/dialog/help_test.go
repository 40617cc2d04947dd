package dialog_test

import (
	"image"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/window/dialog"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/widgets/control"
)

var groups = []dialog.Group{
	{"Training", []dialog.Line{{"Space", "run or pause"}, {".", "one step"}, {"R", "reset"}, {"Y, Z, X", "switch L_y, L_z, L_x"}}},
	{"Measurement", []dialog.Line{{"0 … 7", "choose the label"}, {"arrows", "move y in the focused plot"}}},
	{"Window", []dialog.Line{{"S", "scenes"}, {",", "settings"}, {"T", "light or dark"}, {"Ctrl +, Ctrl −", "larger, smaller"}, {"F1", "this list"}}},
	{"Mouse", []dialog.Line{{"wheel", "zoom"}, {"Shift, drag", "move"}, {"double click", "show all"}}},
}

func newHelp(t *testing.T, size image.Point, dark bool) (*dialog.Help, *bench, *int) {
	var h dialog.Help
	var below control.Click
	through := 0
	b := newBench(t, size, dark, func(gtx layout.Context, env control.Env) {
		for below.Update(gtx) {
			through++
		}
		control.Button{Click: &below, Words: "below", Width: 700, Height: 400}.Layout(gtx, env)
		h.Update(gtx)
		h.Layout(gtx, env, groups)
	})
	h.Open()
	b.Frame()
	b.Frame()
	return &h, b, &through
}

func TestHelpCloses(t *testing.T) {
	for name, act := range map[string]func(b *bench){
		"escape":  func(b *bench) { b.Key(key.NameEscape) },
		"F1":      func(b *bench) { b.Key(key.NameF1) },
		"button":  func(b *bench) { b.ClickOn("Close") },
		"outside": func(b *bench) { b.Click(f32.Pt(8, 8)) },
	} {
		h, b, through := newHelp(t, image.Pt(960, 600), false)
		if !b.Has("Space: run or pause") {
			t.Fatalf("no list of keys:\n%s", b.Dump())
		}
		b.Click(f32.Pt(480, 300))
		if !h.Shown() {
			t.Errorf("%s: a press on the help closes it", name)
		}
		act(b)
		if h.Shown() || *through > 0 {
			t.Errorf("%s: open %v, %d presses went through", name, h.Shown(), *through)
		}
	}
}

func TestHelpGolden(t *testing.T) {
	_, b, _ := newHelp(t, image.Pt(960, 480), false)
	golden.Check(t, "help", func() *image.RGBA {
		b.Frame()
		return screen.Shot(t, b.Driver)
	})
}
