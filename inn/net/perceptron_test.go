package net

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn/kernel"
)

// probe is a perceptron with a weighted sum of its outputs as a function of weights and inputs.
type probe struct {
	net  Perceptron
	room *PerceptronRoom
	keep []float32 // nil: nothing is kept
	d    []float32 // gradient of the outputs
}

// at returns the sum for fresh masks of always the same seed.
func (p *probe) at(w, x []float32) (sum float64) {
	o := make([]float32, len(p.d))
	p.room.Drop(rand.New(rand.NewPCG(5, 5)))
	p.net.Forward(&kernel.Best, w, x, o, p.room, p.keep)
	for i, v := range o {
		sum += float64(v) * float64(p.d[i])
	}
	return sum
}

// worst is the largest error of the gradient along random directions, relative to what it is along such a direction.
// Spoil may change the gradient.
func (p *probe) worst(w, x []float32, spoil func(g []float32)) float64 {
	g, dx := make([]float32, len(w)), make([]float32, len(x))
	p.at(w, x)
	if p.keep != nil { // another run in between
		p.room.Drop(nil)
		p.net.Forward(&kernel.Best, w, make([]float32, len(x)), make([]float32, len(p.d)), p.room, make([]float32, len(p.keep)))
		p.room.Drop(rand.New(rand.NewPCG(5, 5)))
	}
	p.net.Backward(&kernel.Best, w, g, x, p.d, dx, p.room, p.keep)
	spoil(g)
	point, slope := append(append([]float32(nil), w...), x...), append(g, dx...)
	var length float64
	for _, v := range slope {
		length += float64(v) * float64(v)
	}
	r, worst, moved := rand.New(rand.NewPCG(6, 6)), 0.0, make([]float32, len(point))
	for range 10 {
		var norm, along float64
		step := make([]float64, len(point))
		for i := range step {
			step[i] = r.NormFloat64()
			norm += step[i] * step[i]
			along += step[i] * float64(slope[i])
		}
		norm = math.Sqrt(norm)
		const h = 5e-4
		side := func(s float64) float64 {
			for i := range moved {
				moved[i] = point[i] + float32(s*h/norm*step[i])
			}
			return p.at(moved[:len(w)], moved[len(w):])
		}
		e := math.Abs((side(1)-side(-1))/(2*h) - along/norm)
		worst = max(worst, e/math.Sqrt(length/float64(len(point))))
	}
	return worst
}

// The gradient is that of the outputs, with every activation, with dropout and without, kept or still in the room.
func TestPerceptronGradient(t *testing.T) {
	for _, silu := range []bool{false, true} {
		for _, dropout := range []float64{0, 0.3} {
			for _, kept := range []bool{false, true} {
				p := &probe{}
				var n int
				p.net, n = NewPerceptron(3, 4, []int{48, 40}, silu, 0)
				p.net.Dropout = dropout
				p.room = p.net.Room()
				if kept {
					p.keep = make([]float32, p.net.Kept())
				}
				r := rand.New(rand.NewPCG(1, 2))
				w := make([]float32, n)
				p.net.Start(r, w, Start{Xavier: true, Last: 1})
				x := make([]float32, 3*Lanes)
				p.d = make([]float32, 4*Lanes)
				for _, v := range [][]float32{x, p.d} {
					for i := range v {
						v[i] = float32(r.NormFloat64())
					}
				}
				if e := p.worst(w, x, func([]float32) {}); e > 0.02 {
					t.Errorf("silu %v, dropout %g, kept %v: off by %.3g", silu, dropout, kept, e)
				}
				if e := p.worst(w, x, func(g []float32) { clear(g[:len(g)/3]) }); e < 0.2 {
					t.Errorf("silu %v, dropout %g, kept %v: a third of the gradient missing passes with %.3g", silu, dropout, kept, e)
				}
			}
		}
	}
}

// Dropout keeps the mean of what comes out of a layer, and without a source it drops nothing.
func TestDropoutMean(t *testing.T) {
	net, n := NewPerceptron(1, 1, []int{4000}, false, 0)
	net.Dropout = 0.4
	w := make([]float32, n)
	for i := range net.Layers[0].Out {
		w[net.Layers[0].Place(i, 0)] = 1
		w[net.Layers[1].Place(0, i)] = 1
	}
	room, x, o := net.Room(), make([]float32, Lanes), make([]float32, Lanes)
	for l := range x {
		x[l] = 1
	}
	run := func(r *rand.Rand) float64 {
		room.Drop(r)
		net.Forward(&kernel.Best, w, x, o, room, nil)
		return float64(o[0])
	}
	// 4000 terms of spread √(0.4/0.6).
	if v := run(rand.New(rand.NewPCG(1, 1))); math.Abs(v-4000) > 200 || v == 4000 {
		t.Errorf("4000 units of 1 sum to %g", v)
	}
	if v := run(nil); v != 4000 {
		t.Errorf("without dropout 4000 units of 1 sum to %g", v)
	}
}
