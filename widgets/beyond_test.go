package widgets

import (
	"image/color"
	"testing"
)

// dotted keeps the places of dots.
type dotted struct {
	Canvas
	at []Point
}

func (d *dotted) Dots(at []Point, r float64, c []color.NRGBA) { d.at = append(d.at, at...) }

// Points beyond the range are marked inside at the nearest place of the edge, all others not at all.
func TestBeyond(t *testing.T) {
	c := &dotted{}
	Beyond{Cloud: Pairs([]float64{0.5, 0.5, 2, 0.25, -1, 7}), R: 2}.Draw(&Area{Canvas: c, X: Axis{Max: 1}, Y: Axis{Max: 1}, Inner: Rect{X1: 100, Y1: 100}})
	if len(c.at) != 2 || c.at[0] != (Point{98, 75}) || c.at[1] != (Point{2, 2}) {
		t.Errorf("marks at %v", c.at)
	}
}
