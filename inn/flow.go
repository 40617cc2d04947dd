package inn

import (
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// flow is the shape of a network and its fixed parts; the parameters stand in one flat slice elsewhere. It maps
// width numbers to width numbers: [x, padding] ↔ [z, padding, y].
type flow struct {
	k                *kernel.Table
	width            int
	dimX, dimY, dimZ int
	noise            int // the first columns of the padding of x, which hold the simulator's noise
	blocks           []coupling
	params           int
}

// newFlow lays out the network of a valid configuration and draws its mixers.
func newFlow(dimX, dimY int, c *Config) *flow {
	f := layout(dimX, dimY, c)
	r := net.NewSource().At(c.Seed, net.ForMix, 0, 0)
	for i := range f.blocks {
		f.blocks[i].mix = net.NewMixer(c.Mix, c.Width, r)
	}
	return f
}

// layout is newFlow without the mixers; it takes next to no memory, however large the network.
func layout(dimX, dimY int, c *Config) *flow {
	k := kernel.Best
	f := &flow{k: &k, width: c.Width, dimX: dimX, dimY: dimY, dimZ: c.DimZ, noise: c.SimNoise}
	silu := c.Activation == SiLU
	for range c.Blocks {
		b := coupling{d1: c.Width / 2, d2: c.Width - c.Width/2}
		// 0.636 ≈ 2/π brings atan's range to ±1.
		b.amp, b.inv = float32(0.636*c.Clamp), float32(1/c.Clamp)
		if c.ClampOld {
			b.inv = 1
		}
		b.sub1, f.params = net.NewPerceptron(b.d1, 2*b.d2, c.Hidden, silu, f.params)
		b.sub2, f.params = net.NewPerceptron(b.d2, 2*b.d1, c.Hidden, silu, f.params)
		f.blocks = append(f.blocks, b)
	}
	return f
}

// pass is one run of the network over a batch of up to its number of panels, in either direction, with what the
// gradient of that run needs.
type pass struct {
	flow   *flow
	panels int
	states [][]float32 // between blocks: panels×width×lanes; the first is [x, padding], the last [z, padding, y]
	after  [][]float32 // of each block before its mixer
	o1, o2 [][]float32
	e1, e2 [][]float32
	keep1  [][]float32
	keep2  [][]float32
	// grad is the gradient of the run's result; the backward run turns it into that of the run's input.
	grad []float32
	// logdet is panels×lanes, cleared by the caller; nil where it is not wanted.
	logdet []float32
	// slope is the gradient of logdet; nil for 0.
	slope []float32
}

// newPass makes room for runs over n panels; without keep there is no room for gradients.
func (f *flow) newPass(n int, keep bool) *pass {
	p := &pass{flow: f, panels: n}
	room := func(rows int) []float32 { return make([]float32, n*rows*net.Lanes) }
	p.states = append(p.states, room(f.width))
	for i := range f.blocks {
		b := &f.blocks[i]
		if i > 0 && !keep { // only the ends are looked at: all blocks share the rest
			p.after = append(p.after, p.after[0])
			p.o1, p.o2 = append(p.o1, p.o1[0]), append(p.o2, p.o2[0])
			p.e1, p.e2 = append(p.e1, p.e1[0]), append(p.e2, p.e2[0])
			p.states = append(p.states, room(f.width))
			continue
		}
		p.states = append(p.states, room(f.width))
		p.after = append(p.after, room(f.width))
		p.o1, p.o2 = append(p.o1, room(2*b.d2)), append(p.o2, room(2*b.d1))
		p.e1, p.e2 = append(p.e1, room(b.d2)), append(p.e2, room(b.d1))
		if keep {
			p.keep1 = append(p.keep1, make([]float32, n*b.sub1.Kept()))
			p.keep2 = append(p.keep2, make([]float32, n*b.sub2.Kept()))
		}
	}
	if keep {
		p.grad = room(f.width)
	}
	return p
}

// x is panel i of the side of x, y that of the side of y and z: width×lanes.
func (p *pass) x(i int) []float32 { return net.Part(p.states[0], i, p.flow.width) }
func (p *pass) y(i int) []float32 { return net.Part(p.states[len(p.states)-1], i, p.flow.width) }

// trace collects what block b leaves behind on panel i.
func (p *pass) trace(b, i int) trace {
	f := p.flow
	d1, d2 := f.blocks[b].d1, f.blocks[b].d2
	t := trace{
		x: net.Part(p.states[b], i, f.width), y: net.Part(p.after[b], i, f.width), next: net.Part(p.states[b+1], i, f.width),
		o1: net.Part(p.o1[b], i, 2*d2), o2: net.Part(p.o2[b], i, 2*d1),
		e1: net.Part(p.e1[b], i, d2), e2: net.Part(p.e2[b], i, d1),
	}
	if p.keep1 != nil {
		k1, k2 := len(p.keep1[b])/p.panels, len(p.keep2[b])/p.panels
		t.keep1, t.keep2 = p.keep1[b][i*k1:(i+1)*k1], p.keep2[b][i*k2:(i+1)*k2]
		t.gradient = net.Part(p.grad, i, f.width)
	}
	if p.logdet != nil {
		t.logdet = net.Part(p.logdet, i, 1)
	}
	if p.slope != nil {
		t.slope = net.Part(p.slope, i, 1)
	}
	return t
}

// The four runs below work on panels [from, to) with the parameters w; the gradients add to g. Blocks are the outer
// loop: a block's weights stay in the cache while the panels go by.

func (p *pass) forward(w []float32, from, to int, c *blockScratch) {
	for b := range p.flow.blocks {
		for i := from; i < to; i++ {
			t := p.trace(b, i)
			p.flow.blocks[b].forward(p.flow.k, w, &t, c)
		}
	}
}

func (p *pass) inverse(w []float32, from, to int, c *blockScratch) {
	for b := len(p.flow.blocks) - 1; b >= 0; b-- {
		for i := from; i < to; i++ {
			t := p.trace(b, i)
			p.flow.blocks[b].inverse(p.flow.k, w, &t, c)
		}
	}
}

func (p *pass) forwardGrad(w, g []float32, from, to int, c *blockScratch) {
	for b := len(p.flow.blocks) - 1; b >= 0; b-- {
		for i := from; i < to; i++ {
			t := p.trace(b, i)
			p.flow.blocks[b].forwardGrad(p.flow.k, w, g, &t, c)
		}
	}
}

func (p *pass) inverseGrad(w, g []float32, from, to int, c *blockScratch) {
	for b := range p.flow.blocks {
		for i := from; i < to; i++ {
			t := p.trace(b, i)
			p.flow.blocks[b].inverseGrad(p.flow.k, w, g, &t, c)
		}
	}
}
