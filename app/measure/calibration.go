package measure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"innlab/inn"
	"innlab/inn/metric"
)

// Sizes of a calibration. A rank is among 199 samples, so that twenty bins of the 200 ranks are equally likely.
const (
	RankSamples = 199
	RankBins    = 20
	references  = 64 // pairs among which TARP's reference point is the one nearest in y
	floorRuns   = 40 // repeats of what chance alone scores
	priorRows   = 4000
)

// Calibration is the ranks of the truth among the samples for fresh pairs of x and y. It never changes.
type Calibration struct {
	Tests    int
	Ranks    [][]float64        // DimX × Tests: of each parameter
	Discrete []bool             // DimX: parameters of few values, which Error and Coverage leave out; nil: none
	Distance []float64          // Tests: TARP
	Density  []float64          // Tests: of the density, where the method has one; nil elsewhere
	Recovery []*metric.Recovery // DimX: how each parameter comes back; nil where its prior does not vary
	MAPError []float64          // DimX: root mean square error of the most likely x over the prior's spread; nil unless asked for
	// Floor is what CalibrationError scores by chance with so many tests.
	Floor metric.Floor
}

// Calibrator draws pair after pair.
type Calibrator struct {
	subject     Subject
	pairs, draw *rand.Rand // each with its own, so that every method is tested on the same pairs
	prior, refY []float64  // pairs that no test uses
	spreadX     []float64
	spreadY     []float64
	at          bool // the most likely x is looked for

	calibration       Calibration
	estimates, truths []float64
	x, y, samples     []float64
}

// NewCalibrator prepares a calibration with its own random numbers; at says whether the most likely x is looked for in
// each test, which takes several times as long as the rest. The set-up must be Fresh.
func NewCalibrator(s Subject, seed uint64, at bool) *Calibrator {
	p := &s.Setup.Problem
	c := &Calibrator{subject: s, at: at,
		pairs: rand.New(rand.NewPCG(seed, 0xca1b)), draw: rand.New(rand.NewPCG(seed, 0xca1c))}
	rows := priorRows
	if s.Setup.Slow != nil {
		rows = 200 // each takes milliseconds
	}
	c.prior, c.refY = make([]float64, rows*p.DimX), make([]float64, rows*p.DimY)
	for i := range rows {
		s.Pair(c.pairs, c.prior[i*p.DimX:(i+1)*p.DimX], c.refY[i*p.DimY:(i+1)*p.DimY])
	}
	c.spreadX, c.spreadY = spreads(c.prior, p.DimX), spreads(c.refY, p.DimY)
	c.x, c.y = make([]float64, p.DimX), make([]float64, p.DimY)
	c.samples = make([]float64, RankSamples*p.DimX)
	c.calibration.Ranks = make([][]float64, p.DimX)
	prior := c.prior
	if p.Prior != nil { // takes no simulations
		prior = make([]float64, priorRows*p.DimX)
		for i := range priorRows {
			p.Prior(c.pairs, prior[i*p.DimX:(i+1)*p.DimX])
		}
	}
	for f := range p.DimX {
		c.calibration.Discrete = append(c.calibration.Discrete, discrete(c.column(c.prior, f)))
		if column := c.column(prior, f); slices.Min(column) < slices.Max(column) {
			c.calibration.Recovery = append(c.calibration.Recovery, metric.NewRecovery(column))
		} else {
			c.calibration.Recovery = append(c.calibration.Recovery, nil)
		}
	}
	return c
}

// mostValues is how many values a discrete parameter has at most. The ranks of so few are never uniform, however right a
// posterior is: a central interval holds a value or does not.
const mostValues = 16

// discrete reports whether a column has few values.
func discrete(column []float64) bool {
	slices.Sort(column)
	n := len(slices.Compact(column))
	return n > 1 && n <= mostValues
}

// column is a copy of column f of rows of x.
func (c *Calibrator) column(rows []float64, f int) []float64 {
	d := c.subject.Setup.Problem.DimX
	list := make([]float64, len(rows)/d)
	for i := range list {
		list[i] = rows[i*d+f]
	}
	return list
}

// Among says among how many samples each truth is ranked, RankSamples unless it is said; it comes before the first Add.
func (c *Calibrator) Among(samples int) {
	c.samples = make([]float64, samples*c.subject.Setup.Problem.DimX)
}

// among is how many samples there are.
func (c *Calibrator) among() int { return len(c.samples) / c.subject.Setup.Problem.DimX }

// Add makes n further tests; false if it was stopped before.
func (c *Calibrator) Add(n int, stop func() bool) bool {
	s, p := &c.subject, &c.subject.Setup.Problem
	density, _ := s.Estimator.(inn.Density)
	for range n {
		if stop() {
			return false
		}
		s.Pair(c.pairs, c.x, c.y)
		s.Sample(c.draw, c.y, c.samples)
		k := &c.calibration
		for f := range p.DimX {
			col := c.column(c.samples, f)
			k.Ranks[f] = append(k.Ranks[f], metric.Rank(c.x[f], col))
			if k.Recovery[f] != nil {
				k.Recovery[f].Add(c.x[f], col)
			}
		}
		reference := c.reference()
		k.Distance = append(k.Distance, metric.DistanceRank(c.x, c.samples, reference, c.spreadX))
		var log []float64
		if density != nil {
			log = make([]float64, c.among()+1)
			density.LogDensity(slices.Concat(c.samples, c.x), c.y, log)
			k.Density = append(k.Density, metric.HighestDensityRank(log[c.among()], log[:c.among()]))
		}
		if c.at {
			c.mostLikely(log)
		}
		k.Tests++
	}
	return true
}

// reference is a place for TARP that knows y but not x. Of held-out rows the tested one may be among those to choose
// from; it is not taken.
func (c *Calibrator) reference() []float64 {
	for range 20 {
		if at := metric.ReferenceNear(c.draw, c.prior, c.refY, c.y, c.spreadY, references); !slices.Equal(at, c.x) {
			return at
		}
	}
	return slices.Repeat([]float64{math.NaN()}, len(c.x)) // one row that is all there is
}

// mostLikely keeps the most likely x of the samples at hand, and the true one.
func (c *Calibrator) mostLikely(log []float64) {
	d := c.subject.Setup.Problem.DimX
	var at []float64
	if log != nil {
		at = metric.Densest(c.samples, log[:c.among()], d)
	} else if at = metric.MAP(c.samples, d); at == nil {
		at = slices.Repeat([]float64{math.NaN()}, d)
	}
	c.estimates, c.truths = append(c.estimates, at...), append(c.truths, c.x...)
}

// Calibration is that of all tests so far.
func (c *Calibrator) Calibration() *Calibration {
	k := c.calibration
	k.Ranks = slices.Clone(k.Ranks)
	for f := range k.Ranks {
		k.Ranks[f] = slices.Clone(k.Ranks[f])
	}
	k.Distance, k.Density = slices.Clone(k.Distance), slices.Clone(k.Density)
	k.Recovery = slices.Clone(k.Recovery)
	for i, r := range k.Recovery {
		if r != nil {
			copied := *r
			k.Recovery[i] = &copied
		}
	}
	if k.Tests > 0 {
		k.Floor = metric.RankFloor(rand.New(rand.NewPCG(1, 0xf100)), k.Tests, c.among(), floorRuns, metric.CalibrationError)
		if c.at {
			k.MAPError = metric.EstimateError(c.estimates, c.truths, c.spreadX, c.subject.Setup.Problem.DimX)
		}
	}
	return &k
}

// Error is the calibration error: the mean over the continuous parameters of the median over the confidences of |coverage −
// confidence|; NaN where there are none.
func (k *Calibration) Error() float64 {
	sum, n := 0.0, 0.0
	for i, r := range k.Ranks {
		if !k.discrete(i) {
			sum, n = sum+metric.CalibrationError(r), n+1
		}
	}
	return sum / n
}

func (k *Calibration) discrete(i int) bool { return k.Discrete != nil && k.Discrete[i] }

// Coverage is the share of all true continuous parameters inside the central intervals of a confidence (0 to 1); NaN where
// there are none.
func (k *Calibration) Coverage(confidence float64) float64 {
	var all []float64
	for i, r := range k.Ranks {
		if !k.discrete(i) {
			all = append(all, r...)
		}
	}
	return metric.Coverage(all, confidence)
}

// sure is the error below which a posterior is called calibrated; chance must stay below it, too.
const sure = 0.03

// Words says what a curve from so many test pairs means, seen beside what chance does to it: "too sure", "too wide",
// "calibrated", or that the pairs are too few to tell.
func Words(c metric.Curve, floor metric.Floor, tests int) string {
	switch limit := floor.Mean + 3*floor.SD; {
	case math.IsNaN(c.Error()):
		return "not finite"
	case c.Error() <= limit && limit > sure:
		return fmt.Sprintf("cannot tell from %d pairs", tests)
	case c.Error() <= limit:
		return "calibrated"
	case c.Bias() < -c.Error()/2:
		return "too sure"
	case c.Bias() > c.Error()/2:
		return "too wide"
	}
	return "off centre"
}
