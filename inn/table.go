package inn

import (
	"math/rand/v2"

	"innlab/inn/net"
)

// Table is simulations that were made before: n pairs of x and y that belong together, by rows. A training on it goes
// through it in epochs: every row once, in an order that is new each time.
type Table struct {
	N    int
	X, Y []float64 // N×DimX and N×DimY
	// E is the noise that made y (N×Problem.Noise); nil where it is not known, or where Observe makes it.
	E []float64
	// Observe computes y from a row of Y, with noise from r that is new each time; nil: the row is y.
	Observe func(r *rand.Rand, raw, y []float64)
}

// Drawn is a table of n simulations of the problem, drawn once from a seed.
func (p *Problem) Drawn(n int, seed uint64) *Table {
	s := net.NewSource().Seeded(seed, 0x51a5) // a stream of its own
	t := &Table{N: n, X: make([]float64, n*p.DimX), Y: make([]float64, n*p.DimY)}
	e := p.known()
	if e > 0 {
		t.E = make([]float64, n*e)
	}
	for i := range n {
		row := 0
		if p.Table != nil {
			row = s.R.IntN(p.Table.N)
		}
		p.pairNoise(s, row, t.X[i*p.DimX:(i+1)*p.DimX], t.Y[i*p.DimY:(i+1)*p.DimY], t.E[i*e:(i+1)*e])
	}
	return t
}

// Row copies row i into x (DimX) and y (DimY), which is observed by r.
func (t *Table) Row(i int, r *rand.Rand, x, y []float64) {
	copy(x, t.X[i*len(x):(i+1)*len(x)])
	wide := len(t.Y) / t.N
	raw := t.Y[i*wide : (i+1)*wide]
	if t.Observe != nil {
		t.Observe(r, raw, y)
		return
	}
	copy(y, raw)
}

// held is how many rows a configuration holds out.
func (t *Table) held(c *Config) int { return int(c.HoldOut * float64(t.N)) }

// deck deals the rows of a table. What it deals is a function of seed and step alone.
type deck struct {
	seed   uint64
	rows   []int32 // that train
	held   []int32 // that do not
	source *net.Source

	epoch int     // of the order
	order []int32 // of the rows
	dealt []int32 // rows of the batch
}

// newDeck shuffles a table; only with held are rows held out.
func newDeck(t *Table, c *Config, held bool) *deck {
	d := &deck{seed: c.Seed, source: net.NewSource(), epoch: -1, dealt: make([]int32, c.Batch)}
	all := make([]int32, t.N)
	for i := range all {
		all[i] = int32(i)
	}
	n := 0
	if held {
		if n = t.held(c); n > 0 {
			shuffle(d.source.At(c.Seed, net.ForHoldOut, 0, 0), all)
		}
	}
	d.held, d.rows = all[:n], all[n:]
	d.order = make([]int32, len(d.rows))
	return d
}

// deal chooses the rows of a step: those that follow the last step's in an endless row of epochs.
func (d *deck) deal(step int) {
	n := len(d.rows)
	at := step * len(d.dealt)
	for i := range d.dealt {
		if e := (at + i) / n; e != d.epoch {
			d.epoch = e
			copy(d.order, d.rows)
			shuffle(d.source.At(d.seed, net.ForShuffle, e, 0), d.order)
		}
		d.dealt[i] = d.order[(at+i)%n]
	}
}

// epochs is how many steps go through all rows once, rounded up.
func (d *deck) epochSteps() int { return (len(d.rows) + len(d.dealt) - 1) / len(d.dealt) }

func shuffle(r *rand.Rand, list []int32) {
	for i := len(list) - 1; i > 0; i-- {
		j := r.IntN(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
