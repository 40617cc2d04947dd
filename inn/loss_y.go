package inn

import (
	"math"

	"innlab/inn/net"
)

// lossY asks the forward pass for the right y: the mean squared error of y (and of the output's padding, whose target
// is its own noise), or for labels the cross-entropy of the logits.
var lossY = Loss{
	Name: "ly", Symbol: "L_y", Words: "fit y",
	Doc:  "The forward pass must predict y.",
	pass: passForward,
	add: func(t *INN, w *worker, from, to int, weight float32) float64 {
		if t.config.Fit == Entropy {
			return t.entropy(from, to, weight)
		}
		f := t.flow
		first := f.width - f.dimY
		if t.config.FitPadding {
			first = f.dimZ
		}
		p := t.passes[passForward]
		per := 1 / float64(t.config.Batch*(f.width-first))
		var sum float64
		for i := from; i < to; i++ {
			got, want, grad := p.y(i), net.Part(t.batch.want, i, f.width), net.Part(p.grad, i, f.width)
			sum += squares(got, want, grad, first, f.width, net.LanesOf(t.config.Batch, i), 2*weight*float32(per))
		}
		return sum * per
	},
}

// squares returns the sum of (got − want)² over features [from, to) and the first n lanes of a panel, and adds
// scale·(got − want) to grad; a nil want means zeros.
func squares(got, want, grad []float32, from, to, n int, scale float32) (sum float64) {
	for f := from; f < to; f++ {
		for j := f * net.Lanes; j < f*net.Lanes+n; j++ {
			d := got[j]
			if want != nil {
				d -= want[j]
			}
			sum += float64(d) * float64(d)
			grad[j] += scale * d
		}
	}
	return sum
}

// entropy is L_y for labels: −log softmax(y)[label], the label being the largest entry of the clean y.
func (t *INN) entropy(from, to int, weight float32) (sum float64) {
	f, p, n := t.flow, t.passes[passForward], t.config.Batch
	first := f.width - f.dimY
	for i := from; i < to; i++ {
		got, grad := p.y(i)[first*net.Lanes:], net.Part(p.grad, i, f.width)[first*net.Lanes:]
		for l := range net.LanesOf(n, i) {
			label := largest(t.batch.rowY(i*net.Lanes + l))
			top, total := logits(got, l, f.dimY)
			sum += top + math.Log(total) - float64(got[label*net.Lanes+l])
			for c := range f.dimY {
				q := math.Exp(float64(got[c*net.Lanes+l])-top) / total
				if c == label {
					q--
				}
				grad[c*net.Lanes+l] += weight / float32(n) * float32(q)
			}
		}
	}
	return sum / float64(n)
}

// logits returns the largest of dim logits in lane l of a panel and Σ exp(logit − largest), which cannot overflow.
func logits(panel []float32, l, dim int) (top, total float64) {
	top = math.Inf(-1)
	for c := range dim {
		top = max(top, float64(panel[c*net.Lanes+l]))
	}
	for c := range dim {
		total += math.Exp(float64(panel[c*net.Lanes+l]) - top)
	}
	return top, total
}

// largest is the index of the largest entry of a row.
func largest(row []float32) (at int) {
	for i, v := range row {
		if v > row[at] {
			at = i
		}
	}
	return at
}
