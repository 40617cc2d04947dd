package widgets

import (
	"math"
	"testing"

	"github.com/lucasb-eyer/go-colorful"
)

// TestCividis: lightness rises all the way, in steps that are nearly even.
func TestCividis(t *testing.T) {
	light := func(share float64) float64 {
		c, _ := colorful.MakeColor(Cividis(share))
		l, _, _ := c.Lab()
		return l
	}
	last := light(0)
	whole := light(1) - last
	for i := 1; i <= 20; i++ {
		l := light(float64(i) / 20)
		if step := (l - last) / whole; math.Abs(step-1.0/20) > 0.01 {
			t.Errorf("step %d is %.3f of the lightness", i, step)
		}
		last = l
	}
	if Cividis(-1) != Cividis(0) || Cividis(2) != Cividis(1) {
		t.Error("shares beyond the ends have other colours")
	}
	th := Light()
	if th.Signed(-1) != th.Ly || th.Signed(1) != th.Post || th.Signed(0) != th.Card {
		t.Error("the ends and the middle of the signed map are not those of the theme")
	}
}
