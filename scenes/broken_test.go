package scenes

import (
	"math/rand/v2"
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
		{"deterministic", "noise of its own", func(s *Setup) {
			right := s.Problem.Simulate
			s.Problem.Simulate = func(r *rand.Rand, x, y []float64) {
				right(r, x, y)
				y[0] += 1e-9 * float64(calls.Add(1))
			}
		}},
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
		for _, c := range clauses {
			if c.name == broken.clause && c.check(&s) == nil {
				t.Errorf("%s: %s passes", broken.clause, broken.name)
			}
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
	if p, err := setup.Preset("paper"); err != nil || p.Name != "paper" {
		t.Errorf("paper finds %v, %v", p, err)
	}
	_, e1 := Find("mods")
	_, e2 := scene.Setup("one")
	_, e3 := setup.Preset("papper")
	for err, want := range map[error]string{
		e1: `unknown scene "mods"; there is: modes`,
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
