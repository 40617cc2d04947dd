package net

import (
	"math/rand/v2"

	"innlab/inn/kernel"
)

// Dropout after the hidden layers of a perceptron (Srivastava et al. 2014): every activation is dropped by chance, and
// those that stay are stretched so that their mean stays. The masks are a function of a seed, drawn for every pair of
// Forward and Backward.

// dropout is what a room needs for it.
type dropout struct {
	on   bool
	seed uint32
	mask [][]float32 // per hidden layer: out×lanes
}

// Drop draws the masks of the next run from r: each activation is dropped with the perceptron's probability Dropout. With
// a nil r nothing is dropped.
func (c *PerceptronRoom) Drop(r *rand.Rand) {
	if c.drop.on = r != nil && c.drop.mask != nil; c.drop.on {
		c.drop.seed = r.Uint32()
	}
}

// apply drops activations x of hidden layer i, or with again only makes the mask anew.
func (d *dropout) apply(k *kernel.Table, i int, keep float64, x []float32, again bool) {
	if !d.on {
		return
	}
	// A layer has fewer than 2¹⁷ activations in a panel.
	k.Dropout(len(x), d.seed, uint32(i)<<17, float32(keep), d.mask[i])
	if !again {
		d.times(i, x)
	}
}

// times multiplies by the mask of hidden layer i.
func (d *dropout) times(i int, x []float32) {
	if !d.on {
		return
	}
	mask := d.mask[i][:len(x)]
	for j := range x {
		x[j] *= mask[j]
	}
}
