package inn

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
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
