package inn

import "innlab/inn/net"

// lossX asks the inverse pass of fresh z for the right x: the MMD between what comes out and the data. On x alone it
// compares with the prior (Ardizzone et al. 2019, section 3.3); jointly with y, or with pairs weighted by how near
// their y are, it compares with the posterior itself.
var lossX = Loss{
	Name: "lx", Symbol: "L_x", Words: "shape x",
	Doc:  "x sampled backwards must be distributed like the data.",
	pass: passSample,
	pack: func(t *INN, w *worker, p int) {
		f, b, d := t.flow, t.batch, t.mmdX()
		x, y := t.passes[passSample].x(p), net.Part(b.back, p, f.width)[(f.width-f.dimY)*net.Lanes:]
		for l := range net.LanesOf(t.config.Batch, p) {
			net.GetRow(x, l, w.row[:f.dimX])
			net.GetRow(y, l, w.row[f.dimX:][:f.dimY])
			t.setRow(d, d.a, d.na, p*net.Lanes+l, w.row[:f.dimX+f.dimY])
		}
		if t.config.Cross == 0 { // the batch itself
			for l := range net.LanesOf(t.config.Batch, p) {
				i := p*net.Lanes + l
				copy(w.row, b.rowX(i))
				net.GetRow(net.Part(b.want, p, f.width)[(f.width-f.dimY)*net.Lanes:], l, w.row[f.dimX:][:f.dimY])
				t.setRow(d, d.b, d.nb, i, w.row[:f.dimX+f.dimY])
			}
			return
		}
		for i := p * net.Lanes * t.config.Cross; i < min((p+1)*net.Lanes, t.config.Batch)*t.config.Cross; i++ {
			copy(w.row, b.crossX[i*f.dimX:(i+1)*f.dimX])
			copy(w.row[f.dimX:], b.crossY[i*f.dimY:(i+1)*f.dimY])
			t.setRow(d, d.b, d.nb, i, w.row[:f.dimX+f.dimY])
		}
	},
	add: func(t *INN, w *worker, from, to int, weight float32) float64 {
		return t.compare(t.mmdX(), w, passSample, t.flow.dimX, from, to, weight)
	},
}

// mmdX is the comparison that L_x makes as things are switched now.
func (t *INN) mmdX() *mmd {
	if LossXForm(&t.config, &t.live) == ShapeX {
		return t.mmdAlone
	}
	return t.mmdBoth
}

// LossXForm says what L_x compares: ShapeX, ShapeJoint or ShapeNear. ShapeAuto is x alone where L_x trains by itself:
// the joint form would learn the posterior unaided, and hide what the other losses are for.
func LossXForm(c *Config, l *Live) string {
	if c.Shape != ShapeAuto {
		return c.Shape
	}
	if l.Loss[LossX].active() && !l.Loss[LossY].active() && !l.Loss[LossZ].active() {
		return ShapeX
	}
	return ShapeJoint
}

// setRow stores (x, y) as row i of one side of an MMD in the form that it compares.
func (t *INN) setRow(d *mmd, s, near *rowSet, i int, row []float32) {
	x, y := row[:t.flow.dimX], row[t.flow.dimX:]
	switch {
	case near != nil:
		near.set(i, y)
		s.set(i, x)
	case d.dim == len(x):
		s.set(i, x)
	default:
		for j := range y {
			y[j] *= float32(t.config.ShapeY)
		}
		s.set(i, row)
	}
}
