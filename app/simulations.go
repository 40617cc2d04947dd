package main

import (
	"math/rand/v2"
	"sync/atomic"

	"innlab/inn"
)

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
