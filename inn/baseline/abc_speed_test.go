package baseline

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn"
)

// wide is a problem whose y are so many numbers, made of so many independent ones.
func wide(numbers, independent int) *inn.Problem {
	mix := make([]float64, numbers*independent)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range mix {
		mix[i] = r.NormFloat64()
	}
	return &inn.Problem{
		DimX: independent, DimY: numbers,
		Prior: func(r *rand.Rand, x []float64) {
			for j := range x {
				x[j] = r.NormFloat64()
			}
		},
		Simulate: func(r *rand.Rand, x, y []float64) {
			for i := range y {
				if numbers == independent {
					y[i] = x[i]
					continue
				}
				y[i] = 0
				for j, v := range x {
					y[i] += mix[i*independent+j] * v
				}
				y[i] = math.Tanh(y[i] / 2)
				if r != nil {
					y[i] += 0.05 * r.NormFloat64()
				}
			}
		},
	}
}

// BenchmarkNearest is the search for the 256 nearest of 200 000 simulations, with trees and without.
func BenchmarkNearest(b *testing.B) {
	for _, d := range [][2]int{{2, 2}, {3, 3}, {4, 4}, {5, 5}, {8, 8}, {20, 20}, {8, 4}, {20, 4}} {
		p := wide(d[0], d[1])
		a := simulated(p, 200, func(*inn.Config) {}).freeze()
		var ys []float32
		for i := range 64 {
			ys = append(ys, a.chunks[0].y[i*d[0]:(i+1)*d[0]]...)
		}
		for _, trees := range []bool{false, true} {
			b.Run(fmt.Sprintf("numbers=%d/independent=%d/trees=%t", d[0], d[1], trees), func(b *testing.B) {
				find := func(y []float32) { a.search(y, &keeper{most: 256, limit: math.Inf(1)}, trees) }
				find(ys[:d[0]]) // grows the trees
				for i := 0; b.Loop(); i++ {
					at := i % 64 * d[0]
					find(ys[at : at+d[0]])
				}
			})
		}
	}
}
