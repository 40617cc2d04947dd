package session

import (
	"math/rand/v2"
	"slices"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// Everything random about an answer is drawn once and kept, so that the same question put to the same network has
// the same answer, and what moves on screen is the network.

// streams of draws; each has its own generator, so that one can grow without the others changing.
const (
	forZ = iota + 1
	forNoise
	forData
	forTruth
	forTwin
	forSample
	forPair
	forSpread
	forRepeat
	forLatent
)

// seed of all streams. Any would do; it must never change.
const seed = 0x1a7e57

// data is how many rows of fresh data are sent forward at most.
const data = 2000

// piece is how many rows go through a network before the answerer looks up.
const piece = 512

// stream returns a generator at the start of a stream.
func stream(id uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, id)) }

// tape is an endless row of numbers of which the beginning is kept. What was handed out is never changed.
type tape struct {
	r    *rand.Rand
	list []float64
}

// first returns the first n numbers; fill makes the next ones.
func (t *tape) first(id uint64, n int, fill func(r *rand.Rand, v []float64)) []float64 {
	if t.r == nil {
		t.r = stream(id)
	}
	if have := len(t.list); have < n {
		t.list = append(slices.Clip(t.list), make([]float64, n-have)...)
		fill(t.r, t.list[have:])
	}
	return t.list[:n:n]
}

// normal fills v with draws from N(0, 1).
func normal(r *rand.Rand, v []float64) {
	for i := range v {
		v[i] = r.NormFloat64()
	}
}

// draws keeps the noise, the fresh data and the exact samples of one set-up.
type draws struct {
	setup        *scenes.Setup
	z, noise     tape
	data         tape
	pairX, pairY []float64 // rows that belong together
	pair         *rand.Rand
	spread       []float64 // of y
	exact        []*exact  // one for each noise on y
}

// suit empties what belongs to another set-up.
func (d *draws) suit(s *scenes.Setup) {
	if d.setup != s {
		*d = draws{setup: s}
	}
}

// latents returns n×dim draws from N(0, 1).
func (d *draws) latents(n, dim int) []float64 { return d.z.first(forZ, n*dim, normal) }

// measured returns the y of n samples: one row, or n rows with noise.
func (d *draws) measured(q *Query, n int) []float64 {
	if q.Noise == 0 {
		return q.Y
	}
	e := d.noise.first(forNoise, n*len(q.Y), normal)
	y, scale := make([]float64, len(e)), d.scale()
	for i, e := range e {
		k := i % len(q.Y)
		y[i] = q.Y[k] + q.Noise*scale[k]*e
	}
	return y
}

// spreadPairs is how many pairs say what the spread of y is.
const spreadPairs = 256

// scale returns the spread of each number of y over prior and simulator (DimY); 1 where y is a label or does not vary.
func (d *draws) scale() []float64 {
	if d.spread != nil {
		return d.spread
	}
	p := &d.setup.Problem
	d.spread = slices.Repeat([]float64{1}, p.DimY)
	if p.Labels > 0 {
		return d.spread
	}
	r, x, y := stream(forSpread), make([]float64, p.DimX), make([]float64, spreadPairs*p.DimY)
	for i := range spreadPairs {
		p.Pair(r, x, y[i*p.DimY:(i+1)*p.DimY])
	}
	for k, s := range metric.Spread(y, p.DimY) {
		if s > 0 {
			d.spread[k] = s
		}
	}
	return d.spread
}

// fresh returns n rows of x from the prior.
func (d *draws) fresh(n int) []float64 {
	return d.data.first(forData, n*d.setup.Problem.DimX, d.prior)
}

// pairs returns n rows of x from the prior and of y from the simulator, nil for none.
func (d *draws) pairs(n int) (x, y []float64) {
	if n == 0 {
		return nil, nil
	}
	if d.pair == nil {
		d.pair = stream(forPair)
	}
	p := &d.setup.Problem
	for i := len(d.pairX) / p.DimX; i < n; i++ {
		x, y := make([]float64, p.DimX), make([]float64, p.DimY)
		p.Pair(d.pair, x, y)
		d.pairX, d.pairY = append(d.pairX, x...), append(d.pairY, y...)
	}
	return d.pairX[: n*p.DimX : n*p.DimX], d.pairY[: n*p.DimY : n*p.DimY]
}

// prior fills v with rows of x from the prior.
func (d *draws) prior(r *rand.Rand, v []float64) {
	p := &d.setup.Problem
	for ; len(v) > 0; v = v[p.DimX:] {
		p.Prior(r, v[:p.DimX])
	}
}

// truth returns n exact samples for what is asked, of a y with noise sigma in training; nil where there is no exact
// posterior, or it is not known: with noise on numbers of y the cloud is that of many y, where a label stays what it is.
// It is false if it was stopped.
func (d *draws) truth(q *Query, sigma float64, n int, stop func() bool) ([]float64, bool) {
	if q.Noise > 0 && d.setup.Problem.Labels == 0 {
		return nil, true
	}
	return d.exactly(sigma).first(d.setup, q.Y, n, stop)
}

// exactly are the exact samples for a noise.
func (d *draws) exactly(sigma float64) *exact {
	for _, e := range d.exact {
		if e.sigma == sigma {
			return e
		}
	}
	e := &exact{sigma: sigma}
	d.exact = append(d.exact[max(0, len(d.exact)-mostNoises):], e)
	return e
}

// mostNoises is for how many noises exact samples are kept.
const mostNoises = 3

// exact keeps samples of the exact posterior of the y last asked for.
type exact struct {
	sigma float64 // noise on y
	y     []float64
	none  bool   // there is no exact posterior for y
	why   string // in words, where the set-up has one for other y
	tape  tape
}

// knows says whether y is the y last asked for.
func (e *exact) knows(y []float64) bool { return e.y != nil && slices.Equal(e.y, y) }

// first returns the first n exact samples for y, drawn in pieces; nil where there is no exact posterior, and false if
// it was stopped before it had them.
func (e *exact) first(s *scenes.Setup, y []float64, n int, stop func() bool) ([]float64, bool) {
	if !e.knows(y) {
		*e = exact{sigma: e.sigma, y: slices.Clone(y), none: s.Exact == nil}
	}
	dim := s.Problem.DimX
	for have := len(e.tape.list) / dim; !e.none && have < n; have = len(e.tape.list) / dim {
		if stop() {
			return nil, false
		}
		e.tape.first(forTruth, min(n, have+piece)*dim, func(r *rand.Rand, x []float64) {
			if err := s.Posterior(r, y, e.sigma, x); err != nil {
				e.none, e.why = true, err.Error()
			}
		})
	}
	if e.none || n == 0 {
		return nil, true
	}
	return e.tape.list[: n*dim : n*dim], true
}

// painter draws the cloud of one column.
type painter struct {
	draws     *draws
	estimator inn.Estimator
	q         Query
	size
	stop func() bool
}

// cloud draws everything that was asked; false if it was stopped before.
func (p *painter) cloud() (Cloud, bool) {
	var c Cloud
	prob := &p.draws.setup.Problem
	y := p.draws.measured(&p.q, p.n)
	c.X = make([]float64, p.n*prob.DimX)
	_, every := p.draws.pairs(p.pairs)
	if every != nil {
		c.PairX = make([]float64, p.pairs*prob.DimX)
	}
	e, ok := p.estimator.(inn.Inverter)
	if !ok {
		r := stream(forSample)
		sample := func(y, x []float64) bool {
			return p.pieces(len(x)/prob.DimX, func(from, to int) {
				p.estimator.Sample(r, rowsOf(y, prob.DimY, from, to), x[from*prob.DimX:to*prob.DimX])
			})
		}
		return c, sample(y, c.X) && sample(every, c.PairX)
	}
	dim := e.DimZ()
	z := p.draws.latents(max(p.n, p.pairs), dim)
	c.Z = z[: p.n*dim : p.n*dim]
	inverse := func(y, z, x []float64) bool {
		return p.pieces(len(z)/dim, func(from, to int) {
			e.Inverse(rowsOf(y, prob.DimY, from, to), z[from*dim:to*dim], x[from*prob.DimX:to*prob.DimX])
		})
	}
	if !inverse(y, c.Z, c.X) || !inverse(every, z[:p.pairs*dim], c.PairX) {
		return c, false
	}
	if p.side > 0 {
		c.Latent = make([]float64, p.side*p.side*prob.DimX)
		if !inverse(p.q.Y, grid(p.side, dim), c.Latent) {
			return c, false
		}
	}
	if p.q.Rough || p.q.Pairs > 0 {
		return c, true
	}
	n := min(p.n, data)
	if f, ok := p.estimator.(inn.Forwarder); ok {
		x, r := p.draws.fresh(n), stream(forLatent)
		c.ZData = make([]float64, n*dim)
		return c, p.pieces(n, func(from, to int) {
			f.Forward(r, x[from*prob.DimX:to*prob.DimX], nil, c.ZData[from*dim:to*dim])
		})
	}
	if f, ok := p.estimator.(inn.Encoder); ok && p.side > 0 { // only where z is looked at, since pairs need the simulator
		x, y := p.draws.pairs(n)
		c.ZData = make([]float64, n*dim)
		return c, p.pieces(n, func(from, to int) {
			f.Encode(x[from*prob.DimX:to*prob.DimX], y[from*prob.DimY:to*prob.DimY], c.ZData[from*dim:to*dim])
		})
	}
	return c, true
}

// pieces does n rows piece by piece; false if it was stopped before the end.
func (p *painter) pieces(n int, do func(from, to int)) bool {
	for from := 0; from < n; from += piece {
		if p.stop() {
			return false
		}
		do(from, min(n, from+piece))
	}
	return true
}

// rowsOf returns rows from..to of y, or y itself where it is one row for all.
func rowsOf(y []float64, dim, from, to int) []float64 {
	if len(y) == dim {
		return y
	}
	return y[from*dim : to*dim]
}

// grid returns the middles of side×side cells over [−3, 3]² in the first two of dim latents, rows from the top.
func grid(side, dim int) []float64 {
	z := make([]float64, side*side*dim)
	at := func(i int) float64 { return -3 + 6*(float64(i)+0.5)/float64(side) }
	for row := range side {
		for col := range side {
			cell := z[(row*side+col)*dim:]
			cell[0] = at(col)
			if dim > 1 {
				cell[1] = -at(row)
			}
		}
	}
	return z
}
