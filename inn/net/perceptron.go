package net

import "innlab/inn/kernel"

// keepDepth is the number of inputs from which on a hidden layer's activations are kept from the forward to the
// backward pass: below it, computing them again costs less than the trip to memory.
const keepDepth = 32

// Perceptron is linear layers with ReLU or SiLU between them, on panels: the part that every network is made of.
type Perceptron struct {
	Layers  []Layer
	SiLU    bool    // of the hidden layers; otherwise ReLU
	Dropout float64 // probability with which a hidden activation is dropped, where a room asks for it
}

// NewPerceptron lays a perceptron out from parameter at on and returns where the next part of the network starts. With
// silu the hidden layers have SiLU, otherwise ReLU.
func NewPerceptron(in, out int, hidden []int, silu bool, at int) (Perceptron, int) {
	s := Perceptron{SiLU: silu}
	add := func(out int, keep bool) {
		l := NewLayer(in, out, at, keep)
		s.Layers = append(s.Layers, l)
		at += l.Size()
		in = out
	}
	for _, h := range hidden {
		add(h, in >= keepDepth)
	}
	add(out, false)
	return s, at
}

// PerceptronRoom is what one worker needs to run a perceptron and its gradient on one panel.
type PerceptronRoom struct {
	act  [][]float32 // per hidden layer: out×lanes activations
	pre  [][]float32 // the same before SiLU; nil for ReLU
	grad [][]float32 // per hidden layer: gradients of act
	// Per layer: what its gradient transposes.
	turned [][]float32
	drop   dropout
}

// Room makes the room of one worker.
func (s *Perceptron) Room() *PerceptronRoom {
	c := new(PerceptronRoom)
	for i, l := range s.Layers {
		c.turned = append(c.turned, l.turned())
		if i == len(s.Layers)-1 {
			break
		}
		c.act = append(c.act, make([]float32, l.Out*Lanes))
		c.grad = append(c.grad, make([]float32, l.Out*Lanes))
		if s.SiLU {
			c.pre = append(c.pre, make([]float32, l.Out*Lanes))
		}
		if s.Dropout > 0 {
			c.drop.mask = append(c.drop.mask, make([]float32, l.Out*Lanes))
		}
	}
	return c
}

// Kept is the number of activations per panel that a pass keeps for the gradient.
func (s *Perceptron) Kept() (n int) {
	for _, l := range s.Layers {
		if l.keep {
			n += l.Out * Lanes
		}
	}
	return n
}

// hidden runs the hidden layers on the panel x and returns the last one's activations. Activations of layers that are
// kept are written to keep, or with again read from there; a nil keep keeps nothing.
func (s *Perceptron) hidden(k *kernel.Table, w, x []float32, c *PerceptronRoom, keep []float32, again bool) []float32 {
	for i, l := range s.Layers[:len(s.Layers)-1] {
		n := l.Out * Lanes
		dst := c.act[i]
		if s.SiLU {
			dst = c.pre[i]
		}
		if l.keep && keep != nil {
			dst, keep = keep[:n], keep[n:]
		}
		switch {
		case again && l.keep:
		case s.SiLU:
			k.GemmBias(l.Out, l.In, w[l.At:], l.nextOut, l.nextIn, x, dst, l.bias(w))
		default:
			k.GemmBiasRelu(l.Out, l.In, w[l.At:], l.nextOut, l.nextIn, x, dst, l.bias(w))
		}
		x = dst
		if s.SiLU {
			x = c.act[i]
			k.Silu(n, dst, x)
		}
		c.drop.apply(k, i, 1-s.Dropout, x[:n], again && l.keep && !s.SiLU)
	}
	return x
}

// Forward computes the outputs o (out×lanes) of the panel x; keep holds Kept() numbers, nil where no gradient follows.
func (s *Perceptron) Forward(k *kernel.Table, w, x, o []float32, c *PerceptronRoom, keep []float32) {
	x = s.hidden(k, w, x, c, keep, false)
	l := s.Layers[len(s.Layers)-1]
	k.GemmBias(l.Out, l.In, w[l.At:], l.nextOut, l.nextIn, x, o, l.bias(w))
}

// Backward takes the gradient d (out×lanes) of Forward's outputs for the same x and keep, adds the parameters'
// gradients to g and the input's to dx. A nil keep says that nothing was kept because the room still holds that run.
func (s *Perceptron) Backward(k *kernel.Table, w, g, x, d, dx []float32, c *PerceptronRoom, keep []float32) {
	if keep != nil {
		s.hidden(k, w, x, c, keep, true)
	}
	for i := len(s.Layers) - 1; ; i-- {
		l := s.Layers[i]
		in := x
		if i > 0 {
			in = s.value(c, keep, i-1)
		}
		l.gradient(k, in, d, c.turned[i], g)
		if i == 0 {
			k.GemmAdd(l.In, l.Out, w[l.At:], l.nextIn, l.nextOut, d, dx)
			return
		}
		below := c.grad[i-1]
		if s.SiLU {
			k.GemmZero(l.In, l.Out, w[l.At:], l.nextIn, l.nextOut, d, below)
			c.drop.times(i-1, below)
			k.SiluGrad(l.In*Lanes, s.before(c, keep, i-1), below, below)
		} else {
			k.GemmMask(l.In, l.Out, w[l.At:], l.nextIn, l.nextOut, d, below, in)
			c.drop.times(i-1, below)
		}
		d = below
	}
}

// value is where the activations of hidden layer i stand after hidden.
func (s *Perceptron) value(c *PerceptronRoom, keep []float32, i int) []float32 {
	if !s.SiLU && s.Layers[i].keep && keep != nil {
		return s.keptAt(keep, i)
	}
	return c.act[i]
}

// before is where the numbers that went into hidden layer i's SiLU stand after hidden.
func (s *Perceptron) before(c *PerceptronRoom, keep []float32, i int) []float32 {
	if s.Layers[i].keep && keep != nil {
		return s.keptAt(keep, i)
	}
	return c.pre[i]
}

func (s *Perceptron) keptAt(keep []float32, i int) []float32 {
	for _, l := range s.Layers[:i] {
		if l.keep {
			keep = keep[l.Out*Lanes:]
		}
	}
	return keep[:s.Layers[i].Out*Lanes]
}
