package metric

import (
	"math"
	"slices"
)

// Calibration asks whether an interval that claims 90 % holds the truth 90 % of the time. For one parameter of one
// measurement, the rank of the true value among the posterior samples tells in which central intervals it lies; over
// many measurements, ranks of a right posterior are uniform on [0, 1].

// Rank returns the share of samples below truth, ties counted half. A truth or sample that is not finite gives NaN.
func Rank(truth float64, samples []float64) float64 {
	var below float64
	for _, s := range samples {
		switch {
		case s < truth:
			below++
		case s == truth:
			below += 0.5
		case !(s > truth):
			return math.NaN()
		}
	}
	return below / float64(len(samples))
}

// Coverage returns the share of ranks that lie in the central interval of the given confidence (0 to 1).
func Coverage(ranks []float64, confidence float64) float64 {
	inside := 0
	for _, r := range ranks {
		if math.Abs(r-0.5) <= confidence/2 {
			inside++
		}
	}
	return float64(inside) / float64(len(ranks))
}

// CalibrationError returns the median over the confidences 1 %, 2 %, … 99 % of |coverage − confidence|, the
// calibration error of Ardizzone et al. (ICLR 2019, section 4.2), of one parameter.
func CalibrationError(ranks []float64) float64 {
	e := make([]float64, 99)
	for i := range e {
		q := float64(i+1) / 100
		e[i] = math.Abs(Coverage(ranks, q) - q)
	}
	slices.Sort(e)
	return e[len(e)/2]
}
