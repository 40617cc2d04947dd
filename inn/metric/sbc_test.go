package metric

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

func TestRanksByHand(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 1))
	// Three samples, four ranks 0, 1/3, 2/3, 1; the one of a tie counts as the lower.
	s := NewRanks(r, []float64{0, 0, 1.0 / 3, 1.0 / 6, 2.0 / 3, 1, 1, 1}, 3, 4)
	for i, want := range []int{3, 1, 1, 3} {
		if s.Counts[i] != want {
			t.Errorf("the histogram is %v", s.Counts)
		}
	}
	// χ² = 4·1²/2 = 2 with three degrees of freedom: P = 0.5724 (Abramowitz & Stegun, table 26.7).
	// Bin(8, 1/4) is below 0, 1, … with 0.100, 0.367, 0.679, 0.886, 0.973, 0.996.
	for _, err := range []error{
		near("P", s.P, 0.57241, 1e-5), near("low", float64(s.Low), 0, 0), near("high", float64(s.High), 5, 0),
		near("points", float64(len(s.Z)), 3, 0), near("z", s.Z[1], 0.5, 0), near("difference", s.Difference[0], 3.0/8-1.0/4, 1e-15),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}

// Of many sets of right ranks, one in twenty leaves the band of the curve, and P is uniform; the band is wider than the
// pointwise one, which far more leave.
func TestRanksByChance(t *testing.T) {
	r := rand.New(rand.NewPCG(42, 1))
	const tests, samples, sets = 100, 99, 150
	outside, beyond := 0.0, 0.0
	var p []float64
	for range sets {
		ranks := make([]float64, tests)
		for i := range ranks {
			ranks[i] = float64(r.IntN(samples+1)) / samples
		}
		s := NewRanks(r, ranks, samples, 10)
		if !s.Inside() {
			outside++
		}
		for _, c := range s.Counts {
			if c < s.Low || c > s.High {
				beyond++
				break
			}
		}
		p = append(p, s.P)
	}
	for _, err := range []error{
		near("outside the curve's band", outside/sets, 0.05, 0.04),
		near("P, mean", stat.Mean(p, nil), 0.5, 0.08),
		near("P, spread", stat.StdDev(p, nil), math.Sqrt(1.0/12), 0.04),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if beyond/sets < 0.15 {
		t.Errorf("only %.2f of the histograms leave a band that holds each bin with 95 %%", beyond/sets)
	}
}

// What is wrong with a posterior is seen, and in the shape that it should have.
func TestRanksTell(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 1))
	ranks := func(shift, width float64) *Ranks {
		return NewRanks(r, tested(r, 1000, 99, shift, width, central), 99, 10)
	}
	if s := ranks(0, 1); !s.Inside() || s.P < 0.01 {
		t.Errorf("a right posterior has P = %g and the histogram %v in %d … %d", s.P, s.Counts, s.Low, s.High)
	}
	for name, c := range map[string]struct {
		shift, width    float64
		first, mid, end bool // above the band
	}{"narrow": {0, 0.8, true, false, true}, "wide": {0, 1.25, false, true, false}, "high": {0.3, 1, true, false, false}} {
		s := ranks(c.shift, c.width)
		if s.Inside() || s.P > 1e-3 {
			t.Errorf("%s: goes unnoticed, P = %g", name, s.P)
		}
		got := [3]bool{s.Counts[0] > s.High, s.Counts[4] > s.High || s.Counts[5] > s.High, s.Counts[9] > s.High}
		if got != [3]bool{c.first, c.mid, c.end} {
			t.Errorf("%s: histogram %v, band %d … %d", name, s.Counts, s.Low, s.High)
		}
	}
}
