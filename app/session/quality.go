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

// judge measures how right clouds are. It keeps what exact sampling itself scores at the y last asked for.
type judge struct {
	setup        *scenes.Setup
	y            []float64
	n            int
	exact, width float64
}

// quality measures samples x (n×DimX) of p(x | y); nil where nothing can be said.
func (j *judge) quality(d *draws, y, x []float64) *Quality {
	s := d.setup
	dim := s.Problem.DimX
	x = x[:min(len(x), most*dim)]
	n := len(x) / dim
	if n < 2 {
		return nil
	}
	truth, _ := d.truth(y, n, func() bool { return false })
	if truth == nil && s.Modes == nil {
		return nil
	}
	if j.setup != s || j.n != n || !slices.Equal(j.y, y) {
		*j = judge{setup: s, y: slices.Clone(y), n: n, exact: math.NaN(), width: math.NaN()}
		if truth != nil {
			r := stream(forTwin)
			j.exact = metric.NoiseFloor(func(x []float64) { s.Exact(r, y, x) }, n, dim, s.Kernels, pairs)
			j.width = inModes(s, y, truth).Width
		}
	}
	m := inModes(s, y, x)
	q := &Quality{Error: math.NaN(), Exact: j.exact, Right: m.Right, Width: m.Width, Truth: j.width, Between: m.Between}
	if truth != nil {
		q.Error = metric.MMD2(x, truth, dim, s.Kernels)
	}
	return q
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
