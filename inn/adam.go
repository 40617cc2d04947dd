package inn

// The end of a step: the workers' gradients become one, and the parameters move by it.

import (
	"math"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// sum adds up the gradients of a worker's share of the parameters, into those of the first worker.
func (t *INN) sum(w *worker) {
	from, to := t.share(w)
	sum := t.workers[0].grad[from:to]
	for _, o := range t.workers[1:] {
		t.flow.k.Add(len(sum), o.grad[from:to], sum)
		clear(o.grad[from:to])
	}
	w.wild = t.wild(sum, w.lane[:])
}

// share is the part of the parameters that a worker moves. They come in lines of a multiple of 8.
func (t *INN) share(w *worker) (from, to int) {
	from, to = net.Share(t.flow.params/8, w.index, len(t.workers))
	return from * 8, to * 8
}

// Factors of wild: with clipping, and without, where what is above 3e18 overflows.
var clipped, unclipped = []float32{1}, []float32{1e20}

// wild reports whether a part of the summed gradient has an entry that Adam cannot take: one that is not finite or,
// without clipping, one whose square is not. Sums over the lanes tell, as what overflows stays so in a sum; the room
// for them is lane.
func (t *INN) wild(gradient, lane []float32) bool {
	factor := unclipped
	if t.config.Clip > 0 {
		factor = clipped
	}
	clear(lane)
	whole := len(gradient) / net.Lanes
	if whole > 0 {
		t.flow.k.GemmZero(1, whole, factor, 1, 0, gradient, lane)
	}
	for i, v := range gradient[whole*net.Lanes:] {
		lane[i] += factor[0] * v
	}
	return !finite(lane)
}

func isWild(w *worker) bool { return w.wild }

// adam moves a worker's share of the parameters by the summed gradient.
func (t *INN) adam(w *worker) {
	c, k := &t.config, t.flow.k
	from, to := t.share(w)
	n, sum := to-from, t.workers[0].grad[from:to]
	done := float64(t.step + 1 - max(0, t.warm)) // since the moments began
	s := kernel.AdamStep{
		Rate:  float32(t.Rate() / (1 - math.Pow(c.Beta1, done))),
		InvV:  float32(1 / (1 - math.Pow(c.Beta2, done))),
		Beta1: float32(c.Beta1), Beta2: float32(c.Beta2), Eps: float32(c.Eps),
		Clip: float32(c.Clip), Decay: float32(c.Decay), Avg: float32(c.averaging(t.step)),
	}
	if c.Clip == 0 {
		s.Clip = math.MaxFloat32
	}
	k.Adam(n, t.params[from:to], t.m[from:to], t.v[from:to], sum, t.average[from:to], s)
	clear(sum)
}
