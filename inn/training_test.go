package inn

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// The same seed and workers give the same bits; another seed, or other workers' order of summing, need not.
func TestSameBits(t *testing.T) {
	p := sides()
	c, l := small(p)
	a, b := train(t, p, c, l, 30), train(t, p, c, l, 30)
	if !slices.Equal(a.params, b.params) || !slices.Equal(a.values, b.values) {
		t.Error("two runs of the same configuration differ")
	}
	c.Seed++
	if b = train(t, p, c, l, 30); slices.Equal(a.params, b.params) {
		t.Error("another seed gives the same network")
	}
}

// Switches and workers do not change the data that is drawn.
func TestSameData(t *testing.T) {
	p := ring()
	c, l := small(p)
	a := train(t, p, c, l, 4)
	c.Workers = 1
	l.Loss[LossX].On, l.Loss[LossZ].On = false, false
	b := train(t, p, c, l, 4)
	if !slices.Equal(a.batch.x, b.batch.x) || !slices.Equal(a.batch.want, b.batch.want) {
		t.Error("the batch depends on workers or switches")
	}
}

// Training makes every loss smaller, with each kind of L_y, L_x, mixer and activation.
func TestLossesFall(t *testing.T) {
	for _, v := range variants() {
		c, l := small(v.p)
		v.change(&c, &l)
		c.Steps, c.Batch = 150, max(c.Batch, 45) // a handful of samples says little
		m := train(t, v.p, c, l, 1)
		before := m.Losses()
		steps(t, m, 149)
		// Of single unbiased values the smallest are noise.
		for i, x := range m.Losses() {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s: %s is %g", v.name, Losses[i].Symbol, x)
			}
			if l.Loss[i].active() && x > 0.7*before[i]+0.02 {
				t.Errorf("%s: %s was %g and is %g", v.name, Losses[i].Symbol, before[i], x)
			}
		}
	}
}

// Going back to a state and on again gives the same bits.
func TestRestore(t *testing.T) {
	p := ring()
	c, l := small(p)
	m := train(t, p, c, l, 10)
	s := m.State()
	steps(t, m, 15)
	want := slices.Clone(m.params)
	if err := m.Restore(s); err != nil {
		t.Fatal(err)
	}
	if m.Steps() != 10 {
		t.Errorf("at step %d after going back to 10", m.Steps())
	}
	steps(t, m, 15)
	if !slices.Equal(m.params, want) {
		t.Error("the same steps from the same state end elsewhere")
	}
	s.Params = s.Params[1:]
	if m.Restore(s) == nil {
		t.Error("a state of another network was accepted")
	}
}

// A loss that is off does not train, is measured in every tenth step, and costs no runs of the network in between.
func TestSwitchedOff(t *testing.T) {
	p := ring()
	c, l := small(p)
	for i := range l.Loss {
		l.Loss[i].On = false
	}
	m, err := New(p, c, l)
	if err != nil {
		t.Fatal(err)
	}
	start := slices.Clone(m.params)
	for _, v := range m.Losses() {
		if !math.IsNaN(v) {
			t.Error("a loss has a value before the first step")
		}
	}
	steps(t, m, 1)
	first := m.Losses()
	steps(t, m, 9)
	if !slices.Equal(first, m.Losses()) {
		t.Error("a loss that is off was measured between its turns")
	}
	steps(t, m, 1)
	if slices.Equal(first, m.Losses()) {
		t.Error("a loss that is off was not measured again")
	}
	if !slices.Equal(start, m.params) {
		t.Error("the network moved with all losses off")
	}
	l.Loss[LossY].On = true
	m.SetLive(l)
	steps(t, m, 1)
	if slices.Equal(start, m.params) {
		t.Error("the network stands still with L_y on")
	}
	if m.passOn[passSample] || m.passOn[passRec] {
		t.Error("the network runs backwards for losses that are off")
	}
}

// A training that diverges says which loss and where, and keeps the network it had.
func TestDivergence(t *testing.T) {
	p := ring()
	c, l := small(p)
	m := train(t, p, c, l, 5)
	good := slices.Clone(m.params)
	m.problem = &Problem{DimX: 3, DimY: 2, Prior: p.Prior, Simulate: func(r *rand.Rand, x, y []float64) {
		y[0], y[1] = math.Inf(1), 0
	}}
	err := m.Step()
	if !errors.Is(err, ErrDiverged) || !strings.Contains(err.Error(), "L_y became infinite at step 5") {
		t.Errorf("got %v", err)
	}
	if m.Steps() != 5 || !slices.Equal(m.params, good) {
		t.Error("the network moved in a step that diverged")
	}
	m.problem = p
	steps(t, m, 1)
	for _, v := range m.params {
		if math.IsNaN(float64(v)) {
			t.Fatal("a step after going on is not finite")
		}
	}
}

// A network that explodes is noticed too, by its losses or its gradient.
func TestExplosion(t *testing.T) {
	p := ring()
	c, l := small(p)
	m := train(t, p, c, l, 5)
	for i := range m.params {
		m.params[i] *= 1e30
	}
	if err := m.Step(); !errors.Is(err, ErrDiverged) {
		t.Errorf("got %v", err)
	}
}

func TestSchedule(t *testing.T) {
	c := Config{Steps: 1000, Warmup: 50, Cosine: true, FloorRate: 0.02}
	for _, v := range []struct {
		step, warm int
		want       float64
	}{
		{0, never, 0.02}, {24, never, 0.5}, {50, never, 1}, {525, never, 0.51}, {1000, never, 0.02}, {5000, never, 0.02},
		{5000, 5000, 0.03}, {5050, 5000, 1.5}, {5300, 5000, 1.5}, {5450, 5000, 0.76}, {5600, 5000, 0.02}, {9000, 5000, 0.02},
	} {
		if got := c.rate(v.step, v.warm); math.Abs(got-v.want) > 1e-9 {
			t.Errorf("rate at step %d, warmed in step %d: %g, want %g", v.step, v.warm, got, v.want)
		}
	}
	for step, want := range map[int]bool{0: false, 49: false, 100: false, 500: false, 600: true, 5000: true} {
		if c.rewarms(step) != want {
			t.Errorf("a change in step %d warms the rate up: %v", step, !want)
		}
	}
	c.Cosine = false
	if c.rate(700, never) != 1 || c.rewarms(700) {
		t.Error("without cosine the rate does not stay")
	}
	c.Ramp = true
	for step, want := range map[int]float64{0: 0.004, 500: 0.0894427, 1000: 1, 3000: 1} {
		if got := c.ramp(step); math.Abs(got-want) > 1e-6 {
			t.Errorf("ramp at step %d: %g, want %g", step, got, want)
		}
	}
}

// Switches and weights warm the rate up, the rate and the noise do not, nor does the weight of a loss that is off.
func TestRewarming(t *testing.T) {
	p := ring()
	c, l := small(p)
	l.Loss[LossZ].On = false
	m := train(t, p, c, l, 80)
	low := m.Rate()
	if math.Abs(low-l.Rate*c.FloorRate) > 1e-12 {
		t.Errorf("rate %g at the end of the schedule", low)
	}
	l.YNoise = 0.1
	l.Loss[LossZ].Weight = 7
	m.SetLive(l)
	if m.Rate() != low {
		t.Error("a change that trains nothing else warmed the rate up")
	}
	l.Loss[LossX].On = false
	m.SetLive(l)
	if m.Rate() < 10*low {
		t.Errorf("rate %g after a switch, %g before", m.Rate(), low)
	}
	// Fresh moments make the first step as long as the rate, whatever the gradients were before.
	before := slices.Clone(m.params)
	rate := m.Rate()
	steps(t, m, 1)
	longest := 0.0
	for i, v := range m.params {
		longest = max(longest, math.Abs(float64(v-before[i])))
	}
	if longest > 1.01*rate || longest < 0.9*rate {
		t.Errorf("the first step after a switch moves a parameter by %g at a rate of %g", longest, rate)
	}
}

// With Scale the network sees columns of mean 0 and spread 1 in whatever units the problem is; a constant column is
// left alone, and samples come back in the problem's units.
func TestScaling(t *testing.T) {
	inner := ring()
	p := &Problem{DimX: 4, DimY: 2,
		Prior: func(r *rand.Rand, x []float64) {
			inner.Prior(r, x[:3])
			x[0], x[1], x[3] = 1e4+3*x[0], 1e-3*x[1], 0.1
		},
		Simulate: func(r *rand.Rand, x, y []float64) {
			inner.Simulate(r, []float64{(x[0] - 1e4) / 3, 1e3 * x[1], x[2]}, y)
			y[0] *= 1e5
		},
	}
	c, l := small(p)
	c.Scale = true
	m := train(t, p, c, l, 1)
	if s := m.scaleX; s.Spread[3] != 1 || math.Abs(s.Spread[0]-3) > 0.2 || math.Abs(s.Spread[1]-1e-3) > 1e-4 ||
		math.Abs(s.Mean[0]-1e4) > 1 {
		t.Errorf("x is scaled by %+v", s)
	}
	steps(t, m, 60)
	x := sampled(m.Freeze(), p)
	for i := 0; i < len(x); i += 4 {
		if math.Abs(x[i]-1e4) > 60 || math.Abs(x[i+1]) > 0.02 || math.Abs(x[i+3]-0.1) > 3 {
			t.Fatalf("sampled %v", x[i:i+4])
		}
	}
	in, out := []float64{1e4, 2e-3, 0.5, 0.1, 0, 0, 0}, make([]float64, 7)
	there, again := make([]float64, 1), make([]float64, 1)
	m.Model().ForwardPadded(in, out, there)
	want := jacobian(7, in, func(a, b []float64) {
		// In the problem's units one step does not suit all columns: take it in the network's.
		d := slices.Clone(a)
		for j := range 4 {
			d[j] = in[j] + (a[j]-in[j])*m.scaleX.Spread[j]
		}
		m.Model().ForwardPadded(d, b, nil)
	})
	for _, v := range m.scaleX.Spread {
		want -= math.Log(v)
	}
	if math.Abs(there[0]-want) > 0.03 {
		t.Errorf("log-determinant %g in the problem's units, differences give %g", there[0], want)
	}
	m.Model().InversePadded(out, in, again)
	if math.Abs(there[0]+again[0]) > 1e-3 {
		t.Errorf("log-determinants %g and %g of the two directions", there[0], again[0])
	}
}

// Lattice points are standard normal, and more even than independent draws: the mean of n has an error near 1/n.
func TestLattice(t *testing.T) {
	for _, dim := range []int{1, 2, 3, 4} {
		l := newLattice(dim)
		r := rand.New(rand.NewPCG(1, uint64(dim)))
		shift := make([]float64, len(l.step))
		for i := range shift {
			shift[i] = r.Float64()
		}
		const n = 4096
		z := make([]float32, dim)
		columns := make([][]float64, dim)
		for i := range n {
			l.normal(i, shift, z)
			for j, v := range z {
				columns[j] = append(columns[j], float64(v))
			}
		}
		for j, c := range columns {
			mean, sd := stat.PopMeanStdDev(c, nil)
			// Independent draws have a standard error of 0.016 in the mean.
			if math.Abs(mean) > 0.005 || math.Abs(sd-1) > 0.02 {
				t.Errorf("dimension %d of %d: mean %g, spread %g", j, dim, mean, sd)
			}
		}
		if dim == 2 {
			if math.Abs(l.step[0]-0.7548776662) > 1e-9 || math.Abs(l.step[1]-0.5698402910) > 1e-9 {
				t.Errorf("steps in the plane are %v", l.step)
			}
			if c := stat.Correlation(columns[0], columns[1], nil); math.Abs(c) > 0.01 {
				t.Errorf("correlation %g", c)
			}
		}
	}
}

// Streams of neighbouring steps, parts and purposes have nothing to do with each other.
func TestStreams(t *testing.T) {
	s := newSource()
	seen := map[uint64]bool{}
	var mean float64
	for use := forStart; use <= forLattice; use++ {
		for step := range 40 {
			for part := range 10 {
				r := s.at(1, use, step, part)
				v := r.Uint64()
				if seen[v] {
					t.Fatal("two streams begin with the same number")
				}
				seen[v] = true
				mean += r.Float64()
			}
		}
	}
	if mean /= float64(len(seen)); math.Abs(mean-0.5) > 0.02 {
		t.Errorf("second numbers have a mean of %g", mean)
	}
	a := s.at(1, forData, 2, 3).Uint64()
	if a != s.at(1, forData, 2, 3).Uint64() || a == s.at(2, forData, 2, 3).Uint64() {
		t.Error("a stream is not a function of seed, purpose, step and part")
	}
}

// A frozen model does not change while training goes on, and serves many callers at once.
func TestFrozen(t *testing.T) {
	p := ring()
	c, l := small(p)
	m := train(t, p, c, l, 20)
	frozen := m.Freeze()
	want := sampled(frozen, p)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 20 {
				if !slices.Equal(sampled(frozen, p), want) {
					t.Error("a frozen model changed")
					return
				}
			}
		})
	}
	steps(t, m, 30)
	wait.Wait()
	if slices.Equal(sampled(m.Freeze(), p), want) {
		t.Error("training changed nothing")
	}
}

// A step asks for no memory.
func TestNoAllocation(t *testing.T) {
	for _, p := range []*Problem{ring(), sides()} {
		c, l := small(p)
		m := train(t, p, c, l, 12)
		if n := testing.AllocsPerRun(50, func() {
			if err := m.Step(); err != nil {
				t.Fatal(err)
			}
		}); n > 0 {
			t.Errorf("%g allocations in a step", n)
		}
	}
}
