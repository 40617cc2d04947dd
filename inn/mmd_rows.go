package inn

import (
	"innlab/inn/kernel"
	"innlab/inn/net"
)

// far is a squared distance at which kernels vanish, finite in sums and products of two or three.
const far = 1e12

// rowSet holds rows in the forms that the tiles of an MMD read: one by one, and as panels. The product of the two is a
// squared distance.
type rowSet struct {
	n, dim int
	aug    []float32 // n×(dim+2): −2u, 1, |u|²
	pan    []float32 // panels of dim+1 features: u, |u|²
	ld     int       // round8(dim+1)
	cols   []float32 // panels·lanes×ld: u, 1, 0…
}

func newRowSet(n, dim int) *rowSet {
	s := &rowSet{n: n, dim: dim, ld: net.Round8(dim + 1)}
	s.aug = make([]float32, n*(dim+2))
	s.pan = make([]float32, net.Panels(n)*net.Lanes*(dim+1))
	s.cols = make([]float32, net.Panels(n)*net.Lanes*s.ld)
	for i := n; i < net.Panels(n)*net.Lanes; i++ { // lanes behind the last row are far from everything
		s.pan[(i/net.Lanes*(dim+1)+dim)*net.Lanes+i%net.Lanes] = far
	}
	return s
}

// set stores row i.
func (s *rowSet) set(i int, row []float32) {
	a := s.one(i)
	p := s.pan[i/net.Lanes*(s.dim+1)*net.Lanes+i%net.Lanes:]
	c := s.cols[i*s.ld : i*s.ld+s.dim+1]
	var norm float32
	for j, v := range row {
		norm += v * v
		a[j] = -2 * v
		p[j*net.Lanes] = v
		c[j] = v
	}
	a[s.dim], a[s.dim+1] = 1, norm
	p[s.dim*net.Lanes] = norm
	c[s.dim] = 1
}

// one is row i as −2u, 1, |u|².
func (s *rowSet) one(i int) []float32 { return s.aug[i*(s.dim+2) : (i+1)*(s.dim+2)] }

// distances fills tile (m×lanes) with the squared distances of rows i to i+m and panel p of another set.
func (s *rowSet) distances(k *kernel.Table, i, m int, to *rowSet, p int, tile []float32) {
	w := s.dim + 2
	k.GemmBias(m, s.dim+1, s.aug[i*w:], w, 1, to.pan[p*(s.dim+1)*net.Lanes:], tile, s.aug[i*w+s.dim+1:])
}

// pull adds Σ k'·(−2v, 1) over rows i to i+m to sums, dim+1 features of a panel; tile has k'.
func (s *rowSet) pull(k *kernel.Table, i, m int, tile, sums []float32) {
	w := s.dim + 2
	k.GemmAdd(s.dim+1, m, s.aug[i*w:], 1, w, tile, sums)
}
