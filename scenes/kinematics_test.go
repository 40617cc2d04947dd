package scenes

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"

	"innlab/inn/metric"
)

// Mean and spread of the end point over the prior, from 2·10⁶ draws of the published code's formulas; each convention
// also sees the other's, which must not fit.
func TestArmMoments(t *testing.T) {
	want := map[string][4]float64{ // mean along and across, spread along and across
		"benchmark": {1.518, 0, 0.512, 1.048},
		"paper":     {1.518, 0, 0.442, 0.582},
	}
	for _, u := range kinematics().Setups {
		_, y := pairs(&u, stream(20), 400000)
		for name, w := range want {
			if fits(y, 2, w[:2], w[2:], 0.0005) != (name == u.Name) {
				t.Errorf("%s: the moments of %s: %v", u.Name, name, name != u.Name)
			}
		}
	}
}

// fits reports whether the columns of y have these means and spreads, each given to the stated rounding, within four
// standard errors.
func fits(y []float64, dim int, mean, spread []float64, rounding float64) bool {
	column := make([]float64, len(y)/dim)
	for j := range dim {
		for i := range column {
			column[i] = y[i*dim+j]
		}
		m, sd := stat.MeanStdDev(column, nil)
		allowed := rounding + 4*sd/math.Sqrt(float64(len(column)))
		if math.Abs(m-mean[j]) > allowed || math.Abs(sd-spread[j]) > allowed {
			return false
		}
	}
	return true
}

// An arm is drawn from the rail to its end, with its segments as long as they are.
func TestArmSketch(t *testing.T) {
	for _, u := range kinematics().Setups {
		x, y := pairs(&u, stream(21), 200)
		for i := range 200 {
			line := u.Sketch(x[4*i : 4*i+4])[0]
			if len(line) != 4 || line[0] != [2]float64{0, x[4*i]} {
				t.Fatalf("%s: the arm %v starts at %v", u.Name, x[4*i:4*i+4], line[0])
			}
			for k, l := range reach {
				if d := math.Hypot(line[k+1][0]-line[k][0], line[k+1][1]-line[k][1]); math.Abs(d-l) > 1e-12 {
					t.Fatalf("%s: segment %d is %g long", u.Name, k, d)
				}
			}
			if line[3] != [2]float64(y[2*i:2*i+2]) {
				t.Fatalf("%s: the arm ends at %v, simulated is %v", u.Name, line[3], y[2*i:2*i+2])
			}
		}
	}
}

// told is the share of samples that a classifier tells from those of an independent sampler: ½ where it cannot.
func told(u *Setup, got, want []float64) float64 {
	accuracy, _, _ := metric.C2STEarlyStopping(want, got, u.Problem.DimX, 1, nil)
	return accuracy
}

// Exact samples must not be told from others, broken ones must be. By chance alone the accuracy over 2·2000 points is
// off ½ by 0.008.
const alike = 0.53

// rejected draws n x of p(x | y), y measured with normal noise, from the prior: each is kept with the likelihood of
// the noise. It knows the simulator and nothing of its inverse.
func rejected(u *Setup, r *rand.Rand, y []float64, sigma float64, n int) []float64 {
	p := &u.Problem
	var kept []float64
	x, at := make([]float64, p.DimX), make([]float64, p.DimY)
	for len(kept) < n*p.DimX {
		p.Prior(r, x)
		p.Simulate(nil, x, at)
		var d2 float64
		for j, v := range at {
			d2 += (v - y[j]) * (v - y[j])
		}
		if r.Float64() < math.Exp(-d2/(2*sigma*sigma)) {
			kept = append(kept, x...)
		}
	}
	return kept
}

// Exact samples against rejection from the prior, with little noise on y and with much. With little the Jacobian
// counts, with much the prior of what the end point may have been; samples that leave out the one or the other are
// far off.
func TestArmExact(t *testing.T) {
	const n = 2000
	for i, u := range kinematics().Setups {
		a := newArm([][3][3]float64{benchmarkTurn, paperTurn}[i])
		for _, c := range []struct {
			y      []float64
			sigma  float64
			broken func(u *Setup, a *arm, y []float64, sigma float64, n int) []float64
		}{
			{[]float64{1.8, 0.2}, 0.04, withoutJacobian},
			{[]float64{0.7, 1}, 0.1, nil}, // neither counts for much there
			{[]float64{1.95, 0.1}, 0.3, withoutPrior},
		} {
			want := rejected(&u, stream(23), c.y, c.sigma, n)
			got := unset(4 * n)
			if err := u.ExactNoisy(stream(24), c.y, c.sigma, got); err != nil {
				t.Fatal(err)
			}
			right, wrong := told(&u, got, want), 1.0
			if c.broken != nil {
				wrong = told(&u, c.broken(&u, a, c.y, c.sigma, n), want)
			}
			t.Logf("%s, y = %v ± %g: %.3f of the exact samples are told from rejection, %.3f of the broken ones", u.Name, c.y, c.sigma, right, wrong)
			if right > alike || wrong < alike+0.02 {
				t.Errorf("not at most %g and clearly more", alike)
			}
		}
	}
}

// withoutJacobian is a broken variant: the last segment is solved for, and the arm kept with the prior of what was
// solved.
func withoutJacobian(_ *Setup, a *arm, y []float64, sigma float64, n int) []float64 {
	r := stream(25)
	var kept []float64
	x := make([]float64, 4)
	for len(kept) < 4*n {
		armPrior(r, x)
		d := a.directions(x)
		s1, c1 := math.Sincos(d[0])
		s2, c2 := math.Sincos(d[1])
		cos := y[0] + sigma*r.NormFloat64() - (c1+c2)/2
		if math.Abs(cos) > 1 {
			continue
		}
		d[2] = math.Acos(cos) * float64(2*r.IntN(2)-1)
		a.joints(d, x)
		x[0] = y[1] + sigma*r.NormFloat64() - (s1+s2)/2 - math.Sin(d[2])
		if r.Float64() < math.Exp(-x[0]*x[0]/(2*loose[0]*loose[0])-x[3]*x[3]/(2*loose[3]*loose[3])) {
			kept = append(kept, x...)
		}
	}
	return kept
}

// withoutPrior is a broken variant: noise is put on y as if every end point were as likely, then the exact posterior
// is drawn from.
func withoutPrior(u *Setup, _ *arm, y []float64, sigma float64, n int) []float64 {
	r := stream(26)
	x := unset(4 * n)
	for i := 0; i < len(x); i += 4 {
		for u.Exact(r, []float64{y[0] + sigma*r.NormFloat64(), y[1] + sigma*r.NormFloat64()}, x[i:i+4]) != nil {
		}
	}
	return x
}

// The words for an end point that no arm has.
func TestArmWords(t *testing.T) {
	u := &kinematics().Setups[0]
	for _, c := range []struct {
		y     []float64
		sigma float64
		want  string
	}{
		{[]float64{2.1, 0}, 0, "no arm reaches y = 2.1, 0"},
		{[]float64{1, 40}, 0, "no arm reaches y = 1, 40"},
		{[]float64{1}, 0, "y has 1 numbers; this scene's y has 2"},
		{[]float64{1, math.NaN()}, 0, "number 2 of y is not finite"},
		{[]float64{1, 0}, -1, "the noise on y must be a number from 0 up, not -1"},
	} {
		if err := u.ExactNoisy(stream(27), c.y, c.sigma, make([]float64, 4)); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func BenchmarkArmExact(b *testing.B) {
	u := &kinematics().Setups[0]
	x := make([]float64, 4*2000)
	r := rand.New(rand.NewPCG(1, 1))
	for b.Loop() {
		u.Exact(r, u.Start, x)
	}
}
