package inn

import (
	"slices"

	"innlab/inn/net"
)

// batch is the data of one step: rows drawn from the problem and what is written from them into the passes.
type batch struct {
	n, dimX, dimY int
	x, y          []float32 // n×dimX and n×dimY, in the network's units, as drawn
	e             []float32 // n×noise: the simulator's noise; what is not known of it is 0
	order         []int32   // row i of the panels is row order[i] as drawn
	crossX        []float32 // Cross·n×dimX: further rows that L_x compares with
	crossY        []float32
	want          []float32 // panels: what the forward pass should give: z ~ N(0, I), padding, y with noise
	back          []float32 // panels: what the sampling pass starts from, before labels are stretched to logits
	shift         []float64 // of the lattice in this step
}

func newBatch(f *flow, c *Config) *batch {
	b := &batch{n: c.Batch, dimX: f.dimX, dimY: f.dimY}
	b.x, b.y = make([]float32, c.Batch*f.dimX), make([]float32, c.Batch*f.dimY)
	b.e = make([]float32, c.Batch*f.noise)
	b.order = make([]int32, c.Batch)
	b.crossX, b.crossY = make([]float32, c.Cross*c.Batch*f.dimX), make([]float32, c.Cross*c.Batch*f.dimY)
	b.want = make([]float32, net.Panels(c.Batch)*net.Lanes*f.width)
	b.back = make([]float32, net.Panels(c.Batch)*net.Lanes*f.width)
	b.shift = make([]float64, f.dimZ+f.dimZ%2)
	return b
}

// rowX, rowY and rowE are row i of the panels.
func (b *batch) rowX(i int) []float32 { return net.Row(b.x, int(b.order[i]), b.dimX) }
func (b *batch) rowY(i int) []float32 { return net.Row(b.y, int(b.order[i]), b.dimY) }

func (b *batch) rowE(i int) []float32 {
	n := len(b.e) / b.n
	return net.Row(b.e, int(b.order[i]), n)
}

// draw fills the rows of panel p and its share of the further rows.
func (t *INN) draw(w *worker, p int) {
	b, c := t.batch, &t.config
	from, to := p*net.Lanes, min((p+1)*net.Lanes, b.n)
	w.source.At(c.Seed, net.ForData, t.step, p)
	for i := from; i < to; i++ {
		t.pair(w.hand, i)
		t.scaleX.In(nil, w.x, net.Row(b.x, i, b.dimX))
		t.scaleY.In(nil, w.y, net.Row(b.y, i, b.dimY))
		narrow(w.e, net.Row(b.e, i, t.flow.noise))
	}
	if !t.passOn[passSample] {
		return
	}
	r := w.source.At(c.Seed, net.ForCross, t.step, p)
	for i := from * c.Cross; i < to*c.Cross; i++ {
		t.problem.Pair(r, w.x, w.y)
		y := net.Row(b.crossY, i, b.dimY)
		t.scaleX.In(nil, w.x, net.Row(b.crossX, i, b.dimX))
		t.scaleY.In(nil, w.y, y)
		t.disturbY(w, y)
	}
}

// sort decides in which order the rows stand in the panels: as drawn, or for the lattice by y, so that every label
// (or neighbourhood of y) gets an even share of it.
func (b *batch) sort(labels, lattice bool) {
	for i := range b.order {
		b.order[i] = int32(i)
	}
	if !lattice {
		return
	}
	slices.SortStableFunc(b.order, func(i, j int32) int {
		u, v := net.Row(b.y, int(i), b.dimY), net.Row(b.y, int(j), b.dimY)
		if labels {
			return largest(u) - largest(v)
		}
		return slices.Compare(u, v)
	})
}

// fillForward writes x and its padding into the forward pass, and what should come out into want.
func (t *INN) fillForward(w *worker, p int) {
	b, f, l := t.batch, t.flow, &t.live
	in, want := t.passes[passForward].x(p), net.Part(b.want, p, f.width)
	full, z, y := w.row[:f.width], w.row[:f.dimZ], w.row[f.width-f.dimY:f.width]
	w.source.At(t.config.Seed, net.ForNoise, t.step, p)
	for i := range net.LanesOf(b.n, p) {
		clear(full)
		copy(full, b.rowX(p*net.Lanes+i))
		copy(full[f.dimX:], b.rowE(p*net.Lanes+i))
		w.disturb(full[f.dimX+len(w.e):], l.PadNoise)
		net.PutRow(in, i, full)

		clear(full)
		w.disturb(full[f.dimZ:f.width-f.dimY], l.PadNoise)
		copy(y, b.rowY(p*net.Lanes+i))
		t.disturbY(w, y)
		net.PutRow(want, i, full)
	}
	r := w.source.At(t.config.Seed, net.ForLatent, t.step, p)
	for i := range net.LanesOf(b.n, p) {
		for j := range z {
			z[j] = float32(r.NormFloat64())
		}
		net.PutRow(want, i, z)
	}
}

// fillBack writes fresh z, padding and y into back and the sampling pass.
func (t *INN) fillBack(w *worker, p int) {
	b, f, l := t.batch, t.flow, &t.live
	back := net.Part(b.back, p, f.width)
	full, z, y := w.row[:f.width], w.row[:f.dimZ], w.row[f.width-f.dimY:f.width]
	r := w.source.At(t.config.Seed, net.ForSample, t.step, p)
	for i := range net.LanesOf(b.n, p) {
		clear(full)
		if t.config.Lattice {
			t.lattice.normal(p*net.Lanes+i, b.shift, z)
		} else {
			for j := range z {
				z[j] = float32(r.NormFloat64())
			}
		}
		w.disturb(full[f.dimZ:f.width-f.dimY], l.PadNoise)
		copy(y, b.rowY(p*net.Lanes+i))
		t.disturbY(w, y)
		net.PutRow(back, i, full)
	}
	in := t.passes[passSample].y(p)
	copy(in, back)
	t.stretchY(in)
}

// fillRec writes the predicted z, padding and y into the reconstruction pass.
func (t *INN) fillRec(w *worker, p int) {
	b, f := t.batch, t.flow
	in, first := t.passes[passRec].y(p), f.width-f.dimY
	copy(in, net.Part(b.back, p, f.width))
	copy(in[:f.dimZ*net.Lanes], t.passes[passForward].y(p))
	for i := range net.LanesOf(b.n, p) {
		if t.config.RecZGrad {
			net.PutRow(in[first*net.Lanes:], i, b.rowY(p*net.Lanes+i))
		}
		if t.live.ZNoise > 0 {
			z := w.row[:f.dimZ]
			net.GetRow(in, i, z)
			w.disturb(z, t.live.ZNoise)
			net.PutRow(in, i, z)
		}
	}
	t.stretchY(in)
}

// stretchY turns the y of a panel into what the inverse pass expects: labels into logits.
func (t *INN) stretchY(panel []float32) {
	if t.stretch == 1 {
		return
	}
	y := panel[(t.flow.width-t.flow.dimY)*net.Lanes:]
	for i := range y {
		y[i] *= t.stretch
	}
}
