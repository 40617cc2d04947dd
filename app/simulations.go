package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"innlab/inn"
)

// simulate makes the pairs that a plan for a slow simulator trains on, or finds those that were kept; progress goes to
// w. It does nothing where there is nothing to make or all is there.
func (p *plan) simulate(ctx context.Context, w io.Writer) error {
	if p.setup.Slow == nil || p.problem.Table != nil {
		return nil
	}
	setup, slow := *p.setup, *p.setup.Slow
	slow.Count = p.sims()
	setup.Slow = &slow
	show, began := newProgress(w, "simulations"), time.Now()
	defer show.done()
	problem, _, err := setup.Training(ctx, func(done, of int) {
		words := fmt.Sprintf("%d of %d, made once and kept", done, of)
		show.at(float64(done)/float64(of), time.Since(began), words, words)
	})
	if err != nil {
		return errInterrupted
	}
	p.problem = problem
	return nil
}

// counted returns the problem with its simulations counted.
func counted(p inn.Problem) (inn.Problem, func() int) {
	n, simulate := new(atomic.Int64), p.Simulate
	p.Simulate = func(r *rand.Rand, x, y []float64) {
		n.Add(1)
		simulate(r, x, y)
	}
	return p, func() int { return int(n.Load()) }
}

// fixed returns the problem with n simulations drawn once: training goes through these pairs in epochs, and sees no
// others.
func fixed(p inn.Problem, n int, seed uint64) inn.Problem {
	p.Table = p.Drawn(n, seed)
	return p
}
