package figure

// This file holds sizes on paper, and reads them from words such as 85x60mm.

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is the size of a figure in points (1/72 inch) and the resolution of its pixels.
type Size struct {
	W, H float64
	DPI  int // of PNG
}

// Resolutions: of print, and of a screen's pixel, as in SVG and CSS.
const (
	printDPI  = 300
	screenDPI = 96
)

// The least a figure can be read at, and the most that is not a slip of the finger, in points and in pixels.
const (
	leastSide  = 100
	mostSide   = 14400
	mostPixels = 20000
)

// Millimetres returns a printed size.
func Millimetres(w, h float64) Size { return Size{w / 25.4 * 72, h / 25.4 * 72, printDPI} }

// pixels turns points into whole pixels.
func (s Size) pixels(points float64) int { return int(math.Round(points / 72 * float64(s.DPI))) }

// ParseSize reads a size such as 180x105mm, 3.3x2.5in or 1200x700px. A PNG of a size in mm or in has 300 dots per
// inch; one in px has exactly that many, 96 to the inch.
func ParseSize(text string) (Size, error) {
	bad := fmt.Errorf("size %q is not width x height with a unit, such as 180x105mm, 3.3x2.5in or 1200x700px", text)
	number, dpi, points := "", printDPI, 0.0
	for unit, per := range map[string]float64{"mm": 72 / 25.4, "in": 72, "px": 72. / screenDPI} {
		if n, ok := strings.CutSuffix(text, unit); ok {
			number, points = n, per
			if unit == "px" {
				dpi = screenDPI
			}
		}
	}
	a, b, ok := strings.Cut(number, "x")
	if !ok {
		return Size{}, bad
	}
	w, err1 := strconv.ParseFloat(a, 64)
	h, err2 := strconv.ParseFloat(b, 64)
	if err1 != nil || err2 != nil || !(w > 0) || !(h > 0) || math.IsInf(w+h, 0) {
		return Size{}, bad
	}
	s := Size{w * points, h * points, dpi}
	return s, s.check()
}

// check says when a size cannot be drawn.
func (s Size) check() error {
	switch {
	case !(s.W >= leastSide && s.H >= leastSide):
		return fmt.Errorf("a figure of %s is too small to read; use at least 36x36mm", s)
	case s.W > mostSide || s.H > mostSide:
		return fmt.Errorf("a figure of %s is too large; use at most 5080x5080mm", s)
	case s.DPI < 1 || s.pixels(s.W) > mostPixels || s.pixels(s.H) > mostPixels:
		return errors.New("a figure of so many pixels is too large; use at most 20000 each way")
	}
	return nil
}

// hair is less than anyone sees, in points: sizes that differ by less are the same.
const hair = 1e-6

// up is the size in whole millimetres that is no smaller, so that what String says of it is a size that is enough.
func (s Size) up() Size {
	up := func(v float64) float64 { return math.Ceil((v - hair) / 72 * 25.4) }
	return Millimetres(up(s.W), up(s.H))
}

// String writes the size in millimetres.
func (s Size) String() string {
	mm := func(v float64) string { return strconv.FormatFloat(math.Round(v/72*254)/10, 'f', -1, 64) }
	return mm(s.W) + "x" + mm(s.H) + "mm"
}
