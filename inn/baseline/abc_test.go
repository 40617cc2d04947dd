package baseline

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"innlab/inn"
	"innlab/inn/metric"
)

// simulated is abc after so many steps.
func simulated(p *inn.Problem, steps int, change func(c *inn.Config)) *rejecter {
	c, l := Default(&rejection, p)
	change(&c)
	t := beginRejection(p, c, l)
	for range steps {
		t.Step()
	}
	return t
}

// The posterior comes to the exact one as the tolerance falls, and a wide tolerance is far from it.
func TestRejectionConverges(t *testing.T) {
	y, exact := []float64{0.9, -0.6}, make([]float64, 2*1000)
	linearPosterior(rand.New(rand.NewPCG(1, 2)), y, exact)
	a := simulated(linear, 100, func(*inn.Config) {}).freeze()
	a.config.Accept = inn.AcceptTolerance
	var off []float64
	for _, tolerance := range []float64{3, 1, 0.3, 0.1} {
		a.config.Tolerance = tolerance
		x := make([]float64, 2*1000)
		a.Sample(rand.New(rand.NewPCG(3, 4)), y, x)
		off = append(off, metric.SlicedWasserstein(rand.New(rand.NewPCG(5, 6)), exact, x, 2, 20))
	}
	if !slices.IsSortedFunc(off, func(a, b float64) int { return int(math.Copysign(1, b-a)) }) || off[3] > off[0]/8 {
		t.Errorf("distances to the exact posterior for falling tolerances: %.3f", off)
	}
}

// A fixed number and a share accept so many, and the median distance to the farthest falls with the simulations.
func TestRejectionAccepts(t *testing.T) {
	m := simulated(linear, 10, func(c *inn.Config) { c.Nearest = 100 })
	a, y := m.freeze(), []float32{0.2, 0.3}
	if n := len(a.accept(y)); n != 100 {
		t.Errorf("%d of the 100 nearest are accepted", n)
	}
	a.config.Accept, a.config.Quantile = inn.AcceptQuantile, 0.02
	if n := len(a.accept(y)); n != 200 {
		t.Errorf("%d of 10000 are a share of 0.02", n)
	}
	a.config.Accept, a.config.Tolerance = inn.AcceptTolerance, 1e-9
	if n := len(a.accept(y)); n != 1 {
		t.Errorf("%d are accepted where none lies within the tolerance", n)
	}
	before := m.Losses()[0]
	for range 40 {
		m.Step()
	}
	// With five times the simulations the same number lies within a radius that is √5 times smaller, in two dimensions.
	if after := m.Losses()[0]; !(after < before/1.8 && after > before/2.8) {
		t.Errorf("the distance falls from %.3g to %.3g", before, after)
	}
	x := make([]float64, 2*100)
	m.freeze().Sample(rand.New(rand.NewPCG(1, 1)), []float64{0.2, 0.3}, x)
	seen := map[[2]float64]bool{}
	for i := 0; i < len(x); i += 2 {
		seen[[2]float64{x[i], x[i+1]}] = true
	}
	if len(seen) != 100 {
		t.Errorf("100 draws from 100 simulations are %d different ones", len(seen))
	}
}

// Of labels all simulations with the same one answer, and no other.
func TestRejectionLabels(t *testing.T) {
	p := problems["labels"]
	a := simulated(p, 5, func(c *inn.Config) { c.Nearest = 3000 }).freeze()
	x, again := make([]float64, 2*5000), make([]float64, 3)
	a.Sample(rand.New(rand.NewPCG(1, 1)), []float64{0, 1, 0}, x)
	seen := map[float64]bool{}
	for i := 0; i < len(x); i += 2 {
		if p.Simulate(nil, x[i:i+2], again); again[1] != 1 {
			t.Fatalf("x = %g carries another label", x[i:i+2])
		}
		seen[x[i]] = true
	}
	if n := len(seen); n < 1500 || n > 1850 { // a third of 5000, with a spread of 33
		t.Errorf("%d simulations answer for a label that a third of 5000 carry", n)
	}
}

// Trees find what looking at all finds.
func TestRejectionTree(t *testing.T) {
	a := simulated(linear, 101, func(*inn.Config) {}).freeze()
	r := rand.New(rand.NewPCG(1, 1))
	for range 10 {
		y := []float32{float32(r.NormFloat64()), float32(2 * r.NormFloat64())}
		found := a.accept(y)
		if a.chunks[0].tree == nil {
			t.Fatal("no tree was made")
		}
		var list []near
		for i := range a.n {
			c := a.chunks[i/chunkRows]
			list = append(list, near{distance(y, c.y[i%chunkRows*2:i%chunkRows*2+2]), i})
		}
		slices.SortFunc(list, func(u, v near) int {
			if u.before(v) {
				return -1
			}
			return 1
		})
		if !slices.Equal(found, list[:256]) {
			t.Fatal("the tree does not find the 256 nearest")
		}
	}
}

// Memory is bounded, the answers stay those of the prior's draws, and going back makes the same bits again.
func TestRejectionForgets(t *testing.T) {
	m := simulated(linear, 20, func(c *inn.Config) { c.Remember, c.Batch = 1<<15, 3000 })
	state, x := m.State(), sampled(m.Freeze(), linear)
	for range 20 {
		m.Step()
		if n := len(m.sims.chunks) * chunkRows; n > 1<<15+chunkRows {
			t.Fatalf("%d simulations are remembered of at most %d", n, 1<<15)
		}
	}
	if v := stat.Variance(m.freeze().chunks[0].x[:2*chunkRows], nil); math.Abs(v-1) > 0.05 {
		t.Errorf("what is remembered has variance %.3f", v)
	}
	if slices.Equal(x, sampled(m.Freeze(), linear)) {
		t.Error("new simulations changed nothing")
	}
	if err := m.Restore(state); err != nil || !slices.Equal(x, sampled(m.Freeze(), linear)) {
		t.Errorf("going back ends elsewhere: %v", err)
	}
}

// A table is gone through once.
func TestRejectionTable(t *testing.T) {
	p := *linear
	p.Table = linear.Drawn(2500, 1)
	if n := simulated(&p, 4, func(*inn.Config) {}).freeze().n; n != 2500 {
		t.Errorf("%d simulations of a table of 2500", n)
	}
}
