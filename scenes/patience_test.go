package scenes

import (
	"math"
	"testing"
)

// TestRareY: a y that the prior gives once in a thousand times, of which rejection keeps one in a thousand or less, has
// exact samples however many are wanted, and they give it again.
func TestRareY(t *testing.T) {
	for _, c := range []struct {
		scene, setup string
		y            []float64
		n            int
		off          float64 // root mean square in units of y
	}{
		{"ballistics", "throw", []float64{18.46}, 500, 1e-6},
		{"nebula", "three-lines", []float64{-2.328, 1.219, 0.560, 0.507}, 1000, 3 * nebulaNoise},
		{"nebula", "three-lines", []float64{-0.725, 1.412, 0.723, -0.140}, 500, 3 * nebulaNoise},
	} {
		scene, err := Find(c.scene)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scene.Setup(c.setup)
		if err != nil {
			t.Fatal(err)
		}
		p := &s.Problem
		x, again := make([]float64, c.n*p.DimX), make([]float64, p.DimY)
		if err := s.Exact(stream(1), c.y, x); err != nil {
			t.Errorf("%s: %v", c.scene, err)
			continue
		}
		var sum float64
		for i := 0; i < len(x); i += p.DimX {
			p.Simulate(nil, x[i:i+p.DimX], again)
			for j, v := range again {
				sum += (v - c.y[j]) * (v - c.y[j]) / float64(c.n)
			}
		}
		if off := math.Sqrt(sum); !(off <= c.off) {
			t.Errorf("%s, y = %.4g: exact samples give y again within %.3g", c.scene, c.y, off)
		}
	}
}

// TestPatience: as many tries as there are and as samples add; none is a y that nothing explains.
func TestPatience(t *testing.T) {
	p, n := patience{100, 10}, 0
	for ; !p.lost(); n++ {
		if n%20 == 19 {
			p.kept()
		}
	}
	if n != 190 {
		t.Errorf("of one in twenty kept, with ten tries for each, %d tries came to an end", n)
	}
	p = patience{100, 10}
	for n = range 100000 {
		if p.lost() {
			t.Fatalf("one in five kept, with ten tries for each, came to an end after %d", n)
		}
		if n%5 == 4 {
			p.kept()
		}
	}
}
