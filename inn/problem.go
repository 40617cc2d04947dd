// Package inn learns p(x | y): an invertible neural network x ↔ [y, z] trained both ways at once
// (Ardizzone, Kruse, Wirkert, Rahner, Pellegrini, Klessen, Maier-Hein, Rother, Köthe: Analyzing Inverse Problems
// with Invertible Neural Networks, ICLR 2019). It is synchronous: no window, and no goroutine outlives a call.
package inn

import (
	"math/rand/v2"

	"innlab/inn/net"
)

// Problem is a forward process x → y as functions with dimensions.
type Problem struct {
	DimX, DimY int

	// Labels is the number of classes where y is a one-hot over labels, 0 where y is continuous.
	Labels int
	// LogitScale is how high the one-hot stands that goes backwards when the forward pass predicts logits
	// (cross-entropy); 0 means 1.
	LogitScale float64

	// Box holds the least and the largest value of each x (DimX) where the prior is bounded, ±Inf where a side is open;
	// nil where x may be anything.
	Box [][2]float64
	// Whole marks the columns of x that hold whole numbers; nil where none does. A method with a density spreads them
	// evenly over ±½ and rounds what it answers; inn rounds where Config.Round asks for it.
	Whole []bool
	// BoxY holds the bounds of y (DimY) where its values end, ±Inf where a side is open; nil where y may be anything.
	BoxY [][2]float64

	// Prior draws one x (DimX).
	Prior func(r *rand.Rand, x []float64)
	// Simulate computes y (DimY) of one x, with noise from r; a nil r means without noise. Both functions must be
	// safe for concurrent use.
	Simulate func(r *rand.Rand, x, y []float64)
	// Noise is how many independent standard normal numbers the noise of Simulate, and of the table's Observe, is made of:
	// these draw so many from r by NormFloat64, and nothing else. 0: that is not so, or not known. With them y is a function
	// again, of x and its noise, and a method may learn what noise there was (Config.SimNoise).
	Noise int
	// Table holds pairs of x and y that were made before; training sees these and no others. Where it is nil, every pair is
	// drawn from Prior, then Simulate.
	Table *Table
}

// Pair draws x (DimX) and the y (DimY) that came of it. All training data come from here.
func (p *Problem) Pair(r *rand.Rand, x, y []float64) {
	if t := p.Table; t != nil {
		t.Row(r.IntN(t.N), r, x, y)
		return
	}
	p.Prior(r, x)
	p.Simulate(r, x, y)
}

// known is how many numbers of its noise come with a pair: Noise, or 0 where a table's rows came without.
func (p *Problem) known() int {
	if t := p.Table; t != nil && t.Observe == nil && t.E == nil {
		return 0
	}
	return p.Noise
}

// pairNoise is Pair from a source, or for a table its given row, with the noise e that made y: the first numbers of it, at
// most known. The generator is set back to where the noise began and draws it again, so no simulator has to tell it.
func (p *Problem) pairNoise(s *net.Source, row int, x, y, e []float64) {
	t := p.Table
	if t == nil {
		p.Prior(s.R, x)
		began := s.Mark()
		p.Simulate(s.R, x, y)
		s.Again(began, e)
		return
	}
	began := s.Mark()
	t.Row(row, s.R, x, y)
	if t.E != nil {
		copy(e, t.E[row*p.Noise:])
		return
	}
	s.Again(began, e)
}
