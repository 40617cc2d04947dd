package figure

import (
	"math"
	"strings"
	"testing"
)

func TestParseSize(t *testing.T) {
	for text, want := range map[string]Size{
		"85x60mm": {85 / 25.4 * 72, 60 / 25.4 * 72, 300}, "3.5x2in": {252, 144, 300}, "1200x600px": {900, 450, 96},
	} {
		got, err := ParseSize(text)
		if err != nil || math.Abs(got.W-want.W) > 1e-9 || math.Abs(got.H-want.H) > 1e-9 || got.DPI != want.DPI {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"": "not width x height", "85x60": "not width x height", "mm": "not width x height", "85mm": "not width x height",
		"axbmm": "not width x height", "-85x60mm": "not width x height", "NaNx60mm": "not width x height",
		"Infx60mm": "not width x height", "1x1mm": "too small", "1e9x1e9mm": "too large", "30000x200px": "too large",
		"85x60x20mm": "not width x height", "85x60cm": "not width x height",
	} {
		_, err := ParseSize(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if s := Millimetres(85, 60.5).String(); s != "85x60.5mm" {
		t.Error(s)
	}
}

// Whatever is typed, the answer is a size that can be drawn or one plain line.
func FuzzParseSize(f *testing.F) {
	for _, s := range []string{"85x60mm", "3.3x2.5in", "1200x700px", "0x0mm", "1e300x1e300in", "x", "xmm", "12 x 12mm", "0x1p-2mm"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		size, err := ParseSize(s)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: more than a line: %v", s, err)
			}
			return
		}
		if size.check() != nil || size.pixels(size.W) < 1 || size.pixels(size.W)*size.pixels(size.H) > mostPixels*mostPixels {
			t.Errorf("%q gives %v", s, size)
		}
	})
}
