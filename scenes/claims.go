package scenes

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// What a scene says of its posteriors is said only when samples bear it out: a network that has learned nothing must not
// stand beside the sentence that praises what it has learned. Each scene decides for itself what that takes, by the
// measures of this page.

// claimed is how many samples a claim looks at.
const claimed = 500

// Told is what samples x (n×DimX) of p(x | y) show, as a sentence; empty where the set-up claims nothing, or where they
// do not bear it out.
func (s *Setup) Told(y, x []float64) string {
	if s.Claim == nil || len(x) < claimed/2*s.Problem.DimX {
		return ""
	}
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return ""
		}
	}
	return s.Claim(s, y, x[:min(len(x), claimed*s.Problem.DimX)])
}

// when is words where they are borne out.
func when(holds bool, words string) string {
	if holds {
		return words
	}
	return ""
}

// columnOf is one column of x.
func columnOf(x []float64, dim, column int) []float64 {
	v := make([]float64, 0, len(x)/dim)
	for i := column; i < len(x); i += dim {
		v = append(v, x[i])
	}
	return v
}

// shareOf is the share of values for which is holds.
func shareOf(v []float64, is func(v float64) bool) float64 {
	n := 0
	for _, v := range v {
		if is(v) {
			n++
		}
	}
	return float64(n) / float64(len(v))
}

// explained: nine of ten samples, simulated again without noise, land within reach of y, although they are not all
// alike: on the average their spread is at least a third of the prior's.
func (s *Setup) explained(y, x []float64, reach float64) bool {
	p := &s.Problem
	again := make([]float64, p.DimY)
	near, n := 0, len(x)/p.DimX
	for i := range n {
		p.Simulate(nil, x[i*p.DimX:(i+1)*p.DimX], again)
		var square float64
		for j, v := range again {
			square += (v - y[j]) * (v - y[j])
		}
		if math.Sqrt(square) <= reach {
			near++
		}
	}
	spread, scaled := 0.0, s.Scaled(x)
	for k := range p.DimX {
		spread += stat.StdDev(columnOf(scaled, p.DimX, k), nil) / float64(p.DimX)
	}
	return near >= n*9/10 && spread >= 1./3
}

// parted: values lie in two groups below and above a place. Each has a fifth of them or more, and the middle quarter of
// the way from the median of one to that of the other, where even values would have an eighth of all, is half as full at
// most.
func parted(v []float64, at float64) bool {
	var below, above []float64
	for _, x := range v {
		if x < at {
			below = append(below, x)
		} else {
			above = append(above, x)
		}
	}
	if 5*min(len(below), len(above)) < len(v) {
		return false
	}
	slices.Sort(below)
	slices.Sort(above)
	lo, hi := below[len(below)/2], above[len(above)/2]
	return shareOf(v, func(x float64) bool { return math.Abs(x-(lo+hi)/2) < (hi-lo)/8 }) < 1./16
}
