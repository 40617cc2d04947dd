package inn

import (
	"math"

	"innlab/inn/net"
)

// reference is the objective of one step computed plainly: float64, row by row, no panels and no tiles. It takes the
// inputs of a step that INN has made and computes the losses for any parameters; differences of it are what the
// gradients are held against.
type reference struct {
	t             *INN
	x, want       [][]float64 // what the forward pass got and should give
	back          [][]float64 // what the sampling pass got
	rec           [][]float64 // what the reconstruction pass got
	noise         [][]float64 // of z in the reconstruction
	fixedY        [][]float64 // predicted y that L_z lets no gradient through
	dataX, dataY  [][]float64 // what L_x compares with
	batchX, clean [][]float64
}

// newReference records a step that has been run up to its gradients.
func newReference(t *INN) *reference {
	f, b := t.flow, t.batch
	r := &reference{t: t}
	first := f.width - f.dimY
	for i := range b.n {
		p, l := i/net.Lanes, i%net.Lanes
		r.x = append(r.x, lane(t.passes[passForward].x(p), l, f.width))
		r.want = append(r.want, lane(net.Part(b.want, p, f.width), l, f.width))
		r.back = append(r.back, lane(t.passes[passSample].y(p), l, f.width))
		r.rec = append(r.rec, lane(t.passes[passRec].y(p), l, f.width))
		r.batchX = append(r.batchX, wide(b.rowX(i)))
		r.clean = append(r.clean, wide(b.rowY(i)))
		out := lane(t.passes[passForward].y(p), l, f.width)
		noise := make([]float64, f.dimZ)
		for j := range noise {
			noise[j] = r.rec[i][j] - out[j]
		}
		r.noise = append(r.noise, noise)
		r.fixedY = append(r.fixedY, out[first:])
	}
	for i := range b.n * t.config.Cross {
		r.dataX = append(r.dataX, wide(net.Row(b.crossX, i, f.dimX)))
		r.dataY = append(r.dataY, wide(net.Row(b.crossY, i, f.dimY)))
	}
	if t.config.Cross == 0 {
		for i := range b.n {
			r.dataX, r.dataY = append(r.dataX, r.batchX[i]), append(r.dataY, r.want[i][first:])
		}
	}
	return r
}

func lane(panel []float32, l, width int) []float64 {
	row := make([]float32, width)
	net.GetRow(panel, l, row)
	return wide(row)
}

func wide(row []float32) []float64 {
	w := make([]float64, len(row))
	widen(row, w)
	return w
}

// losses are the values for the parameters w.
func (r *reference) losses(w []float64) (v [NumLosses]float64) {
	t, f, c := r.t, r.t.flow, &r.t.config
	n, first := float64(len(r.x)), f.width-f.dimY
	var za, zb, xa, ya, xb, yb [][]float64
	for i := range r.x {
		out := r.forward(w, r.x[i])
		switch {
		case c.Fit == Entropy:
			v[LossY] -= math.Log(softmax(out[first:])[argmax(r.clean[i])]) / n
		default:
			from := first
			if c.FitPadding {
				from = f.dimZ
			}
			for j := from; j < f.width; j++ {
				v[LossY] += math.Pow(out[j]-r.want[i][j], 2) / n / float64(f.width-from)
			}
		}
		v[LossNLL] -= r.logdet(w, r.x[i], true) / n
		for j, o := range out {
			sd, at := c.Sigma, 0.0
			switch {
			case j < f.dimZ:
				sd = 1
			case j >= first:
				at = float64(t.stretch) * r.want[i][j]
			}
			v[LossNLL] += (math.Pow((o-at)/sd, 2)/2 + math.Log(sd) + math.Log(2*math.Pi)/2) / n
		}
		y := r.fixedY[i]
		if c.Fit == Entropy {
			y = softmax(y)
		}
		za = append(za, join(out[:f.dimZ], y, 1))
		zb = append(zb, join(r.want[i][:f.dimZ], r.want[i][first:], 1))

		xa = append(xa, r.inverse(w, r.back[i])[:f.dimX])
		sent := make([]float64, f.dimY)
		for j := range sent {
			sent[j] = r.back[i][first+j] / float64(t.stretch)
		}
		ya = append(ya, sent)

		in := append([]float64(nil), r.rec[i]...)
		if c.RecZGrad {
			for j, e := range r.noise[i] {
				in[j] = out[j] + e
			}
		}
		for j, x := range r.inverse(w, in) {
			switch {
			case j < f.dimX:
				v[LossRec] += math.Pow(x-r.x[i][j], 2) / n / float64(f.dimX)
			case c.RecZGrad && j >= f.dimX+f.noise:
				v[LossRec] += c.RecPadding * x * x / n / float64(f.width-f.dimX)
			default:
				v[LossRec] += c.RecPadding * math.Pow(x-r.x[i][j], 2) / n / float64(f.width-f.dimX)
			}
		}
	}
	v[LossZ] = r.mmd(za, zb, nil, nil)
	xb, yb = r.dataX, r.dataY
	switch LossXForm(c, &t.live) {
	case ShapeX:
		v[LossX] = r.mmd(xa, xb, nil, nil)
	case ShapeNear:
		v[LossX] = r.mmd(xa, xb, ya, yb)
	default:
		var a, b [][]float64
		for i := range xa {
			a = append(a, join(xa[i], ya[i], c.ShapeY))
		}
		for i := range xb {
			b = append(b, join(xb[i], yb[i], c.ShapeY))
		}
		v[LossX] = r.mmd(a, b, nil, nil)
	}
	return v
}

// objective is the weighted sum that the step's gradient belongs to.
func (r *reference) objective(w []float64) (sum float64) {
	for i, v := range r.losses(w) {
		sum += v * float64(r.t.weight(i))
	}
	return sum
}

// mmd is the estimate between rows a and b; the self term of b takes as many rows as there are in a.
func (r *reference) mmd(a, b, na, nb [][]float64) float64 {
	mean := func(a, b, na, nb [][]float64, self bool) (sum float64) {
		pairs := 0.0
		for i := range a {
			for j := range b {
				if self && i == j && !r.t.config.Biased {
					continue
				}
				d, k := distance(a[i], b[j]), 0.0
				for _, h := range r.t.config.Kernels {
					k += h * h / (h*h + d)
				}
				if na != nil {
					s := r.t.config.ShapeY
					k *= math.Exp(-distance(na[i], nb[j]) / (2 * s * s))
				}
				sum += k
				pairs++
			}
		}
		return sum / pairs
	}
	n := len(a)
	own := nb
	if nb != nil {
		own = nb[:n]
	}
	return mean(a, a, na, na, true) + mean(b[:n], b[:n], own, own, true) - 2*mean(a, b, na, nb, false)
}

func distance(a, b []float64) (d float64) {
	for i := range a {
		d += (a[i] - b[i]) * (a[i] - b[i])
	}
	return d
}

func join(a, b []float64, factor float64) []float64 {
	c := append([]float64(nil), a...)
	for _, v := range b {
		c = append(c, factor*v)
	}
	return c
}

func argmax(v []float64) (at int) {
	for i := range v {
		if v[i] > v[at] {
			at = i
		}
	}
	return at
}

func softmax(v []float64) []float64 {
	p, total := make([]float64, len(v)), 0.0
	for i := range v {
		p[i] = math.Exp(v[i])
		total += p[i]
	}
	for i := range p {
		p[i] /= total
	}
	return p
}

// perceptron is a subnet on one row.
func (r *reference) perceptron(w []float64, s *net.Perceptron, x []float64) []float64 {
	for i, l := range s.Layers {
		o := make([]float64, l.Out)
		for a := range o {
			o[a] = w[l.Place(a, l.In)]
			for b := range x {
				o[a] += w[l.Place(a, b)] * x[b]
			}
			if i < len(s.Layers)-1 {
				if s.SiLU {
					o[a] /= 1 + math.Exp(-o[a])
				} else {
					o[a] = max(0, o[a])
				}
			}
		}
		x = o
	}
	return x
}

// scale is exp(α(s)).
func (r *reference) scale(s float64) float64 {
	c := r.t.config.Clamp
	if r.t.config.ClampOld {
		return math.Exp(c * 0.636 * math.Atan(s))
	}
	return math.Exp(c * 0.636 * math.Atan(s/c))
}

func (r *reference) forward(w, x []float64) []float64 {
	for i := range r.t.flow.blocks {
		b := &r.t.flow.blocks[i]
		d, n := b.d1, len(x)
		y := append([]float64(nil), x...)
		st := r.perceptron(w, &b.sub2, x[d:])
		for j := range d {
			y[j] = x[j]*r.scale(st[j]) + st[d+j]
		}
		st = r.perceptron(w, &b.sub1, y[:d])
		for j := d; j < n; j++ {
			y[j] = x[j]*r.scale(st[j-d]) + st[n-2*d+j]
		}
		x = make([]float64, n)
		for j := range x {
			if b.mix.Perm != nil {
				x[j] = y[b.mix.Perm[j]]
				continue
			}
			for k := range y {
				x[j] += float64(b.mix.Turn[j*n+k]) * y[k]
			}
		}
	}
	return x
}

func (r *reference) inverse(w, y []float64) []float64 {
	for i := len(r.t.flow.blocks) - 1; i >= 0; i-- {
		b := &r.t.flow.blocks[i]
		d, n := b.d1, len(y)
		x := make([]float64, n)
		for j := range y {
			if b.mix.Perm != nil {
				x[b.mix.Perm[j]] = y[j]
				continue
			}
			for k := range y {
				x[k] += float64(b.mix.Turn[j*n+k]) * y[j]
			}
		}
		st := r.perceptron(w, &b.sub1, x[:d])
		for j := d; j < n; j++ {
			x[j] = (x[j] - st[n-2*d+j]) / r.scale(st[j-d])
		}
		st = r.perceptron(w, &b.sub2, x[d:])
		for j := range d {
			x[j] = (x[j] - st[d+j]) / r.scale(st[j])
		}
		y = x
	}
	return y
}
