package inn

import "innlab/inn/net"

// lossRec asks the inverse pass to bring x back from a disturbed (y, z), and the input's padding with it. The published
// code takes the predicted z with noise and the noisy y; with RecZGrad the gradient also goes through the predicted z
// and y is clean.
var lossRec = Loss{
	Name: "rec", Symbol: "L_r", Words: "reconstruct",
	Doc:  "Near the (y, z) that x was sent to, the inverse pass must bring x back.",
	pass: passRec,
	add: func(t *INN, w *worker, from, to int, weight float32) float64 {
		f, n := t.flow, t.config.Batch
		p := t.passes[passRec]
		var x, pad float64
		perX, perPad := 1/float64(n*f.dimX), 0.0
		if f.width > f.dimX {
			perPad = t.config.RecPadding / float64(n*(f.width-f.dimX))
		}
		for i := from; i < to; i++ {
			got, want, grad := p.x(i), t.passes[passForward].x(i), net.Part(p.grad, i, f.width)
			x += squares(got, want, grad, 0, f.dimX, net.LanesOf(n, i), 2*weight*float32(perX))
			pad += squares(got, want, grad, f.dimX, f.dimX+f.noise, net.LanesOf(n, i), 2*weight*float32(perPad))
			if t.config.RecZGrad { // the rest of the padding comes back as zeros, not as the noise that went in
				want = nil
			}
			pad += squares(got, want, grad, f.dimX+f.noise, f.width, net.LanesOf(n, i), 2*weight*float32(perPad))
		}
		return x*perX + pad*perPad
	},
}
