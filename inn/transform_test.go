package inn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// With Scale the network sees columns of mean 0 and spread 1 in whatever units the problem is; a constant column is
// left alone, and samples come back in the problem's units.
func TestScaling(t *testing.T) {
	inner := ring()
	p := &Problem{DimX: 4, DimY: 2,
		Prior: func(r *rand.Rand, x []float64) {
			inner.Prior(r, x[:3])
			x[0], x[1], x[3] = 1e4+3*x[0], 1e-3*x[1], 0.1
		},
		Simulate: func(r *rand.Rand, x, y []float64) {
			inner.Simulate(r, []float64{(x[0] - 1e4) / 3, 1e3 * x[1], x[2]}, y)
			y[0] *= 1e5
		},
	}
	c, l := small(p)
	c.Scale = true
	m := train(t, p, c, l, 1)
	if s := m.scaleX; s.Spread[3] != 1 || math.Abs(s.Spread[0]-3) > 0.2 || math.Abs(s.Spread[1]-1e-3) > 1e-4 ||
		math.Abs(s.Mean[0]-1e4) > 1 {
		t.Errorf("x is scaled by %+v", s)
	}
	steps(t, m, 60)
	x := sampled(m.Freeze(), p)
	for i := 0; i < len(x); i += 4 {
		if math.Abs(x[i]-1e4) > 60 || math.Abs(x[i+1]) > 0.02 || math.Abs(x[i+3]-0.1) > 3 {
			t.Fatalf("sampled %v", x[i:i+4])
		}
	}
	in, out := []float64{1e4, 2e-3, 0.5, 0.1, 0, 0, 0}, make([]float64, 7)
	there, again := make([]float64, 1), make([]float64, 1)
	m.Model().ForwardPadded(in, out, there)
	want := jacobian(7, in, func(a, b []float64) {
		// In the problem's units one step does not suit all columns: take it in the network's.
		d := slices.Clone(a)
		for j := range 4 {
			d[j] = in[j] + (a[j]-in[j])*m.scaleX.Spread[j]
		}
		m.Model().ForwardPadded(d, b, nil)
	})
	for _, v := range m.scaleX.Spread {
		want -= math.Log(v)
	}
	if math.Abs(there[0]-want) > 0.03 {
		t.Errorf("log-determinant %g in the problem's units, differences give %g", there[0], want)
	}
	m.Model().InversePadded(out, in, again)
	if math.Abs(there[0]+again[0]) > 1e-3 {
		t.Errorf("log-determinants %g and %g of the two directions", there[0], again[0])
	}
}
