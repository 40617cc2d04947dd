package inn

import "innlab/inn/kernel"

// keepDepth is the number of inputs from which on a hidden layer's activations are kept from the forward to the
// backward pass: below it, computing them again costs less than the trip to memory.
const keepDepth = 32

// subnet is the perceptron inside a coupling block: the first half of its outputs is s, the second t.
type subnet struct {
	layers []layer
	silu   bool
}

// newSubnet lays a subnet out from parameter at on and returns where the next one starts.
func newSubnet(in, out int, hidden []int, silu bool, at int) (subnet, int) {
	s := subnet{silu: silu}
	add := func(out int, keep bool) {
		l := newLayer(in, out, at, keep)
		s.layers = append(s.layers, l)
		at += l.size()
		in = out
	}
	for _, h := range hidden {
		add(h, in >= keepDepth)
	}
	add(out, false)
	return s, at
}

// subScratch is what one worker needs to run a subnet and its gradient on one panel.
type subScratch struct {
	act  [][]float32 // per hidden layer: out×lanes activations
	pre  [][]float32 // the same before SiLU; nil for ReLU
	grad [][]float32 // per hidden layer: gradients of act
	// Per layer: what its gradient transposes.
	turned [][]float32
}

func (s *subnet) scratch() *subScratch {
	c := new(subScratch)
	for i, l := range s.layers {
		c.turned = append(c.turned, l.turned())
		if i == len(s.layers)-1 {
			break
		}
		c.act = append(c.act, make([]float32, l.out*lanes))
		c.grad = append(c.grad, make([]float32, l.out*lanes))
		if s.silu {
			c.pre = append(c.pre, make([]float32, l.out*lanes))
		}
	}
	return c
}

// kept is the number of activations per panel that a pass keeps for the gradient.
func (s *subnet) kept() (n int) {
	for _, l := range s.layers {
		if l.keep {
			n += l.out * lanes
		}
	}
	return n
}

// hidden runs the hidden layers on the panel x and returns the last one's activations. Activations of layers that are
// kept are written to keep, or with again read from there; a nil keep keeps nothing.
func (s *subnet) hidden(k *kernel.Table, w, x []float32, c *subScratch, keep []float32, again bool) []float32 {
	for i, l := range s.layers[:len(s.layers)-1] {
		n := l.out * lanes
		dst := c.act[i]
		if s.silu {
			dst = c.pre[i]
		}
		if l.keep && keep != nil {
			dst, keep = keep[:n], keep[n:]
		}
		switch {
		case again && l.keep:
		case s.silu:
			k.GemmBias(l.out, l.in, w[l.at:], l.nextOut, l.nextIn, x, dst, l.bias(w))
		default:
			k.GemmBiasRelu(l.out, l.in, w[l.at:], l.nextOut, l.nextIn, x, dst, l.bias(w))
		}
		x = dst
		if s.silu {
			x = c.act[i]
			k.Silu(n, dst, x)
		}
	}
	return x
}

// forward computes the outputs o (out×lanes) of the panel x; keep holds kept() numbers, nil where no gradient follows.
func (s *subnet) forward(k *kernel.Table, w, x, o []float32, c *subScratch, keep []float32) {
	x = s.hidden(k, w, x, c, keep, false)
	l := s.layers[len(s.layers)-1]
	k.GemmBias(l.out, l.in, w[l.at:], l.nextOut, l.nextIn, x, o, l.bias(w))
}

// backward takes the gradient d (out×lanes) of forward's outputs for the same x and keep, adds the parameters'
// gradients to g and the input's to dx.
func (s *subnet) backward(k *kernel.Table, w, g, x, d, dx []float32, c *subScratch, keep []float32) {
	s.hidden(k, w, x, c, keep, true)
	for i := len(s.layers) - 1; ; i-- {
		l := s.layers[i]
		in := x
		if i > 0 {
			in = s.value(c, keep, i-1)
		}
		l.gradient(k, in, d, c.turned[i], g)
		if i == 0 {
			k.GemmAdd(l.in, l.out, w[l.at:], l.nextIn, l.nextOut, d, dx)
			return
		}
		below := c.grad[i-1]
		if s.silu {
			k.GemmZero(l.in, l.out, w[l.at:], l.nextIn, l.nextOut, d, below)
			k.SiluGrad(l.in*lanes, s.before(c, keep, i-1), below, below)
		} else {
			k.GemmMask(l.in, l.out, w[l.at:], l.nextIn, l.nextOut, d, below, in)
		}
		d = below
	}
}

// value is where the activations of hidden layer i stand after hidden.
func (s *subnet) value(c *subScratch, keep []float32, i int) []float32 {
	if !s.silu && s.layers[i].keep {
		return s.keptAt(keep, i)
	}
	return c.act[i]
}

// before is where the numbers that went into hidden layer i's SiLU stand after hidden.
func (s *subnet) before(c *subScratch, keep []float32, i int) []float32 {
	if s.layers[i].keep {
		return s.keptAt(keep, i)
	}
	return c.pre[i]
}

func (s *subnet) keptAt(keep []float32, i int) []float32 {
	for _, l := range s.layers[:i] {
		if l.keep {
			keep = keep[l.out*lanes:]
		}
	}
	return keep[:s.layers[i].out*lanes]
}
