package inn

import (
	"math"

	"innlab/inn/net"
)

// lossZ asks the forward pass for a z that is standard normal and independent of y: the MMD between (z, y) as predicted
// and (N(0, I), y) as it should be. No gradient goes through the predicted y, so L_y alone decides about it
// (Ardizzone et al. 2019, section 3.3).
var lossZ = Loss{
	Name: "lz", Symbol: "L_z", Words: "shape z",
	Doc:  "z must be normal and must tell nothing about y.",
	pass: passForward,
	pack: func(t *INN, w *worker, p int) {
		f := t.flow
		got, want := t.passes[passForward].y(p), net.Part(t.batch.want, p, f.width)
		y := (f.width - f.dimY) * net.Lanes
		row := w.row[:f.dimZ+f.dimY]
		for l := range net.LanesOf(t.config.Batch, p) {
			net.GetRow(want, l, row[:f.dimZ])
			net.GetRow(want[y:], l, row[f.dimZ:])
			t.mmdZ.b.set(p*net.Lanes+l, row)
			net.GetRow(got, l, row[:f.dimZ])
			net.GetRow(got[y:], l, row[f.dimZ:])
			if t.config.Fit == Entropy { // logits are compared as the shares they stand for
				top, total := logits(got[y:], l, f.dimY)
				for c, v := range row[f.dimZ:] {
					row[f.dimZ+c] = float32(math.Exp(float64(v)-top) / total)
				}
			}
			t.mmdZ.a.set(p*net.Lanes+l, row)
		}
	},
	add: func(t *INN, w *worker, from, to int, weight float32) float64 {
		return t.compare(t.mmdZ, w, passForward, t.flow.dimZ, from, to, weight)
	},
}

// compare runs an MMD over panels [from, to) and adds weight times its gradient by the first dim columns of the rows
// to the first dim features of the pass's gradient.
func (t *INN) compare(d *mmd, w *worker, kind passKind, dim, from, to int, weight float32) float64 {
	n := t.config.Batch
	value := d.run(from*net.Lanes, min(to*net.Lanes, n), w.mmd)
	if weight == 0 {
		return value
	}
	for i := from; i < to; i++ {
		grad := net.Part(t.passes[kind].grad, i, t.flow.width)
		for l := range net.LanesOf(n, i) {
			for c, v := range d.grad[(i*net.Lanes+l)*d.a.ld:][:dim] {
				grad[c*net.Lanes+l] += weight * v
			}
		}
	}
	return value
}
