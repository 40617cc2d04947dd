package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestReferences compares the float64 formulas of the derivatives with finite differences.
func TestReferences(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	const h = 1e-6
	same := func(name string, got float64, f func(d float64) float64) {
		t.Helper()
		want := (f(h) - f(-h)) / (2 * h)
		if math.Abs(got-want) > 1e-7*(1+math.Abs(want)) {
			t.Errorf("%s is %g, its finite difference %g", name, got, want)
		}
	}
	for range 100 {
		x, s, sh, dy, ld := r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64()
		amp, inv := 1+r.Float64(), 0.5+r.Float64()
		same("silu'", refSiluGrad(x), func(d float64) float64 { return refSilu(x + d) })
		for _, sign := range []float64{1, -1} {
			loss := func(x, s, t float64) float64 {
				y, _, alpha := refCouple(sign, x, s, t, amp, inv)
				return dy*y + ld*alpha
			}
			y, e, _ := refCouple(sign, x, s, sh, amp, inv)
			v := x
			if sign < 0 {
				v = y
			}
			dx, ds, dt := refCoupleGrad(sign, dy, v, s, e, ld, amp, inv)
			same("dx", dx, func(d float64) float64 { return loss(x+d, s, sh) })
			same("ds", ds, func(d float64) float64 { return loss(x, s+d, sh) })
			same("dt", dt, func(d float64) float64 { return loss(x, s, sh+d) })
		}
		a2 := []float32{0.1, 1, 3}
		q := 0.1 + x*x
		_, grad := refImq(q, a2)
		same("kernel'", -grad, func(d float64) float64 {
			v, _ := refImq(q+d, a2)
			return v
		})
	}
}
