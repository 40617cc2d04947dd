package widgets

import (
	"image/color"
	"math"
	"testing"

	"github.com/lucasb-eyer/go-colorful"
)

// oklab is the distance of two colours as UI.md measures it.
func oklab(a, b color.NRGBA) float64 {
	l1, a1, b1 := opaque(a).OkLab()
	l2, a2, b2 := opaque(b).OkLab()
	return math.Sqrt((l1-l2)*(l1-l2) + (a1-a2)*(a1-a2) + (b1-b2)*(b1-b2))
}

// contrast is the WCAG contrast ratio of two opaque colours, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestWordsAreReadable(t *testing.T) {
	for _, th := range []Theme{Light(), Dark()} {
		for name, pair := range map[string][2]color.NRGBA{
			"text": {th.Text, th.Card}, "text2": {th.Text2, th.Card}, "text2 on a plot": {th.Text2, th.Sunk},
			"accent": {th.Accent, th.Card}, "on accent": {th.OnAccent, th.Accent}, "posterior": {th.PostText, th.Card},
			"warning": {th.Text, th.WarnBG}, "error": {th.Err, th.ErrBG}, "toast": {th.ToastAction, th.Text},
		} {
			if c := contrast(pair[0], pair[1]); c < 4.5 {
				t.Errorf("dark %v, %s: contrast %.2f", th.Dark, name, c)
			}
		}
		for i, c := range th.Mode {
			if r := contrast(Ink(c), c); r < 4 {
				t.Errorf("dark %v: the digit %d has a contrast of %.2f", th.Dark, i, r)
			}
		}
	}
	if c := contrast(Light().Text3, Light().Card); c > 4.5 {
		t.Errorf("disabled words have a contrast of %.2f: the measure is wrong", c)
	}
}

func TestModesAreApart(t *testing.T) {
	for _, c := range []struct {
		th    Theme
		least float64
	}{{Light(), 0.16}, {Dark(), 0.15}} {
		all := append([]color.NRGBA{c.th.Post, c.th.Prior}, c.th.Mode[:]...)
		for i, a := range all {
			for _, b := range all[:i] {
				if d := oklab(a, b); d < c.least {
					t.Errorf("dark %v: %v and %v are %.3f apart", c.th.Dark, a, b, d)
				}
			}
		}
	}
}

func TestColourHelpers(t *testing.T) {
	white, black := hex(0xFFFFFF), hex(0)
	if c := contrast(white, black); math.Abs(c-21) > 0.01 {
		t.Errorf("black on white: %v", c)
	}
	if c := Mix(black, white, 0.5); c.R < 127 || c.R > 128 || c.A != 255 {
		t.Errorf("half way: %v", c)
	}
	if c := Over(Alpha(black, 0.25), white); c.R != 191 {
		t.Errorf("a quarter of black over white: %v", c)
	}
	if _, ok := colorful.MakeColor(Alpha(white, 2)); !ok || Alpha(white, 2).A != 255 || Alpha(white, -1).A != 0 {
		t.Error("opacity is not held between 0 and 1")
	}
}
