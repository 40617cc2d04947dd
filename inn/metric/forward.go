package metric

import (
	"math"
	"slices"
)

// LabelAccuracy returns the share of rows (n×dim) in which the largest number of the predicted y stands where that of
// the true y stands. A row with a NaN counts as wrong.
func LabelAccuracy(predicted, truth []float64, dim int) float64 {
	n := rows(predicted, dim)
	if n != rows(truth, dim) {
		panic("metric: predicted and true y differ in length")
	}
	right := 0
	for i := range n {
		if largest(predicted[i*dim:(i+1)*dim]) == largest(truth[i*dim:(i+1)*dim]) {
			right++
		}
	}
	return float64(right) / float64(n)
}

// largest returns where the largest number of row stands, −1 where one is NaN.
func largest(row []float64) int {
	at := 0
	for i, v := range row {
		if math.IsNaN(v) {
			return -1
		}
		if v > row[at] {
			at = i
		}
	}
	return at
}

// RoundTrip returns the largest |back − x| over all rows and columns (n×dim, n ≥ 2), each column relative to the
// spread of x in it; a constant column counts as it is. NaN anywhere gives NaN.
func RoundTrip(x, back []float64, dim int) float64 {
	if len(x) != len(back) {
		panic("metric: x and its round trip differ in length")
	}
	spread := Spread(x, dim)
	var worst float64
	for i := range x {
		d := math.Abs(back[i] - x[i])
		if s := spread[i%dim]; s > 0 {
			d /= s
		}
		if math.IsNaN(d) {
			return d
		}
		worst = max(worst, d)
	}
	return worst
}

// Resimulation returns the root mean square distance of the y that the simulator gives for samples from the y that
// was asked for, both n×dim, each column divided by scale (dim; nil means ones).
func Resimulation(simulated, asked, scale []float64, dim int) float64 {
	n := rows(simulated, dim)
	if len(simulated) != len(asked) {
		panic("metric: re-simulated and asked y differ in length")
	}
	var sum float64
	for i := range simulated {
		d := simulated[i] - asked[i]
		if scale != nil {
			d /= scale[i%dim]
		}
		sum += d * d
	}
	return math.Sqrt(sum / float64(n))
}

// MedianResimulation returns the median over the samples of |f(x) − y|², the squared distance of what the simulator
// gives from the y that was asked for, both n×dim: the re-simulation error of Kruse et al. (Benchmarking Invertible
// Architectures on Inverse Problems, 2021). NaN in a number gives NaN.
func MedianResimulation(simulated, asked []float64, dim int) float64 {
	n := rows(simulated, dim)
	if len(simulated) != len(asked) || n == 0 {
		panic("metric: re-simulated and asked y differ in length or are none")
	}
	d := make([]float64, n)
	for i := range d {
		d[i] = distance(simulated[i*dim:(i+1)*dim], asked[i*dim:(i+1)*dim], nil)
	}
	slices.Sort(d)
	if math.IsNaN(d[0]) {
		return d[0]
	}
	return (d[(n-1)/2] + d[n/2]) / 2
}

// NoiseRatio returns the distance of noise-free re-simulations from the y that was asked for, in units of the noise on
// y, the standard deviation of each column: the root mean square over rows and columns. Over many y from the prior
// predictive, samples of the exact posterior score 1, as the pair of x and y has one distribution whichever was drawn
// first.
func NoiseRatio(simulated, asked, noise []float64, dim int) float64 {
	return Resimulation(simulated, asked, noise, dim) / math.Sqrt(float64(dim))
}
