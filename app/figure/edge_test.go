package figure

// The edges of a figure: of its pixels, and of the sizes that are taken.

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"testing"

	"innlab/widgets"
)

// offEdge finds a pixel at the edge of a picture that has not exactly the colour.
func offEdge(m image.Image, want color.NRGBA) (at image.Point, found bool) {
	r := m.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			inside := x > r.Min.X && x < r.Max.X-1 && y > r.Min.Y && y < r.Max.Y-1
			if !inside && color.NRGBAModel.Convert(m.At(x, y)) != want {
				return image.Pt(x, y), true
			}
		}
	}
	return at, false
}

// The background reaches the last pixel, also where the size ends between two.
func TestBackgroundCoversTheEdges(t *testing.T) {
	f := sampleLosses()
	for _, text := range []string{"85x60mm", "85.05x60.03mm", "85.08x60.06mm", "3.337x2.501in", "401x301px"} {
		size, err := ParseSize(text)
		if err != nil {
			t.Fatal(err)
		}
		for dark, want := range map[bool]color.NRGBA{false: widgets.Light().Card, true: widgets.Dark().Card} {
			m, err := png.Decode(bytes.NewReader(encoded(t, ".png", f, size, dark)))
			if err != nil {
				t.Fatal(err)
			}
			if at, off := offEdge(m, want); off {
				t.Errorf("%s, dark %t: the pixel at %v of %v is %v, not %v", text, dark, at, m.Bounds().Max, m.At(at.X, at.Y), want)
			}
		}
	}
	broken := image.NewRGBA(image.Rect(0, 0, 9, 9))
	if _, off := offEdge(broken, widgets.Dark().Card); !off {
		t.Error("an edge without a background is not found")
	}
}

// The least size that a message names is itself taken, whatever the figure.
func TestLeastSizeIsEnough(t *testing.T) {
	for name, f := range figures(t) {
		tiny := Millimetres(36, 36)
		err := CheckSize(f, tiny)
		if err == nil {
			t.Errorf("%s can be drawn at %s", name, tiny)
			continue
		}
		least, parse := ParseSize(regexp.MustCompile(`at least (\S+mm);`).FindStringSubmatch(err.Error())[1])
		if parse != nil {
			t.Fatal(parse)
		}
		if err := CheckSize(f, least); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		least.W -= 1
		if CheckSize(f, least) == nil {
			t.Errorf("%s: a point less is also enough", name)
		}
	}
}

// What was wrong once: a least size between two tenths of a millimetre.
func TestLeastSizeIsRoundedUp(t *testing.T) {
	if s := Millimetres(98.04, 40).up().String(); s != "99x40mm" {
		t.Errorf("98.04x40mm is rounded up to %s", s)
	}
}
