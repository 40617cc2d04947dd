package baseline

import (
	"math/rand/v2"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// Monte-Carlo dropout (Gal & Ghahramani: Dropout as a Bayesian Approximation, 2016): regression with units dropped by
// chance, in answers too, so that every answer is another one; with the spread of x around it predicted beside it
// (Kendall & Gal: What Uncertainties Do We Need in Bayesian Deep Learning, 2017, section 3). One answer is one normal
// distribution: of several modes it makes one.

// monteCarlo is the method dropout.
var monteCarlo = inn.Kind{
	Name: "dropout", Title: "Dropout",
	Doc: "Regression that drops units by chance, and so answers otherwise every time, with a predicted spread.",
	Losses: []inn.Loss{
		{Name: "fit", Symbol: "L_f", Words: "fit x", Doc: "The predicted x must be near the one that y came of, as near as its predicted spread says."},
		inn.HeldOut,
	},
	Default: func(p *inn.Problem) (inn.Config, inn.Live) {
		c, l := perceptrons(p)
		c.Hidden, c.Dropout, c.Noise = []int{256, 256}, 0.2, true // wide: less hangs on each unit that is dropped
		c.Logit = false                                           // one normal distribution is one of x as it is
		if p.Labels > 0 {
			c.Hidden = []int{512}
		}
		return c, l
	},
	Network: func(d inn.Dims, c *inn.Config) inn.Network {
		n := &dropper{k: &kernel.Best, dims: d, start: c.Start(), noise: c.Noise}
		columns := d.X
		if c.Noise {
			columns *= 2
		}
		n.mean, n.params = net.NewPerceptron(d.Y, columns, c.Hidden, c.Activation == inn.SiLU, 0)
		n.mean.Dropout = c.Dropout
		return n
	},
}

// dropper is the network of dropout.
type dropper struct {
	k      *kernel.Table
	dims   inn.Dims
	start  net.Start
	mean   net.Perceptron // y → x and, with noise, logarithms of spreads
	noise  bool
	params int
}

func (n *dropper) Params() int                     { return n.params }
func (n *dropper) Start(r *rand.Rand, w []float32) { n.mean.Start(r, w, n.start) }
func (n *dropper) Room() inn.Room                  { return n.room() }
func (n *dropper) Answers() any                    { return n.room() }

// dropperRoom is one goroutine's or caller's room.
type dropperRoom struct {
	*dropper
	scratch       *net.PerceptronRoom
	out, d, noisy []float32 // predicted, its gradient, normal numbers
	dy            []float32 // the gradient of y, which nobody needs
}

func (n *dropper) room() *dropperRoom {
	x := 2 * n.dims.X * net.Lanes
	return &dropperRoom{
		dropper: n, scratch: n.mean.Room(), out: make([]float32, x), d: make([]float32, x), noisy: make([]float32, x),
		dy: make([]float32, n.dims.Y*net.Lanes),
	}
}

// Gradient is that of −log q, or without noise of the mean over the columns of (x − predicted x)². What is dropped is drawn
// from b.R, also where no gradient is wanted: rows held out are judged as answers are drawn.
func (r *dropperRoom) Gradient(w, g []float32, b *inn.Panel) {
	r.scratch.Drop(b.R)
	r.mean.Forward(r.k, w, b.Y, r.out, r.scratch, nil)
	if r.noise {
		b.Loss[0] += normalLoss(r.dims.X, b.Rows, r.out, b.X, b.Weight[0], r.d)
	} else {
		b.Loss[0] += squareLoss(r.dims.X, b.Rows, r.out, b.X, b.Weight[0], r.d)
	}
	if g != nil {
		clear(r.dy)
		r.mean.Backward(r.k, w, g, b.Y, r.d, r.dy, r.scratch, nil)
	}
}

// Sample answers what the network predicts without the units that r drops, with noise as predicted.
func (r *dropperRoom) Sample(w []float32, source *rand.Rand, y []float32, rows int, x []float32) {
	r.scratch.Drop(source)
	r.mean.Forward(r.k, w, y, r.out, r.scratch, nil)
	copy(x, r.out[:len(x)])
	if !r.noise {
		return
	}
	for l := range rows {
		for j := range r.dims.X {
			r.noisy[j*net.Lanes+l] = float32(source.NormFloat64())
		}
	}
	normalDraw(r.dims.X, r.out, r.noisy, x)
}
