package inn

import "slices"

// batch is the data of one step: rows drawn from the problem and what is written from them into the passes.
type batch struct {
	n, dimX, dimY int
	x, y          []float32 // n×dimX and n×dimY, in the network's units, as drawn
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
	b.order = make([]int32, c.Batch)
	b.crossX, b.crossY = make([]float32, c.Cross*c.Batch*f.dimX), make([]float32, c.Cross*c.Batch*f.dimY)
	b.want = make([]float32, panels(c.Batch)*lanes*f.width)
	b.back = make([]float32, panels(c.Batch)*lanes*f.width)
	b.shift = make([]float64, f.dimZ+f.dimZ%2)
	return b
}

// rowX and rowY are row i of the panels.
func (b *batch) rowX(i int) []float32 { return row(b.x, int(b.order[i]), b.dimX) }
func (b *batch) rowY(i int) []float32 { return row(b.y, int(b.order[i]), b.dimY) }

// row is row i of a row-major matrix.
func row(s []float32, i, columns int) []float32 { return s[i*columns : (i+1)*columns] }

// draw fills the rows of panel p and its share of the further rows.
func (t *INN) draw(w *worker, p int) {
	b, c := t.batch, &t.config
	from, to := p*lanes, min((p+1)*lanes, b.n)
	r := w.source.at(c.Seed, forData, t.step, p)
	for i := from; i < to; i++ {
		t.problem.Pair(r, w.x, w.y)
		t.scaleX.in(w.x, row(b.x, i, b.dimX))
		t.scaleY.in(w.y, row(b.y, i, b.dimY))
	}
	if !t.passOn[passSample] {
		return
	}
	r = w.source.at(c.Seed, forCross, t.step, p)
	for i := from * c.Cross; i < to*c.Cross; i++ {
		t.problem.Pair(r, w.x, w.y)
		y := row(b.crossY, i, b.dimY)
		t.scaleX.in(w.x, row(b.crossX, i, b.dimX))
		t.scaleY.in(w.y, y)
		w.disturb(y, t.live.YNoise)
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
		u, v := row(b.y, int(i), b.dimY), row(b.y, int(j), b.dimY)
		if labels {
			return largest(u) - largest(v)
		}
		return slices.Compare(u, v)
	})
}

// fillForward writes x and its padding into the forward pass, and what should come out into want.
func (t *INN) fillForward(w *worker, p int) {
	b, f, l := t.batch, t.flow, &t.live
	in, want := t.passes[passForward].x(p), part(b.want, p, f.width)
	full, z, y := w.row[:f.width], w.row[:f.dimZ], w.row[f.width-f.dimY:f.width]
	w.source.at(t.config.Seed, forNoise, t.step, p)
	for i := range lanesOf(b.n, p) {
		clear(full)
		copy(full, b.rowX(p*lanes+i))
		w.disturb(full[f.dimX:], l.PadNoise)
		putRow(in, i, full)

		clear(full)
		w.disturb(full[f.dimZ:f.width-f.dimY], l.PadNoise)
		copy(y, b.rowY(p*lanes+i))
		w.disturb(y, l.YNoise)
		putRow(want, i, full)
	}
	r := w.source.at(t.config.Seed, forLatent, t.step, p)
	for i := range lanesOf(b.n, p) {
		for j := range z {
			z[j] = float32(r.NormFloat64())
		}
		putRow(want, i, z)
	}
}

// fillBack writes fresh z, padding and y into back and the sampling pass.
func (t *INN) fillBack(w *worker, p int) {
	b, f, l := t.batch, t.flow, &t.live
	back := part(b.back, p, f.width)
	full, z, y := w.row[:f.width], w.row[:f.dimZ], w.row[f.width-f.dimY:f.width]
	r := w.source.at(t.config.Seed, forSample, t.step, p)
	for i := range lanesOf(b.n, p) {
		clear(full)
		if t.config.Lattice {
			t.lattice.normal(p*lanes+i, b.shift, z)
		} else {
			for j := range z {
				z[j] = float32(r.NormFloat64())
			}
		}
		w.disturb(full[f.dimZ:f.width-f.dimY], l.PadNoise)
		copy(y, b.rowY(p*lanes+i))
		w.disturb(y, l.YNoise)
		putRow(back, i, full)
	}
	in := t.passes[passSample].y(p)
	copy(in, back)
	t.stretchY(in)
}

// fillRec writes the predicted z, padding and y into the reconstruction pass.
func (t *INN) fillRec(w *worker, p int) {
	b, f := t.batch, t.flow
	in, first := t.passes[passRec].y(p), f.width-f.dimY
	copy(in, part(b.back, p, f.width))
	copy(in[:f.dimZ*lanes], t.passes[passForward].y(p))
	for i := range lanesOf(b.n, p) {
		if t.config.RecZGrad {
			putRow(in[first*lanes:], i, b.rowY(p*lanes+i))
		}
		if t.live.ZNoise > 0 {
			z := w.row[:f.dimZ]
			getRow(in, i, z)
			w.disturb(z, t.live.ZNoise)
			putRow(in, i, z)
		}
	}
	t.stretchY(in)
}

// stretchY turns the y of a panel into what the inverse pass expects: labels into logits.
func (t *INN) stretchY(panel []float32) {
	if t.stretch == 1 {
		return
	}
	y := panel[(t.flow.width-t.flow.dimY)*lanes:]
	for i := range y {
		y[i] *= t.stretch
	}
}
