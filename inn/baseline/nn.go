package baseline

import (
	"math/rand/v2"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// Plain regression: a perceptron that predicts x from y by mean squared error. What it learns is the mean of p(x | y),
// which lies between the modes where there are several: what every method that answers with one x comes to.

// regression is the method nn.
var regression = inn.Kind{
	Name: "nn", Title: "Regression",
	Doc: "Predicts one x from y by mean squared error, and so the mean of everything that x could be.",
	Losses: []inn.Loss{
		{Name: "mse", Symbol: "L_m", Words: "fit x", Doc: "The predicted x must be near the one that y came of."},
		inn.HeldOut,
	},
	Default: func(p *inn.Problem) (inn.Config, inn.Live) {
		c, l := perceptrons(p)
		c.Logit, c.Inside = false, false // the mean of what lies within bounds does too
		return c, l
	},
	Network: func(d inn.Dims, c *inn.Config) inn.Network {
		n := &regressor{k: &kernel.Best, dims: d, start: c.Start()}
		n.mean, n.params = net.NewPerceptron(d.Y, d.X, c.Hidden, c.Activation == inn.SiLU, 0)
		return n
	},
}

// regressor is the network of nn.
type regressor struct {
	k      *kernel.Table
	dims   inn.Dims
	start  net.Start
	mean   net.Perceptron // y → x
	params int
}

func (n *regressor) Params() int                     { return n.params }
func (n *regressor) Start(r *rand.Rand, w []float32) { n.mean.Start(r, w, n.start) }
func (n *regressor) Room() inn.Room                  { return n.room(true) }
func (n *regressor) Answers() any                    { return n.room(false) }

// regressorRoom is one goroutine's or caller's room.
type regressorRoom struct {
	*regressor
	scratch *net.PerceptronRoom
	keep    []float32
	x, dy   []float32 // predicted x and, in its place, the gradient; the gradient of y, which nobody needs
}

func (n *regressor) room(gradients bool) *regressorRoom {
	r := &regressorRoom{regressor: n, scratch: n.mean.Room(), x: make([]float32, n.dims.X*net.Lanes)}
	if gradients {
		r.keep, r.dy = make([]float32, n.mean.Kept()), make([]float32, n.dims.Y*net.Lanes)
	}
	return r
}

// Gradient is that of the mean over the columns of (x − predicted x)².
func (r *regressorRoom) Gradient(w, g []float32, b *inn.Panel) {
	r.mean.Forward(r.k, w, b.Y, r.x, r.scratch, r.keep)
	b.Loss[0] += squareLoss(r.dims.X, b.Rows, r.x, b.X, b.Weight[0], r.x)
	if g != nil {
		clear(r.dy)
		r.mean.Backward(r.k, w, g, b.Y, r.x, r.dy, r.scratch, r.keep)
	}
}

// squareLoss returns the mean over n columns of (x − out)², summed over the first rows lanes. It sets d (n×Lanes), which may
// be out, to weight times its gradient by out, 0 behind the rows.
func squareLoss(n, rows int, out, x []float32, weight float32, d []float32) (sum float64) {
	per := 1 / float64(n)
	for j := range n {
		for l := range net.Lanes {
			i := j*net.Lanes + l
			u := out[i] - x[i]
			if l >= rows {
				u = 0
			}
			sum += per * float64(u) * float64(u)
			d[i] = 2 * weight * float32(per) * u
		}
	}
	return sum
}

// Sample answers the predicted x for every row.
func (r *regressorRoom) Sample(w []float32, _ *rand.Rand, y []float32, _ int, x []float32) {
	r.mean.Forward(r.k, w, y, x, r.scratch, nil)
}
