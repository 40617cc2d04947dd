package scenes

import (
	"math"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
)

// TestContractRejects shows each clause set-ups that break it; a clause that lets one pass proves nothing about the
// scenes that pass it.
func TestContractRejects(t *testing.T) {
	calls := new(atomic.Int64)
	for _, broken := range []struct {
		clause, name string
		spoil        func(s *Setup)
	}{
		{"dimensions", "an axis too few", func(s *Setup) { s.X = s.X[:1] }},
		{"dimensions", "a first y too long", func(s *Setup) { s.Start = append(s.Start, 0) }},
		{"dimensions", "labels that are not y", func(s *Setup) { s.Problem.Labels = 3 }},
		{"axes", "two axes of one name", func(s *Setup) { s.X[1].Name = s.X[0].Name }},
		{"axes", "an axis without a name", func(s *Setup) { s.Y[7].Name = "" }},
		{"axes", "an empty range", func(s *Setup) { s.X[0].Max = s.X[0].Min }},
		{"axes", "a range too narrow", func(s *Setup) { s.X[1].Max = 2.4 }},
		{"presets", "no preset", func(s *Setup) { s.Presets = nil }},
		{"presets", "two of one name", func(s *Setup) { s.Presets[1].Name = "default" }},
		{"presets", "a network too narrow", func(s *Setup) { s.Presets[0].Config.Width = 1 }},
		{"presets", "no learning rate", func(s *Setup) { s.Presets[1].Live.Rate = 0 }},
		{"finite", "a prior that forgets x2", func(s *Setup) {
			s.Problem.Prior = func(r *rand.Rand, x []float64) { x[0] = r.NormFloat64() }
		}},
		{"finite", "a simulator that forgets y without noise", func(s *Setup) {
			right := s.Problem.Simulate
			s.Problem.Simulate = func(r *rand.Rand, x, y []float64) {
				if r != nil {
					right(r, x, y)
				}
			}
		}},
		{"bounds", "an end that is passed", func(s *Setup) {
			*s = kinematics().Setups[0]
			s.Problem.BoxY = [][2]float64{{-farthest, 1.99}, armEnds[1]}
		}},
		{"deterministic", "noise of its own", func(s *Setup) {
			right := s.Problem.Simulate
			s.Problem.Simulate = func(r *rand.Rand, x, y []float64) {
				right(r, x, y)
				y[0] += 1e-9 * float64(calls.Add(1))
			}
		}},
		{"noise", "a simulator without", func(s *Setup) { s.Problem.Noise = 1 }},
		{"noise", "a number too few", func(s *Setup) { *s = tissue().Setups[0]; s.Problem.Noise-- }},
		{"noise", "numbers of another kind", func(s *Setup) { *s = twoMoons().Setups[0]; s.Problem.Noise = 2 }},
		{"mixture", "labels of other modes", func(s *Setup) {
			s.Modes = &Modes{Centres: ring.Centres, Sigma: ring.Sigma, Label: []int{1, 0, 0, 0, 1, 1, 2, 3}}
		}},
		{"mixture", "a mode too heavy", func(s *Setup) {
			m := s.Modes
			s.Problem.Prior = func(r *rand.Rand, x []float64) { m.draw(r, min(r.IntN(9), 7), x) }
		}},
		{"mixture", "a spread 3 % too wide", func(s *Setup) {
			m := &Modes{Centres: ring.Centres, Sigma: 1.03 * ring.Sigma, Label: s.Modes.Label}
			s.Problem.Prior = m.prior
		}},
		{"exact posterior", "modes a quarter too wide", func(s *Setup) {
			s.Exact = (&Modes{Centres: ring.Centres, Sigma: 1.25 * ring.Sigma, Label: s.Modes.Label}).exact
		}},
		{"exact posterior", "a forgotten mode", func(s *Setup) {
			s.Exact = (&Modes{Centres: ring.Centres, Sigma: ring.Sigma, Label: []int{7, 0, 0, 0, 1, 1, 2, 3}}).exact
		}},
		{"exact posterior", "samples for an unused label", func(s *Setup) {
			s.Exact = (&Modes{Centres: ring.Centres, Sigma: ring.Sigma, Label: []int{0, 0, 0, 0, 1, 1, 2, 7}}).exact
		}},
		{"exact posterior", "an answer to every y", func(s *Setup) {
			right := s.Exact
			s.Exact = func(r *rand.Rand, y, x []float64) error {
				if _, err := Label(y, 8); err != nil {
					return nil
				}
				return right(r, y, x)
			}
		}},
	} {
		s := eightModes().Setups[1] // a fresh copy of set-up some
		broken.spoil(&s)
		if passes(broken.clause, &s) {
			t.Errorf("%s: %s passes", broken.clause, broken.name)
		}
	}
}

// passes reports whether the set-up keeps the clause.
func passes(clause string, s *Setup) bool {
	for _, c := range clauses {
		if c.name == clause {
			return c.check(s) == nil
		}
	}
	panic("scenes: no such clause: " + clause)
}

// TestExactPosteriorRejects shows the clause wrong posteriors of a continuous y, with noise and without.
func TestExactPosteriorRejects(t *testing.T) {
	sharp := func() Setup { // two moons without noise: two x for each y, where the box holds both
		s := twoMoons().Setups[0]
		s.Problem.Simulate = func(_ *rand.Rand, x, y []float64) { moonsSimulate(nil, x, y) }
		s.Exact = func(r *rand.Rand, y, x []float64) error {
			err := checkY(y, 2)
			for ; err == nil && len(x) >= 2; x = x[2:] {
				moonsInverse(y, moonOffset+moonRadius, 0, float64(2*r.IntN(2)-1), x)
			}
			return err
		}
		return s
	}
	if s := sharp(); !passes("exact posterior", &s) {
		t.Errorf("the right posterior without noise: %v", exactPosterior(&s))
	}
	moons := func() Setup { return twoMoons().Setups[0] }
	linear := func() Setup { return gaussianLinear().Setups[0] }
	for _, broken := range []struct {
		name  string
		setup Setup
		after func(r *rand.Rand, x []float64) // spoils one right sample
	}{
		{"half of x moved a little, without noise", sharp(), func(r *rand.Rand, x []float64) { x[0] += 0.005 * float64(r.IntN(2)) }},
		{"one sign twice as likely, without noise", sharp(), func(r *rand.Rand, x []float64) {
			if x[0]+x[1] < 0 && r.IntN(3) == 0 {
				x[0], x[1] = -x[1], -x[0]
			}
		}},
		{"one moon of two", moons(), func(_ *rand.Rand, x []float64) {
			if x[0]+x[1] < 0 {
				x[0], x[1] = -x[1], -x[0]
			}
		}},
		{"moons much too thick", moons(), func(r *rand.Rand, x []float64) { x[0] += 0.1 * r.NormFloat64() }},
		{"the prior", moons(), uniform(moonsBox)},
		{"a quarter too wide", linear(), func(r *rand.Rand, x []float64) {
			for i := range x {
				x[i] += math.Sqrt(0.5625*linearVariance/2) * r.NormFloat64()
			}
		}},
		{"the prior in ten dimensions", linear(), linear().Problem.Prior},
	} {
		s, right := broken.setup, broken.setup.Exact
		s.Exact = func(r *rand.Rand, y, x []float64) error {
			err := right(r, y, x)
			for k := 0; err == nil && k < len(x); k += s.Problem.DimX {
				broken.after(r, x[k:k+s.Problem.DimX])
			}
			return err
		}
		if passes("exact posterior", &s) {
			t.Errorf("%s passes", broken.name)
		}
	}
	for name, exact := range map[string]func(r *rand.Rand, y, x []float64) error{
		"a y of any length": func(r *rand.Rand, y, x []float64) error { return moonsExact(r, y[:min(2, len(y))], x) },
		"a y that is not finite": func(r *rand.Rand, y, x []float64) error {
			if len(y) == 2 && checkY(y, 2) != nil {
				return nil
			}
			return moonsExact(r, y, x)
		},
	} {
		s := moons()
		s.Exact = exact
		if passes("exact posterior", &s) {
			t.Errorf("%s passes", name)
		}
	}
}

func TestLookup(t *testing.T) {
	scene, err := Find("")
	if err != nil || scene != &All[0] {
		t.Errorf("the empty name finds %v, %v", scene, err)
	}
	setup, err := scene.Setup("some")
	if err != nil || setup.Name != "some" {
		t.Errorf("some finds %v, %v", setup, err)
	}
	if p, err := setup.Preset("", "paper"); err != nil || p.Name != "paper" {
		t.Errorf("paper finds %v, %v", p, err)
	}
	_, e1 := Find("mods")
	_, e2 := scene.Setup("one")
	_, e3 := setup.Preset("inn", "papper")
	var names []string
	for _, s := range All {
		names = append(names, s.Name)
	}
	for err, want := range map[error]string{
		e1: `unknown scene "mods"; there is: ` + strings.Join(names, ", "),
		e2: `scene modes has no set-up "one"; it has: all, some, none`,
		e3: `set-up some has no preset "papper"; it has: default, paper`,
	} {
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The words that a user reads for a y without an exact posterior.
func TestExactWords(t *testing.T) {
	some, none := &All[0].Setups[1], &All[0].Setups[2]
	between := make([]float64, 8)
	between[2], between[3] = 0.5, 0.5
	for _, c := range []struct {
		setup *Setup
		y     []float64
		want  string
	}{
		{some, OneHot(5, 8), "label 5 is carried by no mode; choose 0 to 3"},
		{none, OneHot(1, 8), "label 1 is carried by no mode; choose 0"},
		{some, between, "y lies between labels, where no x is: only a single 1 among zeros has an exact posterior"},
		{some, []float64{1, 0}, "y has 2 numbers; this scene's y has 8"},
	} {
		if err := c.setup.Exact(stream(0), c.y, make([]float64, 2)); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
