package scenes

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Positive parameters with a log-normal prior, and how their posterior is drawn from where the likelihood can be
// computed: by rejection from a mixture of Student's t around its modes.

// logNormals is a prior of independent positive parameters: mean and standard deviation of each one's logarithm.
type logNormals [][2]float64

// box says that they are positive.
func (p logNormals) box() [][2]float64 {
	b := make([][2]float64, len(p))
	for i := range b {
		b[i] = [2]float64{0, math.Inf(1)}
	}
	return b
}

// draw is a draw of the prior.
func (p logNormals) draw(r *rand.Rand, x []float64) {
	for i := range p {
		x[i] = r.NormFloat64()
	}
	p.outside(x, x)
}

// outside maps standard normal numbers to parameters.
func (p logNormals) outside(v, x []float64) {
	for i, d := range p {
		x[i] = math.Exp(d[0] + d[1]*v[i])
	}
}

// spread is the standard deviation of each parameter: eᵐ⁺ˢˢᐟ²·√(eˢˢ − 1).
func (p logNormals) spread() []float64 {
	s := make([]float64, len(p))
	for i, d := range p {
		v := d[1] * d[1]
		s[i] = math.Exp(d[0]+v/2) * math.Sqrt(math.Expm1(v))
	}
	return s
}

// Sizes of posterior's search and of its rejection sampling.
const (
	scouts     = 500  // draws of the prior among which modes are looked for
	climbs     = 5    // of them, the best, that climb
	pilots     = 500  // samples of the mixture on which it is improved
	improve    = 4    // times at most
	leastShare = 0.02 // share of the samples that rejection must keep
)

// posterior fills x (n×len(p)) with draws whose density is the prior times exp(log). The mixture is built anew for each
// call: modes by climbing from the best of many draws of the prior, the curvature there for their shape, a share of the
// prior for safety; then samples of it correct shape and place (Cappé et al., Population Monte Carlo, 2004). What comes of it
// is thinned by rejection, so draws are independent. It fails where too few would be kept.
func (p logNormals) posterior(r *rand.Rand, log func(x []float64) float64, x []float64) error {
	dim := len(p)
	t := &target{dim: dim, x: make([]float64, dim), log: func(v, x []float64) float64 {
		var sum float64
		for _, a := range v {
			sum -= a * a / 2
		}
		p.outside(v, x)
		if l := sum + log(x); !math.IsNaN(l) {
			return l
		}
		return math.Inf(-1)
	}}
	m := t.modes(r)
	v := make([]float64, dim)
	var most float64 // logarithm of the largest weight
	for round := 0; ; round++ {
		var weights, points []float64
		most = math.Inf(-1)
		for range pilots {
			m.draw(r, v)
			w := t.at(v) - m.logDensity(v)
			most = max(most, w)
			weights, points = append(weights, w), append(points, v...)
		}
		var sum float64
		for i, w := range weights {
			weights[i] = math.Exp(w - most)
			sum += weights[i]
		}
		kept := sum / pilots
		if kept > 0.25 || round == improve && kept > leastShare {
			break
		}
		if round == improve || math.IsNaN(kept) {
			return errors.New("y lies so far outside what this scene gives that its exact posterior takes too long")
		}
		m.learn(points, weights, r)
	}
	most += math.Log(1.2)
	for ; len(x) >= dim; x = x[dim:] {
		for {
			m.draw(r, v)
			if -r.ExpFloat64() <= t.at(v)-m.logDensity(v)-most {
				break
			}
		}
		p.outside(v, x)
	}
	return nil
}

// target is an unnormalised log-density over numbers that are standard normal under the prior.
type target struct {
	dim int
	x   []float64
	log func(v, x []float64) float64
}

func (t *target) at(v []float64) float64 { return t.log(v, t.x) }

// modes looks for the target's modes and returns a mixture that has a part at each, and the prior.
func (t *target) modes(r *rand.Rand) *studentMixture {
	type start struct {
		v []float64
		l float64
	}
	found := make([]start, scouts)
	for i := range found {
		v := make([]float64, t.dim)
		for j := range v {
			v[j] = r.NormFloat64()
		}
		found[i] = start{v, t.at(v)}
	}
	slices.SortStableFunc(found, func(a, b start) int { return -compare(a.l, b.l) })
	m := &studentMixture{dim: t.dim}
	m.add(make([]float64, t.dim), identity(t.dim), 0.1, r)
	var tops []start
	for _, s := range found[:climbs] {
		if math.IsInf(s.l, -1) {
			continue
		}
		result, err := optimize.Minimize(optimize.Problem{Func: func(v []float64) float64 { return -t.at(v) }}, s.v,
			&optimize.Settings{FuncEvaluations: 400, Converger: &optimize.FunctionConverge{Absolute: 0.01, Iterations: 10}},
			&optimize.NelderMead{})
		if err == nil || result != nil {
			tops = append(tops, start{result.X, -result.F})
		}
	}
	slices.SortStableFunc(tops, func(a, b start) int { return -compare(a.l, b.l) })
	for i, s := range tops {
		near := false
		for _, o := range tops[:i] {
			var d2 float64
			for j := range s.v {
				d2 += (s.v[j] - o.v[j]) * (s.v[j] - o.v[j])
			}
			near = near || d2 < 0.01
		}
		if near || s.l < tops[0].l-12 {
			continue
		}
		m.add(s.v, t.shape(s.v), math.Exp((s.l-tops[0].l)/2), r)
	}
	return m
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// shape is the covariance of the Gaussian that fits the target at its mode v, no wider than the prior.
func (t *target) shape(v []float64) *mat.SymDense {
	var h mat.SymDense
	fd.Hessian(&h, func(v []float64) float64 { return -t.at(v) }, v, &fd.Settings{Step: 0.02, Formula: fd.Central})
	var e mat.EigenSym
	if !e.Factorize(&h, true) {
		return identity(t.dim)
	}
	var q mat.Dense
	e.VectorsTo(&q)
	c := mat.NewSymDense(t.dim, nil)
	for k, l := range e.Values(nil) {
		c.SymRankOne(c, 1/max(l, 1), q.ColView(k))
	}
	return c
}

func identity(dim int) *mat.SymDense {
	c := mat.NewSymDense(dim, nil)
	for i := range dim {
		c.SetSym(i, i, 1)
	}
	return c
}
