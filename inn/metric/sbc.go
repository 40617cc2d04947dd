package metric

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Simulation-based calibration (Talts et al., Validating Bayesian Inference Algorithms with Simulation-Based
// Calibration, 2018): the rank of the truth among L samples of a right posterior is uniform on 0 … L. The shape of the
// histogram tells what is wrong: a valley, a posterior too narrow; a hill, one too wide; a slope, one that is shifted.

// Ranks are the ranks of one parameter over many tests, as a histogram and as an empirical distribution function, each
// with the band in which 95 % of what a right posterior gives lies.
type Ranks struct {
	Counts    []int   // of each bin of the histogram
	Low, High int     // band of each count by itself (pointwise, binomial)
	P         float64 // how likely uniform ranks have a histogram as uneven: χ² test

	// The empirical distribution function less the uniform one, at the points Z, and its simultaneous band: a right
	// posterior's curve lies in it as a whole (Säilynoja, Bürkner & Vehtari, Graphical test for discrete uniformity, 2022,
	// section 2.2).
	Z, Difference       []float64
	LowCurve, HighCurve []float64
}

const (
	bandLevel = 0.95
	bandDraws = 1000 // sets of uniform ranks that the simultaneous band is fitted to
	bandMost  = 100  // points of the curve, at most
)

// NewRanks sorts ranks by Rank, among the given number of samples, into bins. Samples+1 has to be a multiple of bins, so
// that all bins are equally likely; there has to be a rank, and none may be NaN. The band of the curve is found by
// simulation, with numbers from r.
func NewRanks(r *rand.Rand, ranks []float64, samples, bins int) *Ranks {
	if bins < 2 || (samples+1)%bins != 0 || len(ranks) == 0 {
		panic("metric: ranks need bins that divide the samples plus one")
	}
	k := make([]int, len(ranks)) // 0 … samples
	for i, v := range ranks {
		if !(v >= 0 && v <= 1) {
			panic("metric: a rank is not between 0 and 1")
		}
		k[i] = int(math.Floor(v*float64(samples) + 1e-6)) // ties counted half fall below
	}
	n := len(k)
	s := &Ranks{Counts: make([]int, bins)}
	for _, v := range k {
		s.Counts[v*bins/(samples+1)]++
	}
	b := cumulative(n, 1/float64(bins))
	s.Low, s.High = quantile(b, (1-bandLevel)/2), quantile(b, (1+bandLevel)/2)
	s.P = uniformP(s.Counts)
	s.curve(r, k, samples)
	return s
}

// Inside reports whether the whole curve lies in its band.
func (s *Ranks) Inside() bool {
	for i, d := range s.Difference {
		if d < s.LowCurve[i] || d > s.HighCurve[i] {
			return false
		}
	}
	return true
}

// uniformP is the p-value of Pearson's χ² test that all counts are equally likely.
func uniformP(counts []int) float64 {
	var n, square float64
	for _, c := range counts {
		n += float64(c)
		square += float64(c) * float64(c)
	}
	bins := float64(len(counts))
	return distuv.ChiSquared{K: bins - 1}.Survival(square*bins/n - n)
}

// curve fills in the second half. At each point the count of ranks below is binomial; the simultaneous band is the
// pointwise one of the level at which the share bandLevel of uniform sets lies wholly inside.
func (s *Ranks) curve(r *rand.Rand, k []int, samples int) {
	n, points := len(k), min(bandMost, samples)
	at := make([]int, points) // ranks below at[j] are counted
	of := make([][]float64, points)
	for j := range at {
		at[j] = (j + 1) * (samples + 1) / (points + 1)
		z := float64(at[j]) / float64(samples+1)
		s.Z = append(s.Z, z)
		of[j] = cumulative(n, z)
	}
	least := make([]float64, bandDraws)
	uniform := make([]int, n)
	for d := range least {
		for i := range uniform {
			uniform[i] = r.IntN(samples + 1)
		}
		least[d] = 1
		for j, c := range below(uniform, at, samples) {
			least[d] = min(least[d], tail(of[j], c))
		}
	}
	slices.Sort(least)
	level := least[int((1-bandLevel)*bandDraws)]
	for j, c := range below(k, at, samples) {
		z := s.Z[j]
		s.Difference = append(s.Difference, float64(c)/float64(n)-z)
		low := 0
		for tail(of[j], low) < level {
			low++
		}
		high := n
		for tail(of[j], high) < level {
			high--
		}
		s.LowCurve = append(s.LowCurve, float64(low)/float64(n)-z)
		s.HighCurve = append(s.HighCurve, float64(high)/float64(n)-z)
	}
}

// below counts the ranks below each of at, which rise.
func below(k, at []int, samples int) []int {
	count := make([]int, samples+1)
	for _, v := range k {
		count[v]++
	}
	c, sum, v := make([]int, len(at)), 0, 0
	for j, a := range at {
		for ; v < a; v++ {
			sum += count[v]
		}
		c[j] = sum
	}
	return c
}

// cumulative returns the binomial distribution function of n draws with probability p, at 0 … n.
func cumulative(n int, p float64) []float64 {
	b := distuv.Binomial{N: float64(n), P: p}
	c := make([]float64, n+1)
	var sum float64
	for i := range c {
		sum += b.Prob(float64(i))
		c[i] = min(sum, 1)
	}
	return c
}

// quantile returns the least count whose distribution function reaches q.
func quantile(cumulative []float64, q float64) int {
	i, _ := slices.BinarySearch(cumulative, q)
	return min(i, len(cumulative)-1)
}

// tail returns how likely a count is at least as far out as c on its side, both sides counted.
func tail(cumulative []float64, c int) float64 {
	above := 1.0
	if c > 0 {
		above = 1 - cumulative[c-1]
	}
	return 2 * min(cumulative[c], above)
}
