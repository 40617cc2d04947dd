package session

import (
	"math"
	"slices"

	"innlab/inn/metric"
	"innlab/scenes"
)

// most is how many samples are measured, so that a click never waits long.
const most = 2000

// pairs is how many pairs of exact sets say what exact sampling scores.
const pairs = 3

// Measurable says whether there is anything by which samples of a set-up's posterior can be measured: exact samples,
// modes, or a simulator.
func Measurable(s *scenes.Setup) bool { return s.Exact != nil || s.Modes != nil || resimulates(s) }

// judge measures how right clouds are. What exact sampling itself scores is measured once for each y and kept.
type judge struct {
	setup  *scenes.Setup
	floors []floor // of the ys asked for last, at most 16
}

// floor is what n exact samples for y score.
type floor struct {
	y            []float64
	sigma        float64 // noise on y
	n            int
	exact, width float64 // as in Quality
	again        float64 // AgainExact of Quality
}

// quality measures samples x (n×DimX) that answer q, of a method that trains with noise sigma on y; nil where nothing can be
// said, and false if it was stopped before it could say anything.
func (j *judge) quality(d *draws, query *Query, sigma float64, x []float64, stop func() bool) (*Quality, bool) {
	s, y := d.setup, query.Y
	dim := s.Problem.DimX
	x = x[:min(len(x), most*dim)]
	n := len(x) / dim
	if n < 2 {
		return nil, true
	}
	truth, ok := d.truth(query, sigma, n, stop)
	if !ok || truth == nil && s.Modes == nil && !resimulates(s) {
		return nil, ok
	}
	m := inModes(s, y, x)
	nan := math.NaN()
	q := &Quality{
		Right: m.Right, Width: m.Width, Between: m.Between, Error: nan, Exact: nan, Truth: nan,
		Again: nan, AgainExact: nan, Spread: nan, Outside: outside(s, x), Claim: s.Told(y, x),
	}
	if resimulates(s) {
		if q.Again, q.Spectra, ok = d.again(y, x, stop); !ok {
			return nil, false
		}
	}
	if s.Modes == nil {
		q.Likely = metric.MAP(x, dim)
	}
	if s.Wavelengths != nil && q.Likely != nil {
		q.Noise = d.repeated(q.Likely)
	}
	if truth == nil {
		return q, true
	}
	f, ok := j.floor(d, y, sigma, truth, stop)
	if !ok {
		return nil, false
	}
	q.Error, q.Exact, q.Truth, q.AgainExact = metric.MMD2(s.Scaled(x), s.Scaled(truth), dim, s.Kernels), f.exact, f.width, f.again
	if n > dim {
		q.Spread = relative(metric.Spread(x, dim), metric.Spread(truth, dim))
	}
	return q, true
}

// floor returns what exact samples for y score: as many as truth holds, and truth itself.
func (j *judge) floor(d *draws, y []float64, sigma float64, truth []float64, stop func() bool) (floor, bool) {
	s := d.setup
	if j.setup != s {
		*j = judge{setup: s}
	}
	f := floor{y: slices.Clone(y), sigma: sigma, n: len(truth) / s.Problem.DimX, again: math.NaN()}
	for _, g := range j.floors {
		if g.n == f.n && g.sigma == sigma && slices.Equal(g.y, y) {
			return g, true
		}
	}
	r := stream(forTwin)
	many := pairs
	if s.ExactSlow { // it would take longer than anybody looks at this y
		many, f.exact = 0, math.NaN()
	}
	for range many {
		if stop() {
			return f, false
		}
		e := metric.NoiseFloor(func(x []float64) {
			s.Posterior(r, y, sigma, x)
			copy(x, s.Scaled(x))
		}, f.n, s.Problem.DimX, s.Kernels, 1)
		f.exact += e * e / pairs
	}
	if resimulates(s) {
		var ok bool
		if f.again, _, ok = d.again(y, truth, stop); !ok {
			return f, false
		}
	}
	f.exact, f.width = math.Sqrt(f.exact), inModes(s, y, truth).Width
	j.floors = append(j.floors[max(0, len(j.floors)-15):], f)
	return f, true
}

// inModes says how samples of p(x | y) lie in the set-up's modes. Where y is no label that a mode carries, only the
// share between the modes has a meaning; where there are no modes, nothing has.
func inModes(s *scenes.Setup, y, x []float64) metric.Modes {
	none := metric.Modes{Right: math.NaN(), Width: math.NaN(), Between: math.NaN()}
	if s.Modes == nil {
		return none
	}
	m := metric.Mixture{Centres: s.Modes.Centres, Sigma: s.Modes.Sigma, Label: s.Modes.Label}
	label, err := scenes.Label(y, s.Problem.DimY)
	if err != nil || !slices.Contains(m.Label, label) {
		none.Between = m.Measure(x, m.Label[0]).Between
		return none
	}
	return m.Measure(x, label)
}
