package net

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"innlab/inn/kernel"
)

// Kinds of mixers.
const (
	Permute    = "permute"    // a permutation of the features
	Orthogonal = "orthogonal" // a rotation
)

// Mixer is the fixed map between two blocks that hands every feature to both halves sooner or later: a permutation
// or a rotation. Its log-determinant is 0, and the gradient of either direction is the other direction.
type Mixer struct {
	Width int
	Perm  []int32   // feature i of the output is feature perm[i] of the input; nil for a rotation
	Turn  []float32 // width×width orthogonal matrix, row-major; nil for a permutation
}

// NewMixer draws a mixer from r: kind is Permute or Orthogonal.
func NewMixer(kind string, width int, r *rand.Rand) Mixer {
	if kind == Permute {
		m := Mixer{Width: width, Perm: make([]int32, width)}
		for i, j := range r.Perm(width) {
			m.Perm[i] = int32(j)
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
	m := Mixer{Width: width, Turn: make([]float32, width*width)}
	for i := range width {
		for j := range width {
			v := q.At(i, j)
			if upper.At(j, j) < 0 {
				v = -v
			}
			m.Turn[i*width+j] = float32(v)
		}
	}
	return m
}

// Forward mixes the panel src (width×lanes) into dst.
func (m *Mixer) Forward(k *kernel.Table, src, dst []float32) {
	if m.Perm == nil {
		k.GemmZero(m.Width, m.Width, m.Turn, m.Width, 1, src, dst)
		return
	}
	for i, j := range m.Perm {
		*(*[Lanes]float32)(dst[i*Lanes:]) = *(*[Lanes]float32)(src[int(j)*Lanes:])
	}
}

// Inverse undoes Forward.
func (m *Mixer) Inverse(k *kernel.Table, src, dst []float32) {
	if m.Perm == nil {
		k.GemmZero(m.Width, m.Width, m.Turn, 1, m.Width, src, dst)
		return
	}
	for i, j := range m.Perm {
		*(*[Lanes]float32)(dst[int(j)*Lanes:]) = *(*[Lanes]float32)(src[i*Lanes:])
	}
}

// Valid reports whether a mixer can be undone: a permutation, or a matrix whose rows have unit length.
func (m *Mixer) Valid() bool {
	if m.Perm == nil {
		for i := range m.Width {
			var norm float64
			for _, v := range m.Turn[i*m.Width : (i+1)*m.Width] {
				norm += float64(v) * float64(v)
			}
			if math.Abs(norm-1) > 1e-4 {
				return false
			}
		}
		return true
	}
	seen := make([]bool, m.Width)
	for _, i := range m.Perm {
		if i < 0 || int(i) >= m.Width || seen[i] {
			return false
		}
		seen[i] = true
	}
	return true
}
