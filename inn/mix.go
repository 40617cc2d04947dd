package inn

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"innlab/inn/kernel"
)

// mixer is the fixed map between two blocks that hands every feature to both halves sooner or later: a permutation
// or a rotation. Its log-determinant is 0, and the gradient of either direction is the other direction.
type mixer struct {
	width int
	perm  []int32   // feature i of the output is feature perm[i] of the input; nil for a rotation
	turn  []float32 // width×width orthogonal matrix, row-major; nil for a permutation
}

// newMixer draws a mixer: kind is Permute or Orthogonal.
func newMixer(kind string, width int, r *rand.Rand) mixer {
	if kind == Permute {
		m := mixer{width: width, perm: make([]int32, width)}
		for i, j := range r.Perm(width) {
			m.perm[i] = int32(j)
		}
		return m
	}
	// The Q of a matrix of independent normal numbers, with the signs of R's diagonal moved into it, is uniform
	// over the orthogonal group (Mezzadri 2007).
	a := mat.NewDense(width, width, nil)
	for i := range width {
		for j := range width {
			a.Set(i, j, r.NormFloat64())
		}
	}
	var qr mat.QR
	qr.Factorize(a)
	var q, upper mat.Dense
	qr.QTo(&q)
	qr.RTo(&upper)
	m := mixer{width: width, turn: make([]float32, width*width)}
	for i := range width {
		for j := range width {
			v := q.At(i, j)
			if upper.At(j, j) < 0 {
				v = -v
			}
			m.turn[i*width+j] = float32(v)
		}
	}
	return m
}

// forward mixes the panel src (width×lanes) into dst.
func (m *mixer) forward(k *kernel.Table, src, dst []float32) {
	if m.perm == nil {
		k.GemmZero(m.width, m.width, m.turn, m.width, 1, src, dst)
		return
	}
	for i, j := range m.perm {
		*(*[lanes]float32)(dst[i*lanes:]) = *(*[lanes]float32)(src[int(j)*lanes:])
	}
}

// inverse undoes forward.
func (m *mixer) inverse(k *kernel.Table, src, dst []float32) {
	if m.perm == nil {
		k.GemmZero(m.width, m.width, m.turn, 1, m.width, src, dst)
		return
	}
	for i, j := range m.perm {
		*(*[lanes]float32)(dst[int(j)*lanes:]) = *(*[lanes]float32)(src[i*lanes:])
	}
}
