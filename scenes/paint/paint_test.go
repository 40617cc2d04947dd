package paint

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestKubelkaMunk: Q and R belong together, also where the textbook's formula cancels.
func TestKubelkaMunk(t *testing.T) {
	for _, q := range []float64{0, 1e-9, 1e-3, 0.5, 1, 20, 1e6} {
		r := reflect(q)
		if q > 0 && math.Abs(ratio(r)/q-1) > 1e-6 {
			t.Errorf("Q = %g gives R = %g, and that Q = %g", q, r, ratio(r))
		}
		if q < 1e3 && math.Abs(r-(1+q-math.Sqrt(q*q+2*q))) > 1e-12 {
			t.Errorf("Q = %g: R = %g", q, r)
		}
	}
	if r := reflect(0.5); math.Abs(r-0.381966) > 1e-6 { // (3−√5)/2
		t.Errorf("Q = ½: R = %g", r)
	}
}

// TestReflectance: a mixture lies between what its paints absorb per scattering, a paint in equal parts with itself is
// itself, and shares of any mixture give a reflectance.
func TestReflectance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rho := make([]float64, Bands)
	for range 2000 {
		c := make([]float64, Count)
		var sum float64
		for i := range c {
			c[i] = math.Exp(-20 * r.Float64())
			sum += c[i]
		}
		for i := range c {
			c[i] /= sum
		}
		Reflectance(c, rho)
		for i, v := range rho {
			lo, hi := math.Inf(1), 0.0
			for _, p := range Paints {
				lo, hi = min(lo, p.K[i]/p.S[i]), max(hi, p.K[i]/p.S[i])
			}
			if q := ratio(v); !(q >= lo*(1-1e-9) && q <= hi*(1+1e-9)) {
				t.Fatalf("%.3v at %g nm: K/S = %g outside of %g to %g", c, Wavelength(i), q, lo, hi)
			}
		}
	}
	for p := range Count {
		Reflectance(Masstone(p), rho)
		for i, v := range rho {
			if want := reflect(Paints[p].K[i] / Paints[p].S[i]); v != want {
				t.Errorf("%s at %g nm: %g, want %g", Paints[p].Name, Wavelength(i), v, want)
			}
		}
	}
}

// TestSwatches: the paints look as they are called, and a tint is lighter than its masstone.
func TestSwatches(t *testing.T) {
	lab := func(shares []float64) [3]float64 {
		rho := make([]float64, Bands)
		Reflectance(shares, rho)
		return D65.Lab(rho)
	}
	hue := func(c [3]float64) float64 { return math.Mod(math.Atan2(c[2], c[1])*180/math.Pi+360, 360) }
	for p, paint := range Paints {
		tint := lab(Tinted(p))
		if p != White && !(tint[0] > lab(Masstone(p))[0]) {
			t.Errorf("%s gets darker with white", paint.Name)
		}
		if want, ok := map[string][2]float64{
			"Yc": {85, 105}, "Yw": {65, 85}, "Or": {25, 55}, "R": {0, 35}, "M": {330, 360}, "V": {285, 325}, "Br": {260, 295},
			"Bg": {225, 265}, "G": {160, 200},
		}[paint.Code]; ok && !(hue(tint) >= want[0] && hue(tint) <= want[1]) {
			t.Errorf("%s in white has hue %.0f°, want %v", paint.Name, hue(tint), want)
		}
	}
	if l := lab(Masstone(White))[0]; l < 95 {
		t.Errorf("white has L* %.1f", l)
	}
}

// TestOutline: nearly all mixtures of four paints lie within the outline at their lightness, colours that no paint comes
// near do not, and beyond black and white there is nothing.
func TestOutline(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	rho := make([]float64, Bands)
	const n = 200
	out := 0
	for range n {
		c := make([]float64, Count)
		var sum float64
		for range 4 {
			v := r.ExpFloat64()
			c[r.IntN(Count)] += v
			sum += v
		}
		for i := range c {
			c[i] /= sum
		}
		Reflectance(c, rho)
		lab := D65.Lab(rho)
		if !Reached(lab) {
			out++
		}
	}
	if out > n/50 {
		t.Errorf("%d of %d mixtures lie outside", out, n)
	}
	for _, c := range []struct {
		lab  [3]float64
		want bool
	}{
		{[3]float64{52, 18, 24}, true}, {[3]float64{52, 0, 0}, true}, {[3]float64{84, 2, 75}, true}, // a yellow
		{[3]float64{30, 0, 60}, false}, {[3]float64{52, -70, 40}, false}, {[3]float64{90, 60, 0}, false}, {[3]float64{2, 0, 0}, false},
	} {
		if Reached(c.lab) != c.want {
			t.Errorf("%v within reach: %v", c.lab, !c.want)
		}
	}
	line := Outline(52)
	if len(line) < 12 || line[0] != line[len(line)-1] {
		t.Errorf("an outline of %d points", len(line))
	}
	inner := 0
	for _, p := range line {
		if Reached([3]float64{52, 0.99 * p[0], 0.99 * p[1]}) && !Reached([3]float64{52, 1.01 * p[0], 1.01 * p[1]}) {
			inner++
		}
	}
	if inner != len(line) {
		t.Errorf("%d of %d corners lie where they should", inner, len(line))
	}
	if Outline(1) != nil || Outline(101) != nil || Outline(-3) != nil {
		t.Error("an outline where no mixture is")
	}
}

// TestNearest: a colour beyond what paints reach comes back to the edge on the line to grey; one within stays as it is.
func TestNearest(t *testing.T) {
	for _, lab := range [][3]float64{{50, 100, 0}, {50, 0, -90}, {60, -70, 70}, {35, 60, 60}, {80, -40, -40}} {
		p := Nearest(lab)
		c := math.Hypot(lab[1], lab[2])
		share := math.Hypot(p[1], p[2]) / c
		side := math.Abs(p[1]*lab[2]-p[2]*lab[1]) / c
		beyond := [3]float64{p[0], lab[1] * (share + 0.5/c), lab[2] * (share + 0.5/c)}
		if !Reached(p) || share >= 1 || side > 0.1 || p[0] != lab[0] || Reached(beyond) {
			t.Errorf("nearest to %v is %v", lab, p)
		}
	}
	if in := [3]float64{52, 18, 24}; Nearest(in) != in {
		t.Errorf("%v is moved to %v", in, Nearest(in))
	}
	for _, lab := range [][3]float64{{0, 0, 0}, {100, 5, 5}} {
		if p := Nearest(lab); !Reached(p) {
			t.Errorf("nearest to %v is %v, out of reach", lab, p)
		}
	}
}
