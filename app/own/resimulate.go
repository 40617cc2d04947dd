package own

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Resimulate is a function that sends rows of x (n×DimX) through a simulator that a network was trained on, in one batch, and
// writes its answers to y (n×DimY); NaN where none came. Numbers that the network does not know, since they never vary, are
// drawn from the prior.
func (c *Card) Resimulate(ctx context.Context, s *Simulator) func(x, y []float64) {
	return func(x, y []float64) {
		for i := range y {
			y[i] = math.NaN()
		}
		dimX, dimY, wide := width(c.X), width(c.Y), len(s.Prior.X)
		rows := s.draws(len(x)/dimX, 0x4e51)
		for k := range c.X {
			if at := slices.IndexFunc(s.Prior.X, func(f Field) bool { return f.Name == c.X[k].Name }); at >= 0 {
				for i := range len(x) / dimX {
					rows[i*wide+at] = x[i*dimX+k]
				}
			}
		}
		q := &queue{y: make([][]float64, len(x)/dimX)}
		a := ask(ctx, s.Command, cmp.Or(s.Timeout, DefaultTimeout), rows, wide)
		if len(a.lines) > len(q.y) {
			return
		}
		for i, line := range a.lines {
			if q.answer(i, line, ""); q.y[i] == nil {
				continue
			}
			for k := range c.Y {
				if at := answerAt(c.Y[k].Name); at < len(q.y[i]) {
					y[i*dimY+k] = q.y[i][at]
				}
			}
		}
	}
}
