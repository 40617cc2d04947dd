package metric

import "math"

// Point estimates: one x for each y, and how far off it is.

// Densest returns the sample (n×dim, n ≥ 1) whose density, given as its logarithm, is the highest; the first one where
// none has a density.
func Densest(samples, logDensity []float64, dim int) []float64 {
	if n := rows(samples, dim); n == 0 || n != len(logDensity) {
		panic("metric: Densest needs samples and a density for each")
	}
	best := 0
	for i, v := range logDensity {
		if v > logDensity[best] || math.IsNaN(logDensity[best]) {
			best = i
		}
	}
	return samples[best*dim : (best+1)*dim]
}

// EstimateError returns the root mean square error of each parameter over many y (estimates and truths n×dim), divided
// by its spread under the prior: 0 is perfect, 1 is what guessing the prior's mean scores, √2 what a draw from the prior
// does. With estimates by MAP it is the MAP error.
func EstimateError(estimates, truths, prior []float64, dim int) []float64 {
	n := rows(estimates, dim)
	if len(estimates) != len(truths) || len(prior) != dim || n == 0 {
		panic("metric: estimates, truths and the prior's spread differ in length or are none")
	}
	e := make([]float64, dim)
	for i, v := range estimates {
		e[i%dim] += (v - truths[i]) * (v - truths[i])
	}
	for f := range e {
		e[f] = math.Sqrt(e[f]/float64(n)) / prior[f]
	}
	return e
}
