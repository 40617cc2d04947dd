package inn

import (
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// coupling is an affine coupling block in the GLOW form (Kingma & Dhariwal 2018; the order of FrEIA), followed by its
// mixer. With the input split into x1 (d1 features) and x2 (d2):
//
//	(s2, t2) = sub2(x2)    y1 = x1·exp(α(s2)) + t2
//	(s1, t1) = sub1(y1)    y2 = x2·exp(α(s1)) + t1
//
// α(s) = amp·atan(s·inv) bounds the log-scale (Ardizzone et al. 2019, appendix 1). forward adds
// log|det ∂y/∂x| = Σ α to logdet; inverse adds log|det ∂x/∂y| = −Σ α: each the determinant of its own direction.
type coupling struct {
	d1, d2     int
	sub1, sub2 net.Perceptron
	mix        net.Mixer
	amp, inv   float32
}

// trace holds what one block leaves behind on one panel for its gradient.
type trace struct {
	x, y           []float32 // (d1+d2)×lanes: input and output of the coupling, before the mixer
	o1, o2         []float32 // outputs s, t of the subnets: 2·d2×lanes and 2·d1×lanes
	e1, e2         []float32 // exp(±α)
	keep1, keep2   []float32 // hidden activations kept
	logdet         []float32 // lanes; nil where nobody asks
	next, gradient []float32 // (d1+d2)×lanes: the state behind the mixer; the gradient on its way
	slope          []float32 // lanes: gradient of logdet; nil for 0
}

// blockScratch is one worker's room for blocks.
type blockScratch struct {
	sub1, sub2 *net.PerceptronRoom
	d, o       []float32
}

func (b *coupling) scratch() *blockScratch {
	c := &blockScratch{sub1: b.sub1.Room()}
	c.sub2 = c.sub1
	if b.d1 != b.d2 {
		c.sub2 = b.sub2.Room()
	}
	c.d = make([]float32, (b.d1+b.d2)*net.Lanes)
	c.o = make([]float32, 2*max(b.d1, b.d2)*net.Lanes)
	return c
}

// forward computes t.y and t.next from t.x.
func (b *coupling) forward(k *kernel.Table, w []float32, t *trace, c *blockScratch) {
	h := b.d1 * net.Lanes
	x1, x2, y1, y2 := t.x[:h], t.x[h:], t.y[:h], t.y[h:]
	b.sub2.Forward(k, w, x2, t.o2, c.sub2, t.keep2)
	k.CoupleFwd(b.d1, x1, t.o2, t.o2[h:], y1, t.e2, t.logdet, b.amp, b.inv)
	b.sub1.Forward(k, w, y1, t.o1, c.sub1, t.keep1)
	k.CoupleFwd(b.d2, x2, t.o1, t.o1[b.d2*net.Lanes:], y2, t.e1, t.logdet, b.amp, b.inv)
	b.mix.Forward(k, t.y, t.next)
}

// inverse computes t.y and t.x from t.next.
func (b *coupling) inverse(k *kernel.Table, w []float32, t *trace, c *blockScratch) {
	b.mix.Inverse(k, t.next, t.y)
	h := b.d1 * net.Lanes
	x1, x2, y1, y2 := t.x[:h], t.x[h:], t.y[:h], t.y[h:]
	b.sub1.Forward(k, w, y1, t.o1, c.sub1, t.keep1)
	k.CoupleInv(b.d2, y2, t.o1, t.o1[b.d2*net.Lanes:], x2, t.e1, t.logdet, b.amp, b.inv)
	b.sub2.Forward(k, w, x2, t.o2, c.sub2, t.keep2)
	k.CoupleInv(b.d1, y1, t.o2, t.o2[h:], x1, t.e2, t.logdet, b.amp, b.inv)
}

// forwardGrad turns t.gradient from the gradient of forward's output into that of its input and adds the
// parameters' gradients to g.
func (b *coupling) forwardGrad(k *kernel.Table, w, g []float32, t *trace, c *blockScratch) {
	h, h2 := b.d1*net.Lanes, b.d2*net.Lanes
	b.mix.Inverse(k, t.gradient, c.d)
	d1, d2 := c.d[:h], c.d[h:]
	x1, x2, y1 := t.x[:h], t.x[h:], t.y[:h]
	k.CoupleFwdGrad(b.d2, d2, x2, t.o1, t.e1, t.slope, d2, c.o, c.o[h2:], b.amp, b.inv)
	b.sub1.Backward(k, w, g, y1, c.o[:2*h2], d1, c.sub1, t.keep1)
	k.CoupleFwdGrad(b.d1, d1, x1, t.o2, t.e2, t.slope, d1, c.o, c.o[h:], b.amp, b.inv)
	b.sub2.Backward(k, w, g, x2, c.o[:2*h], d2, c.sub2, t.keep2)
	copy(t.gradient, c.d)
}

// inverseGrad is forwardGrad for inverse.
func (b *coupling) inverseGrad(k *kernel.Table, w, g []float32, t *trace, c *blockScratch) {
	h, h2 := b.d1*net.Lanes, b.d2*net.Lanes
	copy(c.d, t.gradient)
	d1, d2 := c.d[:h], c.d[h:]
	x1, x2, y1 := t.x[:h], t.x[h:], t.y[:h]
	k.CoupleInvGrad(b.d1, d1, x1, t.o2, t.e2, t.slope, d1, c.o, c.o[h:], b.amp, b.inv)
	b.sub2.Backward(k, w, g, x2, c.o[:2*h], d2, c.sub2, t.keep2)
	k.CoupleInvGrad(b.d2, d2, x2, t.o1, t.e1, t.slope, d2, c.o, c.o[h2:], b.amp, b.inv)
	b.sub1.Backward(k, w, g, y1, c.o[:2*h2], d1, c.sub1, t.keep1)
	b.mix.Forward(k, c.d, t.gradient)
}
