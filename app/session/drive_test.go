package session

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// Several goroutines call everything in random order while another watches what holds at all times.

// follows checks that a snapshot may come after another, and what holds of each.
func follows(prev, snap *Snapshot) error {
	if prev != nil && (snap.Seq < prev.Seq || snap.Seq == prev.Seq && snap != prev) {
		return fmt.Errorf("snapshot %d comes after %d", snap.Seq, prev.Seq)
	}
	if len(snap.Columns) != len(snap.Plan.Columns) {
		return fmt.Errorf("%d columns of %d", len(snap.Columns), len(snap.Plan.Columns))
	}
	if snap.Frozen && snap.State == Running {
		return errors.New("frozen and running")
	}
	if (snap.State == Stopped) != (snap.Problem != "") {
		return fmt.Errorf("state %d with problem %q", snap.State, snap.Problem)
	}
	for i, c := range snap.Columns {
		if c.Estimator == nil || c.History == nil {
			return fmt.Errorf("column %d is empty", i)
		}
		if err := c.History.sound(); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
		if n := c.Estimator.(*fakeNet).step; n != c.Step || n > snap.Step {
			return fmt.Errorf("column %d has the network of step %d at step %d of %d", i, n, c.Step, snap.Step)
		}
		for k, v := range c.Losses {
			if math.IsInf(v, 0) || math.IsNaN(v) && c.Step > 0 {
				return fmt.Errorf("column %d shows loss %d as %g at step %d", i, k, v, snap.Step)
			}
		}
	}
	return nil
}

func TestFollowsRejects(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 1, 100))
	s.StepOnce()
	good := s.obeyed(t)
	if err := follows(good, good); err != nil {
		t.Fatal(err)
	}
	for i, spoil := range []func(n *Snapshot){
		func(n *Snapshot) { n.Seq-- },
		func(n *Snapshot) {}, // another of the same number
		func(n *Snapshot) { n.Seq++; n.Columns = nil },
		func(n *Snapshot) { n.Seq++; n.State, n.Frozen = Running, true },
		func(n *Snapshot) { n.Seq++; n.State = Stopped },
		func(n *Snapshot) { n.Seq++; n.Step-- },
		func(n *Snapshot) {
			n.Seq++
			n.Columns = []ColumnState{n.Columns[0]}
			n.Columns[0].Step++
		},
		func(n *Snapshot) {
			n.Seq++
			n.Columns = []ColumnState{n.Columns[0]}
			n.Columns[0].Losses[2] = math.Inf(1)
		},
	} {
		bad := *good
		spoil(&bad)
		if follows(good, &bad) == nil {
			t.Errorf("broken snapshot %d passes", i)
		}
	}
}

// witness keeps what a snapshot or answer said when it was seen, to see later that it still says it.
type witness struct {
	look func() string
	said string
}

func see(look func() string) witness { return witness{look, look()} }

func (w witness) err() error {
	if now := w.look(); now != w.said {
		return fmt.Errorf("what was published has changed from\n%.300s\nto\n%.300s", w.said, now)
	}
	return nil
}

func TestWitnessRejects(t *testing.T) {
	x := []float64{1}
	w := see(func() string { return fmt.Sprint(x) })
	if w.err() != nil {
		t.Error("what has not changed is rejected")
	}
	x[0] = 2
	if w.err() == nil {
		t.Error("what has changed passes")
	}
}

// drive calls something at random.
func drive(t *testing.T, s *Session, r *rand.Rand) {
	switch r.IntN(24) {
	case 0, 1, 2:
		s.Play()
	case 3:
		s.Pause()
	case 4:
		s.StepOnce()
	case 5:
		s.SetPace(Pace(r.IntN(4)))
	case 6, 7:
		s.SetLive(r.IntN(4)-1, setSwitch(r.IntN(inn.NumLosses), r.IntN(4) > 0))
	case 8:
		s.SetLive(r.IntN(4), setWeight(r.IntN(inn.NumLosses), math.Exp(r.NormFloat64())))
	case 9:
		s.SetWorkers(r.IntN(4))
	case 10:
		s.Reset()
	case 11:
		setup := []string{"all", "some", "none"}[r.IntN(3)]
		if err := s.Restart(toy(t, setup, 1+r.IntN(4), 1+r.IntN(400))); err != nil {
			t.Error(err)
		}
	case 12:
		if words := s.Undo(); words != "" && len(words) < 5 {
			t.Errorf("undone: %q", words)
		}
	case 13:
		s.CanUndo()
	case 14:
		s.Halve()
	case 15:
		if _, err := s.Checkpoint(r.IntN(3)); err == nil {
			t.Error("a fake was saved")
		}
	case 16:
		if err := s.AddColumn(toy(t, "some", 1, 1+r.IntN(400)).Columns[0]); err != nil && !strings.Contains(err.Error(), "room") {
			t.Error(err)
		}
	case 17:
		s.Arrange(r.Perm(1 + r.IntN(3)))
	case 18:
		s.Rename(r.IntN(4), "renamed")
	default:
		q := Query{Y: scenes.OneHot(r.IntN(8), 8), N: r.IntN(200), Latent: r.IntN(40), Pairs: r.IntN(100), Rough: r.IntN(3) == 0}
		if r.IntN(4) == 0 {
			q.Y[r.IntN(8)] = r.Float64()
			q.Noise = r.Float64()
		}
		s.Ask(q)
	}
}

func TestDrive(t *testing.T) {
	w := &world{cost: 20 * time.Microsecond}
	w.spoil = func(f *fake, step int, l []float64) {
		if (f.state.seed+uint64(step)*7)%151 == 0 {
			l[step%inn.NumLosses] = math.Inf(1)
		}
	}
	var notes atomic.Int64
	s, err := start(toy(t, "some", 2, 300), nil, func() { notes.Add(1) }, w.make)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	stop := make(chan struct{})
	var watcher sync.WaitGroup
	watcher.Go(func() {
		var prev *Snapshot
		var last *Answer
		var seen []witness
		for i := 0; ; i++ {
			snap, a := s.Snapshot(), s.Answer()
			if err := follows(prev, snap); err != nil {
				t.Error(err)
			}
			if a != nil && a != last {
				if last != nil && a.Seq <= last.Seq {
					t.Errorf("answer %d comes after %d", a.Seq, last.Seq)
				}
				if err := a.sound(); err != nil {
					t.Error(err)
				}
			}
			if i%50 == 0 && len(seen) < 200 {
				seen = append(seen, see(func() string { return fmt.Sprint(snap.Plan.Columns, snap.Columns[0].History) }))
				if a != nil {
					seen = append(seen, see(func() string { return fmt.Sprint(a.Query, a.Clouds, a.Truth) }))
				}
			}
			prev, last = snap, a
			select {
			case <-stop:
				for _, v := range seen {
					if err := v.err(); err != nil {
						t.Error(err)
					}
				}
				return
			default:
				time.Sleep(200 * time.Microsecond)
			}
		}
	})

	for round := range 6 {
		var drivers sync.WaitGroup
		for id := range 4 {
			drivers.Go(func() {
				r := rand.New(rand.NewPCG(uint64(round), uint64(id)))
				for range 150 {
					drive(t, s, r)
					time.Sleep(time.Duration(r.IntN(400)) * time.Microsecond)
				}
			})
		}
		drivers.Wait()

		// At rest nothing moves, and the last question is the one that is answered, by the network that is shown.
		s.Pause()
		s.Ask(Query{Y: scenes.OneHot(round, 8), N: 50 + round, Latent: 8})
		snap := s.obeyed(t)
		made := w.steps.Load()
		until(t, "the answer to the last question", func() bool {
			a := s.Answer()
			return a != nil && a.Query.N == 50+round && a.full() && sameNetworks(a.Snapshot, snap)
		})
		time.Sleep(20 * time.Millisecond)
		if w.steps.Load() != made || s.Snapshot().State == Running {
			t.Fatal("steps are made while the session is paused")
		}
	}
	close(stop)
	watcher.Wait()
	if n := notes.Load(); n < int64(s.Snapshot().Seq)-1 {
		t.Errorf("%d snapshots and %d notes of something new", s.Snapshot().Seq, n)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	w := &world{cost: time.Millisecond}
	s, err := start(toy(t, "some", 2, 300), nil, nil, w.make)
	if err != nil {
		t.Fatal(err)
	}
	s.Ask(question(0))
	s.Play()
	until(t, "an answer while training", func() bool { return s.Answer() != nil && s.Snapshot().Step > 10 })
	if !running() {
		t.Error("the goroutines of a running session are not found")
	}
	var all sync.WaitGroup
	for range 3 {
		all.Go(s.Close)
	}
	all.Wait()
	if running() {
		t.Error("a goroutine outlives Close")
	}
	made, snap, a := w.steps.Load(), s.Snapshot(), s.Answer()
	s.Play()
	s.Reset()
	s.Ask(question(1))
	if _, err := s.Checkpoint(0); !errors.Is(err, errClosed) {
		t.Errorf("a checkpoint after Close: %v", err)
	}
	if s.Undo() != "" || s.CanUndo() {
		t.Error("there is something to undo after Close")
	}
	time.Sleep(50 * time.Millisecond)
	if w.steps.Load() != made || s.Snapshot() != snap || s.Answer() != a {
		t.Error("a closed session goes on")
	}
}

// running reports whether a goroutine of a session is alive.
func running() bool {
	var b bytes.Buffer
	pprof.Lookup("goroutine").WriteTo(&b, 1)
	return bytes.Contains(b.Bytes(), []byte("session.(*trainer).loop")) ||
		bytes.Contains(b.Bytes(), []byte("session.(*answerer).loop"))
}
