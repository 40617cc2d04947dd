package baseline

import (
	"math"
	"math/rand/v2"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// The conditional variational autoencoder (Sohn, Lee, Yan: Learning Structured Output Representation using Deep Conditional
// Generative Models, NeurIPS 2015; Kingma & Welling: Auto-Encoding Variational Bayes, 2014): an encoder q(z | x, y) and a
// decoder p(x | z, y), both normal with learnt means and spreads, and z ~ N(0, I) for every y. What it maximises is a bound
// of log p(x | y): −L_r − L_k. With inverse autoregressive flow behind the encoder its codes need not be normal, which makes
// the bound tighter.

// autoencoder is the method cvae.
var autoencoder = inn.Kind{
	Name: "cvae", Title: "cVAE",
	Doc:     "A conditional variational autoencoder: z ~ N(0, I) and y are decoded to x and a spread around it.",
	Losses:  codedLosses,
	Default: codedDefault,
	Network: func(d inn.Dims, c *inn.Config) inn.Network { return newCoder(d, c, 0) },
}

// flowAutoencoder is the method cvae-iaf.
var flowAutoencoder = inn.Kind{
	Name: "cvae-iaf", Title: "cVAE-IAF",
	Doc:    "A conditional variational autoencoder whose codes go through steps of inverse autoregressive flow.",
	Losses: codedLosses,
	Default: func(p *inn.Problem) (inn.Config, inn.Live) {
		c, l := codedDefault(p)
		c.IAF, c.Latent, c.Steps = 4, p.DimX+2, 8000 // a z that is wider than x: modes need not be torn out of one piece
		return c, l
	},
	Network: func(d inn.Dims, c *inn.Config) inn.Network { return newCoder(d, c, c.IAF) },
}

// codedLosses are those of cvae and cvae-iaf.
var codedLosses = []inn.Loss{
	{Name: "rec", Symbol: "L_r", Words: "decode x", Doc: "The x that is decoded from the code z of an x must be near it: −log p(x | z, y), x scaled."},
	{Name: "kl", Symbol: "L_k", Words: "shape z", Warms: true, Doc: "The codes z of all x of one y must be distributed as N(0, I) together: KL(q(z | x, y) ‖ N(0, I))."},
	inn.HeldOut,
}

// codedDefault is a training of cvae. Edges of ReLU tear z apart where x has modes; a high rate gets over the plateau on
// which the decoder does not listen to z yet.
func codedDefault(p *inn.Problem) (inn.Config, inn.Live) {
	c, l := perceptrons(p)
	c.Hidden, c.Activation, c.Latent, c.WarmKL = []int{96, 96}, inn.ReLU, max(2, p.DimX), 0.1
	c.Batch, c.Average = 256, 0.995
	l.Rate, l.Loss[1] = 1e-2, inn.Term{On: true, Weight: 1}
	return c, l
}

// coder is the network of cvae and, with steps of flow, of cvae-iaf.
type coder struct {
	k                *kernel.Table
	dims             inn.Dims
	latent           int
	start            net.Start
	encoder, decoder net.Perceptron // (x, y) → means and logarithms of spreads of z, context; (z, y) → those of x
	flow             []autoregressive
	context          int // numbers that the encoder gives to the flow
	params           int
}

// flowContext is how many numbers that is.
const flowContext = 32

func newCoder(d inn.Dims, c *inn.Config, steps int) *coder {
	n := &coder{k: &kernel.Best, dims: d, latent: c.Latent, start: c.Start()}
	if steps > 0 {
		n.context = flowContext
	}
	silu := c.Activation == inn.SiLU
	n.encoder, n.params = net.NewPerceptron(d.X+d.Y, 2*c.Latent+n.context, c.Hidden, silu, 0)
	n.decoder, n.params = net.NewPerceptron(c.Latent+d.Y, 2*d.X, c.Hidden, silu, n.params)
	n.flow = make([]autoregressive, steps)
	for i := range n.flow {
		n.flow[i], n.params = newAutoregressive(c.Latent, n.context, c.Hidden[:1], silu, i%2 == 1, n.params)
	}
	return n
}

func (n *coder) Params() int { return n.params }

func (n *coder) Start(r *rand.Rand, w []float32) {
	n.encoder.Start(r, w, n.start)
	n.decoder.Start(r, w, n.start)
	for i := range n.flow {
		n.flow[i].Start(r, w, n.start)
	}
}

func (n *coder) Room() inn.Room { return n.room() }
func (n *coder) Answers() any   { return n.room() }

// coderRoom is one goroutine's or caller's room.
type coderRoom struct {
	*coder
	encoding, decoding *net.PerceptronRoom
	xy, dxy            []float32 // what goes into the encoder, and its gradient, which nobody needs
	code, dcode        []float32 // what comes out
	noise              []float32 // latent×lanes
	steps              []*autoregressiveRoom
	zy, dzy            []float32 // what goes into the decoder
	out, dout          []float32 // what comes out
}

func (n *coder) room() *coderRoom {
	d := n.dims
	lanes := func(rows int) []float32 { return make([]float32, rows*net.Lanes) }
	r := &coderRoom{
		coder: n, encoding: n.encoder.Room(), decoding: n.decoder.Room(),
		xy: lanes(d.X + d.Y), dxy: lanes(d.X + d.Y),
		code: lanes(2*n.latent + n.context), dcode: lanes(2*n.latent + n.context),
		noise: lanes(n.latent), zy: lanes(n.latent + d.Y), dzy: lanes(n.latent + d.Y),
		out: lanes(2 * d.X), dout: lanes(2 * d.X),
	}
	for i := range n.flow {
		r.steps = append(r.steps, n.flow[i].room())
	}
	return r
}

// Gradient is that of −log p(x | z, y) for a z drawn from the encoder by b.R (Kingma & Welling 2014, eq. 10), and of
// the divergence of the encoder from N(0, I): in closed form (appendix B) or, with flow, at that z.
func (r *coderRoom) Gradient(w, g []float32, b *inn.Panel) {
	r.encode(w, b)
	var log float64 // of the flow's determinant
	for _, s := range r.steps {
		log += s.forward(r.k, w, r.code[2*r.latent*net.Lanes:], r.zy, b.Rows)
	}
	copy(r.zy[r.latent*net.Lanes:], b.Y)
	r.decoder.Forward(r.k, w, r.zy, r.out, r.decoding, nil)
	b.Loss[0] += normalLoss(r.dims.X, b.Rows, r.out, b.X, b.Weight[0], r.dout)
	if g != nil {
		clear(r.dzy)
		r.decoder.Backward(r.k, w, g, r.zy, r.dout, r.dzy, r.decoding, nil)
	}
	clear(r.dcode)
	if len(r.steps) == 0 {
		b.Loss[1] += r.diverge(b.Rows, b.Weight[1])
	} else {
		b.Loss[1] += r.divergeFlow(b.Rows, b.Weight[1], g) - log
	}
	if g != nil {
		clear(r.dxy)
		r.encoder.Backward(r.k, w, g, r.xy, r.dcode, r.dxy, r.encoding, nil)
	}
}

// encode draws z of the rows into the decoder's input.
func (r *coderRoom) encode(w []float32, b *inn.Panel) {
	copy(r.xy, b.X)
	copy(r.xy[r.dims.X*net.Lanes:], b.Y)
	r.encoder.Forward(r.k, w, r.xy, r.code, r.encoding, nil)
	for l := range b.Rows {
		for j := range r.latent {
			r.noise[j*net.Lanes+l] = float32(b.R.NormFloat64())
		}
	}
	normalDraw(r.latent, r.code, r.noise, r.zy)
}

// diverge returns KL(q(z | x, y) ‖ N(0, I)) summed over the rows, and sets dcode to weight times its gradient plus what comes
// from the decoder.
func (r *coderRoom) diverge(rows int, weight float32) (sum float64) {
	for j := range r.latent {
		for l := range rows {
			i, k := j*net.Lanes+l, (r.latent+j)*net.Lanes+l
			s, slope := logSpread(r.code[k])
			m, sd, dz := float64(r.code[i]), math.Exp(s), float64(r.dzy[i])
			sum += (m*m+sd*sd-1)/2 - s
			r.dcode[i] = float32(dz + float64(weight)*m)
			r.dcode[k] = float32((dz*float64(r.noise[i])*sd + float64(weight)*(sd*sd-1)) * slope)
		}
	}
	return sum
}

// divergeFlow is diverge with flow: log q(z | x, y) − log N(z; 0, I) at the z drawn, but for the determinant of the flow, and
// with the noise's own part as its mean ½. g, where not nil, gets the gradient of the flow's parameters.
func (r *coderRoom) divergeFlow(rows int, weight float32, g []float32) (sum float64) {
	for j := range r.latent {
		for l := range rows {
			i := j*net.Lanes + l
			s, _ := logSpread(r.code[r.latent*net.Lanes+i])
			z := float64(r.zy[i])
			sum += (z*z-1)/2 - s
		}
	}
	if g == nil {
		return sum
	}
	for j := range r.latent {
		for l := range rows {
			i := j*net.Lanes + l
			r.dzy[i] += weight * r.zy[i]
		}
	}
	for i := len(r.steps) - 1; i >= 0; i-- {
		r.steps[i].backward(r.k, g, r.dzy, r.dcode[2*r.latent*net.Lanes:], rows, weight)
	}
	for j := range r.latent {
		for l := range rows {
			i, k := j*net.Lanes+l, (r.latent+j)*net.Lanes+l
			s, slope := logSpread(r.code[k])
			r.dcode[i] = r.dzy[i]
			r.dcode[k] = (r.dzy[i]*r.noise[i]*float32(math.Exp(s)) - weight) * float32(slope)
		}
	}
	return sum
}

// DimZ is the width of z with the noise of the decoder behind it.
func (r *coderRoom) DimZ() int { return r.latent + r.dims.X }

// Decode decodes z and y, with the noise that the decoder predicts.
func (r *coderRoom) Decode(w, y, z, x []float32) {
	at := r.latent * net.Lanes
	copy(r.zy, z[:at])
	copy(r.zy[at:], y)
	r.decoder.Forward(r.k, w, r.zy, r.out, r.decoding, nil)
	normalDraw(r.dims.X, r.out, z[at:], x)
}
