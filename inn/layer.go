package inn

import "innlab/inn/kernel"

// layer is one linear layer inside the flat parameters: weights and, as those of one more input that is always 1,
// biases. Their gradient is the outer product of the layer's inputs and the gradient of its outputs, of which one has
// to be transposed. That is the one with fewer rows, and the parameters stand accordingly: across has a line for each
// input, otherwise there is a line for each output, in both with zeros behind it up to a length that the kernels take.
type layer struct {
	in, out, at int
	across      bool
	stride      int  // length of a line
	nextOut     int  // distance from a weight to that of the next output
	nextIn      int  // distance from a weight to that of the next input
	keep        bool // activations are kept for the gradient, not computed again
}

func newLayer(in, out, at int, keep bool) layer {
	l := layer{in: in, out: out, at: at, keep: keep, across: in >= out}
	if l.across {
		l.stride = round8(out)
		l.nextOut, l.nextIn = 1, l.stride
	} else {
		l.stride = round8(in + 1)
		l.nextOut, l.nextIn = l.stride, 1
	}
	return l
}

// size is the number of parameters, zeros included.
func (l *layer) size() int {
	if l.across {
		return l.stride * (l.in + 1)
	}
	return l.stride * l.out
}

// place is where the weight of an input for an output stands; the bias is that of input in.
func (l *layer) place(output, input int) int { return l.at + output*l.nextOut + input*l.nextIn }

// bias are the parameters w from the first bias on.
func (l *layer) bias(w []float32) []float32 { return w[l.place(0, l.in):] }

// turned makes the room for what gradient transposes, lanes×stride.
func (l *layer) turned() []float32 {
	t := make([]float32, lanes*l.stride)
	if !l.across {
		for n := range lanes {
			t[n*l.stride+l.in] = 1
		}
	}
	return t
}

// gradient adds the gradient of the parameters to g, for the inputs x (in×lanes) and the gradient d (out×lanes).
func (l *layer) gradient(k *kernel.Table, x, d, turned, g []float32) {
	if l.across {
		k.Transpose(l.out, d, turned, l.stride)
		k.Outer(l.in, lanes, l.stride, x, turned, l.stride, g[l.at:], l.stride)
		k.Outer(1, lanes, l.stride, ones[:], turned, l.stride, l.bias(g), l.stride)
		return
	}
	k.Transpose(l.in, x, turned, l.stride)
	k.Outer(l.out, lanes, l.stride, d, turned, l.stride, g[l.at:], l.stride)
}

// ones is the input that biases belong to; it is never written.
var ones = func() (v [lanes]float32) {
	for i := range v {
		v[i] = 1
	}
	return v
}()
