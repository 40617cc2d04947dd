package scenes

import (
	"context"
	"math/rand/v2"

	"innlab/inn"
	"innlab/scenes/simulations"
)

// Slow describes a simulator that is too slow to be asked for a new batch in every step. A training then draws from
// pairs that are made once; everything that judges it asks the set-up's Problem for fresh ones.
type Slow struct {
	Core    inn.Problem // the slow part, x → raw
	Count   int         // pairs that a training makes do with
	Version string      // names the simulator, and changes whenever its answers do
	// Observe computes y from raw: the rest, which is quick, with noise from r, new in every step. Nil: raw is y.
	Observe func(r *rand.Rand, raw, y []float64)
}

// slowSeed is that of the pairs; one table serves all seeds of a training.
const slowSeed = 1

// Training returns the problem to train on: that of the set-up, or where it is slow, with pairs to draw from, which are
// made first or found in the cache folder; progress, if not nil, is told how many there are. The error is that of ctx.
// Sims is the number of simulations that the training then uses, 0 where each step makes its own.
func (s *Setup) Training(ctx context.Context, progress func(done, of int)) (p inn.Problem, sims int, err error) {
	p = s.Problem
	if s.Slow == nil {
		return p, 0, nil
	}
	slow := s.Slow
	table, err := simulations.Make(ctx, simulations.Order{
		Problem: &slow.Core, What: slow.Version, Count: slow.Count, Seed: slowSeed,
	}, progress)
	if err != nil {
		return p, 0, err
	}
	p.Table = &inn.Table{N: table.Rows(), X: table.X, Y: table.Y, Observe: slow.Observe}
	return p, slow.Count, nil
}
