package own

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func stream(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x51a5)) }

// Every distribution has the mean and the variance that its formula gives, stays in its bounds, and whole ones are whole.
func TestDistributions(t *testing.T) {
	moments := map[string]struct {
		v              []float64
		mean, variance float64
	}{
		"normal":      {[]float64{3, 2}, 3, 4},
		"uniform":     {[]float64{-1, 3}, 1, 16.0 / 12},
		"loguniform":  {[]float64{1, math.E}, math.E - 1, (math.E*math.E-1)/2 - (math.E-1)*(math.E-1)},
		"lognormal":   {[]float64{0.2, 0.5}, math.Exp(0.325), (math.Exp(0.25) - 1) * math.Exp(0.65)},
		"gamma":       {[]float64{3, 2}, 1.5, 0.75},
		"beta":        {[]float64{2, 3}, 0.4, 0.04},
		"exponential": {[]float64{4}, 0.25, 1.0 / 16},
		"weibull":     {[]float64{2, 1}, math.Sqrt(math.Pi) / 2, 1 - math.Pi/4},
		"pareto":      {[]float64{1, 6}, 1.2, 6.0 / (25 * 4)},
		"laplace":     {[]float64{1, 2}, 1, 8},
		"student":     {[]float64{1, 2, 10}, 1, 5},
		"triangle":    {[]float64{0, 4, 1}, 5.0 / 3, (16.0 + 1 - 4) / 18},
		"poisson":     {[]float64{4}, 4, 4},
		"binomial":    {[]float64{10, 0.3}, 3, 2.1},
		"integer":     {[]float64{-1, 3}, 1, 2},
	}
	const n = 40_000
	for _, d := range Distributions {
		m, ok := moments[d.Name]
		if !ok {
			t.Errorf("%s is not tested", d.Name)
			continue
		}
		if s := d.Check(m.v); s != "" {
			t.Errorf("%s: %s", d.Name, s)
		}
		low, high := math.Inf(-1), math.Inf(1)
		if d.Bounds != nil {
			low, high = d.Bounds(m.v)
		}
		r := rand.New(rand.NewPCG(1, 2))
		var sum, square, fourth float64
		for range n {
			v := d.Draw(r, m.v)
			if v < low || v > high || d.Whole && v != math.Trunc(v) {
				t.Fatalf("%s draws %g", d.Name, v)
			}
			u := v - m.mean
			sum, square, fourth = sum+u/n, square+u*u/n, fourth+u*u*u*u/n
		}
		if math.Abs(sum) > 5*math.Sqrt(m.variance/n) || math.Abs(square-m.variance) > 5*math.Sqrt(fourth/n) {
			t.Errorf("%s: mean %g, variance %g, want %g and %g", d.Name, m.mean+sum, square, m.mean, m.variance)
		}
	}
}

func TestPrior(t *testing.T) {
	p, err := ReadPrior(context.Background(), put(t, "a.JSON", `{"z": {"distribution": "normal", "mean": 0, "sd": 1},
		"a": {"distribution": "gamma", "shape": 2, "rate": 1, "unit": "kg"}, "n": {"distribution": "integer", "min": 1, "max": 3}}`))
	if err != nil {
		t.Fatal(err)
	}
	if columns(p.X) != "z, a, n" || p.X[0].Low != nil || *p.X[1].Low != 0 || p.X[1].High != nil || *p.X[2].High != 3 || !p.X[2].Whole || p.X[1].Unit != "kg" {
		t.Errorf("%+v", p.X)
	}
	p, err = ReadPrior(context.Background(), put(t, "a.csv", "u;v\n1,5;2\n3;4\n"))
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float64, 2)
	seen := map[[2]float64]int{}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		p.Draw(r, x)
		seen[[2]float64(x)]++
	}
	if len(seen) != 2 || seen[[2]float64{1.5, 2}] < 400 || seen[[2]float64{3, 4}] < 400 {
		t.Errorf("drew %v", seen)
	}
	for text, want := range map[string]string{
		``: "it must be an object", `[]`: "it must be an object", `{}`: "names no distribution", "{\n\"a\": }": "line 2 is not JSON",
		`{"a": 3}`: "it must be an object like", `{"a": {"distribution": "gauss"}}`: `a: "gauss" is no distribution; there is: normal`,
		`{"a": {"distribution": "normal", "mean": 0}}`:                                               "a: normal needs a number for sd",
		`{"a": {"distribution": "normal", "mean": 0, "sd": "1"}}`:                                    "needs a number for sd",
		`{"a": {"distribution": "normal", "mean": 0, "sd": -1}}`:                                     "sd must be above 0, not -1",
		`{"a": {"distribution": "normal", "mean": 0, "sd": 1, "sigma": 2}}`:                          `has no parameter "sigma"; it has mean, sd`,
		`{"a": {"distribution": "uniform", "min": 2, "max": 1}}`:                                     "min must be below max",
		`{"a": {"distribution": "triangle", "min": 0, "max": 1, "mode": 2}}`:                         "mode must lie from min to max",
		`{"a": {"distribution": "binomial", "n": 2.5, "p": 0.5}}`:                                    "n must be a whole number",
		`{"a": {"distribution": "uniform", "min": 0, "max": 1}} x`:                                   "something stands after",
		`{"a": {"distribution": "poisson", "mean": 1}, "a": {"distribution": "poisson", "mean": 2}}`: "a is there twice",
	} {
		_, err := ReadPrior(context.Background(), put(t, "a.json", text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{"a,b\n1,x\n": "column b holds text", "a,b\n1,2\n1,\n": "line 3 of column b has no value"} {
		if _, err := ReadPrior(context.Background(), put(t, "a.csv", text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzPrior(f *testing.F) {
	f.Add(`{"a": {"distribution": "normal", "mean": 0, "sd": 1}}`)
	f.Add(`{"n": {"distribution": "integer", "min": -1e9, "max": 1}, "b": {"distribution": "beta", "a": 1, "b": 1e-300}}`)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parsePrior([]byte(text))
		if err != nil {
			return
		}
		p.Draw(rand.New(rand.NewPCG(1, 2)), make([]float64, len(p.X)))
	})
}
