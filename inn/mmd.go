package inn

import (
	"math/rand/v2"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// mmd is the squared maximum mean discrepancy between two sets of rows a and b,
//
//	mean k(a, a') + mean k(b, b') − 2 mean k(a, b)    (Gretton et al. 2012, eq. 3 and 5)
//
// with k the sum of inverse multiquadrics h²/(h²+d²) over bandwidths h, and its gradient by the rows of a. It goes
// by tiles of 64 rows against panels of lanes rows and never stores a matrix of all pairs: squared distances are the
// product of (−2v, 1, |v|²) and (u, |u|², 1), and Σ_j k'(d_ij)·(v_j, 1) gives the gradient. Rows whose gradients the
// same call makes meet once for both.
type mmd struct {
	k      *kernel.Table
	dim    int       // columns of a row
	h2     []float32 // squared bandwidths
	biased bool      // self terms with their diagonal
	pairs  int       // each row meets so many others of either set, drawn at random; 0: all
	a, b   *rowSet
	// Where near is set, each pair's kernel is weighted by exp(−near·|u−v|²) of the pair's second rows.
	near   float32
	na, nb *rowSet
	grad   []float32 // a.n×a.ld, columns up to dim: the gradient by a
}

// tileRows is the height of a tile: with its panel it stays in the first cache.
const tileRows = 64

// newMMD makes room for n rows against m; nearDim is the length of second rows, 0 without them. Where pairs is not
// below the number of rows, all are met.
func newMMD(k *kernel.Table, n, m, dim int, bandwidths []float64, biased bool, pairs, nearDim int, sigma float64) *mmd {
	d := &mmd{k: k, dim: dim, biased: biased, a: newRowSet(n, dim), b: newRowSet(m, dim)}
	if pairs < n {
		d.pairs = pairs
	}
	for _, h := range bandwidths {
		d.h2 = append(d.h2, float32(h*h))
	}
	if nearDim > 0 {
		d.near = float32(1 / (2 * sigma * sigma))
		d.na, d.nb = newRowSet(n, nearDim), newRowSet(m, nearDim)
	}
	d.grad = make([]float32, n*d.a.ld)
	return d
}

// mmdScratch is one worker's room.
type mmdScratch struct {
	tile, weight [tileRows * net.Lanes]float32
	self, cross  []float32                  // (dim+1)×lanes: Σ_j k'·(−2v_j, 1)
	picked       *picked                    // see mmd.some
	draw         func(panel int) *rand.Rand // the stream of a panel's random choices
}

// newMMDScratch has room for comparisons of rows of up to dim columns with second rows of up to near.
func newMMDScratch(dim, near int, draw func(panel int) *rand.Rand) *mmdScratch {
	return &mmdScratch{self: make([]float32, (dim+1)*net.Lanes), cross: make([]float32, (dim+1)*net.Lanes),
		picked: newPicked(dim, near), draw: draw}
}

// run adds up rows [from, to) of a and of the part of b that has a's size, from a multiple of lanes on: the sum over all
// rows is the value. It writes the gradient of these rows, so that different rows may run at the same time.
func (d *mmd) run(from, to int, s *mmdScratch) float64 {
	n, m := float64(d.a.n), float64(d.b.n)
	pairs := n * n
	if !d.biased {
		pairs = n * (n - 1)
	}
	clear(d.grad[from*d.a.ld : to*d.a.ld])
	var self, cross, other float64
	for p := from / net.Lanes; p*net.Lanes < to; p++ {
		clear(s.self)
		clear(s.cross)
		var a, c, b float64
		if d.pairs > 0 {
			a, c, b = d.some(p, s)
		} else {
			a, c, b = d.selfTerm(p, from, to, s), d.crossTerm(p, s), d.otherSelf(p, s)
		}
		self, cross, other = self+a, cross+c, other+b
		d.gradient(p, min((p+1)*net.Lanes, to), float32(-4/pairs), float32(4/(n*m)), s)
	}
	return self/pairs + other/pairs - 2*cross/(n*m)
}

// selfTerm is what panel p adds to the self term of a: once with its own rows and those of others, twice with those
// behind it up to row to, whose gradients it serves as well.
func (d *mmd) selfTerm(p, from, to int, s *mmdScratch) (sum float64) {
	self := func(from, to int, times float64) {
		for i := from; i < to; i += tileRows {
			rows := min(tileRows, to-i)
			tile, w := d.tile(d.a, d.na, i, rows, d.a, d.na, p, s)
			d.diagonal(tile, i, rows, p)
			sum += times * float64(d.k.Imq(len(tile), tile, d.h2, w))
			d.a.pull(d.k, i, rows, tile, s.self)
			if times == 2 {
				d.k.Outer(rows, net.Lanes, d.a.ld, tile, d.a.cols[p*net.Lanes*d.a.ld:], d.a.ld, d.grad[i*d.a.ld:], d.a.ld)
			}
		}
	}
	own := min((p+1)*net.Lanes, d.a.n)
	self(0, from, 1)
	self(p*net.Lanes, own, 1)
	self(own, to, 2)
	self(to, d.a.n, 1)
	return sum
}

// crossTerm is what panel p of a adds to the cross term.
func (d *mmd) crossTerm(p int, s *mmdScratch) (sum float64) {
	for i := 0; i < d.b.n; i += tileRows {
		rows := min(tileRows, d.b.n-i)
		tile, w := d.tile(d.b, d.nb, i, rows, d.a, d.na, p, s)
		sum += float64(d.k.Imq(len(tile), tile, d.h2, w))
		d.b.pull(d.k, i, rows, tile, s.cross)
	}
	return sum
}

// otherSelf is what panel p adds to the self term of b, of which only the first a.n rows count: it does not move the
// network, and fresh rows beyond that number only make the cross term steadier. Each pair of panels comes up once, as
// the panels stand in a ring and each meets the half behind it.
func (d *mmd) otherSelf(p int, s *mmdScratch) (sum float64) {
	n, ring := d.a.n, net.Panels(d.a.n)
	other := func(from, to int, times float64) {
		for i := from; i < min(to, n); i += tileRows {
			rows := min(tileRows, to-i, n-i)
			tile, w := d.tile(d.b, d.nb, i, rows, d.b, d.nb, p, s)
			d.diagonal(tile, i, rows, p)
			d.beyond(tile, p)
			sum += times * float64(d.k.ImqValue(len(tile), tile, d.h2, w))
		}
	}
	behind := (ring - 1) / 2
	if ring%2 == 0 && p < ring/2 {
		behind++
	}
	other(p*net.Lanes, (p+1)*net.Lanes, 1)
	other((p+1)*net.Lanes, min(p+1+behind, ring)*net.Lanes, 2)
	other(0, (p+1+behind-ring)*net.Lanes, 2)
	return sum
}

// tile computes distances and weights of rows i to i+m of a set and panel p of another.
func (d *mmd) tile(set, near *rowSet, i, m int, to, nearTo *rowSet, p int, s *mmdScratch) (tile, weight []float32) {
	tile = s.tile[:m*net.Lanes]
	set.distances(d.k, i, m, to, p, tile)
	if d.near > 0 {
		weight = s.weight[:m*net.Lanes]
		near.distances(d.k, i, m, nearTo, p, weight)
		d.k.ExpNeg(len(weight), weight, d.near)
	}
	return tile, weight
}

// diagonal puts a row's distance to itself to what it is, free of rounding, or far away where it must not count.
func (d *mmd) diagonal(tile []float32, i, rows, p int) {
	for r := max(0, p*net.Lanes-i); r < min(rows, (p+1)*net.Lanes-i); r++ {
		tile[r*net.Lanes+i+r-p*net.Lanes] = d.toItself()
	}
}

func (d *mmd) toItself() float32 {
	if d.biased {
		return 0
	}
	return far
}

// beyond puts far away the lanes of panel p of b that lie beyond a's size.
func (d *mmd) beyond(tile []float32, p int) {
	for l := min(net.Lanes, d.a.n-p*net.Lanes); l < net.Lanes; l++ {
		for r := l; r < len(tile); r += net.Lanes {
			tile[r] = far
		}
	}
}

// gradient combines the sums of k'·(v, 1) to the gradient of the rows of panel p before row to.
func (d *mmd) gradient(p, to int, self, cross float32, s *mmdScratch) {
	ld := d.a.ld
	for i := p * net.Lanes; i < to; i++ {
		l := i - p*net.Lanes
		u, g := d.a.cols[i*ld:], d.grad[i*ld:]
		own, other := s.self[d.dim*net.Lanes+l]+g[d.dim], s.cross[d.dim*net.Lanes+l]
		for j := range d.dim {
			g[j] = self*(u[j]*own+s.self[j*net.Lanes+l]/2-g[j]) + cross*(u[j]*other+s.cross[j*net.Lanes+l]/2)
		}
	}
}
