package baseline

import (
	"math"
	"math/rand/v2"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// Inverse autoregressive flow (Kingma, Salimans, Jozefowicz, Chen, Sutskever, Welling: Improving Variational Inference
// with Inverse Autoregressive Flow, NeurIPS 2016, eqs. 10 to 14): a step takes every number of z to
//
//	σᵢ·zᵢ + (1−σᵢ)·mᵢ,  σᵢ = sigmoid(sᵢ + openGate)
//
// where mᵢ and sᵢ come from the numbers before it and a context, so that the logarithm of the determinant is Σ log σᵢ. One
// perceptron makes all of them at once, without the weights that would let a number see itself or what comes behind it
// (Germain, Gregor, Murray, Larochelle: MADE, ICML 2015).

// openGate makes a step begin near the identity, as advised there below eq. 14.
const openGate = 2

// autoregressive is one step.
type autoregressive struct {
	latent, context int
	net.Perceptron  // (z, context) → m and s; its parameters are counted from at
	at, size        int
	masked          []int // parameters that are none: always 0
}

// newAutoregressive lays a step out from parameter at on and returns where the next part starts. With backward the last
// number comes first.
func newAutoregressive(latent, context int, hidden []int, silu, backward bool, at int) (autoregressive, int) {
	a := autoregressive{latent: latent, context: context, at: at}
	a.Perceptron, a.size = net.NewPerceptron(latent+context, 2*latent, hidden, silu, 0)
	// The rank of a number of z is its place; that of anything else, how many numbers of z it may depend on.
	place := func(i int) int {
		if backward {
			return latent - i
		}
		return i + 1
	}
	in := make([]int, latent+context)
	for i := range latent {
		in[i] = place(i)
	}
	for n, l := range a.Layers {
		out := make([]int, l.Out)
		for o := range out {
			if out[o] = o % latent; n == len(a.Layers)-1 {
				out[o] = place(o%latent) - 1
			}
			for i := range in {
				if in[i] > out[o] {
					a.masked = append(a.masked, l.Place(o, i))
				}
			}
		}
		in = out
	}
	return a, at + a.size
}

// Start draws the step's part of the weights w.
func (a *autoregressive) Start(r *rand.Rand, w []float32, start net.Start) {
	w = w[a.at : a.at+a.size]
	a.Perceptron.Start(r, w, start)
	for _, i := range a.masked {
		w[i] = 0
	}
}

// autoregressiveRoom is one goroutine's room for a step.
type autoregressiveRoom struct {
	*autoregressive
	w       []float32 // the weights without those that are masked
	inner   *net.PerceptronRoom
	in, din []float32 // z and context
	out, d  []float32 // m and s
	gate    []float32 // latent×lanes: σ
}

func (a *autoregressive) room() *autoregressiveRoom {
	lanes := func(rows int) []float32 { return make([]float32, rows*net.Lanes) }
	return &autoregressiveRoom{
		autoregressive: a, w: make([]float32, a.size), inner: a.Perceptron.Room(),
		in: lanes(a.latent + a.context), din: lanes(a.latent + a.context),
		out: lanes(2 * a.latent), d: lanes(2 * a.latent), gate: lanes(a.latent),
	}
}

// forward takes z (latent×lanes) a step on and returns Σ log σ over the first rows lanes.
func (r *autoregressiveRoom) forward(k *kernel.Table, w, context, z []float32, rows int) (log float64) {
	copy(r.w, w[r.at:])
	for _, i := range r.masked {
		r.w[i] = 0
	}
	n := r.latent * net.Lanes
	copy(r.in, z[:n])
	copy(r.in[n:], context[:r.context*net.Lanes])
	r.Forward(k, r.w, r.in, r.out, r.inner, nil)
	for i := range n {
		m, s := r.out[i], float64(r.out[n+i])+openGate
		r.gate[i] = float32(1 / (1 + math.Exp(-s)))
		z[i] = m + r.gate[i]*(z[i]-m)
		if i%net.Lanes < rows {
			log -= softplus(-s)
		}
	}
	return log
}

// backward turns dz, the gradient by forward's result, into that by its z, and adds that by the context to dcontext and
// that of the parameters to g; −weight·log σ is part of the loss.
func (r *autoregressiveRoom) backward(k *kernel.Table, g, dz, dcontext []float32, rows int, weight float32) {
	n := r.latent * net.Lanes
	clear(r.d)
	for i := range n {
		if i%net.Lanes >= rows {
			continue
		}
		m, gate := r.out[i], r.gate[i]
		r.d[i] = dz[i] * (1 - gate)
		r.d[n+i] = (dz[i]*(r.in[i]-m)*gate - weight) * (1 - gate)
		dz[i] *= gate
	}
	clear(r.din)
	g = g[r.at : r.at+r.size]
	r.Backward(k, r.w, g, r.in, r.d, r.din, r.inner, nil)
	for _, i := range r.masked {
		g[i] = 0
	}
	k.Add(n, r.din, dz)
	k.Add(r.context*net.Lanes, r.din[n:], dcontext)
}

// softplus is log(1 + eˣ).
func softplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
