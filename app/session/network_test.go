package session

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// The session with real networks, small ones.

// small is a plan for set-up some whose networks learn nothing much, but quickly.
func small(t testing.TB, columns, steps int) Plan {
	p := toy(t, "some", columns, steps)
	for i := range p.Columns {
		c := &p.Columns[i].Config
		c.Blocks, c.Hidden, c.Batch, c.Workers = 2, []int{8}, 32, 1
	}
	return p
}

// trained runs a plan to the end of its schedule, asking questions on the way or not.
func trained(t *testing.T, p Plan, ask bool) *Session {
	t.Helper()
	s, err := New(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	s.finish(t, ask)
	return s
}

// finish plays until the session pauses by itself.
func (s *Session) finish(t *testing.T, ask bool) {
	t.Helper()
	s.SetPace(Max)
	s.Play()
	s.obeyed(t)
	i := 0
	until(t, "the end of the schedule", func() bool {
		if i++; ask {
			s.Ask(Query{Y: scenes.OneHot(i%4, 8), N: 100, Latent: 8})
		}
		return s.Snapshot().State != Running
	})
	if snap := s.Snapshot(); !snap.Done || snap.State != Paused {
		t.Fatalf("ended at step %d in state %d: %s", snap.Step, snap.State, snap.Problem)
	}
}

// samples are what the networks of a session say now.
func (s *Session) samples() []float64 {
	var all []float64
	for _, c := range s.Snapshot().Columns {
		x := make([]float64, 100)
		c.Estimator.Sample(stream(forSample), scenes.OneHot(0, 8), x)
		all = append(all, x...)
	}
	return all
}

// The same plan gives the same bits, whatever is asked meanwhile; another seed, another network.
func TestDeterminism(t *testing.T) {
	p := small(t, 2, 60)
	p.Columns[1].Live.Loss[inn.LossX].On = false
	a, b := trained(t, p, false), trained(t, p, true)
	if !slices.Equal(a.samples(), b.samples()) {
		t.Error("questions change the training")
	}
	if x, y := fmt.Sprint(*a.Snapshot().Columns[1].History), fmt.Sprint(*b.Snapshot().Columns[1].History); x != y {
		t.Error("questions change the curves")
	}
	if x := a.samples(); slices.Equal(x[:100], x[100:]) {
		t.Error("a network trained without L_x is the one trained with it")
	}
	p.Columns[0].Config.Seed++
	if slices.Equal(trained(t, p, false).samples(), a.samples()) {
		t.Error("another seed gives the same network")
	}
}

// Columns with the same losses stay equal to the bit: same weights to start from, same batches.
func TestColumnsShareTheirBatches(t *testing.T) {
	p := small(t, 2, 40)
	p.Columns[1].Config.Seed = 99 // the first column's counts
	x := trained(t, p, false).samples()
	if !slices.Equal(x[:100], x[100:]) {
		t.Error("equal columns part")
	}
}

// A run that was put away and brought back goes on as if nothing had been.
func TestUndoBringsBackTheBits(t *testing.T) {
	p := small(t, 1, 60)
	want := trained(t, p, false).samples()
	s, err := New(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 25 {
		s.StepOnce()
	}
	s.obeyed(t)
	before := s.samples()
	s.Reset()
	s.StepOnce()
	s.obeyed(t)
	if slices.Equal(s.samples(), before) {
		t.Error("Reset leaves the network")
	}
	s.Undo()
	s.obeyed(t)
	if !slices.Equal(s.samples(), before) {
		t.Error("Undo does not bring the network back")
	}
	s.finish(t, false)
	if !slices.Equal(s.samples(), want) {
		t.Error("after Undo the training takes another way")
	}
}

// A saved run goes on as if it had never been saved, in a new session and in one that did something else.
func TestCheckpoint(t *testing.T) {
	p := small(t, 2, 60)
	p.Columns[1].Live.Loss[inn.LossZ].Weight = 3
	want := trained(t, p, false).samples()[100:]
	s, err := New(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 30 {
		s.StepOnce()
	}
	saved, err := s.Checkpoint(1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Checkpoint(2); err == nil {
		t.Error("a column that is not there is saved")
	}
	var file bytes.Buffer
	if err := saved.Save(&file); err != nil {
		t.Fatal(err)
	}
	read, err := baseline.Load(&file)
	if err != nil {
		t.Fatal(err)
	}
	s.obeyed(t)
	now := s.samples()[100:]

	n, err := NewFrom(read, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if err := s.Open(read, nil, nil); err != nil {
		t.Fatal(err)
	}
	s.obeyed(t)
	for _, s := range []*Session{s, n} {
		if snap := s.Snapshot(); snap.Step != 30 || snap.State != Paused || len(snap.Columns) != 1 || !slices.Equal(s.samples(), now) {
			t.Errorf("what was opened is not what was saved: step %d, state %d", snap.Step, snap.State)
		}
		s.finish(t, false)
		if !slices.Equal(s.samples(), want) {
			t.Error("from the saved network the training takes another way")
		}
	}
	if n.CanUndo() || !s.CanUndo() {
		t.Error("opening can be undone where there was a run before, and only there")
	}
	if words := s.Undo(); !strings.Contains(words, "model") || len(s.obeyed(t).Columns) != 2 {
		t.Errorf("undone: %q", words)
	}
}

func TestOpenRefuses(t *testing.T) {
	s := trained(t, small(t, 1, 5), false)
	good, err := s.Checkpoint(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		spoil func(c *inn.Checkpoint)
		words string
	}{
		{func(c *inn.Checkpoint) { c.Scene = "" }, "cannot open the model: it does not say"},
		{func(c *inn.Checkpoint) { c.Scene = "moon" }, `unknown scene "moon"`},
		{func(c *inn.Checkpoint) { c.Setup = "few" }, `no set-up "few"`},
		{func(c *inn.Checkpoint) { c.Method = "oracle" }, `unknown method "oracle"`},
		{func(c *inn.Checkpoint) { c.Config.Clamp = -1 }, "clamp must be"},
	} {
		bad := *good
		c.spoil(&bad)
		if err := s.Open(&bad, nil, nil); err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("error %v, want one that says %q", err, c.words)
		}
		if _, err := NewFrom(&bad, nil, nil, nil); err == nil {
			t.Error("a session starts from it")
		}
	}
	if s.CanUndo() {
		t.Error("a model that was refused can be undone")
	}
}

// A rate beyond all reason is survived: the session stops, keeps a network that answers, and goes on gently.
func TestRealDivergence(t *testing.T) {
	p := small(t, 1, 1000)
	c, l := &p.Columns[0].Config, &p.Columns[0].Live
	c.Blocks, c.Clamp, c.Warmup, c.Clip = 6, 20, 0, 0 // scales of up to e^120, beyond float32
	l.Rate = 1
	s, err := New(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.SetPace(Max)
	s.Play()
	s.obeyed(t)
	until(t, "a stop", func() bool { return s.Snapshot().State != Running })
	snap := s.Snapshot()
	if snap.State != Stopped || snap.Problem == "" {
		t.Fatalf("state %d at step %d: %s", snap.State, snap.Step, snap.Problem)
	}
	for _, x := range s.samples() {
		if x-x != 0 {
			t.Fatal("the network that is kept does not answer")
		}
	}
	s.SetLive(0, func(l *inn.Live) { l.Rate = 1e-4 })
	s.Halve()
	s.obeyed(t)
	until(t, "the end of the schedule", func() bool { return s.Snapshot().State != Running })
	if snap := s.Snapshot(); !snap.Done || snap.Plan.Columns[0].Live.Rate != 5e-5 {
		t.Errorf("at a low rate it got to step %d: %s", snap.Step, snap.Problem)
	}
}
