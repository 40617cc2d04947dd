package baseline

import (
	"math"
	"math/rand/v2"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// The conditional generative adversarial network (Goodfellow et al.: Generative Adversarial Nets, NeurIPS 2014; Mirza &
// Osindero: Conditional Generative Adversarial Nets, 2014): a generator makes x of z and y, a discriminator tells its x from
// those that y came of. Nothing asks the generator for all of them: with a z of few numbers its modes become threads.

// adversarial is the method cgan.
var adversarial = inn.Kind{
	Name: "cgan", Title: "cGAN",
	Doc: "A generator makes x of y and z, and learns to deceive a discriminator that learns beside it.",
	Losses: []inn.Loss{
		{Name: "gen", Symbol: "L_g", Words: "generator", Doc: "The discriminator must take the generator's x for a true one; trains the generator."},
		{Name: "disc", Symbol: "L_d", Words: "discriminator", Doc: "The generator's x must be told from the one that y came of; trains the discriminator."},
		inn.HeldOut,
	},
	Default:  adversarialDefault,
	Variants: []inn.Variant{{Name: "large", Change: func(c *inn.Config, _ *inn.Live) { c.Latent, c.Penalty = 128, 1 }}},
	Network: func(d inn.Dims, c *inn.Config) inn.Network {
		n := &adversary{k: &kernel.Best, dims: d, latent: c.Latent, start: c.Start(), pace: c.DiscRate, penalty: c.Penalty,
			unit: float32(math.Sqrt(2 / float64(c.Latent)))}
		silu := c.Activation == inn.SiLU
		n.generator, n.between = net.NewPerceptron(c.Latent+d.Y, d.X, c.Hidden, silu, 0)
		n.discriminator, n.params = net.NewPerceptron(d.X+d.Y, 1, c.Hidden, silu, n.between)
		return n
	},
}

// adversarialDefault has a z of two numbers, as the paper's small one; large is its other one, whose game
// needs the penalty to come to an end. Adam without memory of
// the gradient follows the other player at once; the answers are those of an average over many steps of their game.
func adversarialDefault(p *inn.Problem) (inn.Config, inn.Live) {
	c, l := perceptrons(p)
	c.Activation, c.Latent = inn.ReLU, 2
	c.Batch, c.Steps, c.DiscRate = 256, 6000, 1
	c.Beta1, c.Beta2, c.Average, c.ClipNorm = 0, 0.9, 0.998, 0
	l.Rate, l.Loss[1] = 3e-3, inn.Term{On: true, Weight: 1}
	return c, l
}

// adversary is the network of cgan.
type adversary struct {
	k             *kernel.Table
	dims          inn.Dims
	latent        int
	start         net.Start
	generator     net.Perceptron // (z, y) → x
	discriminator net.Perceptron // (x, y) → logit of being true
	between       int            // where the discriminator's parameters begin
	params        int
	pace          float64 // Config.DiscRate
	penalty       float64 // Config.Penalty
	unit          float32 // factor on z, with which many numbers count as much together as two
}

func (n *adversary) Params() int { return n.params }

func (n *adversary) Start(r *rand.Rand, w []float32) {
	n.generator.Start(r, w, n.start)
	n.discriminator.Start(r, w, n.start)
}

// Moves are the generator's parameters for L_g, and the discriminator's for L_d.
func (n *adversary) Moves(loss int) (from, to int) {
	if loss == 0 {
		return 0, n.between
	}
	return n.between, n.params
}

// Pace is that of the generator, and another for the discriminator (Heusel et al.: GANs Trained by a Two Time-Scale Update
// Rule Converge to a Local Nash Equilibrium, NeurIPS 2017).
func (n *adversary) Pace(loss int) float64 {
	if loss == 0 {
		return 1
	}
	return n.pace
}

func (n *adversary) Room() inn.Room { return n.room() }
func (n *adversary) Answers() any   { return n.room() }

// adversaryRoom is one goroutine's or caller's room.
type adversaryRoom struct {
	*adversary
	making, telling *net.PerceptronRoom
	zy, dzy         []float32 // what goes into the generator, and its gradient, which nobody needs
	xy, dxy         []float32 // what goes into the discriminator
	logit, d        []float32 // lanes
	slope, step     []float32 // lanes, DimX×lanes: of the penalty
	aside           []float32 // gradient of the discriminator that does not count; made when needed
}

func (n *adversary) room() *adversaryRoom {
	lanes := func(rows int) []float32 { return make([]float32, rows*net.Lanes) }
	d := n.dims
	return &adversaryRoom{
		adversary: n, making: n.generator.Room(), telling: n.discriminator.Room(),
		zy: lanes(n.latent + d.Y), dzy: lanes(n.latent + d.Y), xy: lanes(d.X + d.Y), dxy: lanes(d.X + d.Y),
		logit: lanes(1), d: lanes(1), slope: lanes(1), step: lanes(d.X),
	}
}

// Gradient is that of both losses, each by the parameters that it moves: L_g = −log D(G(z, y)), which does not saturate, and
// L_d = −log D(x) − log(1 − D(G(z, y))) (Goodfellow et al. 2014, section 3).
func (r *adversaryRoom) Gradient(w, g []float32, b *inn.Panel) {
	copy(r.xy, b.X)
	copy(r.xy[r.dims.X*net.Lanes:], b.Y)
	b.Loss[1] += r.tell(w, g, b, 1, -1)
	b.Loss[1] += r.penalise(w, g, b)
	for l := range b.Rows {
		for j := range r.latent {
			r.zy[j*net.Lanes+l] = r.unit * float32(b.R.NormFloat64())
		}
	}
	copy(r.zy[r.latent*net.Lanes:], b.Y)
	r.generator.Forward(r.k, w, r.zy, r.xy, r.making, nil)
	b.Loss[1] += r.tell(w, g, b, 1, 1)
	if r.aside == nil {
		r.aside = make([]float32, r.params)
	}
	aside := r.aside
	if g == nil {
		aside = nil
	}
	b.Loss[0] += r.tell(w, aside, b, 0, -1)
	if g != nil {
		clear(r.dzy)
		r.generator.Backward(r.k, w, g, r.zy, r.dxy, r.dzy, r.making, nil)
	}
}

// penalise returns half the squared slope of the logit at the true x times the penalty, summed over the rows, and with g
// adds its gradient to that for L_d (Mescheder, Geiger, Nowozin: Which Training Methods for GANs do actually Converge?, ICML
// 2018, eq. 9). The slope is a difference along a normal direction, whose expected square is that of the whole slope.
func (r *adversaryRoom) penalise(w, g []float32, b *inn.Panel) (sum float64) {
	if r.penalty == 0 {
		return 0
	}
	n := r.dims.X * net.Lanes
	for l := range b.Rows {
		for j := range r.dims.X {
			r.step[j*net.Lanes+l] = slopeStep * float32(b.R.NormFloat64())
		}
	}
	side := func(sign float32) {
		for i, v := range b.X[:n] {
			r.xy[i] = v + sign*r.step[i]
		}
		r.discriminator.Forward(r.k, w, r.xy, r.logit, r.telling, nil)
	}
	side(-1)
	slope := r.slope
	copy(slope, r.logit)
	side(1)
	for l, v := range r.logit {
		slope[l] = (v - slope[l]) / (2 * slopeStep)
	}
	clear(r.d)
	for l := range b.Rows {
		sum += r.penalty / 2 * float64(slope[l]) * float64(slope[l])
		r.d[l] = b.Weight[1] * float32(r.penalty) * slope[l] / (2 * slopeStep)
	}
	if g == nil {
		return sum
	}
	clear(r.dxy)
	r.discriminator.Backward(r.k, w, g, r.xy, r.d, r.dxy, r.telling, nil)
	side(-1)
	for l := range r.d {
		r.d[l] = -r.d[l]
	}
	r.discriminator.Backward(r.k, w, g, r.xy, r.d, r.dxy, r.telling, nil)
	return sum
}

// slopeStep is how far the difference reaches to either side, in units of x scaled.
const slopeStep = 0.1

// tell returns Σ log(1 + exp(sign·logit)) over the rows for the x of the room: the surprise that they are true (−1) or made
// (1). With g it adds the gradient by the discriminator for the weight of a loss there, and leaves that by x in dxy.
func (r *adversaryRoom) tell(w, g []float32, b *inn.Panel, loss int, sign float64) (sum float64) {
	r.discriminator.Forward(r.k, w, r.xy, r.logit, r.telling, nil)
	clear(r.d)
	for l := range b.Rows {
		v := sign * float64(r.logit[l])
		sum += max(v, 0) + math.Log1p(math.Exp(-math.Abs(v)))
		r.d[l] = b.Weight[loss] * float32(sign/(1+math.Exp(-v)))
	}
	if g != nil {
		clear(r.dxy)
		r.discriminator.Backward(r.k, w, g, r.xy, r.d, r.dxy, r.telling, nil)
	}
	return sum
}

// DimZ is the width of z.
func (r *adversaryRoom) DimZ() int { return r.latent }

// Decode is the generator.
func (r *adversaryRoom) Decode(w, y, z, x []float32) {
	for i, v := range z[:r.latent*net.Lanes] {
		r.zy[i] = r.unit * v
	}
	copy(r.zy[r.latent*net.Lanes:], y)
	r.generator.Forward(r.k, w, r.zy, x, r.making, nil)
}
