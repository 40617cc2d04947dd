package inn

import "innlab/inn/net"

import "math/rand/v2"

// A random part of the pairs of an MMD: for batches so large that the square of their size is what a step takes. Each
// row meets so many others as the configuration says, drawn anew in every step; a pair that is met stands for those that
// are left out, so that value and gradient are right on average.

// picked is a tile of chosen rows.
type picked struct {
	rows, near rowSet // copies, aug alone
	index      [tileRows]int
}

func newPicked(dim, near int) *picked {
	return &picked{
		rows: rowSet{aug: make([]float32, tileRows*(dim+2))},
		near: rowSet{aug: make([]float32, tileRows*(near+2))},
	}
}

// pick takes numbers from to from+m of count choices out of the first n rows. Each is one of n/count neighbours, so that
// rows that are sorted are met evenly.
func (c *picked) pick(r *rand.Rand, rows, near *rowSet, n, count, from, m int) {
	c.rows.dim = rows.dim
	if near != nil {
		c.near.dim = near.dim
	}
	for i := range m {
		at := min(int((float64(from+i)+r.Float64())*float64(n)/float64(count)), n-1)
		c.index[i] = at
		copy(c.rows.one(i), rows.one(at))
		if near != nil {
			copy(c.near.one(i), near.one(at))
		}
	}
}

// some is what panel p adds to the self term of a, the cross term and the self term of b.
func (d *mmd) some(p int, s *mmdScratch) (self, cross, other float64) {
	r, c, n := s.draw(p), s.picked, d.a.n
	for from := 0; from < d.pairs; from += tileRows {
		m := min(tileRows, d.pairs-from)
		c.pick(r, d.a, d.na, n, d.pairs, from, m)
		tile, w := d.tile(&c.rows, &c.near, 0, m, d.a, d.na, p, s)
		d.pickedDiagonal(tile, c.index[:m], p)
		self += float64(d.k.Imq(len(tile), tile, d.h2, w))
		c.rows.pull(d.k, 0, m, tile, s.self)

		c.pick(r, d.b, d.nb, d.b.n, d.pairs, from, m)
		tile, w = d.tile(&c.rows, &c.near, 0, m, d.a, d.na, p, s)
		cross += float64(d.k.Imq(len(tile), tile, d.h2, w))
		c.rows.pull(d.k, 0, m, tile, s.cross)

		c.pick(r, d.b, d.nb, n, d.pairs, from, m)
		tile, w = d.tile(&c.rows, &c.near, 0, m, d.b, d.nb, p, s)
		d.pickedDiagonal(tile, c.index[:m], p)
		d.beyond(tile, p)
		other += float64(d.k.ImqValue(len(tile), tile, d.h2, w))
	}
	stands, crossStands := float64(n)/float64(d.pairs), float64(d.b.n)/float64(d.pairs)
	for i := range s.self {
		s.self[i] *= float32(stands)
		s.cross[i] *= float32(crossStands)
	}
	return self * stands, cross * crossStands, other * stands
}

// pickedDiagonal is diagonal for chosen rows.
func (d *mmd) pickedDiagonal(tile []float32, index []int, p int) {
	for r, i := range index {
		if i/net.Lanes == p {
			tile[r*net.Lanes+i%net.Lanes] = d.toItself()
		}
	}
}
