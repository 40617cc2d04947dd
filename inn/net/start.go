package net

import (
	"math"
	"math/rand/v2"
)

// Start says what the weights of a perceptron are before training. Xavier: standard deviation √(2/(in+out)) (Glorot &
// Bengio 2010, eq. 16), biases 0; otherwise Scale for weights and biases alike. The last layer's are multiplied by Last.
type Start struct {
	Xavier      bool
	Scale, Last float64
}

// Start draws the perceptron's part of the weights w.
func (s *Perceptron) Start(r *rand.Rand, w []float32, start Start) {
	for n, l := range s.Layers {
		columns, sd := l.In+1, start.Scale
		if start.Xavier {
			columns, sd = l.In, math.Sqrt(2/float64(l.In+l.Out))
		}
		if n == len(s.Layers)-1 {
			sd *= start.Last
		}
		for row := range l.Out {
			for j := range columns {
				w[l.Place(row, j)] = float32(sd * r.NormFloat64())
			}
		}
	}
}
