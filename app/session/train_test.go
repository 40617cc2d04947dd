package session

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"innlab/inn"
)

// The tests of what happens when run under a clock of their own, so they are exact and take no time.

func TestStartsPaused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 2, 100))
		time.Sleep(time.Minute)
		snap := s.Snapshot()
		if snap.State != Paused || snap.Step != 0 || snap.Elapsed != 0 || w.steps.Load() != 0 {
			t.Errorf("a new session is not at rest: %+v", snap)
		}
	})
}

func TestPace(t *testing.T) {
	for _, c := range []struct {
		pace Pace
		cost time.Duration
		runs time.Duration // for which it is watched
		want int           // steps in that time
	}{
		{Normal, time.Millisecond, 10 * time.Second, 500}, // 1000 steps in 20 s
		{Quarter, time.Millisecond, 20 * time.Second, 250},
		{Slow, time.Millisecond, 10 * time.Second, 10},
		{Max, time.Millisecond, 500 * time.Millisecond, 500},
		{Normal, 100 * time.Millisecond, 20 * time.Second, 200}, // as fast as it goes where that is slow
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &world{cost: c.cost}
			p := toy(t, "some", 1, 1000)
			p.Columns[0].Config.Workers = 1
			if p.busy() {
				t.Skip("a machine with one processor leaves time for others")
			}
			s := w.begin(t, p)
			s.SetPace(c.pace)
			s.Play()
			time.Sleep(c.runs)
			got := int(w.steps.Load())
			if math.Abs(float64(got-c.want)) > 2+0.02*float64(c.want) {
				t.Errorf("pace %d, steps of %v: %d steps in %v, want about %d", c.pace, c.cost, got, c.runs, c.want)
			}
			speed := float64(c.want) / c.runs.Seconds()
			if v := s.Snapshot().Speed; math.Abs(v-speed) > 0.05*speed {
				t.Errorf("pace %d: speed %.1f, want %.1f", c.pace, v, speed)
			}
		})
	}
}

// A processor is left free where the steps would take all of them, unless all speed is wanted.
func TestLeavesTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: 100 * time.Millisecond}
		p := toy(t, "some", 1, 1000)
		p.Columns[0].Config.Workers = 0 // all
		s := w.begin(t, p)
		s.Play()
		time.Sleep(12500 * time.Millisecond)
		if got := w.steps.Load(); got < 99 || got > 101 {
			t.Errorf("%d steps of 100 ms in 12.5 s, want 100 with a quarter of rest", got)
		}
	})
}

func TestPausesWhenTrained(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 2, 300))
		s.SetPace(Max)
		s.Play()
		time.Sleep(5 * time.Second)
		snap := s.Snapshot()
		if snap.State != Paused || !snap.Done || snap.Step != 300 {
			t.Fatalf("after the schedule: state %d, done %v, step %d", snap.State, snap.Done, snap.Step)
		}
		if d := snap.Elapsed - 600*time.Millisecond; d < 0 || d > 10*time.Millisecond {
			t.Errorf("600 steps of a millisecond took %v", snap.Elapsed)
		}
		s.SetLive(0, setSwitch(inn.LossX, false))
		time.Sleep(time.Second)
		if n := s.Snapshot().Step; n != 300 {
			t.Errorf("a switch alone went on with training, to step %d", n)
		}
		s.Play()
		time.Sleep(time.Second)
		if snap := s.Snapshot(); snap.State != Running || snap.Step < 700 || !snap.Done {
			t.Errorf("Play does not go on after the schedule: state %d, step %d", snap.State, snap.Step)
		}
	})
}

func TestPublishesAtMost30ASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 1, 1e6))
		s.SetPace(Max)
		s.Play()
		first := s.obeyed(t).Seq
		time.Sleep(10 * time.Second)
		if n := s.Snapshot().Seq - first; n < 280 || n > 301 {
			t.Errorf("%d snapshots in ten seconds of training", n)
		}
		before := w.steps.Load()
		s.Pause()
		if snap := s.obeyed(t); snap.State != Paused || int64(snap.Step) != w.steps.Load() || w.steps.Load() > before+2 {
			t.Errorf("Pause left state %d, snapshot of step %d, %d steps made", snap.State, snap.Step, w.steps.Load())
		}
		last := s.Snapshot().Seq
		time.Sleep(time.Minute)
		if n := s.Snapshot().Seq; n != last || int64(s.Snapshot().Step) != w.steps.Load() {
			t.Errorf("a paused session published %d snapshots, and is at step %d of %d", n-last, s.Snapshot().Step, w.steps.Load())
		}
	})
}

func TestStepOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 3, 100))
		for range 5 {
			s.StepOnce()
		}
		if snap := s.obeyed(t); snap.Step != 5 || snap.State != Paused || w.steps.Load() != 15 {
			t.Errorf("five single steps of three columns: at step %d, state %d, %d steps made", snap.Step, snap.State, w.steps.Load())
		}
	})
}

func TestAllLossesOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 1, 1e6))
		s.Play()
		time.Sleep(time.Second)
		for i := range inn.NumLosses {
			s.SetLive(0, setSwitch(i, false))
		}
		snap := s.obeyed(t)
		made := w.steps.Load()
		s.StepOnce()
		time.Sleep(time.Second)
		if snap.State != Paused || !snap.Frozen || w.steps.Load() != made {
			t.Errorf("with all losses off: state %d, frozen %v, %d further steps", snap.State, snap.Frozen, w.steps.Load()-made)
		}
		s.SetLive(0, setSwitch(inn.LossY, true))
		time.Sleep(time.Second)
		if snap := s.Snapshot(); snap.State != Running || snap.Frozen || w.steps.Load() == made {
			t.Error("training does not go on when a loss is on again")
		}
	})
}

// The caller never waits for a step, and no command is lost.
func TestQueueNeverBlocks(t *testing.T) {
	w := &world{gate: make(chan struct{})}
	p := toy(t, "some", 1, 1e6)
	s := w.begin(t, p)
	s.Play()
	const n = 20000
	for i := range n { // the step under way does not end before all of them have returned
		s.SetLive(0, func(l *inn.Live) { l.Loss[inn.LossX].Weight++ })
		s.Ask(Query{Y: s.Snapshot().Plan.Setup.Start, N: i % 10})
	}
	want := p.Columns[0].Live.Loss[inn.LossX].Weight + n
	s.Pause()
	close(w.gate)
	if got := s.obeyed(t).Plan.Columns[0].Live.Loss[inn.LossX].Weight; got != want {
		t.Errorf("%d commands came through, not %d", int(got-want)+n, n)
	}
	until(t, "an answer to the last question", func() bool { a := s.Answer(); return a != nil && a.Query.N == (n-1)%10 })
}

func TestDivergence(t *testing.T) {
	for _, c := range []struct {
		value float64
		words string
	}{
		{math.Inf(1), "L_x became infinite at step 1\u2009234"},
		{math.NaN(), "L_x is not a number at step 1\u2009234"},
		{1e12, "L_x grew a millionfold at step 1\u2009234"},
	} {
		synctest.Test(t, func(t *testing.T) {
			p := toy(t, "some", 2, 1e6)
			peak := p.Columns[0].Live.Rate
			w := &world{cost: time.Millisecond}
			columns := 0
			w.wrong = func(*inn.Problem, Column) error { columns++; return nil }
			w.spoil = func(f *fake, step int, l []float64) {
				if step == 1234 && f.live.Rate == peak && f.live.Loss[inn.LossX].Weight == 7 {
					l[inn.LossX] = c.value
				}
			}
			s := w.begin(t, p)
			s.SetLive(1, setWeight(inn.LossX, 7)) // so only the second column fails
			s.SetPace(Max)
			s.Play()
			time.Sleep(10 * time.Second)
			snap := s.Snapshot()
			if snap.State != Stopped || snap.Problem != c.words {
				t.Fatalf("state %d, problem %q, want %q", snap.State, snap.Problem, c.words)
			}
			if snap.Columns[0].Bad != -1 || snap.Columns[1].Bad != inn.LossX {
				t.Errorf("bad losses %d and %d", snap.Columns[0].Bad, snap.Columns[1].Bad)
			}
			for i, col := range snap.Columns {
				if n := col.Estimator.(*fakeNet).step; n != snap.Step || n != 1100 {
					t.Errorf("column %d shows the network of step %d in a snapshot of step %d, want the good one of 1100", i, n, snap.Step)
				}
			}
			if h := snap.Columns[0].History; h.Step[len(h.Step)-1] < 1230 {
				t.Errorf("the curve ends at %v, before the failure", h.Step[len(h.Step)-1])
			}
			made := w.steps.Load()
			time.Sleep(time.Minute)
			if w.steps.Load() != made {
				t.Error("steps go on after a loss was not finite")
			}

			s.Halve()
			snap = s.obeyed(t)
			if snap.State != Running || snap.Problem != "" || snap.Columns[1].Bad != -1 {
				t.Errorf("after Halve: state %d, problem %q", snap.State, snap.Problem)
			}
			for i := range snap.Columns {
				if r := snap.Plan.Columns[i].Live.Rate; r != peak/2 {
					t.Errorf("column %d trains at rate %g, want half of %g", i, r, peak)
				}
			}
			if h := snap.Columns[0].History; h.Step[len(h.Step)-1] > float64(snap.Step) {
				t.Errorf("the curve ends at step %v, the network is at %d", h.Step[len(h.Step)-1], snap.Step)
			}
			time.Sleep(10 * time.Second)
			if snap := s.Snapshot(); snap.State != Running || snap.Step < 2000 {
				t.Errorf("training at half the rate got to step %d, state %d", snap.Step, snap.State)
			}
		})
	}
}

// Whatever is done to a stopped run, it goes on as one piece: curves that rise in steps, from the network that is there.
func TestStoppedRunGoesOn(t *testing.T) {
	for name, do := range map[string]func(s *Session){
		"Play":       func(s *Session) {},
		"StepOnce":   func(s *Session) { s.StepOnce() },
		"Halve":      func(s *Session) { s.Halve() },
		"SetWorkers": func(s *Session) { s.SetWorkers(2) },
		"SetLive":    func(s *Session) { s.SetLive(0, setWeight(inn.LossX, 3)) },
		"AddColumn":  func(s *Session) { s.AddColumn(s.Snapshot().Plan.Columns[0]) },
		"Arrange":    func(s *Session) { s.Arrange([]int{1, 0}) },
	} {
		synctest.Test(t, func(t *testing.T) {
			failed := false
			w := &world{cost: time.Millisecond}
			w.spoil = func(f *fake, step int, l []float64) {
				if step == 250 && !failed {
					failed = true
					l[inn.LossX] = math.Inf(1)
				}
			}
			s := w.begin(t, toy(t, "some", 2, 1e6))
			s.SetPace(Max)
			s.Play()
			time.Sleep(time.Second)
			if snap := s.Snapshot(); snap.State != Stopped || snap.Step != 100 {
				t.Fatalf("state %d at step %d", snap.State, snap.Step)
			}
			do(s)
			s.obeyed(t)
			s.Play()
			time.Sleep(time.Second)
			snap := s.Snapshot()
			if snap.State != Running || snap.Problem != "" || snap.Step < 300 {
				t.Errorf("%s: state %d at step %d: %s", name, snap.State, snap.Step, snap.Problem)
			}
			for i, c := range snap.Columns {
				if err := c.History.sound(); err != nil || c.Bad != -1 {
					t.Errorf("%s: column %d: bad loss %d, %v", name, i, c.Bad, err)
				}
			}
		})
	}
}

func TestHalveOnlyAfterDivergence(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	rate := s.Snapshot().Plan.Columns[0].Live.Rate
	s.Halve()
	if snap := s.obeyed(t); snap.State != Paused || snap.Plan.Columns[0].Live.Rate != rate {
		t.Error("Halve changed a sound run")
	}
}

func TestWorkers(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	for range 7 {
		s.StepOnce()
	}
	before := s.bits()
	s.SetWorkers(3)
	snap := s.obeyed(t)
	if got := snap.Plan.Columns[0].Config.Workers; got != 3 {
		t.Errorf("%d workers, want 3", got)
	}
	if after := s.bits(); fmt.Sprint(after) != fmt.Sprint(before) || snap.Step != 7 {
		t.Errorf("another number of workers changed the run: %v to %v", before, after)
	}
}

func TestPlanIsChecked(t *testing.T) {
	if _, err := New(Plan{}, nil); err == nil {
		t.Error("an empty plan starts")
	}
	p := toy(t, "some", 2, 100)
	p.Columns[0].Config.Blocks = -1
	p.Columns[1].Method = "oracle"
	_, err := New(p, nil)
	if err == nil {
		t.Fatal("a broken plan starts")
	}
	for _, part := range []string{"column 1: blocks", "column 2: unknown method \"oracle\"; there is: inn"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not say %q: %v", part, err)
		}
	}
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	if s.Restart(p) == nil || s.CanUndo() {
		t.Error("Restart takes a broken plan")
	}
	s.SetLive(0, setWeight(inn.LossX, math.NaN()))
	s.SetLive(5, setWeight(inn.LossX, 3))
	if snap := s.obeyed(t); snap.Plan.Columns[0].Live != toy(t, "some", 1, 100).Columns[0].Live {
		t.Error("a weight that is not a number, or of no column, changed the run")
	}
}
