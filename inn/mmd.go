package inn

import "innlab/inn/kernel"

// mmd is the squared maximum mean discrepancy between two sets of rows a and b,
//
//	mean k(a, a') + mean k(b, b') − 2 mean k(a, b)    (Gretton et al. 2012, eq. 3 and 5)
//
// with k the sum of inverse multiquadrics h²/(h²+d²) over bandwidths h, and its gradient by the rows of a. It goes
// by tiles of 64 rows against panels of lanes rows and never stores a matrix of all pairs: squared distances are the
// product of (−2u, |u|², 1) and (v, 1, |v|²), and Σ_j k'(d_ij)·(v_j, 1) gives the gradient.
type mmd struct {
	k      *kernel.Table
	dim    int       // columns of a row
	h2     []float32 // squared bandwidths
	biased bool      // self terms with their diagonal
	a, b   *rowSet
	// Where near is set, each pair's kernel is weighted by exp(−near·|u−v|²) of the pair's second rows.
	near   float32
	na, nb *rowSet
	grad   []float32 // a.n×a.ld, columns up to dim: the gradient by a
}

// tileRows is the height of a tile: with its panel it stays in the first cache.
const tileRows = 64

// far is a squared distance at which kernels vanish, finite in sums and products of two or three.
const far = 1e12

// newMMD makes room for n rows against m; nearDim is the length of second rows, 0 without them.
func newMMD(k *kernel.Table, n, m, dim int, bandwidths []float64, biased bool, nearDim int, sigma float64) *mmd {
	d := &mmd{k: k, dim: dim, biased: biased, a: newRowSet(n, dim), b: newRowSet(m, dim)}
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

// rowSet holds rows in the three forms that the tiles read.
type rowSet struct {
	n, dim int
	aug    []float32 // n×(dim+2): −2u, |u|², 1
	pan    []float32 // panels of dim+2 features: u, 1, |u|²
	ld     int       // round8(dim+1)
	cols   []float32 // panels·lanes×ld: u, 1, 0…
}

func newRowSet(n, dim int) *rowSet {
	s := &rowSet{n: n, dim: dim, ld: round8(dim + 1)}
	s.aug = make([]float32, n*(dim+2))
	s.pan = make([]float32, panels(n)*lanes*(dim+2))
	s.cols = make([]float32, panels(n)*lanes*s.ld)
	for i := n; i < panels(n)*lanes; i++ { // lanes behind the last row are far from everything
		s.pan[(i/lanes*(dim+2)+dim+1)*lanes+i%lanes] = far
	}
	return s
}

// set stores row i.
func (s *rowSet) set(i int, row []float32) {
	a := s.aug[i*(s.dim+2) : (i+1)*(s.dim+2)]
	p := s.pan[i/lanes*(s.dim+2)*lanes+i%lanes:]
	c := s.cols[i*s.ld : i*s.ld+s.dim+1]
	var norm float32
	for j, v := range row {
		norm += v * v
		a[j] = -2 * v
		p[j*lanes] = v
		c[j] = v
	}
	a[s.dim], a[s.dim+1] = norm, 1
	p[s.dim*lanes], p[(s.dim+1)*lanes] = 1, norm
	c[s.dim] = 1
}

// distances fills tile (m×lanes) with the squared distances of rows i to i+m of a and panel p of b.
func distances(k *kernel.Table, a, b *rowSet, i, m, p int, tile []float32) {
	w := a.dim + 2
	k.GemmZero(m, w, a.aug[i*w:], w, 1, b.pan[p*w*lanes:], tile)
}

// mmdScratch is one worker's room.
type mmdScratch struct {
	tile, weight [tileRows * lanes]float32
	self, cross  []float32 // tileRows×ld: Σ_j k'·(v_j, 1)
}

// newMMDScratch has room for comparisons whose rows have a leading dimension of at most ld.
func newMMDScratch(ld int) *mmdScratch {
	return &mmdScratch{self: make([]float32, tileRows*ld), cross: make([]float32, tileRows*ld)}
}

// run adds up rows [from, to) of a and of the part of b that has a's size: the sum over all rows is the value. It
// writes the gradient of these rows, so that different rows may run at the same time.
func (d *mmd) run(from, to int, s *mmdScratch) float64 {
	n, m := float64(d.a.n), float64(d.b.n)
	pairs := n * n
	if !d.biased {
		pairs = n * (n - 1)
	}
	var self, cross, other float64
	for i := from; i < to; i += tileRows {
		rows := min(tileRows, to-i)
		clear(s.self)
		clear(s.cross)
		for p := range panels(d.a.n) {
			tile, w := d.tile(d.a, d.a, d.na, d.na, i, rows, p, s)
			d.diagonal(tile, i, rows, p)
			self += float64(d.k.Imq(len(tile), tile, d.h2, w))
			d.k.Outer(rows, lanes, d.a.ld, tile, d.a.cols[p*lanes*d.a.ld:], d.a.ld, s.self, d.a.ld)
		}
		for p := range panels(d.b.n) {
			tile, w := d.tile(d.a, d.b, d.na, d.nb, i, rows, p, s)
			cross += float64(d.k.Imq(len(tile), tile, d.h2, w))
			d.k.Outer(rows, lanes, d.b.ld, tile, d.b.cols[p*lanes*d.b.ld:], d.b.ld, s.cross, d.b.ld)
		}
		d.gradient(i, rows, float32(-4/pairs), float32(4/(n*m)), s)
		other += d.otherSelf(i, rows, s)
	}
	return self/pairs + other/pairs - 2*cross/(n*m)
}

// tile computes distances and weights of one tile.
func (d *mmd) tile(a, b, na, nb *rowSet, i, rows, p int, s *mmdScratch) (tile, weight []float32) {
	tile = s.tile[:rows*lanes]
	distances(d.k, a, b, i, rows, p, tile)
	if d.near > 0 {
		weight = s.weight[:rows*lanes]
		distances(d.k, na, nb, i, rows, p, weight)
		d.k.ExpNeg(len(weight), weight, d.near)
	}
	return tile, weight
}

// diagonal puts a row's distance to itself to what it is, free of rounding, or far away where it must not count.
func (d *mmd) diagonal(tile []float32, i, rows, p int) {
	v := float32(far)
	if d.biased {
		v = 0
	}
	for r := max(0, p*lanes-i); r < min(rows, (p+1)*lanes-i); r++ {
		tile[r*lanes+i+r-p*lanes] = v
	}
}

// otherSelf is the part of rows i to i+rows in the self term of b, of which only the first a.n rows count: it does
// not move the network, and fresh rows beyond that number only make the cross term steadier.
func (d *mmd) otherSelf(i, rows int, s *mmdScratch) (sum float64) {
	n := d.a.n
	for p := i / lanes; p < panels(n); p++ {
		tile, w := d.tile(d.b, d.b, d.nb, d.nb, i, rows, p, s)
		d.diagonal(tile, i, rows, p)
		if past := (p+1)*lanes - n; past > 0 && d.b.n > n {
			for r := range rows {
				for l := lanes - past; l < lanes; l++ {
					tile[r*lanes+l] = far
				}
			}
		}
		v := float64(d.k.ImqValue(len(tile), tile, d.h2, w))
		if p*lanes < i+rows { // the tile meets the diagonal: its pairs come up twice
			sum += v
		} else {
			sum += 2 * v
		}
	}
	return sum
}

// gradient combines the sums of k'·(v, 1) to the gradient of rows i to i+rows.
func (d *mmd) gradient(i, rows int, self, cross float32, s *mmdScratch) {
	ld := d.a.ld
	for r := range rows {
		u := d.a.cols[(i+r)*ld:]
		a, b, g := s.self[r*ld:], s.cross[r*ld:], d.grad[(i+r)*ld:]
		for j := range d.dim {
			g[j] = self*(u[j]*a[d.dim]-a[j]) + cross*(u[j]*b[d.dim]-b[j])
		}
	}
}
