package session

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"innlab/inn"
	"innlab/scenes"
)

// slowToy is a plan whose simulator is slow: it counts, waits for the gate where there is one, and leads through
// Setup.Slow. What it keeps goes to a folder of the test.
func slowToy(t *testing.T, gate chan struct{}) (Plan, *atomic.Int64) {
	t.Helper()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	p, count := toy(t, "some", 1, 40), new(atomic.Int64)
	u := *p.Setup
	core := u.Problem
	quick := core.Simulate
	core.Simulate = func(r *rand.Rand, x, y []float64) {
		if count.Add(1) > fewPairs && gate != nil {
			<-gate
		}
		quick(r, x, y)
	}
	u.Slow = &scenes.Slow{Core: core, Count: 400, Version: "session test: " + t.Name()}
	p.Setup = &u
	return p, count
}

// TestSupply: no step is made before the pairs are there, what is done is said, and then the networks are built on all
// of them.
func TestSupply(t *testing.T) {
	gate := make(chan struct{})
	p, _ := slowToy(t, gate)
	w := new(world)
	var built atomic.Int64
	w.wrong = func(p *inn.Problem, c Column) error { built.Store(int64(p.Table.N)); return nil }
	s := w.begin(t, p)
	s.SetPace(Max)
	if built.Load() != fewPairs {
		t.Errorf("the first networks stand on %d pairs", built.Load())
	}
	if s.obeyed(t).Simulating {
		t.Error("pairs are made before anybody wants to train")
	}
	s.Play()
	for range 200 {
		gate <- struct{}{}
	}
	until(t, "some pairs", func() bool { return s.Snapshot().Simulated > 0 })
	if n := s.Snapshot(); !n.Simulating || n.State != Running || n.Step > 0 || n.Elapsed > 0 || n.Simulated > 0.6 || w.steps.Load() > 0 {
		t.Errorf("half-way: %+v", n)
	}
	close(gate)
	until(t, "the end of training", func() bool { return s.Snapshot().Done })
	if n := s.Snapshot(); built.Load() != 400 || n.Simulating || n.Step != 40 || w.steps.Load() != 40 {
		t.Errorf("built on %d pairs; %d steps, %+v", built.Load(), w.steps.Load(), n)
	}
	s.Reset() // the pairs are there
	s.Play()
	until(t, "another training", func() bool { return w.steps.Load() == 80 })
}

// TestSupplyEnds: pausing ends the making, and so do another set-up and Close; one step is one step.
func TestSupplyEnds(t *testing.T) {
	gate := make(chan struct{})
	p, count := slowToy(t, gate)
	w := new(world)
	s := w.begin(t, p)
	s.SetPace(Max)
	s.Play()
	gate <- struct{}{}
	until(t, "the making", func() bool { return s.Snapshot().Simulating })
	s.Pause()
	if n := s.obeyed(t); n.Simulating || n.State != Paused {
		t.Errorf("paused: %+v", n)
	}
	s.Play()
	until(t, "the making again", func() bool { return s.Snapshot().Simulating })
	if err := s.Restart(toy(t, "all", 1, 10)); err != nil {
		t.Fatal(err)
	}
	s.Play()
	until(t, "the other's end", func() bool { return s.Snapshot().Done })
	if w.steps.Load() != 10 {
		t.Errorf("%d steps", w.steps.Load())
	}
	s.Undo()
	s.StepOnce()
	close(gate)
	until(t, "one step", func() bool { return s.Snapshot().Step == 1 })
	if n := s.obeyed(t); n.State != Paused || w.steps.Load() != 11 || count.Load() < 400 {
		t.Errorf("after one step: %+v", n)
	}
}

// TestSupplyShared: what one session has simulated another does not simulate again, be the first paused half-way.
func TestSupplyShared(t *testing.T) {
	gate := make(chan struct{})
	p, count := slowToy(t, gate)
	one := new(world).begin(t, p)
	count.Store(0)
	two := new(world).begin(t, p)
	one.SetPace(Max)
	two.SetPace(Max)
	one.Play()
	for range 200 {
		gate <- struct{}{}
	}
	until(t, "some pairs", func() bool { return one.Snapshot().Simulated > 0 })
	one.Pause()
	one.obeyed(t)
	two.Play()
	until(t, "the same pairs", func() bool { n := two.Snapshot(); return n.Simulating && n.Simulated > 0 })
	close(gate)
	until(t, "both ends", func() bool { one.Play(); return one.Snapshot().Done && two.Snapshot().Done })
	if n := count.Load() - fewPairs; n != 400 { // the untrained network stands on a few
		t.Errorf("%d simulations for 400 pairs", n)
	}
}
