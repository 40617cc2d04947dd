package metric

import (
	"math"
	"math/rand/v2"
	"slices"
)

// SlicedWasserstein returns the sliced 2-Wasserstein distance of two sets of the same size (n×dim each), in the units of
// x: the root of the mean, over random directions, of the squared distance of the projections (Bonneel et al., Sliced
// and Radon Wasserstein Barycenters, 2015), which on a line is that of the sorted points. A shift by δ scores |δ|/√dim.
// NaN in a point gives NaN.
func SlicedWasserstein(r *rand.Rand, a, b []float64, dim, directions int) float64 {
	n := rows(a, dim)
	if len(a) != len(b) || n < 1 || directions < 1 {
		panic("metric: SlicedWasserstein needs two sets of the same size and a direction")
	}
	u, p, q := make([]float64, dim), make([]float64, n), make([]float64, n)
	var sum float64
	for range directions {
		direction(r, u)
		project(a, u, p)
		project(b, u, q)
		if math.IsNaN(p[0]) || math.IsNaN(q[0]) { // NaN comes first
			return math.NaN()
		}
		for i, v := range p {
			sum += (v - q[i]) * (v - q[i])
		}
	}
	return math.Sqrt(sum / float64(n) / float64(directions))
}

// direction fills u with a random unit vector.
func direction(r *rand.Rand, u []float64) {
	var square float64
	for square == 0 {
		for f := range u {
			u[f] = r.NormFloat64()
			square += u[f] * u[f]
		}
	}
	for f := range u {
		u[f] /= math.Sqrt(square)
	}
}

// project writes the points of x along u into p, sorted.
func project(x, u, p []float64) {
	for i := range p {
		p[i] = 0
		for f, w := range u {
			p[i] += w * x[i*len(u)+f]
		}
	}
	slices.Sort(p)
}
