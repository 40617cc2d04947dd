package inn

// The end of a step: the workers' gradients become one, and the parameters move by it.

import (
	"math"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// sum adds up the gradients of a worker's share of the parameters, into those of the first worker.
func (t *training) sum(h *hand) {
	from, to := t.share(h)
	sum := t.hands[0].grad[from:to]
	for _, o := range t.hands[1:] {
		t.kernels.Add(len(sum), o.grad[from:to], sum)
		clear(o.grad[from:to])
	}
	h.wild = t.wild(sum, h.lane[:])
	if h.square = 0; t.config.ClipNorm > 0 {
		var square [8]float64 // sums that do not wait for each other
		for ; len(sum) >= len(square); sum = sum[len(square):] {
			for i, g := range sum[:len(square)] {
				square[i] += float64(g) * float64(g)
			}
		}
		for _, s := range square {
			h.square += s
		}
	}
}

// share is the part of the parameters that a worker moves. They come in lines of a multiple of 8.
func (t *training) share(h *hand) (from, to int) {
	from, to = net.Share(len(t.params)/8, h.index, len(t.hands))
	return from * 8, to * 8
}

// Factors of wild: with clipping, and without, where what is above 3e18 overflows.
var clipped, unclipped = []float32{1}, []float32{1e20}

// wild reports whether a part of the summed gradient has an entry that Adam cannot take: one that is not finite or,
// without clipping, one whose square is not. Sums over the lanes tell, as what overflows stays so in a sum; the room
// for them is lane.
func (t *training) wild(gradient, lane []float32) bool {
	factor := unclipped
	if t.config.Clip > 0 || t.config.ClipNorm > 0 {
		factor = clipped
	}
	clear(lane)
	whole := len(gradient) / net.Lanes
	if whole > 0 {
		t.kernels.GemmZero(1, whole, factor, 1, 0, gradient, lane)
	}
	for i, v := range gradient[whole*net.Lanes:] {
		lane[i] += factor[0] * v
	}
	return !finite(lane)
}

// adam moves a worker's share of the parameters by the summed gradient.
func (t *training) adam(h *hand) {
	c, k := &t.config, t.kernels
	from, to := t.share(h)
	sum := t.hands[0].grad[from:to]
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
	if t.shrink != 1 {
		for i := range sum {
			sum[i] *= t.shrink
		}
	}
	rate := s.Rate
	for _, p := range t.paces {
		if a, b := max(from, p.from), min(to, p.to); a < b {
			s.Rate = rate * p.factor
			k.Adam(b-a, t.params[a:b], t.m[a:b], t.v[a:b], sum[a-from:b-from], t.average[a:b], s)
		}
	}
	clear(sum)
}
