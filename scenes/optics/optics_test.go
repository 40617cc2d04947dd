package optics

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// published are media whose reflection others have computed, with what rounding and chance leave open.
var published = []struct {
	name     string
	points   int
	outside  float64
	index    []float64
	layers   []Layer
	want     Light
	within   float64
	transmit bool
}{
	// van de Hulst 1980, as quoted by Wang, Jacques, Zheng, MCML, Computer Methods and Programs in Biomedicine 47, 131 (1995).
	{"van de Hulst's slab", 16, 1, []float64{1}, []Layer{{10, 90, 0.75, 0.02}}, Light{0, 0.09739, 0.66096}, 5e-6, true},
	// Giovanelli 1955, quoted there as well: a total reflectance of 0.2600, of which the surface throws back 0.0400.
	{"Giovanelli's half-space", 16, 1, []float64{1.5}, []Layer{{10, 90, 0, 10}}, Light{0.04, 0.2200, 0}, 1e-4, true},
}

// off is how far a result is from the published one.
func off(got, want Light, transmit bool) float64 {
	d := max(math.Abs(got.Specular-want.Specular), math.Abs(got.Diffuse-want.Diffuse))
	if transmit {
		d = max(d, math.Abs(got.Transmitted-want.Transmitted))
	}
	return d
}

func TestPublished(t *testing.T) {
	for _, c := range published {
		got := NewSolver(c.points, c.outside, c.index...).Solve(c.layers)
		if d := off(got, c.want, c.transmit); !(d <= c.within) {
			t.Errorf("%s: %.6f, want %.6f", c.name, got, c.want)
		}
		// What is computed wrongly must show: too few directions, and a medium that is slightly another.
		if d := off(NewSolver(2, c.outside, c.index...).Solve(c.layers), c.want, c.transmit); d <= c.within {
			t.Errorf("%s: two points pass", c.name)
		}
		other := []Layer{c.layers[0]}
		other[0].Anisotropy += 0.002
		if d := off(NewSolver(c.points, c.outside, c.index...).Solve(other), c.want, c.transmit); d <= c.within {
			t.Errorf("%s: another anisotropy passes", c.name)
		}
	}
}

// colon is three-layer tissue at the bands of the table: oxygenation 0.7, blood 5 %.
func colon(nm, oxy, deoxy float64) []Layer {
	mua := math.Ln10 * 120 * (0.7*oxy + 0.3*deoxy) / 64500 * 0.05
	mus := 18.9 * math.Pow(nm/500, -1.286) / (1 - 0.875)
	return []Layer{{mua, mus, 0.875, 0.08}, {mua, mus, 0.875, 0.06}, {mua, mus, 0.875, 0.05}}
}

// TestMonteCarlo: diffuse reflectances of three layers by following 200 000 photons, with a standard error of at most
// 0.001.
func TestMonteCarlo(t *testing.T) {
	s, matched := NewSolver(12, 1, 1.36, 1.36, 1.38), NewSolver(12, 1, 1, 1, 1)
	for _, c := range []struct{ nm, oxy, deoxy, want float64 }{
		{470, 33209.2, 16156.4, 0.1252},
		{480, 26629.2, 14550, 0.1434},
		{560, 32613.2, 53788, 0.0743},
		{580, 50104, 37020, 0.0603},
		{600, 3200, 14677.2, 0.2700},
		{660, 319.6, 3226.56, 0.4405},
		{700, 290, 1794.28, 0.4538},
	} {
		l := colon(c.nm, c.oxy, c.deoxy)
		if got := s.Solve(l).Diffuse; !(math.Abs(got-c.want) <= 0.003) {
			t.Errorf("%g nm: %.4f, photons say %.4f", c.nm, got, c.want)
		}
		if got := matched.Solve(l).Diffuse; math.Abs(got-c.want) <= 0.003 {
			t.Errorf("%g nm: a surface that reflects nothing passes", c.nm)
		}
	}
}

// tissues calls f with random tissue of three layers.
func tissues(n int, f func([]Layer)) {
	r := rand.New(rand.NewPCG(1, 1))
	for range n {
		l := make([]Layer, 3)
		a := math.Exp(6*r.Float64() - 1)
		for i := range l {
			g := 0.8 + 0.15*r.Float64()
			l[i] = Layer{a * r.Float64(), (1 + 40*r.Float64()) / (1 - g), g, 0.04 + 0.06*r.Float64()}
		}
		f(l)
	}
}

// TestConverges says how many points are enough: the scene's four miss by less than 0.002 of full scale, half as many
// do not, and every doubling brings less.
func TestConverges(t *testing.T) {
	exact := NewSolver(24, 1, 1.36, 1.36, 1.38)
	worst := map[int]float64{}
	points := []int{2, 4, 8, 16}
	solvers := map[int]*Solver{}
	for _, p := range points {
		solvers[p] = NewSolver(p, 1, 1.36, 1.36, 1.38)
	}
	tissues(40, func(l []Layer) {
		want := exact.Solve(l).Diffuse
		for _, p := range points {
			worst[p] = max(worst[p], math.Abs(solvers[p].Solve(l).Diffuse-want))
		}
	})
	for _, c := range []struct {
		points int
		within float64
	}{{4, 0.002}, {8, 0.0003}, {16, 0.00005}} {
		if !(worst[c.points] < c.within) {
			t.Errorf("%d points miss by %.5f", c.points, worst[c.points])
		}
	}
	if worst[2] < 0.002 {
		t.Errorf("two points miss by only %.5f", worst[2])
	}
}

// TestConserves: without absorption no light is lost, with it some is; and a layer cut in two is the same layer.
func TestConserves(t *testing.T) {
	s := NewSolver(4, 1, 1.36, 1.36, 1.38)
	one, two := NewSolver(4, 1, 1.4), NewSolver(4, 1, 1.4, 1.4)
	tissues(20, func(l []Layer) {
		sum := func() float64 { x := s.Solve(l); return x.Specular + x.Diffuse + x.Transmitted }
		if v := sum(); !(v > 0 && v < 1-1e-4) {
			t.Errorf("of light in absorbing tissue %.6f comes out", v)
		}
		whole := l[0]
		a := one.Solve([]Layer{whole})
		whole.Thickness /= 2
		b := two.Solve([]Layer{whole, whole})
		if d := off(a, b, true); !(d < 1e-5) {
			t.Errorf("%v whole, %v cut in two", a, b)
		}
		whole.Thickness *= 0.99
		if d := off(a, two.Solve([]Layer{whole, whole}), true); d < 1e-5 {
			t.Error("two halves that are no whole pass")
		}
		for i := range l {
			l[i].Absorption = 0
		}
		if v := sum(); !(math.Abs(v-1) < 1e-9) {
			t.Errorf("without absorption %.9f of the light comes out", v)
		}
	})
}

// TestQuadrature: the nodes integrate polynomials exactly, and the last is the end.
func TestQuadrature(t *testing.T) {
	for n := 1; n < 12; n++ {
		mu, w := make([]float64, n), make([]float64, n)
		radauNodes(mu, w, 0.5, 1)
		for k := range 2*n + 1 {
			got := 0.0
			for i := range mu {
				got += w[i] * math.Pow(mu[i], float64(k))
			}
			want := (1 - math.Pow(0.5, float64(k+1))) / float64(k+1)
			if exact := math.Abs(got-want) < 1e-13; k <= 2*n-2 != exact && k != 2*n-1 && n < 6 {
				t.Errorf("%d nodes: power %d gives %g, want %g", n, k, got, want)
			}
		}
		if mu[n-1] != 1 {
			t.Errorf("%d nodes end at %g", n, mu[n-1])
		}
	}
	// All the light of a radiance n² over a half space is n², in every medium.
	all := channels(6, 1, []float64{1.36, 1.38})
	for _, n := range []float64{1, 1.36, 1.38} {
		sum := 0.0
		for _, c := range all {
			if c.s < n {
				sum += c.flux
			}
		}
		if math.Abs(sum-n*n) > 1e-12 {
			t.Errorf("index %g: %g, want %g", n, sum, n*n)
		}
	}
}

func BenchmarkSpectrum(b *testing.B) {
	for _, p := range []int{4, 8, 16} {
		b.Run(fmt.Sprint("points=", p), func(b *testing.B) {
			s := NewSolver(p, 1, 1.36, 1.36, 1.38)
			for b.Loop() {
				for _, nm := range []float64{470, 480, 511, 560, 580, 600, 660, 700} {
					s.Solve(colon(nm, 20000, 20000))
				}
			}
		})
	}
}
