// Package measure asks an estimator what the measures of inn/metric need, for any set-up: posteriors at one y against
// exact samples and the simulator, and ranks over many y. Window and command line judge every method by it, the same way.
package measure

import (
	"math/rand/v2"
	"slices"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// Subject is what is judged. Everything it is judged by comes from the simulator or from held-out rows; none of it was
// seen in training.
type Subject struct {
	inn.Estimator
	Setup *scenes.Setup
	// YNoise is the standard deviation of the noise that was put on y in training (inn.Live.YNoise). Where y is a number
	// and the set-up knows the posterior of such a y, it is judged with it, since that is what was learned.
	YNoise float64
}

// Fresh says whether there are pairs of x and y that no training has seen: held-out rows, or those of a simulator.
func Fresh(s *scenes.Setup) bool {
	return s.Held != nil && s.Held.N > 0 || s.Held == nil && s.Problem.Simulate != nil
}

// Noise is the noise on y that the subject is judged with: 0 or YNoise.
func (s *Subject) Noise() float64 { return s.Setup.Noise(s.YNoise) }

// Pair draws x and the y that is measured of it, never from the rows of a training.
func (s *Subject) Pair(r *rand.Rand, x, y []float64) {
	p := s.Setup.Problem
	p.Table = s.Setup.Held
	p.Pair(r, x, y)
	if sigma := s.Noise(); sigma > 0 {
		for i := range y {
			y[i] += sigma * r.NormFloat64()
		}
	}
}

// Exact fills x with exact samples for y; false where none are known.
func (s *Subject) Exact(r *rand.Rand, y, x []float64) bool {
	return s.Setup.Exact != nil && s.Setup.Posterior(r, y, s.Noise(), x) == nil
}

// TestY returns n y (n×DimY) of the prior predictive at which posteriors are judged; where y is a label of modes, every
// label that occurs instead.
func (s *Subject) TestY(r *rand.Rand, n int) []float64 {
	p := &s.Setup.Problem
	var rows []float64
	if s.Setup.Modes != nil {
		for _, l := range s.Setup.Modes.Used() {
			rows = append(rows, scenes.OneHot(l, p.Labels)...)
		}
		return rows
	}
	x := make([]float64, p.DimX)
	for range n {
		y := make([]float64, p.DimY)
		s.Pair(r, x, y)
		rows = append(rows, y...)
	}
	return rows
}

// spreads returns the spread of each column of rows, 1 where a column does not vary.
func spreads(rows []float64, dim int) []float64 {
	list := slices.Clone(metric.Spread(rows, dim))
	for i, v := range list {
		if !(v > 0) {
			list[i] = 1
		}
	}
	return list
}

// never is a stop that nobody asked for.
func never() bool { return false }
