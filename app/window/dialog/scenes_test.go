package dialog_test

import (
	"image"
	"math"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/window/dialog"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/scenes"
	"innlab/widgets/control"
)

// many returns n scenes, the first like the toy, fixed so that the pictures do not change with the real ones.
func many(n int) []scenes.Scene {
	toy := scenes.Scene{Title: "Eight modes", Summary: "2 from 8 labels", Truth: "exact posterior"}
	for i := range 8 {
		sin, cos := math.Sincos(math.Pi * (7 - 2*float64(i)) / 8)
		toy.Thumb = append(toy.Thumb, scenes.Disc{X: .5 + .37*cos, Y: .5 + .37*sin, R: .075, Mode: i})
	}
	list := []scenes.Scene{toy}
	for _, s := range []scenes.Scene{
		{Title: "Inverse kinematics", Summary: "4 from 2", Truth: "exact posterior"},
		{Title: "Tissue oxygenation", Summary: "13 from 8 bands", Truth: "simulator"},
		{Title: "Colour matching", Summary: "13 from 3", Truth: "simulator"},
		{Title: "Star cluster", Summary: "5 from 6 lines", Truth: "stand-in formulae"},
		{Title: "Ballistics", Summary: "4 from 1", Truth: "simulator"},
		{Title: "Two moons", Summary: "2 from 2", Truth: "reference samples"},
		{Title: "SLCP", Summary: "5 from 8", Truth: "reference samples"},
	} {
		s.Thumb = toy.Thumb[len(list):]
		list = append(list, s)
	}
	return list[:n]
}

func newPicker(t *testing.T, n int, dark bool) (*dialog.Scenes, *int, *bench) {
	var s dialog.Scenes
	chosen := -1
	list := many(n)
	b := newBench(t, image.Pt(640, 420), dark, func(gtx layout.Context, env control.Env) {
		if i, ok := s.Update(gtx); ok {
			chosen = i
		}
		s.Layout(gtx, env, image.Rect(12, 8, 176, 48), list, 0)
	})
	s.Open()
	b.Frame()
	b.Frame()
	return &s, &chosen, b
}

func TestScenesAreChosen(t *testing.T) {
	for name, act := range map[string]func(b *bench){
		"mouse":  func(b *bench) { b.ClickOn("Tissue oxygenation") },
		"digit":  func(b *bench) { b.Key("3") },
		"arrows": func(b *bench) { b.Key(key.NameRightArrow); b.Key(key.NameRightArrow); b.Key(key.NameReturn) },
		"tab": func(b *bench) { // own simulator and data come first
			b.Key(key.NameTab)
			b.Key(key.NameTab)
			b.Key(key.NameTab)
			b.Key(key.NameTab)
			b.Key(key.NameTab)
			b.Key(key.NameSpace)
		},
	} {
		s, chosen, b := newPicker(t, 6, false)
		act(b)
		if *chosen != 2 || s.Shown() {
			t.Errorf("%s: chosen %d, still open %v", name, *chosen, s.Shown())
		}
	}
}

func TestScenesWish(t *testing.T) {
	for words, want := range map[string]dialog.Wish{"Open data…": dialog.OwnData, "Own simulator…": dialog.OwnSimulator} {
		s, chosen, b := newPicker(t, 6, false)
		b.ClickOn(words)
		if got := s.Wish(); got != want || s.Wish() != dialog.NoWish || s.Shown() || *chosen != -1 {
			t.Errorf("%s: wish %d, open %v, chosen %d", words, got, s.Shown(), *chosen)
		}
	}
}

func TestScenesClose(t *testing.T) {
	for name, act := range map[string]func(b *bench){
		"escape":  func(b *bench) { b.Key(key.NameEscape) },
		"outside": func(b *bench) { b.Click(f32.Pt(630, 410)) },
	} {
		s, chosen, b := newPicker(t, 6, false)
		act(b)
		if s.Shown() || *chosen != -1 {
			t.Errorf("%s: open %v, chosen %d", name, s.Shown(), *chosen)
		}
	}
	_, chosen, b := newPicker(t, 2, false)
	b.Key("7")
	if *chosen != -1 {
		t.Errorf("a digit without a scene chooses %d", *chosen)
	}
}

func TestScenesScroll(t *testing.T) {
	_, chosen, b := newPicker(t, 8, false)
	inside := b.Find("Scenes").Bounds
	if b.Find("SLCP").Bounds.In(inside) {
		t.Fatal("the third row is there without scrolling")
	}
	b.Scroll(f32.Pt(300, 300), 400)
	b.Frame()
	b.ClickOn("SLCP")
	if *chosen != 7 {
		t.Errorf("chosen %d", *chosen)
	}
}

func TestScenesGolden(t *testing.T) {
	for name, dark := range map[string]bool{"scenes-light": false, "scenes-dark": true} {
		_, _, b := newPicker(t, 6, dark)
		golden.Check(t, name, func() *image.RGBA {
			b.Frame()
			return screen.Shot(t, b.Driver)
		})
	}
}
