package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

// recovered plays tests of x ~ N(0, 1) seen with noise of a given spread; tell makes the posterior's samples.
func recovered(noise float64, tell func(r *rand.Rand, mean, sd, truth float64, x []float64)) *Recovery {
	r := rand.New(rand.NewPCG(51, 1))
	c := NewRecovery(normal(r, 20000, 0))
	x := make([]float64, 500)
	for range 400 {
		truth := r.NormFloat64()
		y := truth + noise*r.NormFloat64()
		gain := 1 / (1 + noise*noise)
		tell(r, gain*y, math.Sqrt(gain)*noise, truth, x)
		c.Add(truth, x)
	}
	return c
}

func exact(r *rand.Rand, mean, sd, _ float64, x []float64) {
	for i := range x {
		x[i] = mean + sd*r.NormFloat64()
	}
}

// The normal posterior: contraction 1 − s²/(1+s²), z-score 1, and the information ½ log(1 + 1/s²), less what the parts
// of the prior do not resolve.
func TestRecoveryOfNormal(t *testing.T) {
	for _, c := range []struct {
		noise float64
		words string
	}{{0.2, "comes back sharp"}, {0.6, "partly recovered"}, {1.2, "partly recovered"}, {6, "comes back as its prior"}} {
		r := recovered(c.noise, exact)
		left := c.noise / math.Sqrt(1+c.noise*c.noise)
		for _, err := range []error{
			near("contraction", r.Contraction, 1-left*left, 0.01),
			near("z-score", r.ZScore, 1, 0.1),
			near("left", r.Left, left, 0.03),
		} {
			if err != nil {
				t.Error(c.noise, err)
			}
		}
		if r.String() != c.words {
			t.Errorf("noise %g: %s", c.noise, r)
		}
	}
}

// Posteriors that are not normal, and wrong ones.
func TestRecoveryWords(t *testing.T) {
	for words, tell := range map[string]func(r *rand.Rand, mean, sd, truth float64, x []float64){
		// x² is measured: both signs remain.
		"comes back as one of several values": func(r *rand.Rand, mean, sd, truth float64, x []float64) {
			for i := range x {
				x[i] = mean + sd*r.NormFloat64()
				if r.IntN(2) == 0 {
					x[i] = -x[i]
				}
			}
		},
		"comes back wrong: surer than it is right": func(r *rand.Rand, mean, sd, truth float64, x []float64) {
			exact(r, mean, sd/3, truth, x)
		},
		// Wide at one y and narrow at another: one value all the same.
		"comes back sharp": func(r *rand.Rand, mean, sd, truth float64, x []float64) {
			s := 0.06
			if mean > 0 {
				s = 0.5
			}
			exact(r, truth+s*r.NormFloat64(), s, truth, x)
		},
		"comes back as its prior": func(r *rand.Rand, mean, sd, truth float64, x []float64) { exact(r, 0, 1, truth, x) },
		"cannot be judged":        func(r *rand.Rand, mean, sd, truth float64, x []float64) { x[0] = math.NaN() },
	} {
		if r := recovered(0.1, tell); r.String() != words {
			t.Errorf("%s, not %s: contraction %.3f, z-score %.2f, left %.3f", r, words, r.Contraction, r.ZScore, r.Left)
		}
	}
	if s := NewRecovery(normal(rand.New(rand.NewPCG(1, 1)), 20, 0)).String(); s != "cannot be judged" {
		t.Errorf("without a test it %s", s)
	}
}

func TestRecoveryByHand(t *testing.T) {
	prior := make([]float64, 20)
	for i := range prior {
		prior[i] = float64(i)
	}
	r := NewRecovery(prior)         // variance 35
	r.Add(3, []float64{1, 1, 3, 3}) // mean 2, variance 4/3, in two of the twenty parts
	r.Add(2, []float64{2, 4})       // mean 3, variance 2
	for _, err := range []error{
		near("contraction", r.Contraction, 1-(4.0/3+2)/2/35, 1e-14),
		near("z-score", r.ZScore, math.Sqrt((1/(4.0/3)+1.0/2)/2), 1e-14),
		near("left", r.Left, 0.1*math.Exp((1.0/8+1.0/4)/2), 1e-14), // two of twenty parts, with Miller's (2−1)/2n
	} {
		if err != nil {
			t.Error(err)
		}
	}
}
