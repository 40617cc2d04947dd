package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// near is the check of this package's tests against numbers worked out by hand.
func near(what string, got, want, tolerance float64) error {
	if !(math.Abs(got-want) <= tolerance) {
		return fmt.Errorf("%s is %.9g, want %.9g ± %g", what, got, want, tolerance)
	}
	return nil
}

func TestNearRejects(t *testing.T) {
	for _, got := range []float64{1.1, 0.9, math.NaN(), math.Inf(1)} {
		if near("x", got, 1, 0.05) == nil {
			t.Errorf("%g passes for 1", got)
		}
	}
}

// Two points against two on a line with a = 1: k(0) = 1, k(1) = 1/2, k(2) = 1/5.
func TestMMDByHand(t *testing.T) {
	a, b, kernels := []float64{0, 1}, []float64{0, 2}, []float64{1}
	if err := near("unbiased", MMD2(a, b, 1, kernels), 0.5+0.2-2*0.55, 1e-15); err != nil {
		t.Error(err)
	}
	if err := near("biased", MMD2Biased(a, b, 1, kernels), 0.75+0.6-2*0.55, 1e-15); err != nil {
		t.Error(err)
	}
}

// direct is the discrepancy as it is written in the paper, pair by pair.
func direct(a, b []float64, dim int, kernels []float64, biased bool) float64 {
	mean := func(p, q []float64, skip bool) float64 {
		var sum, count float64
		for i := 0; i < len(p); i += dim {
			for j := 0; j < len(q); j += dim {
				if skip && i == j {
					continue
				}
				var d float64
				for f := range dim {
					d += (p[i+f] - q[j+f]) * (p[i+f] - q[j+f])
				}
				for _, k := range kernels {
					sum += k * k / (k*k + d)
				}
				count++
			}
		}
		return sum / count
	}
	return mean(a, a, !biased) + mean(b, b, !biased) - 2*mean(a, b, false)
}

// Sizes around the strip and the tile, several dimensions, one to eight kernels.
func TestMMDDirect(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kernels := []float64{0.05, 0.2, 0.9, 1, 2, 3, 5, 8}
	for _, size := range [][2]int{{2, 2}, {2, 700}, {63, 65}, {64, 512}, {513, 129}} {
		for _, dim := range []int{1, 2, 5} {
			a, b := normal(r, size[0]*dim, 0), normal(r, size[1]*dim, 0.3)
			k := kernels[:1+r.IntN(8)]
			if err := near("unbiased", MMD2(a, b, dim, k), direct(a, b, dim, k, false), 1e-12); err != nil {
				t.Error(size, dim, err)
			}
			if err := near("biased", MMD2Biased(a, b, dim, k), direct(a, b, dim, k, true), 1e-12); err != nil {
				t.Error(size, dim, err)
			}
			if near("unbiased", MMD2(a, b, dim, k), direct(a, b, dim, k, true), 1e-12) == nil {
				t.Error(size, dim, "the biased value passes for the unbiased one")
			}
		}
	}
}

// The same bits whichever goroutine comes first.
func TestMMDDeterministic(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	a, b := normal(r, 2000, 0), normal(r, 2400, 0)
	first := MMD2(a, b, 2, []float64{0.2, 0.9})
	for range 20 {
		if again := MMD2(a, b, 2, []float64{0.2, 0.9}); again != first {
			t.Fatalf("%v, then %v", first, again)
		}
	}
}

func TestMMDFarAndNaN(t *testing.T) {
	kernels := []float64{0.05, 0.2, 0.9, 1, 2, 3, 5, 8}
	if err := near("two far points", MMD2([]float64{0, 1e200}, []float64{0, 1e200}, 1, kernels), -8, 1e-9); err != nil {
		t.Error(err)
	}
	if d := MMD2([]float64{0, math.NaN()}, []float64{0, 1}, 1, kernels); !math.IsNaN(d) {
		t.Errorf("a NaN among the points gives %g", d)
	}
}

// One distribution scores within a few noise floors; a shift of a tenth of a σ does not.
func TestMMDTellsApart(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	kernels := []float64{0.2, 0.9}
	floor := NoiseFloor(func(x []float64) { copy(x, normal(r, len(x), 0)) }, 1000, 2, kernels, 10)
	if d := MMD2(normal(r, 2000, 0), normal(r, 2000, 0), 2, kernels); math.Abs(d) > 4*floor {
		t.Errorf("one distribution scores %g, the noise floor is %g", d, floor)
	}
	if d := MMD2(normal(r, 2000, 0), normal(r, 2000, 0.3), 2, kernels); d < 4*floor {
		t.Errorf("a shift scores %g, the noise floor is %g", d, floor)
	}
}

// normal returns n draws around mean.
func normal(r *rand.Rand, n int, mean float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = mean + r.NormFloat64()
	}
	return x
}

func BenchmarkMMD2(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	p, q := normal(r, 8000, 0), normal(r, 8000, 0)
	for b.Loop() {
		MMD2(p, q, 2, []float64{0.05, 0.2, 0.9})
	}
}
