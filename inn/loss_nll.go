package inn

import (
	"math"

	"innlab/inn/net"
)

// lossNLL asks the forward pass for the likelihood of the data, over the whole width of the network:
//
//	−log N(z; 0, I) − log N(y'; y, σ²I) − log N(p; 0, σ²I) − log|det J|
//
// with y' the predicted y, p the output's padding, σ = Config.Sigma and J the Jacobian of (x, padding) → (z, padding, y);
// a mean over rows, in nats and in the network's units, on either side of 0 (Kruse et al. 2021, "Benchmarking invertible
// architectures on inverse problems", section 2, who train an INN so). Without padding it is −log q(x | y) as SmoothedDensity tells
// it. With padding it is that of x together with its padding, which is noise of standard deviation Live.PadNoise: it
// judges how the network spreads that noise as well, and bounds the likelihood of x no better than q models the
// padding. A padding without noise can be stretched without end, which only the clamp of the blocks then bounds.
var lossNLL = Loss{
	Name: "nll", Symbol: "L_n", Words: "likelihood", Signed: true, Young: true,
	Doc:  "The pairs of x and y must be likely: −log N(z) − log N(y' − y) − log|det J| of the forward pass.",
	pass: passForward,
	det:  true,
	add: func(t *INN, w *worker, from, to int, weight float32) float64 {
		f, n, p := t.flow, t.config.Batch, t.passes[passForward]
		first, sharp := f.width-f.dimY, 1/(t.config.Sigma*t.config.Sigma)
		per := weight / float32(n)
		var sum float64
		for i := from; i < to; i++ {
			got, want, grad := p.y(i), net.Part(t.batch.want, i, f.width), net.Part(p.grad, i, f.width)
			lanes := net.LanesOf(n, i)
			for j := range f.width {
				precision := 1.0
				if j >= f.dimZ {
					precision = sharp
				}
				for k := j * net.Lanes; k < j*net.Lanes+lanes; k++ {
					d := got[k]
					if j >= first {
						d -= t.stretch * want[k]
					}
					sum += precision * float64(d) * float64(d) / 2
					grad[k] += per * float32(precision) * d
				}
			}
			for l := range lanes {
				sum += t.normaliser() - float64(p.logdet[i*net.Lanes+l])
				if p.slope != nil {
					p.slope[i*net.Lanes+l] -= per
				}
			}
		}
		return sum / float64(n)
	},
}

// normaliser is −log of the factor in front of the normal densities of z, y and the output's padding.
func (t *INN) normaliser() float64 {
	f := t.flow
	return float64(f.width)*math.Log(2*math.Pi)/2 + float64(f.width-f.dimZ)*math.Log(t.config.Sigma)
}
