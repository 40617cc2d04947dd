package scenes

import (
	"math"
	"math/rand/v2"
)

// Positive parameters with a log-normal prior, and their posterior where the likelihood can be computed.

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

// target is the posterior over the numbers that outside maps, under the logarithm of a likelihood of parameters.
func (p logNormals) target(log func(x []float64) float64) *target {
	return &target{dim: len(p), x: make([]float64, len(p)), outside: p.outside, log: log}
}

// posterior fills x (n×len(p)) with independent draws whose density is the prior times exp(log).
func (p logNormals) posterior(r *rand.Rand, log func(x []float64) float64, x []float64) error {
	t := p.target(log)
	if err := t.draw(r, x); err != nil {
		return err
	}
	for ; len(x) >= t.dim; x = x[t.dim:] {
		p.outside(x[:t.dim], x[:t.dim])
	}
	return nil
}
