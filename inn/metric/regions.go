package metric

import (
	"math"
	"math/rand/v2"
)

// Calibration of the joint posterior: regions of all parameters at once, each a rank that is uniform on [0, 1] where the
// posterior is right. CoverageCurve makes a curve of them.

// HighestDensityRank returns the share of posterior samples whose density is above that of the truth, ties counted half,
// from log q(x | y): the confidence of the smallest highest-density region that holds the truth (Hermans et al., A Trust
// Crisis in Simulation-Based Inference?, 2022, eq. 5). NaN in any gives NaN.
func HighestDensityRank(truth float64, samples []float64) float64 { return 1 - Rank(truth, samples) }

// DistanceRank returns the share of posterior samples (n×dim) that are nearer to a reference point than the truth is,
// ties counted half: the confidence of the ball about the reference that ends at the truth (Lemos et al., Sampling-Based
// Accuracy Testing of Posterior Estimators, 2023, algorithm 2: TARP). Each column is divided by scale (dim; nil means
// ones). NaN in any gives NaN.
//
// The reference is drawn afresh for every test, from anything that knows y but not the truth. Where it does not know y
// either, TARP cannot tell the prior from the posterior: ReferenceNear gives one that does.
func DistanceRank(truth, samples, reference, scale []float64) float64 {
	dim := len(truth)
	d := make([]float64, rows(samples, dim))
	for i := range d {
		d[i] = distance(samples[i*dim:(i+1)*dim], reference, scale)
	}
	return Rank(distance(truth, reference, scale), d)
}

// distance is the squared distance of a and b, each difference divided by scale.
func distance(a, b, scale []float64) float64 {
	var sum float64
	for f, v := range a {
		v -= b[f]
		if scale != nil {
			v /= scale[f]
		}
		sum += v * v
	}
	return sum
}

// ReferenceNear returns a reference point for DistanceRank that moves with y: of some random pairs of x (n×dimX) and y
// (n×dimY), draws of the prior predictive among which the tested pair is not, the x whose y is nearest to at. Each column
// of y is divided by scale (dimY; nil means ones).
func ReferenceNear(r *rand.Rand, x, y, at, scale []float64, some int) []float64 {
	n := rows(y, len(at))
	if n == 0 || len(x)%n != 0 || some < 1 {
		panic("metric: ReferenceNear needs as many rows of x as of y")
	}
	var best int
	least := math.Inf(1)
	for range some {
		i := r.IntN(n)
		if d := distance(y[i*len(at):(i+1)*len(at)], at, scale); d < least {
			best, least = i, d
		}
	}
	dim := len(x) / n
	return x[best*dim : (best+1)*dim]
}
