package scenes

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distmv"

	"innlab/inn/metric"
)

// Exact posteriors that are drawn by rejection from a fitted mixture, against Markov chains. A chain starts at the x that
// gave y, which is a draw of the posterior, so it need not find it; the sampler under test must. Where x is rare the
// posterior fills so little of the prior that the likeliest of many draws of the prior lie in another valley.

const (
	chainKept  = 1000 // points of a chain that are compared
	chainThin  = 25   // steps between them
	chainLearn = 5000 // steps before, of which the second half gives the proposal its shape
)

// chain is random-walk Metropolis on the target from v, with the shape of what it has seen (Haario, Saksman, Tamminen: An
// Adaptive Metropolis Algorithm, Bernoulli 7, 223 (2001)), which is fixed before the points that it returns (chainKept×dim).
func chain(t *target, r *rand.Rand, v []float64) []float64 {
	v, l := slices.Clone(v), t.at(v)
	var step *distmv.Normal
	shape := func(c *mat.SymDense) {
		var ok bool
		if step, ok = distmv.NewNormal(make([]float64, t.dim), c, r); !ok {
			panic("scenes: a chain that does not move")
		}
	}
	next, d := make([]float64, t.dim), make([]float64, t.dim)
	walk := func(steps int) (seen []float64) {
		for range steps {
			step.Rand(d)
			for j := range next {
				next[j] = v[j] + d[j]
			}
			if k := t.at(next); -r.ExpFloat64() <= k-l {
				copy(v, next)
				l = k
			}
			seen = append(seen, v...)
		}
		return seen
	}
	start := mat.NewSymDense(t.dim, nil)
	for j := range t.dim {
		start.SetSym(j, j, 1e-4)
	}
	shape(start)
	for n := chainLearn / 16; n <= chainLearn/2; n *= 2 {
		c := new(mat.SymDense)
		stat.CovarianceMatrix(c, mat.NewDense(n, t.dim, walk(n)), nil)
		c.ScaleSym(2.38*2.38/float64(t.dim), c)
		shape(c)
	}
	var points []float64
	for range chainKept {
		seen := walk(chainThin)
		points = append(points, seen[len(seen)-t.dim:]...)
	}
	return points
}

func TestExactAgainstChains(t *testing.T) {
	for _, c := range []struct {
		name, scene string
		prior       logNormals
		log         func(y []float64) func(x []float64) float64
		x           []float64
	}{
		{"few infected", "sir", sirPrior, sirLikelihood, []float64{0.18, 0.13}},
		{"hares and lynxes as usual", "lotka-volterra", lotkaPrior, lotkaLikelihood, []float64{0.58, 0.046, 0.65, 0.106}},
		{"quick hares", "lotka-volterra", lotkaPrior, lotkaLikelihood, []float64{3.902, 0.1509, 2.099, 0.06444}},
		{"lynxes that starve soon", "lotka-volterra", lotkaPrior, lotkaLikelihood, []float64{1.488, 0.05698, 3.682, 0.02316}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			scene, err := Find(c.scene)
			if err != nil {
				t.Fatal(err)
			}
			s, dim := &scene.Setups[0], len(c.prior)
			y := make([]float64, s.Problem.DimY)
			s.Problem.Simulate(stream(1), c.x, y)
			got := make([]float64, chainKept*dim)
			if err := s.Exact(stream(2), y, got); err != nil {
				t.Fatal(err)
			}
			v := make([]float64, dim)
			for j, d := range c.prior {
				v[j] = (math.Log(c.x[j]) - d[0]) / d[1]
			}
			want := chain(c.prior.target(c.log(y)), stream(3), v)
			for i := 0; i < len(want); i += dim {
				c.prior.outside(want[i:i+dim], want[i:i+dim])
			}
			told := func(x []float64) float64 {
				a, _, _ := metric.C2ST(want, x, dim, 1, nil)
				return a
			}
			if a := told(got); !(a <= 0.53) {
				t.Errorf("a classifier tells exact samples from a chain's with an accuracy of %.3f", a)
			}
			spoils["a quarter too wide"](nil, got, want, dim)
			if a := told(got); a <= 0.53 {
				t.Errorf("samples that are a quarter too wide pass, at %.3f", a)
			}
		})
	}
}
