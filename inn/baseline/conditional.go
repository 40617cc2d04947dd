package baseline

import (
	"math"
	"math/rand/v2"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// conditional is a flow x ↔ z for every y: conditional coupling blocks in a row, and z ~ N(0, I) as wide as x.
type conditional struct {
	k          *kernel.Table
	dimX, dimY int
	kind       string // of the mixers
	start      net.Start
	blocks     []conditionalBlock
}

// newConditional lays a flow out from parameter at on and returns where the next begins. The mixers are missing: begin
// draws them, or a file has them.
func newConditional(d inn.Dims, c *inn.Config, at int) (*conditional, int) {
	f := &conditional{k: &kernel.Best, dimX: d.X, dimY: d.Y, kind: c.Mix, start: c.Start()}
	for range c.Blocks {
		b := conditionalBlock{
			kept: d.X / 2, moved: d.X - d.X/2, dimY: d.Y, bins: c.Bins, bound: float32(c.Bound),
			// 0.636 ≈ 2/π brings atan's range to ±1.
			amp: float32(0.636 * c.Clamp), inv: float32(1 / c.Clamp),
		}
		silu := c.Activation == inn.SiLU
		b.subnet, at = net.NewPerceptron(b.kept+d.Y, b.outputs(), c.Hidden, silu, at)
		b.subnet.Dropout = c.Dropout
		b.shift, at = net.NewPerceptron(b.kept+d.Y, 2*b.moved, nil, silu, at)
		f.blocks = append(f.blocks, b)
	}
	return f, at
}

// begin draws weights and mixers. The linear maps start at zero.
func (f *conditional) begin(r *rand.Rand, w []float32) {
	for i := range f.blocks {
		b := &f.blocks[i]
		b.subnet.Start(r, w, f.start)
		b.mix = f.mixer(i, r)
	}
}

// mixer draws the one behind block i. Of permutations every second is the reversal, which moves what was kept: chance
// alone would let features through untouched, most of all where there are two.
func (f *conditional) mixer(i int, r *rand.Rand) net.Mixer {
	if f.kind != net.Permute || i%2 == 1 && f.dimX > 2 {
		return net.NewMixer(f.kind, f.dimX, r)
	}
	m := net.Mixer{Width: f.dimX, Perm: make([]int32, f.dimX)}
	for j := range m.Perm {
		m.Perm[j] = int32(f.dimX - 1 - j)
	}
	return m
}

// conditionalRoom is one goroutine's or caller's room for a flow.
type conditionalRoom struct {
	*conditional
	blocks  []*blockRoom
	scratch blockScratch
	z       []float32 // dimX×lanes; in backward the gradient
	density []float32 // lanes: log-determinant, then log-density
}

func (f *conditional) room() *conditionalRoom {
	lanes := func(rows int) []float32 { return make([]float32, rows*net.Lanes) }
	r := &conditionalRoom{conditional: f, z: lanes(f.dimX), density: lanes(1)}
	for i := range f.blocks {
		r.blocks = append(r.blocks, f.blocks[i].room())
	}
	b := &f.blocks[0]
	r.scratch = blockScratch{out: lanes(b.outputs()), in: lanes(b.kept + b.dimY), x: lanes(f.dimX)}
	return r
}

// forward computes z and log q(x | y) = log N(z; 0, I) + log|det ∂z/∂x| of every lane. With r activations are dropped.
func (c *conditionalRoom) forward(w, x, y []float32, r *rand.Rand) {
	clear(c.density)
	copy(c.blocks[0].x, x[:c.dimX*net.Lanes])
	for i, b := range c.blocks {
		next := c.z
		if i+1 < len(c.blocks) {
			next = c.blocks[i+1].x
		}
		b.subnet.Drop(r)
		c.conditional.blocks[i].forward(c.k, w, y, next, c.density, b, &c.scratch)
	}
	norm := float32(c.dimX) * float32(math.Log(2*math.Pi)/2)
	for l := range net.Lanes {
		var square float32
		for j := range c.dimX {
			v := c.z[j*net.Lanes+l]
			square += v * v
		}
		c.density[l] -= square/2 + norm
	}
}

// backward adds to g the gradient of Σ slope·log q over the lanes of the last forward.
func (c *conditionalRoom) backward(w, g, slope []float32) {
	for j := range c.dimX {
		z := c.z[j*net.Lanes:][:net.Lanes]
		for l, s := range slope[:net.Lanes] {
			z[l] *= -s
		}
	}
	for i := len(c.blocks) - 1; i >= 0; i-- {
		c.conditional.blocks[i].backward(c.k, w, g, c.z, slope, c.blocks[i], &c.scratch)
	}
}

// inverse computes x from z and y.
func (c *conditionalRoom) inverse(w, y, z, x []float32) {
	next := z
	for i := len(c.blocks) - 1; i >= 0; i-- {
		b := c.blocks[i]
		b.subnet.Drop(nil)
		c.conditional.blocks[i].inverse(c.k, w, y, next, b, &c.scratch)
		next = b.x
	}
	copy(x, next)
}
