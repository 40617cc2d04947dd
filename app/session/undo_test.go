package session

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"innlab/inn"
)

// same reports whether two snapshots show the same run, apart from what passes with time.
func same(a, b *Snapshot) error {
	if a.Step != b.Step || a.Elapsed != b.Elapsed || a.Plan.Setup != b.Plan.Setup || len(a.Columns) != len(b.Columns) {
		return fmt.Errorf("step %d after %v, not step %d after %v", a.Step, a.Elapsed, b.Step, b.Elapsed)
	}
	for i := range a.Columns {
		if x, y := fmt.Sprint(*a.Columns[i].History), fmt.Sprint(*b.Columns[i].History); x != y {
			return fmt.Errorf("another history:\n%s\n%s", x, y)
		}
		if fmt.Sprint(a.Columns[i].Losses) != fmt.Sprint(b.Columns[i].Losses) || a.Columns[i].Rate != b.Columns[i].Rate || a.Columns[i].Ramp != b.Columns[i].Ramp {
			return errors.New("other losses, rate or ramp")
		}
		if x, y := fmt.Sprintf("%+v", a.Plan.Columns[i]), fmt.Sprintf("%+v", b.Plan.Columns[i]); x != y {
			return fmt.Errorf("another configuration:\n%s\n%s", x, y)
		}
	}
	return nil
}

func TestUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 2, 1e6))
		s.SetPace(Max)
		if s.CanUndo() || s.Undo() != "" {
			t.Error("there is something to undo before anything was done")
		}
		train := func() *Snapshot {
			s.Play()
			time.Sleep(time.Second)
			s.SetLive(1, setWeight(inn.LossX, 5))
			time.Sleep(time.Second)
			s.Pause()
			return s.obeyed(t)
		}
		type stage struct {
			snap  *Snapshot
			bits  string
			words string // of what ends it
		}
		var stages []stage
		for _, c := range []struct {
			words string
			do    func() error
		}{
			{"Reset undone", func() error { s.Reset(); return nil }},
			{"Restart undone", func() error { return s.Restart(toy(t, "some", 2, 1e6)) }},
			{"Change of Labels undone", func() error { return s.Restart(toy(t, "all", 2, 1e6)) }},
			{"Change of columns undone", func() error { return s.Restart(toy(t, "all", 4, 1e6)) }},
			{"Reset undone", func() error { s.Reset(); return nil }},
		} {
			snap := train()
			stages = append(stages, stage{snap, fmt.Sprint(s.bits()), c.words})
			if err := c.do(); err != nil {
				t.Fatal(err)
			}
			if now := s.obeyed(t); now.Step != 0 || now.Elapsed != 0 || len(now.Columns[0].History.Step) != 0 || now.State != Paused {
				t.Fatalf("%s: the new run begins at step %d, state %d", c.words, now.Step, now.State)
			}
		}
		if a, b := stages[0].snap.Plan.Columns[0].Config.Seed, stages[1].snap.Plan.Columns[0].Config.Seed; a == b {
			t.Error("Reset starts from the same weights")
		}
		for i := len(stages) - 1; i >= 0; i-- {
			want := stages[i]
			s.Play()
			time.Sleep(50 * time.Millisecond)
			if !s.CanUndo() {
				t.Fatal("nothing to undo")
			}
			if got := s.Undo(); got != want.words {
				t.Errorf("undone: %q, want %q", got, want.words)
			}
			snap := s.obeyed(t)
			if snap.State != Paused {
				t.Error("Undo does not pause")
			}
			if err := same(snap, want.snap); err != nil {
				t.Errorf("undo of %s: %v", want.words, err)
			}
			if got := fmt.Sprint(s.bits()); got != want.bits {
				t.Errorf("undo of %s brings back %s, not %s", want.words, got, want.bits)
			}
		}
		if s.CanUndo() {
			t.Error("there is more to undo than was done")
		}
	})
}

func TestSameRejects(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	a := s.Snapshot()
	s.StepOnce()
	b := s.obeyed(t)
	s.SetLive(0, setWeight(inn.LossX, 5))
	c := s.obeyed(t)
	if same(a, b) == nil || same(b, c) == nil || same(a, a) != nil {
		t.Error("same does not tell runs apart")
	}
}

// What is kept for undo is bounded in number and in bytes, oldest first.
func TestUndoIsBounded(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	for range 3 * pasts {
		s.Reset()
	}
	s.obeyed(t)
	n := 0
	for s.Undo() != "" {
		n++
	}
	if n != pasts {
		t.Errorf("%d runs are kept, want %d", n, pasts)
	}
	if seed := s.obeyed(t).Plan.Columns[0].Config.Seed; seed != 1+2*pasts {
		t.Errorf("the oldest run kept has seed %d", seed)
	}

	p := toy(t, "some", 100, 100) // a hundred columns of a megabyte
	if err := s.Restart(p); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		s.Reset()
	}
	s.obeyed(t)
	for n = 0; s.Undo() != ""; n++ {
	}
	if n != 2 {
		t.Errorf("%d runs of 100 MB are kept in 256 MB", n)
	}
}

// Reset keeps a run running, the others pause; a run that had stopped comes back as its last good network.
func TestResetAndUndoOfStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		w.spoil = func(f *fake, step int, l []float64) {
			if f.state.seed == 1 && step == 250 {
				l[0] /= 0 * l[0]
			}
		}
		s := w.begin(t, toy(t, "some", 1, 1e6))
		s.SetPace(Max)
		s.Play()
		time.Sleep(time.Second)
		if s.Snapshot().State != Stopped {
			t.Fatal("it did not stop")
		}
		s.Reset()
		if snap := s.obeyed(t); snap.State != Paused || snap.Problem != "" {
			t.Errorf("after Reset of a stopped run: state %d, problem %q", snap.State, snap.Problem)
		}
		s.Play()
		time.Sleep(time.Second)
		s.Reset()
		if snap := s.obeyed(t); snap.State != Running || snap.Step > 10 {
			t.Errorf("Reset while running: state %d, step %d", snap.State, snap.Step)
		}
		s.Undo()
		s.Undo()
		snap := s.obeyed(t)
		h := snap.Columns[0].History
		if snap.State != Paused || snap.Problem != "" || snap.Step != 100 || h.Step[len(h.Step)-1] != 100 {
			t.Errorf("back at a stopped run: state %d, problem %q, step %d", snap.State, snap.Problem, snap.Step)
		}
	})
}

// A run that cannot be built leaves the one there is, and says so.
func TestRestartThatCannotBeBuilt(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	s.StepOnce()
	before := s.obeyed(t)
	s.do(func(*trainer) {
		w.wrong = func(*inn.Problem, Column) error { return errors.New("no room") }
	})
	s.Reset()
	snap := s.obeyed(t)
	if snap.Step != 1 || snap.State != Paused || snap.Problem != "cannot build INN: no room" {
		t.Errorf("step %d, state %d, problem %q", snap.Step, snap.State, snap.Problem)
	}
	s.do(func(*trainer) { w.wrong = nil })
	s.Undo()
	if err := same(s.obeyed(t), before); err != nil {
		t.Error(err)
	}
}
