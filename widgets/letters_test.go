package widgets

import (
	"bytes"
	"image"
	"image/color"
	"io"
	"log"
	"math"
	"testing"

	"eliasnaur.com/font/noto/sans/arabic/regular"
	"gioui.org/layout"
	"github.com/go-text/typesetting/fontscan"

	"innlab/app/window/giotest"
)

const (
	weightWord = "الوزن" // "the weight", which begins with an alef
	hindiWord  = "वज़न"  // of which the fonts here have nothing
	russian    = "Масса" // Roboto has it
	mixedWord  = "kg الوزن"
)

// arabic is a machine whose only font of the system has Arabic letters. It counts how often its fonts are opened.
func arabic(t *testing.T) *int {
	was, opened := further, 0
	t.Cleanup(func() { further = was })
	further = &letters{open: func() (*fontscan.FontMap, error) {
		opened++
		m := fontscan.NewFontMap(log.New(io.Discard, "", 0))
		return m, m.AddFont(bytes.NewReader(regular.TTF), "arabic", "")
	}}
	return &opened
}

// The system's fonts are looked at for letters that the embedded ones lack, once, and for no others.
func TestLettersAreLookedFor(t *testing.T) {
	opened := arabic(t)
	Words("kg "+russian).Width(12, Regular)
	if Wanting() || Seek() || *opened != 0 {
		t.Error("fonts are looked for without need")
	}
	before := Words(weightWord).Width(12, Regular)
	if !Wanting() {
		t.Fatal("Arabic letters are not wanted")
	}
	if !Seek() || Wanting() {
		t.Fatal("Arabic letters are not found")
	}
	if after := Words(weightWord).Width(12, Regular); after == before {
		t.Errorf("the word is %.2f wide with and without its letters", after)
	}
	Words(hindiWord).Width(12, Regular)
	if Seek() {
		t.Error("Hindi is found in an Arabic font")
	}
	if got := Missing(hindiWord + weightWord + russian); got != hindiWord {
		t.Errorf("missing are %q, not %q", got, hindiWord)
	}
	Words(hindiWord).Width(12, Regular)
	if Wanting() || *opened != 1 {
		t.Errorf("the same letters are looked for again; fonts were opened %d times", *opened)
	}
}

// Letters join, and words run from right to left: the alef that an Arabic word begins with stands at its right end.
func TestWordsAreShaped(t *testing.T) {
	arabic(t)
	need(weightWord)
	Seek()
	word, alef := outlined(weightWord, Regular, false), outlined("ا", Regular, false)
	alone := 0.0
	for _, r := range weightWord {
		alone += outlined(string(r), Regular, false).advance
	}
	if word.advance > 0.97*alone {
		t.Errorf("the word is %.3f wide, its letters %.3f: they do not join", word.advance, alone)
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, glyph := range word.glyphs { // an alef is the only glyph here whose outline is that of an alef, moved
		if len(glyph) != len(alef.glyphs[0]) {
			continue
		}
		left, right = min(left, float64(glyph[0].Args[0].X)), max(right, float64(glyph[0].Args[0].X))
	}
	if right < word.advance-1.2*alef.advance {
		t.Errorf("the alef is at %.3f … %.3f of %.3f: the word is written from left to right", left, right, word.advance)
	}
	if mixed := outlined(mixedWord, Regular, false); mixed.advance < word.advance+Words("kg").Width(1, Regular) {
		t.Errorf("two scripts in a line are %.3f wide", mixed.advance)
	}
}

// The window gives such words the width that plots give them.
func TestLettersInTheWindow(t *testing.T) {
	arabic(t)
	shaper := NewShaper()
	for _, weight := range []Weight{Regular, Medium, Bold} {
		var widths []int
		for range 2 {
			giotest.New(t, image.Pt(900, 200), func(gtx layout.Context) {
				gtx.Constraints.Min = image.Point{}
				d := LabelStyle{Label: Words(mixedWord), Size: 40, Weight: weight, Color: Light().Text, Shaper: shaper}.Layout(gtx)
				widths = append(widths, d.Size.X)
			})
			Seek()
		}
		got, want := float64(widths[len(widths)-1]), Words(mixedWord).Width(40, weight)
		if math.Abs(got-want) > 0.03*want+2 {
			t.Errorf("weight %d: %.1f wide in a plot, %.0f in the window", weight, want, got)
		}
	}
}

// A plot is drawn again when the letters of its words are found, and then with them.
func TestPictureIsDrawnAgainWithLetters(t *testing.T) {
	arabic(t)
	drawn := 0
	var p Picture
	d := giotest.New(t, image.Pt(200, 150), func(gtx layout.Context) {
		p.Layout(gtx, 1, func() Plot {
			drawn++
			return Plot{Frame: Frame{Theme: Light(), X: Axis{Max: 1, Label: Words(weightWord)}, Y: Axis{Max: 1}}}
		})
	})
	d.Frame()
	before := bytes.Clone(p.Image().Pix)
	n := drawn
	Seek()
	d.Frame()
	d.Frame()
	if drawn != n+1 || bytes.Equal(before, p.Image().Pix) {
		t.Errorf("drawn %d times after the letters were found; changed: %v", drawn-n, !bytes.Equal(before, p.Image().Pix))
	}
}

// On a canvas of pixels the word's ink lies where its outlines say.
func TestOutlinesAreFilled(t *testing.T) {
	arabic(t)
	need(weightWord)
	Seek()
	m := image.NewRGBA(image.Rect(0, 0, 200, 60))
	NewPixels(m, 2).Text(Words(weightWord), Point{10, 20}, TextStyle{Size: 20, Color: color.NRGBA{A: 255}})
	var ink image.Rectangle
	for y := range 60 {
		for x := range 200 {
			if m.RGBAAt(x, y).A > 128 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	wide := Words(weightWord).Width(20, Regular)
	if ink.Min.X < 18 || float64(ink.Max.X) > 22+2*wide || float64(ink.Dx()) < 1.6*wide || ink.Max.Y > 60 || ink.Min.Y < 4 {
		t.Errorf("ink in %v; the word is %.1f wide", ink, wide)
	}
}
