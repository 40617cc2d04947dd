package baseline

import (
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// conditionalBlock is a coupling block that is told y: of its d features the first ones are kept, and the others are
// moved one by one by an increasing function whose parameters come of the kept features and y, an affine map and then a
// rational-quadratic spline (Winkler et al. 2019, Learning Likelihoods with Conditional Normalizing Flows; Durkan et al.
// 2019, Neural Spline Flows, section 3). A fixed mixer follows. The parameters are what a perceptron gives. To those of the
// affine map a linear map of the same inputs is added: where x is shifted with y, as it is wherever noise is added to it, no
// hidden unit is spent on that.
type conditionalBlock struct {
	kept, moved   int
	dimY          int
	bins          int     // of the spline; 0: affine alone
	bound         float32 // the spline is the identity beyond
	amp, inv      float32 // of the log-scale amp·atan(s·inv)
	subnet, shift net.Perceptron
	mix           net.Mixer
}

// outputs is the number of parameters of the map: a log-scale, a shift and those of a spline for each moved feature.
func (b *conditionalBlock) outputs() int {
	n := 2
	if b.bins > 0 {
		n += kernel.SplineRows(b.bins)
	}
	return n * b.moved
}

// blockRoom is what one block leaves behind on one panel, for its gradient.
type blockRoom struct {
	x             []float32 // d×lanes: what comes in
	in            []float32 // (kept+dimY)×lanes: inputs of the subnet
	out           []float32 // outputs×lanes
	affine, e     []float32 // moved×lanes: between affine map and spline; exp(log-scale)
	y             []float32 // d×lanes: what comes out, before the mixer
	subnet, shift *net.PerceptronRoom
}

func (b *conditionalBlock) room() *blockRoom {
	lanes := func(rows int) []float32 { return make([]float32, rows*net.Lanes) }
	return &blockRoom{
		x: lanes(b.kept + b.moved), in: lanes(b.kept + b.dimY), out: lanes(b.outputs()),
		affine: lanes(b.moved), e: lanes(b.moved), y: lanes(b.kept + b.moved),
		subnet: b.subnet.Room(), shift: b.shift.Room(),
	}
}

// scratch is what the blocks of a flow share.
type blockScratch struct {
	out, in, x []float32 // gradients of a block's out, in and y; out also holds the linear map's share
}

// condition computes the parameters of the map from the kept features and y.
func (b *conditionalBlock) condition(k *kernel.Table, w, kept, y []float32, c *blockRoom, s *blockScratch) {
	copy(c.in, kept[:b.kept*net.Lanes])
	copy(c.in[b.kept*net.Lanes:], y[:b.dimY*net.Lanes])
	b.subnet.Forward(k, w, c.in, c.out, c.subnet, nil)
	b.shift.Forward(k, w, c.in, s.out, c.shift, nil)
	k.Add(2*b.moved*net.Lanes, s.out, c.out)
}

// forward maps c.x towards z, into next, and adds log|det ∂next/∂x| to logdet (lanes).
func (b *conditionalBlock) forward(k *kernel.Table, w, y, next, logdet []float32, c *blockRoom, s *blockScratch) {
	h, m := b.kept*net.Lanes, b.moved*net.Lanes
	b.condition(k, w, c.x, y, c, s)
	copy(c.y, c.x[:h])
	to := c.y[h:]
	if b.bins > 0 {
		to = c.affine
	}
	k.CoupleFwd(b.moved, c.x[h:], c.out, c.out[m:], to, c.e, logdet, b.amp, b.inv)
	if b.bins > 0 {
		k.SplineFwd(b.moved, b.bins, to, c.out[2*m:], c.y[h:], logdet, b.bound)
	}
	b.mix.Forward(k, c.y, next)
}

// inverse undoes forward: it computes c.x from next.
func (b *conditionalBlock) inverse(k *kernel.Table, w, y, next []float32, c *blockRoom, s *blockScratch) {
	h, m := b.kept*net.Lanes, b.moved*net.Lanes
	b.mix.Inverse(k, next, c.y)
	b.condition(k, w, c.y, y, c, s)
	copy(c.x, c.y[:h])
	from := c.y[h:]
	if b.bins > 0 {
		k.SplineInv(b.moved, b.bins, from, c.out[2*m:], c.affine, nil, b.bound)
		from = c.affine
	}
	k.CoupleInv(b.moved, from, c.out, c.out[m:], c.x[h:], c.e, nil, b.amp, b.inv)
}

// backward turns d (d×lanes) from the gradient of next into that of c.x and adds the parameters' gradient to g; slope
// (lanes) is the gradient of logdet.
func (b *conditionalBlock) backward(k *kernel.Table, w, g, d, slope []float32, c *blockRoom, s *blockScratch) {
	h, m := b.kept*net.Lanes, b.moved*net.Lanes
	b.mix.Inverse(k, d, s.x)
	moved := s.x[h:]
	if b.bins > 0 {
		k.SplineFwdGrad(b.moved, b.bins, moved, c.affine, c.out[2*m:], slope, moved, s.out[2*m:], b.bound)
	}
	k.CoupleFwdGrad(b.moved, moved, c.x[h:], c.out, c.e, slope, moved, s.out, s.out[m:], b.amp, b.inv)
	in := s.in[:(b.kept+b.dimY)*net.Lanes]
	clear(in)
	b.subnet.Backward(k, w, g, c.in, s.out, in, c.subnet, nil)
	b.shift.Backward(k, w, g, c.in, s.out, in, c.shift, nil)
	copy(d, s.x)
	k.Add(h, in, d)
}
