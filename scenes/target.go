package scenes

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Independent draws from a posterior of which only the likelihood can be computed, in two to four dimensions: a population
// that is led to it says where it lies, a mixture is fitted to that, and what is drawn of the mixture is thinned by rejection.

// target is a posterior over numbers (dim) that are standard normal under the prior.
type target struct {
	dim     int
	x       []float64                 // room for the parameters
	outside func(v, x []float64)      // maps the numbers to parameters
	log     func(x []float64) float64 // logarithm of the likelihood of parameters
}

// likelihood is its logarithm; minus infinity where the parameters make no sense.
func (t *target) likelihood(v []float64) float64 {
	t.outside(v, t.x)
	if l := t.log(t.x); !math.IsNaN(l) {
		return l
	}
	return math.Inf(-1)
}

// at is the log-density, but for a constant.
func (t *target) at(v []float64) float64 { return t.likelihood(v) - floats.Dot(v, v)/2 }

// Sizes of the rejection sampling.
const (
	parts      = 6     // of the mixture, beside the prior
	pilots     = 600   // samples of the mixture on which it is improved
	improve    = 6     // times at most
	goodShare  = 0.25  // share of the samples that rejection keeps of a mixture that is good enough
	leastShare = 0.004 // share that it must keep
)

// draw fills x (n×dim) with draws. The mixture is built anew for each call: parts where the population lies, a share of the
// prior for safety; then samples of it correct shape and place (Cappé et al., Population Monte Carlo, 2004). It fails where
// too few would be kept.
func (t *target) draw(r *rand.Rand, x []float64) error {
	m := t.mixture(r)
	v := make([]float64, t.dim)
	for round := 0; ; round++ {
		weights, points := make([]float64, pilots), make([]float64, 0, pilots*t.dim)
		for i := range weights {
			m.draw(r, v)
			weights[i] = t.at(v) - m.logDensity(v)
			points = append(points, v...)
		}
		most := floats.Max(weights)
		for i, w := range weights {
			weights[i] = math.Exp(w - most)
		}
		kept := floats.Sum(weights) / pilots
		if kept > goodShare || round == improve {
			return t.reject(r, m, most, x)
		}
		m.learn(points, weights, r)
	}
}

// reject thins samples of m to draws of the target. Most is the logarithm of the largest weight seen so far. Where a larger
// one comes, it takes its place, and what was kept under the other is thinned to what would have been kept under this
// (Caffo, Booth, Davis: Empirical Supremum Rejection Sampling, Biometrika 89, 745 (2002)).
func (t *target) reject(r *rand.Rand, m *studentMixture, most float64, x []float64) error {
	v := make([]float64, t.dim)
	tries := patience{100 / leastShare, 1 / leastShare}
	for n := 0; n+t.dim <= len(x); {
		if tries.lost() || math.IsInf(most, -1) {
			return errors.New("y lies so far outside what this scene gives that its exact posterior takes too long")
		}
		m.draw(r, v)
		w := t.at(v) - m.logDensity(v)
		if w > most {
			stay, kept := math.Exp(most-w), x[:n]
			most, n = w, 0
			for ; len(kept) > 0; kept = kept[t.dim:] {
				if r.Float64() < stay {
					n += copy(x[n:], kept[:t.dim])
				}
			}
		}
		if -r.ExpFloat64() <= w-most {
			n += copy(x[n:], v)
			tries.kept()
		}
	}
	return nil
}

// mixture has the prior as its first part, and others at points of the population, each as unlike those before it as can
// be, with the moments of the points that are nearest to it.
func (t *target) mixture(r *rand.Rand) *studentMixture {
	points := t.population(r)
	m := &studentMixture{dim: t.dim}
	m.add(make([]float64, t.dim), identity(t.dim), 0.1, r)
	all := mat.NewDense(len(points), t.dim, nil)
	for i, v := range points {
		all.SetRow(i, v)
	}
	whole := new(mat.SymDense)
	stat.CovarianceMatrix(whole, all, nil)
	var root mat.Cholesky
	if !root.Factorize(whole) {
		return m
	}
	distance := func(a, b []float64) float64 {
		return stat.Mahalanobis(mat.NewVecDense(t.dim, a), mat.NewVecDense(t.dim, b), &root)
	}
	for _, own := range clusters(points, parts, distance) {
		centre, cov := own[0], whole
		if len(own) > 3*t.dim {
			near := mat.NewDense(len(own), t.dim, slices.Concat(own...))
			cov = new(mat.SymDense)
			stat.CovarianceMatrix(cov, near, nil)
			centre = make([]float64, t.dim)
			for j := range centre {
				centre[j] = stat.Mean(mat.Col(nil, j, near), nil)
			}
		}
		m.add(centre, cov, float64(len(own))/float64(len(points)), r)
	}
	return m
}

// clusters puts every point to the nearest of n centres: the first point, then always that which is farthest from the
// centres so far (Gonzalez 1985). Each cluster begins with its centre.
func clusters(points [][]float64, n int, distance func(a, b []float64) float64) [][][]float64 {
	far, of := make([]float64, len(points)), make([]int, len(points))
	for i := range far {
		far[i] = math.Inf(1)
	}
	centres := make([]int, n)
	for k := range centres {
		if k > 0 {
			centres[k] = floats.MaxIdx(far)
		}
		for i, p := range points {
			if d := distance(p, points[centres[k]]); d < far[i] {
				far[i], of[i] = d, k
			}
		}
	}
	found := make([][][]float64, n)
	for k, c := range centres {
		found[k] = append(found[k], points[c])
	}
	for i, p := range points {
		if i != centres[of[i]] {
			found[of[i]] = append(found[of[i]], p)
		}
	}
	return found
}

func identity(dim int) *mat.SymDense {
	c := mat.NewSymDense(dim, nil)
	for i := range dim {
		c.SetSym(i, i, 1)
	}
	return c
}
