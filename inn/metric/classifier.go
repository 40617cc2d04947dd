package metric

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/gonum"

	"innlab/inn/kernel"
)

// The classifier of C2ST: a perceptron with two hidden layers of ReLU units and one logistic output, trained as
// scikit-learn's MLPClassifier is by default (1.9.1): Glorot-uniform start, Adam on mini-batches of the shuffled rows, a
// penalty on the weights, and an end when the training loss stops falling.

const (
	batchSize  = 200
	rate       = 1e-3
	beta1      = 0.9
	beta2      = 0.999
	epsilon    = 1e-8
	penalty    = 1e-4 // alpha: half of it times Σ w², over the rows of the batch, joins the loss
	tolerance  = 1e-4 // a fall of the loss by less is none
	patience   = 10   // epochs without a fall that are borne
	mostEpochs = 10000
	worstLoss  = 36 // of one row: −log of the rounding error of a float64
)

const lanes = kernel.Lanes

// dense is a linear layer inside the flat parameters: a line of stride weights for each input, one for each output,
// zeros behind; and a line of biases elsewhere.
type dense struct{ in, out, stride, weights, biases int }

// classifier is the network, its optimiser and the room that one panel of samples needs.
type classifier struct {
	k      *kernel.Table
	layers [3]dense
	steps  int
	biases int // where the biases begin

	p, m, v, g, same []float32 // parameters, moments, gradient, what Adam writes its average to

	x, label       []float32    // a panel of inputs, and its labels 0 or 1
	act            [3][]float32 // outputs of each layer; of the last the logits
	grad           [3][]float32 // the loss's gradient by act, before ReLU
	turned, decays []float32
}

// newClassifier draws a network for dim inputs.
func newClassifier(k *kernel.Table, dim int, r *rand.Rand) *classifier {
	c := &classifier{k: k, x: make([]float32, dim*lanes), label: make([]float32, lanes), decays: make([]float32, lanes)}
	hidden := 10 * dim
	in, at := dim, 0
	for i, out := range []int{hidden, hidden, 1} {
		l := dense{in: in, out: out, stride: (out + 7) &^ 7, weights: at}
		c.layers[i], in = l, out
		at += l.in * l.stride
		c.act[i], c.grad[i] = make([]float32, out*lanes), make([]float32, out*lanes)
		c.turned = make([]float32, max(len(c.turned), lanes*l.stride))
	}
	c.biases = at
	for i := range c.layers {
		c.layers[i].biases = at
		at += c.layers[i].stride
	}
	for _, s := range []*[]float32{&c.p, &c.m, &c.v, &c.g, &c.same} {
		*s = make([]float32, at)
	}
	for _, l := range c.layers {
		bound := math.Sqrt(6 / float64(l.in+l.out))
		for i := range l.in {
			uniform(r, c.p[l.weights+i*l.stride:][:l.out], bound)
		}
		uniform(r, c.p[l.biases:][:l.out], bound)
	}
	return c
}

// uniform fills p with draws from U(−bound, bound).
func uniform(r *rand.Rand, p []float32, bound float64) {
	for i := range p {
		p[i] = float32((2*r.Float64() - 1) * bound)
	}
}

// fit trains on the given rows of data until the training loss stops falling; false if stop said so before. Where
// there are rows to watch, it is the accuracy on these that has to rise, and the best network is kept.
func (c *classifier) fit(d *pool, rows, watched []int, r *rand.Rand, stop func() bool) bool {
	best, still := math.Inf(-1), 0
	kept := make([]float32, len(c.p))
	for range mostEpochs {
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		var loss float64
		for rest := rows; len(rest) > 0; {
			if stop != nil && stop() {
				return false
			}
			n := min(batchSize, len(rest))
			loss += c.learn(d, rest[:n])
			rest = rest[n:]
		}
		score := -loss / float64(len(rows))
		if len(watched) > 0 {
			score = c.accuracy(d, watched)
		}
		still++
		if score >= best+tolerance {
			still = 0
		}
		if score > best {
			best = score
			copy(kept, c.p)
		}
		if still > patience {
			break
		}
	}
	if len(watched) > 0 {
		copy(c.p, kept)
	}
	return true
}

// learn makes one step of Adam on a batch of rows and returns the sum of their losses, penalty included.
func (c *classifier) learn(d *pool, batch []int) float64 {
	n := float32(len(batch))
	w := c.p[:c.biases]
	loss := penalty / 2 * float64(gonum.Implementation{}.Sdot(len(w), w, 1, w, 1))
	clear(c.g)
	for len(batch) > 0 {
		rows := batch[:min(lanes, len(batch))]
		batch = batch[len(rows):]
		c.load(d, rows)
		c.forward()
		loss += c.delta(len(rows), 1/n)
		c.backward()
	}
	c.steps++
	t := float64(c.steps)
	debias := math.Sqrt(1 - math.Pow(beta2, t))
	step := kernel.AdamStep{
		Rate: float32(rate / (1 - math.Pow(beta1, t))), InvV: float32(1 / (debias * debias)),
		Beta1: beta1, Beta2: beta2, Eps: float32(epsilon / debias), // as scikit-learn places it: √v + ε before the debias
		Clip: math.MaxFloat32, Decay: penalty / n,
	}
	adam := func(from, to int) {
		c.k.Adam(to-from, c.p[from:to], c.m[from:to], c.v[from:to], c.g[from:to], c.same[from:to], step)
	}
	adam(0, c.biases)
	step.Decay = 0
	adam(c.biases, len(c.p))
	return loss
}

// load puts rows into the panel of inputs; what the lanes behind them hold does not matter.
func (c *classifier) load(d *pool, rows []int) {
	for l, i := range rows {
		for f, v := range d.x[i*d.dim:][:d.dim] {
			c.x[f*lanes+l] = v
		}
		c.label[l] = 0
		if i >= d.first {
			c.label[l] = 1
		}
	}
}

// forward computes the logits of the panel.
func (c *classifier) forward() {
	x := c.x
	for i, l := range c.layers {
		gemm := c.k.GemmBiasRelu
		if i == len(c.layers)-1 {
			gemm = c.k.GemmBias
		}
		gemm(l.out, l.in, c.p[l.weights:], 1, l.stride, x, c.act[i], c.p[l.biases:])
		x = c.act[i]
	}
}

// delta turns the logits of the first n lanes into their gradient, times scale, and returns the sum of the losses. The
// other lanes get none.
func (c *classifier) delta(n int, scale float32) float64 {
	logit, d := c.act[2], c.grad[2]
	for l, o := range logit {
		c.decays[l] = max(o, -o)
	}
	c.k.ExpNeg(lanes, c.decays, 1)
	clear(d[n:])
	loss, product := 0.0, 1.0 // Σ log(1+e^−|o|) by one logarithm: no factor exceeds 2
	for l, e := range c.decays[:n] {
		o, y := logit[l], c.label[l]
		p := 1 / (1 + e)
		wrong := o // how far on the wrong side
		if o < 0 {
			p *= e
		}
		if y > 0 {
			wrong = -o
		}
		d[l] = (p - y) * scale
		product *= 1 + float64(e)
		loss += float64(min(max(wrong, 0), worstLoss))
	}
	return loss + math.Log(product)
}

// backward adds the panel's gradient to g.
func (c *classifier) backward() {
	for i := len(c.layers) - 1; ; i-- {
		l := c.layers[i]
		x := c.x
		if i > 0 {
			x = c.act[i-1]
		}
		// Behind the outputs the turned lines keep what another layer left; what is added there meets no input of it.
		for line := range lanes {
			clear(c.turned[line*l.stride+l.out : (line+1)*l.stride])
		}
		c.k.Transpose(l.out, c.grad[i], c.turned, l.stride)
		c.k.Outer(l.in, lanes, l.stride, x, c.turned, l.stride, c.g[l.weights:], l.stride)
		c.k.Outer(1, lanes, l.stride, ones[:], c.turned, l.stride, c.g[l.biases:], l.stride)
		if i == 0 {
			return
		}
		c.k.GemmMask(l.in, l.out, c.p[l.weights:], l.stride, 1, c.grad[i], c.grad[i-1], x)
	}
}

// ones is the input that biases belong to; it is never written.
var ones = func() (v [lanes]float32) {
	for i := range v {
		v[i] = 1
	}
	return v
}()

// accuracy is the share of rows whose label the classifier guesses.
func (c *classifier) accuracy(d *pool, rows []int) float64 {
	right := 0
	for rest := rows; len(rest) > 0; {
		some := rest[:min(lanes, len(rest))]
		rest = rest[len(some):]
		c.load(d, some)
		c.forward()
		for l := range some {
			if (c.act[2][l] > 0) == (c.label[l] > 0) {
				right++
			}
		}
	}
	return float64(right) / float64(len(rows))
}
