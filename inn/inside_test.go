package inn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestModelInside: with Inside every answer lies within the bounds, those that lie there anyway are as they were, and a y
// whose answers all lie outside has them on the bounds.
func TestModelInside(t *testing.T) {
	c := shapes()["wide"]
	free := modelOf(c)
	const n = 500
	y, x := []float64{0.3, 4}, make([]float64, 3*n)
	free.Sample(rand.New(rand.NewPCG(1, 1)), y, x)
	var mid float64
	for i := 0; i < len(x); i += 3 {
		mid += x[i] / n
	}
	inf := math.Inf(1)
	held := func(lo, hi float64) []float64 {
		c.Inside = true
		m := modelOf(c)
		m.scaleX.Box = [][2]float64{{lo, hi}, {-inf, inf}, {-inf, inf}}
		x := make([]float64, 3*n)
		m.Sample(rand.New(rand.NewPCG(1, 1)), y, x)
		return x
	}
	in := held(mid, inf)
	same := 0
	for i := 0; i < len(x); i += 3 {
		if in[i] < mid {
			t.Fatalf("sample %d has %g below its bound %g", i/3, in[i], mid)
		}
		if x[i] >= mid {
			same++
			if [3]float64(in[i:]) != [3]float64(x[i:]) {
				t.Fatalf("sample %d lies inside, and was drawn again", i/3)
			}
		} else if in[i] == mid {
			t.Fatalf("sample %d was moved to the bound", i/3)
		}
	}
	if same < n/4 || same > 3*n/4 {
		t.Fatalf("%d of %d samples lie above their mean", same, n)
	}
	for i, v := range held(mid+1e6, inf) {
		if i%3 == 0 && v != mid+1e6 {
			t.Fatalf("sample %d of a y with no answer inside lies at %g", i/3, v)
		}
	}
}
