package baseline

import (
	"math"
	"math/rand/v2"

	"innlab/inn"
	"innlab/inn/net"
)

// The conditional invertible network (Ardizzone, Lüth, Kruse, Rother, Köthe: Guided Image Generation with Conditional
// Invertible Neural Networks, 2019): x ↔ z for every y, trained by likelihood, −log q(x | y). There is no padding, and
// the density is exact. A label is embedded by the first layer, for which its one-hot chooses a column.

// cinn is the method cinn.
var cinn = inn.Kind{
	Name: "cinn", Title: "cINN",
	Doc: "A conditional invertible network x ↔ z for every y, trained by likelihood.",
	Losses: []inn.Loss{
		{Name: "nll", Symbol: "L_n", Words: "density of x", Signed: true,
			Doc: "The density q(x | y) must be high at the x that y came of: −log q, x scaled."},
		inn.HeldOut,
	},
	Spreads: true,
	Default: cinnDefault,
	Network: func(d inn.Dims, c *inn.Config) inn.Network {
		n := &ensemble{dims: d, mix: c.Mix}
		for range c.Networks {
			f, at := newConditional(d, c, n.params)
			n.flows, n.params = append(n.flows, f), at
		}
		return n
	},
}

// ensemble is flows that are trained side by side on the same rows and answer as an even mixture.
type ensemble struct {
	dims   inn.Dims
	mix    string
	flows  []*conditional
	params int
}

func (n *ensemble) Params() int { return n.params }

func (n *ensemble) Start(r *rand.Rand, w []float32) {
	for _, f := range n.flows {
		f.begin(r, w)
	}
}

// Tensors are the mixers of all flows.
func (n *ensemble) Tensors() []inn.Tensor {
	var all []net.Mixer
	for _, f := range n.flows {
		for i := range f.blocks {
			all = append(all, f.blocks[i].mix)
		}
	}
	return []inn.Tensor{inn.MixTensor("mix", all)}
}

// Take puts the mixers of a file in.
func (n *ensemble) Take(c *inn.Checkpoint) error {
	per := len(n.flows[0].blocks)
	all, err := inn.Mixers(c, "mix", n.mix, n.dims.X, per*len(n.flows))
	for i, m := range all {
		n.flows[i/per].blocks[i%per].mix = m
	}
	return err
}

// ensembleRoom is one goroutine's or caller's room.
type ensembleRoom struct {
	*ensemble
	rooms []*conditionalRoom
	slope []float32 // lanes
	x     []float32 // dimX×lanes: of one flow
}

func (n *ensemble) Room() inn.Room { return n.room() }
func (n *ensemble) Answers() any   { return n.room() }

func (n *ensemble) room() *ensembleRoom {
	r := &ensembleRoom{ensemble: n, slope: make([]float32, net.Lanes), x: make([]float32, n.dims.X*net.Lanes)}
	for _, f := range n.flows {
		r.rooms = append(r.rooms, f.room())
	}
	return r
}

// Gradient is that of the mean of −log q over the flows: each learns as it would alone. What is dropped is drawn from
// b.R; without a gradient nothing is.
func (r *ensembleRoom) Gradient(w, g []float32, b *inn.Panel) {
	clear(r.slope)
	per := 1 / float32(len(r.rooms))
	for l := range b.Rows {
		r.slope[l] = -b.Weight[0] * per
	}
	drop := b.R
	if g == nil {
		drop = nil
	}
	for _, c := range r.rooms {
		c.forward(w, b.X, b.Y, drop)
		for _, v := range c.density[:b.Rows] {
			b.Loss[0] -= float64(per) * float64(v)
		}
		if g != nil {
			c.backward(w, g, r.slope)
		}
	}
}

// LogDensity is the logarithm of the mean of the flows' densities.
func (r *ensembleRoom) LogDensity(w, x, y, out []float32) {
	for i, c := range r.rooms {
		c.forward(w, x, y, nil)
		for l, v := range c.density {
			if i == 0 {
				out[l] = v
				continue
			}
			top := max(out[l], v)
			out[l] = top + float32(math.Log(math.Exp(float64(out[l]-top))+math.Exp(float64(v-top))))
		}
	}
	for l := range net.Lanes {
		out[l] -= float32(math.Log(float64(len(r.rooms))))
	}
}

// Encode goes through the first flow; where there are several, the last number of z chooses it.
func (r *ensembleRoom) Encode(w, x, y, z []float32) {
	d := r.dims.X * net.Lanes
	r.rooms[0].forward(w, x, y, nil)
	copy(z[:d], r.rooms[0].z)
	if n := len(r.rooms); n > 1 {
		middle := -math.Sqrt2 * math.Erfcinv(1/float64(n)) // of the first flow's share
		for l := range net.Lanes {
			z[d+l] = float32(middle)
		}
	}
}

// DimZ is the width of x, and one more where several flows answer: which of them does is read from the last number of z.
func (r *ensembleRoom) DimZ() int {
	if len(r.rooms) > 1 {
		return r.dims.X + 1
	}
	return r.dims.X
}

// Decode sends each lane through the flow that its z chooses.
func (r *ensembleRoom) Decode(w, y, z, x []float32) {
	if len(r.rooms) == 1 {
		r.rooms[0].inverse(w, y, z, x)
		return
	}
	d := r.dims.X
	for i, c := range r.rooms {
		c.inverse(w, y, z, r.x)
		for l := range net.Lanes {
			if r.chosen(z[d*net.Lanes+l]) != i {
				continue
			}
			for j := range d {
				x[j*net.Lanes+l] = r.x[j*net.Lanes+l]
			}
		}
	}
}

// chosen is the flow for a standard normal number: all are as likely.
func (r *ensembleRoom) chosen(v float32) int {
	n := len(r.rooms)
	return min(n-1, int(float64(n)*math.Erfc(-float64(v)/math.Sqrt2)/2))
}
