package window

// What does not depend on training: draws from the prior, the grey background of every plot. They are made once for a
// set-up, from a fixed seed, so that the background stands still.

import (
	"math/rand/v2"
	"time"

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
	y      []float64   // rows of what the simulator makes of other draws (DimY)
}

// The simulator runs for so many draws, or for so long where it is slow.
const (
	priorY, leastY = 2000, 100
	priorYTime     = 150 * time.Millisecond
)

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
	b.measure(r)
	return b
}

// measure draws the y that can be expected before anything is measured, where y is no label.
func (b *background) measure(r *rand.Rand) {
	p := &b.setup.Problem
	if p.Labels > 0 {
		return
	}
	x, y := make([]float64, p.DimX), make([]float64, p.DimY)
	for i, began := 0, time.Now(); i < priorY && (i < leastY || time.Since(began) < priorYTime); i++ {
		p.Pair(r, x, y)
		b.y = append(b.y, y...)
	}
}
