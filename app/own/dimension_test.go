package own

import (
	"math"
	"math/rand/v2"
	"testing"
)

// points draws n points of dim numbers.
func points(n, dim int, draw func(r *rand.Rand, p []float64)) []float64 {
	r := rand.New(rand.NewPCG(5, 6))
	all := make([]float64, n*dim)
	for i := range n {
		draw(r, all[i*dim:(i+1)*dim])
	}
	return all
}

// Surfaces of known dimension. An estimator by linear means (the rank of the covariance) would say 3 for the circle, the
// roll and the sphere, and one that leaves doubles in would find nearest neighbours at no distance.
func TestDimension(t *testing.T) {
	gauss := func(r *rand.Rand, p []float64) {
		for i := range p {
			p[i] = r.NormFloat64()
		}
	}
	for _, c := range []struct {
		name     string
		dim      int
		draw     func(r *rand.Rand, p []float64)
		from, to float64
	}{
		{"line", 3, func(r *rand.Rand, p []float64) { u := r.Float64(); p[0], p[1], p[2] = u, 2*u, -1000*u }, 0.9, 1.1},
		{"circle", 3, func(r *rand.Rand, p []float64) {
			s, c := math.Sincos(2 * math.Pi * r.Float64())
			p[0], p[1], p[2] = s, c, s*c
		}, 0.9, 1.1},
		{"Swiss roll", 3, func(r *rand.Rand, p []float64) {
			u := 5 + 9*r.Float64()
			s, c := math.Sincos(u)
			p[0], p[1], p[2] = u*s, u*c, 20*r.Float64()
		}, 1.85, 2.15},
		{"plane, uneven", 2, func(r *rand.Rand, p []float64) { p[0], p[1] = math.Exp(r.NormFloat64()), r.NormFloat64() }, 1.85, 2.15},
		{"normal, 5", 5, gauss, 4.4, 5},
		{"grid of few values", 2, func(r *rand.Rand, p []float64) { p[0], p[1] = float64(r.IntN(3)), float64(r.IntN(2)) }, 0, 0},
		{"rounded", 2, func(r *rand.Rand, p []float64) {
			p[0] = math.Round(100*r.NormFloat64()) / 100
			p[1] = math.Round(100*r.NormFloat64()) / 100
		}, 1.6, 2},
		{"every point twice", 3, func(r *rand.Rand, p []float64) {
			u := rand.New(rand.NewPCG(uint64(r.IntN(2000)), 1)).Float64()
			p[0], p[1], p[2] = u, u*u, 0
		}, 0.85, 1.15},
	} {
		if got := Dimension(points(4000, c.dim, c.draw), c.dim); !(got >= c.from && got <= c.to) {
			t.Errorf("%s: %.2f, want %g to %g", c.name, got, c.from, c.to)
		}
	}
}
