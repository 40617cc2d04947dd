package window

// What does not depend on training: draws from the prior, the grey background of every plot. They are made once for a
// set-up, from a fixed seed, so that the background stands still.

import (
	"math/rand/v2"

	"innlab/scenes"
)

// priorPoints are drawn as points, priorValues counted for histograms.
const (
	priorPoints = 2000
	priorValues = 8000
)

// background holds draws from the prior of a set-up.
type background struct {
	setup  *scenes.Setup
	points []float64   // priorPoints×DimX
	column [][]float64 // values of each dimension of x
}

// of returns the background for a set-up, drawn at its first use.
func (b *background) of(s *scenes.Setup) *background {
	if b.setup == s {
		return b
	}
	d := s.Problem.DimX
	r := rand.New(rand.NewPCG(1, 1))
	*b = background{setup: s, points: make([]float64, priorPoints*d), column: make([][]float64, d)}
	x := make([]float64, d)
	for i := range priorValues {
		s.Problem.Prior(r, x)
		if i < priorPoints {
			copy(b.points[i*d:], x)
		}
		for k, v := range x {
			b.column[k] = append(b.column[k], v)
		}
	}
	return b
}
