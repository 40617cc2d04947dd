package widgets

import (
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the embedded fonts have is set with them alone.
func TestCovered(t *testing.T) {
	s := NewShaper()
	for _, words := range []string{"", "mass, kg", "Länge σ = 0.3 ± 0.1, 10\u2009000 × ≈ ≤ … –", "Ёмкость", "tab\tnew\nline", "p(x | y) ∞ √ ½"} {
		if !covered(words) || s.For(words) != s.embedded {
			t.Errorf("%q needs a font of the system", words)
		}
	}
	for _, words := range []string{"长度", "الكتلة", "mass 质", "𝄞"} {
		if covered(words) {
			t.Errorf("%q is taken for covered", words)
		}
	}
}

// No word of the program itself needs a font of the system.
func TestProgramIsCovered(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, line := range strings.Split(string(b), "\n") {
			if i := strings.Index(line, "//"); i >= 0 {
				line = line[:i]
			}
			if !covered(line) {
				t.Errorf("%s: %s", path, line)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A word in another script is shaped by a font of the system: as wide as it is drawn, letters joined where they join.
func TestScripts(t *testing.T) {
	if systemFont('ب') == nil {
		t.Skip("no font of this system has Arabic letters")
	}
	one, three := glyphsOf("ب"), glyphsOf("ببب")
	if one.width <= 0 || three.width <= one.width || math.Abs(three.width-3*one.width) < 0.05 {
		t.Errorf("a letter is %.3f wide and three joined ones %.3f", one.width, three.width)
	}
	s := NewShaper()
	if s.For("الكتلة") == s.embedded || s.For("mass") != s.embedded {
		t.Error("the screen takes the embedded fonts for what they lack, or others for what they have")
	}
	const size = 40
	l := Words("الكتلة")
	m := image.NewRGBA(image.Rect(0, 0, 300, 80))
	NewPixels(m, 1).Text(l, Point{10, 50}, TextStyle{Size: size, Color: color.NRGBA{A: 255}})
	left, right, ink := 300, 0, 0
	for y := range 80 {
		for x := range 300 {
			if _, _, _, a := m.At(x, y).RGBA(); a > 0x8000 {
				left, right, ink = min(left, x), max(right, x), ink+1
			}
		}
	}
	if w := l.Width(size, Regular); ink < 200 || left < 7 || math.Abs(float64(right)-10-w) > 8 {
		t.Errorf("%d dark pixels from %d to %d, want from 10 to %.0f", ink, left, right, 10+w)
	}
}
