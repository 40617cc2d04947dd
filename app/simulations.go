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

// fixed returns the problem with n simulations drawn once: training sees these pairs again and again, each equally
// often on average, and no others.
func fixed(p inn.Problem, n int, seed uint64) inn.Problem {
	r := rand.New(rand.NewPCG(seed, 0x51a5)) // a stream of its own
	xs, ys := make([]float64, n*p.DimX), make([]float64, n*p.DimY)
	for i := range n {
		p.Pair(r, xs[i*p.DimX:(i+1)*p.DimX], ys[i*p.DimY:(i+1)*p.DimY])
	}
	p.Draw = func(r *rand.Rand, x, y []float64) {
		i := r.IntN(n)
		copy(x, xs[i*p.DimX:(i+1)*p.DimX])
		copy(y, ys[i*p.DimY:(i+1)*p.DimY])
	}
	return p
}
