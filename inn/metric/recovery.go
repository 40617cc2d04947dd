package metric

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// What a measurement tells about one parameter: how much narrower than the prior the posterior is, whether the truth
// lies in it, and both in words.

// parts is the number of equally likely parts that the prior is cut into.
const parts = 20

// Thresholds of the words. A contraction of 0.9 leaves a third of the prior's spread (√0.1), one of 0.1 all but a
// twentieth (√0.9), which no picture shows. The same shares are asked of Left, which for a normal posterior is the
// spread that is left. The z-score of a right posterior is 1 whatever its form; 2 claims four times the information
// that is there. Where the posterior has several sharp modes, Left is less than half of the share of the spread that is
// left; where it is wide at one y and narrow at another, only a little less.
const (
	sharp      = 0.9
	vague      = 0.1
	unbearable = 2
	several    = 2
)

// Recovery says how one parameter comes back, over many tests.
type Recovery struct {
	Contraction float64 // 1 − variance of the posterior / variance of the prior, mean
	// ZScore is the root mean square of (mean of the posterior − truth) / spread of the posterior: 1 when right, by chance
	// ± 1/√(2·tests) where posteriors are normal.
	ZScore float64
	// Left is the share of the prior's range that the posterior still fills: exp of minus the mean information gain,
	// in twenty equally likely parts of the prior. It is small for a posterior of several sharp modes, too, whose
	// variance is not.
	Left float64

	prior    []float64 // draws, sorted
	variance float64
	tests    float64
	sums     [3]float64 // of the three
}

// NewRecovery begins with draws of the parameter from the prior, twenty or more, not all the same.
func NewRecovery(prior []float64) *Recovery {
	r := &Recovery{prior: slices.Sorted(slices.Values(prior)), variance: stat.Variance(prior, nil)}
	if len(prior) < parts || !(r.variance > 0) {
		panic("metric: NewRecovery needs twenty finite draws of a prior that has a spread")
	}
	return r
}

// Add takes one more test: the true value and posterior samples (two or more), and brings the three numbers up to date.
// The contraction and the z-score are those of Betancourt (Calibrating Model-Based Inferences and Decisions, 2018) and
// Schad, Betancourt & Vasishth (2021). NaN in a number gives NaN.
func (r *Recovery) Add(truth float64, samples []float64) {
	mean, variance := stat.MeanVariance(samples, nil)
	r.tests++
	r.sums[0] += 1 - variance/r.variance
	r.sums[1] += (mean - truth) * (mean - truth) / variance
	r.sums[2] += r.gain(samples)
	r.Contraction = r.sums[0] / r.tests
	r.ZScore = math.Sqrt(r.sums[1] / r.tests)
	r.Left = math.Exp(-r.sums[2] / r.tests)
}

// gain returns the information gain over the prior, the Kullback–Leibler divergence from one to the other in nats.
func (r *Recovery) gain(samples []float64) float64 {
	share, filled := make([]float64, parts), map[int]bool{}
	for _, v := range samples {
		if math.IsNaN(v) {
			return v
		}
		at, _ := slices.BinarySearch(r.prior, v)
		at = min(at*parts/len(r.prior), parts-1)
		share[at] += 1 / float64(len(samples))
		filled[at] = true
	}
	// What few samples make of an even distribution looks like information: Miller's correction (Note on the bias of
	// information estimates, 1955).
	return math.Log(parts) - stat.Entropy(share) - float64(len(filled)-1)/float64(2*len(samples))
}

// String says it in words.
func (r *Recovery) String() string {
	switch {
	case r.tests == 0 || math.IsNaN(r.Contraction+r.ZScore+r.Left):
		return "cannot be judged"
	case r.ZScore > unbearable:
		return "comes back wrong: surer than it is right"
	case r.Left <= math.Sqrt(1-sharp) && r.Left < math.Sqrt(1-r.Contraction)/several:
		return "comes back as one of several values"
	case r.Contraction >= sharp || r.Left <= math.Sqrt(1-sharp):
		return "comes back sharp"
	case r.Left >= math.Sqrt(1-vague):
		return "comes back as its prior"
	}
	return "partly recovered"
}
