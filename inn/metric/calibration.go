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

// Level is a point of a calibration curve: how often the truth was inside the regions that claim a confidence.
type Level struct{ Confidence, Coverage float64 }

// Deviation is how far the curve is off: below 0 the posterior is too sure of itself.
func (l Level) Deviation() float64 { return l.Coverage - l.Confidence }

// Curve is a calibration curve at the confidences 1 %, 2 %, … 99 %.
type Curve []Level

// CentralCurve returns the curve of one parameter's central intervals.
func CentralCurve(ranks []float64) Curve { return curve(ranks, Coverage) }

// CoverageCurve returns the curve of regions that grow from rank 0: expected coverage for ranks by HighestDensityRank,
// TARP for ranks by DistanceRank.
func CoverageCurve(ranks []float64) Curve {
	return curve(ranks, func(ranks []float64, confidence float64) float64 {
		inside := 0
		for _, r := range ranks {
			if r <= confidence {
				inside++
			}
		}
		return float64(inside) / float64(len(ranks))
	})
}

func curve(ranks []float64, coverage func(ranks []float64, confidence float64) float64) Curve {
	c := make(Curve, 99)
	for i := range c {
		q := float64(i+1) / 100
		c[i] = Level{q, coverage(ranks, q)}
	}
	return c
}

// Error returns the median over the confidences of |deviation|.
func (c Curve) Error() float64 {
	e := make([]float64, len(c))
	for i, l := range c {
		e[i] = math.Abs(l.Deviation())
	}
	slices.Sort(e)
	return e[len(e)/2]
}

// Bias returns the mean deviation over the confidences: below 0 the posterior is too sure of itself, above 0 not sure
// enough.
func (c Curve) Bias() float64 {
	var sum float64
	for _, l := range c {
		sum += l.Deviation()
	}
	return sum / float64(len(c))
}

// CalibrationError returns the error of the central curve of one parameter, the calibration error of Ardizzone et al.
// (ICLR 2019, section 4.2).
func CalibrationError(ranks []float64) float64 { return CentralCurve(ranks).Error() }
