package scenes

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn/baseline"
)

// distinct reports whether a set-up's posterior is another than its prior.
func distinct(s *Setup) bool { return s.Modes == nil || len(s.Modes.Used()) > 1 }

// TestClaims: no scene claims anything for draws of its prior, nor for a network that has learned nothing, of any of its
// methods; each that has an exact posterior claims what it does for samples of that, at the y that is shown first.
func TestClaims(t *testing.T) {
	const n = claimed
	for i := range All {
		for j := range All[i].Setups {
			s := &All[i].Setups[j]
			if s.Claim == nil {
				continue
			}
			name, p := All[i].Name+", "+s.Name, &s.Problem
			x := make([]float64, n*p.DimX)
			r := stream(60)
			for k := 0; k < len(x); k += p.DimX {
				p.Prior(r, x[k:k+p.DimX])
			}
			if words := s.Told(s.Start, x); words != "" && distinct(s) {
				t.Errorf("%s: of the prior it claims %q", name, words)
			}
			for _, preset := range s.Presets {
				kind, err := baseline.Find(preset.By())
				if err != nil {
					t.Fatal(err)
				}
				for seed := range uint64(3) {
					preset.Config.Seed = seed
					m, err := kind.New(p, preset.Config, preset.Live)
					if err != nil {
						t.Fatal(name, err)
					}
					m.Freeze().Sample(rand.New(rand.NewPCG(1, 61)), s.Start, x)
					if words := s.Told(s.Start, x); words != "" {
						t.Errorf("%s, %s %s: untrained it claims %q", name, preset.By(), preset.Name, words)
					}
				}
			}
			if s.Exact == nil {
				continue
			}
			if err := s.Exact(r, s.Start, x); err != nil {
				t.Fatal(name, err)
			}
			if s.Told(s.Start, x) == "" {
				t.Errorf("%s: of the exact posterior it claims nothing", name)
			}
			if few := x[:10*p.DimX]; s.Told(s.Start, few) != "" {
				t.Errorf("%s: ten samples suffice", name)
			}
		}
	}
}

// TestColourClaims: recipes that are known to be metamers are said to be; those that differ by daylight, or are one and
// the same, are not.
func TestColourClaims(t *testing.T) {
	lab, spectrum := colourLab(), colourSpectrum()
	// Recipes in turn, each a little disturbed, so that all stay within what an eye sees by daylight.
	mix := func(recipes []share, spread float64) (x []float64) {
		r := stream(62)
		for i := range claimed {
			c := recipes[i%len(recipes)].recipe()
			for k := range colourDim {
				x = append(x, math.Log(max(c[k+1], 1e-6)/c[0])+spread*r.NormFloat64())
			}
		}
		return x
	}
	y := make([]float64, 3)
	lab.Problem.Simulate(nil, mix(metamers[:1], 0)[:colourDim], y)
	for _, c := range []struct {
		what         string
		x            []float64
		lab, without bool
	}{
		{"metamers", mix(metamers, 0.002), true, false},
		{"one recipe", mix(metamers[:1], 0.002), false, true},
		{"any recipe", mix(metamers, 3), false, false},
	} {
		if got := lab.Told(y, c.x) != ""; got != c.lab {
			t.Errorf("%s: claimed of the colour %v, want %v", c.what, got, c.lab)
		}
		if got := spectrum.Told(spectrum.Start, c.x) != ""; got != c.without {
			t.Errorf("%s: claimed of the spectrum %v, want %v", c.what, got, c.without)
		}
	}
}
