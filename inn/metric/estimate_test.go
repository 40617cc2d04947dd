package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestEstimateByHand(t *testing.T) {
	e := EstimateError([]float64{1, 2, 3, 4}, []float64{0, 2, 0, 5}, []float64{2, 0.5}, 2)
	d := Densest([]float64{1, 2, 3, 4, 5, 6}, []float64{math.NaN(), -2, -3}, 2)
	for _, err := range []error{
		near("first", e[0], math.Sqrt((1.0+9)/2)/2, 1e-15), near("second", e[1], math.Sqrt(0.5)/0.5, 1e-15),
		near("densest", d[0], 3, 0), near("densest", d[1], 4, 0),
		near("median", MedianResimulation([]float64{1, 1, 0, 3, 2, 0}, []float64{0, 0, 0, 0, 0, 0}, 2), 4, 0),
		near("median of two", MedianResimulation([]float64{1, 3}, []float64{0, 0}, 1), 5, 0),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if v := MedianResimulation([]float64{1, 3, math.NaN()}, make([]float64, 3), 1); !math.IsNaN(v) {
		t.Errorf("a NaN gives %g", v)
	}
}

// y = x + noise: the exact posterior's noise-free re-simulations are as far from y as the noise is; the prior's and
// those of plain inversion are not.
func TestNoiseRatio(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 1))
	const n, noise = 20000, 0.5
	gain := 1 / (1 + noise*noise)
	var y, post, prior, inverse []float64
	for range n {
		v := r.NormFloat64() + noise*r.NormFloat64()
		y = append(y, v)
		post = append(post, gain*v+math.Sqrt(gain)*noise*r.NormFloat64())
		prior = append(prior, r.NormFloat64())
		inverse = append(inverse, v)
	}
	ratio := func(x []float64) float64 { return NoiseRatio(x, y, []float64{noise, noise}, 2) }
	for _, err := range []error{
		near("exact", ratio(post), 1, 0.02), near("prior", ratio(prior), math.Sqrt(1+1+noise*noise)/noise, 0.05), near("inverse", ratio(inverse), 0, 0),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}

// lobes are normal clouds of spread 0.2 at the given centres, with shares.
func lobes(r *rand.Rand, n int, centres [][]float64, shares []float64) []float64 {
	var x []float64
	for range n {
		k, u := 0, r.Float64()
		for u > shares[k] {
			u -= shares[k]
			k++
		}
		for _, c := range centres[k] {
			x = append(x, c+0.2*r.NormFloat64())
		}
	}
	return x
}

func TestPeaks(t *testing.T) {
	r := rand.New(rand.NewPCG(62, 1))
	ring := make([][]float64, 8)
	for i := range ring {
		ring[i] = []float64{math.Cos(float64(i) * math.Pi / 4), math.Sin(float64(i) * math.Pi / 4)}
	}
	eighth := []float64{0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125}
	p := Peaks(lobes(r, 4000, ring, eighth), 2)
	if len(p) != 8 {
		t.Errorf("a ring of eight has %d peaks", len(p))
	}
	if err := near("modes of the ring", EffectiveModes(p), 8, 0.5); err != nil {
		t.Error(err)
	}
	// Unequal lobes, in units that differ a thousandfold: exp of the entropy of 0.7, 0.2, 0.1.
	x := lobes(r, 4000, [][]float64{{1, 1}, {-1, 1}, {0, -1}}, []float64{0.7, 0.2, 0.1})
	for i := range x {
		x[i] *= []float64{1, 1000}[i%2]
	}
	p = Peaks(x, 2)
	for _, err := range []error{
		near("peaks", float64(len(p)), 3, 0), near("heaviest", p[0].Share, 0.7, 0.08),
		near("at", p[0].At[0], 1, 0.06), near("at", p[0].At[1], 1000, 60),
		near("modes", EffectiveModes(p), math.Exp(-0.7*math.Log(0.7)-0.2*math.Log(0.2)-0.1*math.Log(0.1)), 0.25),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	for _, dim := range []int{1, 2, 5, 13} { // one cloud is one mode, in the middle, in any dimension
		p := Peaks(normal(r, 2000*dim, 3), dim)
		if len(p) != 1 {
			t.Fatalf("%d dimensions: a normal cloud has %d peaks", dim, len(p))
		}
		for _, v := range p[0].At {
			if err := near("the middle", v, 3, 0.3); err != nil {
				t.Error(dim, err)
			}
		}
	}
}

// The mode is not the mean: of a skewed cloud, the MAP estimate stands where the density is highest.
func TestMAP(t *testing.T) {
	r := rand.New(rand.NewPCG(63, 1))
	x := make([]float64, 5000)
	for i := range x {
		x[i] = math.Exp(r.NormFloat64() / 2) // mode e^−1/4, mean e^1/8
	}
	if err := near("MAP", MAP(x, 1)[0], math.Exp(-0.25), 0.1); err != nil {
		t.Error(err)
	}
	if near("mean", Mean(x, 1)[0], math.Exp(-0.25), 0.1) == nil {
		t.Error("the mean passes for the mode")
	}
	y := lobes(r, 4000, [][]float64{{1, 1, 0}, {-1, 1, 0}, {0, -1, 1}}, []float64{0.3, 0.2, 0.5})
	for f, v := range MAP(y, 3) {
		if err := near("the highest peak", v, Peaks(y, 3)[0].At[f], 0.01); err != nil {
			t.Error(err)
		}
		if err := near("the heaviest lobe", v, []float64{0, -1, 1}[f], 0.1); err != nil {
			t.Error(err)
		}
	}
	if m := MAP([]float64{math.NaN(), 1, math.Inf(1), 2}, 2); m != nil {
		t.Errorf("points that are not finite have the mode %v", m)
	}
	if m := MAP([]float64{math.NaN(), 1, 3, 2}, 2); m == nil || m[0] != 3 || m[1] != 2 {
		t.Errorf("a single point has the mode %v", m)
	}
}

// Reference posteriors of the benchmark: two crescents; one cloud in ten dimensions; and four equal lobes by the signs of
// two parameters, some of them with more than one peak.
func TestPeaksOfReferences(t *testing.T) {
	for observation := 1; observation <= 2; observation++ {
		for _, err := range []error{
			near("two_moons", EffectiveModes(Peaks(reference(t, "two_moons", observation, 2), 2)), 2, 0.1),
			near("gaussian_linear", EffectiveModes(Peaks(reference(t, "gaussian_linear", observation, 10), 10)), 1, 0.1),
		} {
			if err != nil {
				t.Error(observation, err)
			}
		}
		share := map[[2]bool]float64{}
		p := Peaks(reference(t, "slcp", observation, 5), 5)
		for _, q := range p {
			share[[2]bool{q.At[2] > 0, q.At[3] > 0}] += q.Share
		}
		for lobe, s := range share {
			if err := near("share of a lobe", s, 0.25, 0.1); err != nil {
				t.Error(observation, lobe, err)
			}
		}
		if len(share) != 4 || len(p) > 8 {
			t.Errorf("slcp %d has %d peaks in %d lobes", observation, len(p), len(share))
		}
	}
}
