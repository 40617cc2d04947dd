package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innlab/inn/baseline"
)

// The contract that every set-up of every scene keeps. Each clause is a function that returns what is wrong, so that
// the tests below can show it broken set-ups too.

// clauses is the whole contract.
var clauses = []struct {
	name  string
	check func(s *Setup) error
}{
	{"dimensions", dimensions},
	{"axes", axes},
	{"presets", presets},
	{"finite", finite},
	{"bounds", bounded},
	{"deterministic", deterministic},
	{"noise", noise},
	{"mixture", mixture},
	{"exact posterior", exactPosterior},
}

// stream returns the random numbers of a clause.
func stream(n uint64) *rand.Rand { return rand.New(rand.NewPCG(42, n)) }

// dimensions: as many axes and numbers as the problem has dimensions.
func dimensions(s *Setup) error {
	p := &s.Problem
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"axes of x", len(s.X), p.DimX},
		{"axes of y", len(s.Y), p.DimY},
		{"numbers of the first y", len(s.Start), p.DimY},
	} {
		if c.got != c.want || c.want < 1 {
			return fmt.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
	if p.Labels != 0 && p.Labels != p.DimY {
		return fmt.Errorf("%d labels in a one-hot of %d", p.Labels, p.DimY)
	}
	return nil
}

// axes: every dimension has a name of its own and a range that holds nearly all of the prior's draws.
func axes(s *Setup) error {
	if p := &s.Problem; len(s.X) != p.DimX || len(s.Y) != p.DimY {
		return fmt.Errorf("%d and %d axes for %d and %d dimensions", len(s.X), len(s.Y), p.DimX, p.DimY)
	}
	seen := map[string]bool{}
	for _, a := range slices.Concat(s.X, s.Y) {
		if a.Name == "" || seen[a.Name] {
			return fmt.Errorf("an axis without a name of its own: %q", a.Name)
		}
		seen[a.Name] = true
		if !(a.Min < a.Max) {
			return fmt.Errorf("axis %s shows the range %g to %g", a.Name, a.Min, a.Max)
		}
	}
	n := draws(s, 5000)
	x, y := pairs(s, stream(1), n)
	for f, a := range slices.Concat(s.X, s.Y) {
		inside := 0
		for i := range n {
			v := 0.0
			if f < len(s.X) {
				v = x[i*len(s.X)+f]
			} else {
				v = y[i*len(s.Y)+f-len(s.X)]
			}
			if v >= a.Min && v <= a.Max {
				inside++
			}
		}
		if inside < n*99/100 {
			return fmt.Errorf("the range of axis %s holds %d of %d draws", a.Name, inside, n)
		}
	}
	return nil
}

// presets: there is a default, names differ, and the network has room for what goes in and out.
func presets(s *Setup) error {
	if len(s.Presets) == 0 || s.Presets[0].Name != "default" {
		return fmt.Errorf("the first preset is not called default")
	}
	seen := map[string]bool{}
	for _, p := range s.Presets {
		if seen[p.By()+" "+p.Name] {
			return fmt.Errorf("two presets called %s", p.Name)
		}
		seen[p.By()+" "+p.Name] = true
		k, err := baseline.Find(p.By())
		if err != nil {
			return err
		}
		if err := k.Validate(&s.Problem, &p.Config, &p.Live); err != nil {
			return fmt.Errorf("preset %s: %w", p.Name, err)
		}
		if !(p.Live.Rate > 0) {
			return fmt.Errorf("preset %s has no learning rate", p.Name)
		}
	}
	return nil
}

// finite: prior and simulator fill every number with a finite one, with noise and without.
func finite(s *Setup) error {
	r := stream(2)
	p := &s.Problem
	for i := range draws(s, 2000) {
		x, y := unset(p.DimX), unset(p.DimY)
		p.Prior(r, x)
		if i%2 == 0 {
			p.Simulate(r, x, y)
		} else {
			p.Simulate(nil, x, y)
		}
		for _, v := range slices.Concat(x, y) {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("draw %d holds %g", i, v)
			}
		}
	}
	return nil
}

// bounded: x and y lie where the problem says that they end.
func bounded(s *Setup) error {
	p := &s.Problem
	x, y := pairs(s, stream(5), draws(s, 2000))
	for _, c := range []struct {
		what string
		v    []float64
		box  [][2]float64
	}{{"x", x, p.Box}, {"y", y, p.BoxY}} {
		for i, v := range c.v {
			if c.box == nil {
				break
			}
			if j := i % len(c.box); !(v >= c.box[j][0] && v <= c.box[j][1]) {
				return fmt.Errorf("%s%d = %g, outside %g", c.what, j+1, v, c.box[j])
			}
		}
	}
	return nil
}

// deterministic: the same state of the generator gives the same pairs, and without a generator the simulator is a
// function of x.
func deterministic(s *Setup) error {
	x1, y1 := pairs(s, stream(3), draws(s, 200))
	x2, y2 := pairs(s, stream(3), draws(s, 200))
	if !slices.Equal(x1, x2) || !slices.Equal(y1, y2) {
		return fmt.Errorf("the same seed gives other pairs")
	}
	p := &s.Problem
	a, b := make([]float64, p.DimY), make([]float64, p.DimY)
	for i := range draws(s, 200) {
		x := x1[i*p.DimX : (i+1)*p.DimX]
		p.Simulate(nil, x, a)
		p.Simulate(nil, x, b)
		if !slices.Equal(a, b) {
			return fmt.Errorf("without noise the same x gives %v, then %v", a, b)
		}
	}
	return nil
}

// noise: the simulator draws as many normal numbers as the set-up says, and nothing else, and they change y.
func noise(s *Setup) error {
	p := &s.Problem
	if p.Noise == 0 {
		return nil
	}
	x, y, clean := make([]float64, p.DimX), make([]float64, p.DimY), make([]float64, p.DimY)
	p.Prior(stream(5), x)
	p.Simulate(nil, x, clean)
	for seed := range uint64(50) {
		var drawn, told rand.PCG
		drawn.Seed(seed, 6)
		told.Seed(seed, 6)
		p.Simulate(rand.New(&drawn), x, y)
		for range p.Noise {
			rand.New(&told).NormFloat64()
		}
		if drawn != told {
			return fmt.Errorf("the simulator does not draw %d normal numbers", p.Noise)
		}
		if slices.Equal(y, clean) {
			return fmt.Errorf("its noise changes nothing")
		}
	}
	return nil
}

// mixture: draws of the prior lie in the modes that the set-up shows, each equally often, and their y is the label
// of the mode.
func mixture(s *Setup) error {
	if s.Modes == nil {
		return nil
	}
	const n = 20000
	m := s.Modes
	x, y := pairs(s, stream(4), n)
	count := make([]float64, len(m.Centres))
	var square float64
	for i := range n {
		mode, d2 := m.Nearest(x[2*i], x[2*i+1])
		count[mode]++
		square += d2
		label, err := Label(y[i*s.Problem.DimY:(i+1)*s.Problem.DimY], s.Problem.DimY)
		if err != nil {
			return err
		}
		if label != m.Label[mode] {
			return fmt.Errorf("(%.2f, %.2f) of mode %d has label %d, want %d", x[2*i], x[2*i+1], mode, label, m.Label[mode])
		}
	}
	for mode, c := range count {
		p := 1 / float64(len(count))
		if math.Abs(c/n-p) > 5*math.Sqrt(p*(1-p)/n) {
			return fmt.Errorf("mode %d has %.0f of %d draws", mode, c, n)
		}
	}
	if spread := math.Sqrt(square / (2 * n)); math.Abs(spread/m.Sigma-1) > 5/math.Sqrt(4*n) {
		return fmt.Errorf("the spread of a mode is %.4f, want %.4f", spread, m.Sigma)
	}
	return nil
}

// draws is how many of n simulations a clause makes do with: a simulator that is slow for a training is asked for less.
func draws(s *Setup, n int) int {
	if s.Slow != nil {
		return n / 5
	}
	return n
}

// pairs draws n pairs.
func pairs(s *Setup, r *rand.Rand, n int) (x, y []float64) {
	p := &s.Problem
	x, y = unset(n*p.DimX), unset(n*p.DimY)
	for i := range n {
		p.Pair(r, x[i*p.DimX:(i+1)*p.DimX], y[i*p.DimY:(i+1)*p.DimY])
	}
	return x, y
}

// unset returns n numbers that show when they have not been written.
func unset(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = math.NaN()
	}
	return x
}

func TestContract(t *testing.T) {
	for _, scene := range All {
		for _, setup := range scene.Setups {
			t.Run(scene.Name+" "+setup.Name, func(t *testing.T) {
				t.Parallel()
				for _, c := range clauses {
					if err := c.check(&setup); err != nil {
						t.Errorf("%s: %v", c.name, err)
					}
				}
			})
		}
	}
}
