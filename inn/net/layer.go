package net

import "innlab/inn/kernel"

// Layer is one linear layer inside the flat parameters: weights and, as those of one more input that is always 1,
// biases. Their gradient is the outer product of the layer's inputs and the gradient of its outputs, of which one has
// to be transposed. That is the one with fewer rows, and the parameters stand accordingly: across has a line for each
// input, otherwise there is a line for each output, in both with zeros behind it up to a length that the kernels take.
// In a line of an output the bias comes last. Where the inputs leave a place for it in their last column of eight, its
// gradient comes with theirs; otherwise, and across, it is the sum of a row of the outputs' gradient.
type Layer struct {
	In, Out int // numbers of inputs and outputs
	At      int // its first parameter
	across  bool
	stride  int  // length of a line
	nextOut int  // distance from a weight to that of the next output
	nextIn  int  // distance from a weight to that of the next input
	keep    bool // activations are kept for the gradient, not computed again
}

// NewLayer lays a layer out from parameter at on. With keep its activations are kept for the gradient.
func NewLayer(in, out, at int, keep bool) Layer {
	l := Layer{In: in, Out: out, At: at, keep: keep, across: in >= out}
	if l.across {
		l.stride = Round8(out)
		l.nextOut, l.nextIn = 1, l.stride
	} else {
		l.stride = Round8(in + 1)
		l.nextOut, l.nextIn = l.stride, 1
	}
	return l
}

// Size is the number of parameters, zeros included.
func (l *Layer) Size() int {
	if l.across {
		return l.stride * (l.In + 1)
	}
	return l.stride * l.Out
}

// Place is where the weight of an input for an output stands; the bias is that of input in.
func (l *Layer) Place(output, input int) int { return l.At + output*l.nextOut + input*l.nextIn }

// Matrix copies the layer's part of v, parameters or their gradient: outputs × inputs, and outputs for the biases.
func (l *Layer) Matrix(v []float32) (weights, biases []float32) {
	for o := range l.Out {
		for i := range l.In {
			weights = append(weights, v[l.Place(o, i)])
		}
		biases = append(biases, v[l.Place(o, l.In)])
	}
	return weights, biases
}

// bias are the parameters w from the first bias on.
func (l *Layer) bias(w []float32) []float32 { return w[l.Place(0, l.In):] }

// turned makes the room for what gradient transposes, lanes×stride.
func (l *Layer) turned() []float32 {
	t := make([]float32, Lanes*l.stride)
	if l.columns() > l.In {
		for n := range Lanes {
			t[n*l.stride+l.In] = 1
		}
	}
	return t
}

// columns is how many numbers of an output's line the product of the gradient makes; 0 where lines belong to inputs.
func (l *Layer) columns() int {
	if l.across {
		return 0
	}
	return Round8(l.In)
}

// gradient adds the gradient of the parameters to g, for the inputs x (in×lanes) and the gradient d (out×lanes).
func (l *Layer) gradient(k *kernel.Table, x, d, turned, g []float32) {
	if l.across {
		k.Transpose(l.Out, d, turned, l.stride)
		k.Outer(l.In, Lanes, l.stride, x, turned, l.stride, g[l.At:], l.stride)
	} else {
		k.Transpose(l.In, x, turned, l.stride)
		k.Outer(l.Out, Lanes, l.columns(), d, turned, l.stride, g[l.At:], l.stride)
	}
	if l.columns() <= l.In {
		k.RowSum(l.Out, d, l.bias(g), l.nextOut)
	}
}
