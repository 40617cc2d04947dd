package scenes

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distmv"
)

// A mixture of multivariate Student's t, from which rejection sampling proposes: its tails are heavier than those of
// what it stands for, so that the ratio of the two has a largest value.

// degrees of freedom of each part.
const degrees = 5

// studentMixture is a weighted sum of Student's t. The first part is for safety and stays as it is.
type studentMixture struct {
	dim    int
	parts  []*distmv.StudentsT
	weight []float64 // of each part, not normalised
	logs   []float64 // room
}

// add adds a part; one whose scale matrix is not positive definite is left out.
func (m *studentMixture) add(centre []float64, scale mat.Symmetric, weight float64, r *rand.Rand) {
	if d, ok := distmv.NewStudentsT(centre, scale, degrees, r); ok {
		m.parts, m.weight, m.logs = append(m.parts, d), append(m.weight, weight), append(m.logs, 0)
	}
}

// draw draws a point.
func (m *studentMixture) draw(r *rand.Rand, v []float64) {
	at := r.Float64() * floats.Sum(m.weight)
	for k, w := range m.weight {
		if at -= w; at < 0 || k == len(m.parts)-1 {
			m.parts[k].Rand(v)
			return
		}
	}
}

// logDensity is the logarithm of the density, and fills logs with that of each part times its weight.
func (m *studentMixture) logDensity(v []float64) float64 {
	sum := floats.Sum(m.weight)
	for k, d := range m.parts {
		m.logs[k] = math.Log(m.weight[k]/sum) + d.LogProb(v)
	}
	return floats.LogSumExp(m.logs)
}

// learn moves every part but the first to the moments of the points (n×dim) that are its own, by the weights that make them
// points of the target: a step of Population Monte Carlo (Cappé, Douc, Guillin, Marin, Robert: Adaptive Importance
// Sampling in General Mixture Classes, 2008). The largest weights are cut to one height, so that a part never shrinks to a
// single point (Koblents & Míguez 2015).
func (m *studentMixture) learn(points, weights []float64, r *rand.Rand) {
	n := len(weights)
	rising := slices.Clone(weights)
	slices.Sort(rising)
	cut := rising[n-1-int(math.Sqrt(float64(n)))]
	if !(cut > 0) {
		return
	}
	own := make([][]float64, len(m.parts))
	for i := range n {
		v := points[i*m.dim : (i+1)*m.dim]
		l := m.logDensity(v)
		for k := range m.parts {
			own[k] = append(own[k], min(weights[i], cut)*math.Exp(m.logs[k]-l))
		}
	}
	next := &studentMixture{dim: m.dim}
	all := 0.0
	for k := range own {
		all += floats.Sum(own[k])
	}
	x := mat.NewDense(n, m.dim, points)
	next.parts, next.weight, next.logs = m.parts[:1:1], []float64{0.1}, []float64{0}
	for k := 1; k < len(own); k++ {
		share := floats.Sum(own[k])
		if share < 0.01*all {
			next.add(m.parts[k].Mean(nil), scaleOf(m.parts[k]), 0.01, r)
			continue
		}
		mean := make([]float64, m.dim)
		for i := range n {
			floats.AddScaled(mean, own[k][i]/share, x.RawRowView(i))
		}
		cov := mat.NewSymDense(m.dim, nil)
		d := mat.NewVecDense(m.dim, nil)
		for i := range n {
			floats.SubTo(d.RawVector().Data, x.RawRowView(i), mean)
			cov.SymRankOne(cov, own[k][i]/share, d)
		}
		next.add(mean, cov, share/all, r)
	}
	*m = *next
}

// scaleOf is the scale matrix of d.
func scaleOf(d *distmv.StudentsT) *mat.SymDense {
	c := new(mat.SymDense)
	d.CovarianceMatrix(c)
	c.ScaleSym((degrees-2.)/degrees, c)
	return c
}
