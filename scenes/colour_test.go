package scenes

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"innlab/scenes/paint"
)

// TestRecipes: the shares of prior draws have the moments of a Dirichlet distribution, 13 equal concentrations of 0.3, and
// the log-ratios the spread that is stated; another concentration is seen.
func TestRecipes(t *testing.T) {
	const n, k = 20000, paint.Count
	moments := func(concentration float64) (worst float64) {
		s := colourLab()
		r := stream(11)
		x := make([]float64, colourDim)
		share := make([][]float64, k)
		c := make([]float64, k)
		for range n {
			s.Problem.Prior(r, x)
			s.Shares(x, c)
			var sum float64
			for i, v := range c {
				share[i] = append(share[i], v)
				sum += v
			}
			if math.Abs(sum-1) > 1e-12 || !(slices.Min(c) > 0) {
				t.Fatalf("shares %.3v", c)
			}
		}
		// Mean 1/k, variance (1/k)(1−1/k)/(kα+1).
		variance := 1.0 / k * (1 - 1.0/k) / (k*concentration + 1)
		for _, s := range share {
			mean, v := stat.MeanVariance(s, nil)
			worst = max(worst, math.Abs(mean-1.0/k)/math.Sqrt(variance/n), math.Abs(v/variance-1)/0.02)
		}
		return worst
	}
	if d := moments(colourConcentration); d > 4 {
		t.Errorf("shares are %.1f spreads from those of a Dirichlet distribution", d)
	}
	if d := moments(0.35); d < 4 {
		t.Errorf("the moments of another concentration are only %.1f spreads away", d)
	}
	s := colourLab()
	x, _ := pairs(&s, stream(12), n)
	for i, want := range s.Spread {
		var column []float64
		for j := i; j < len(x); j += colourDim {
			column = append(column, x[j])
		}
		if sd := stat.StdDev(column, nil); math.Abs(sd/want-1) > 0.03 {
			t.Errorf("%s has a spread of %.3f, stated is %.3f", s.X[i].Name, sd, want)
		}
	}
}

// TestShares: log-ratios and shares belong together, also where one paint is nearly all or white is nearly nothing.
func TestShares(t *testing.T) {
	c := make([]float64, paint.Count)
	for _, x := range [][]float64{
		make([]float64, colourDim),
		{700, 0, -700, 1, 2, 3, 4, 5, 6, 7, 8, 9},
		{-900, -900, -900, -900, -900, -900, -900, -900, -900, -900, -900, -900},
		{5, 4, -3, 2, 1, 0, -1, -2, -3, -4, -5, 6},
	} {
		colourShares(x, c)
		var sum float64
		for i, v := range c {
			sum += v
			if !(v >= 0) {
				t.Errorf("%v: shares %v", x, c)
			}
			if i > 0 && v > 1e-290 && c[0] > 1e-290 && math.Abs(math.Log(v/c[0])-x[i-1]) > 1e-9 {
				t.Errorf("%v: the log-ratio of paint %d is %g", x, i, math.Log(v/c[0]))
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("%v: shares add up to %g", x, sum)
		}
	}
}

// TestMetamers: what the scene's story says. The recipes have one colour by daylight, less than an eye sees apart, and part
// under a lamp; their spectra are far more apart than the noise.
func TestMetamers(t *testing.T) {
	var day, lamp [][3]float64
	var spectra [][]float64
	for _, m := range metamers {
		c := m.recipe()
		var sum float64
		for _, v := range c {
			sum += v
		}
		if math.Abs(sum-1) > 2e-3 {
			t.Errorf("%v adds up to %.3f", m, sum)
		}
		r := make([]float64, paint.Bands)
		paint.Reflectance(c, r)
		day, lamp, spectra = append(day, paint.D65.Lab(r)), append(lamp, paint.A.Lab(r)), append(spectra, r)
	}
	lab := colourLab()
	part := 0.0
	for i := range metamers {
		if d := paint.Difference(day[i], [3]float64(lab.Start)); d > 1 {
			t.Errorf("recipe %d is %.2f from the first colour", i, d)
		}
		for j := range i {
			part = max(part, paint.Difference(lamp[i], lamp[j]))
			var sum float64
			for k, v := range spectra[i] {
				sum += (v - spectra[j][k]) * (v - spectra[j][k])
			}
			if chi := math.Sqrt(sum) / spectrumNoise; chi < 10 {
				t.Errorf("the spectra of %d and %d are only %.1f times the noise apart", i, j, chi)
			}
		}
	}
	if part < 2 {
		t.Errorf("under a lamp the recipes differ by only %.2f", part)
	}
}

// TestColourNoise: what is measured scatters about what is without noise, as stated.
func TestColourNoise(t *testing.T) {
	for _, c := range []struct {
		setup Setup
		sigma float64
	}{{colourLab(), colourNoise}, {colourSpectrum(), spectrumNoise}} {
		p, r := &c.setup.Problem, stream(13)
		x, y, clean := make([]float64, p.DimX), make([]float64, p.DimY), make([]float64, p.DimY)
		var left []float64
		for range 2000 {
			p.Pair(r, x, y)
			p.Simulate(nil, x, clean)
			for i := range y {
				left = append(left, (y[i]-clean[i])/c.sigma)
			}
		}
		if sd := stat.StdDev(left, nil); math.Abs(sd-1) > 0.04 {
			t.Errorf("%s: the noise is %.3f of what is stated", c.setup.Name, sd)
		}
	}
}

// TestOutOfReach: colours that no mixture has are said to be such, those of the prior, but for noise, are not.
func TestOutOfReach(t *testing.T) {
	s := colourLab()
	for _, y := range [][]float64{{50, 100, 0}, {50, 0, -90}, {5, 0, 0}, {99, 20, 0}} {
		if s.Outside(y) == "" {
			t.Errorf("%v is within reach", y)
		}
	}
	x, _ := pairs(&s, stream(14), 100)
	y, out := make([]float64, s.Problem.DimY), 0
	for i := 0; i < len(x); i += colourDim {
		s.Problem.Simulate(nil, x[i:i+colourDim], y)
		if s.Outside(y) != "" {
			out++
		}
	}
	if out > 5 {
		t.Errorf("%d of 100 mixtures are said to be out of reach", out)
	}
}

// TestSpectrumOutOfReach: a curve with a spike, a step, a comb or a constant that no paint has is said to be such; those of
// the prior, with noise, are not.
func TestSpectrumOutOfReach(t *testing.T) {
	s := colourSpectrum()
	change := func(do func(i int, v float64) float64) []float64 {
		y := make([]float64, len(s.Start))
		for i, v := range s.Start {
			y[i] = do(i, v)
		}
		return y
	}
	for name, y := range map[string][]float64{
		"a spike": change(func(i int, v float64) float64 {
			if i == 12 {
				return v + 0.4
			}
			return v
		}),
		"a comb":        change(func(i int, v float64) float64 { return v + 0.1*float64(i%2) }),
		"below nothing": change(func(int, float64) float64 { return -0.2 }),
		"more than all": change(func(int, float64) float64 { return 1.1 }),
		"a step": change(func(i int, _ float64) float64 {
			if i < 14 {
				return 0.9
			}
			return 0.05
		}),
	} {
		if s.Outside(y) == "" {
			t.Errorf("%s is within reach", name)
		}
	}
	if w := s.Outside(s.Start); w != "" {
		t.Errorf("the start: %s", w)
	}
	_, y := pairs(&s, stream(14), 300)
	out := 0
	for i := 0; i < len(y); i += paint.Bands {
		if s.Outside(y[i:i+paint.Bands]) != "" {
			out++
		}
	}
	if out > 6 {
		t.Errorf("%d of 300 measurements are said to be out of reach", out)
	}
}
