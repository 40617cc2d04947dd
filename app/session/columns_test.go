package session

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"innlab/inn"
)

// A column that is added catches up alone, and then has the bits that it would have had from the start.
func TestAddColumnCatchesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		p := toy(t, "some", 2, 1000)
		s := w.begin(t, p)
		s.SetPace(Max)
		s.Play()
		time.Sleep(time.Second)
		s.SetLive(1, setWeight(inn.LossX, 5))
		late := p.Columns[0]
		late.Name, late.Config.Seed = "late", 99
		if err := s.AddColumn(late); err != nil {
			t.Fatal(err)
		}
		before := s.obeyed(t)
		time.Sleep(100 * time.Millisecond)
		snap := s.Snapshot()
		if len(snap.Columns) != 3 || snap.State != Running || snap.Step != before.Step {
			t.Fatalf("%d columns, state %d, step %d after step %d", len(snap.Columns), snap.State, snap.Step, before.Step)
		}
		for i, want := range []int{snap.Step, snap.Step, snap.Columns[2].Step} {
			if snap.Columns[i].Step != want {
				t.Errorf("column %d is at step %d of %d", i, snap.Columns[i].Step, want)
			}
		}
		if n := snap.Columns[2].Step; n < 50 || n > 110 || snap.Done {
			t.Errorf("the new column is at step %d after a tenth of a second, done: %v", n, snap.Done)
		}
		if h := snap.Columns[2].History; h.Step[0] != 1 || snap.Plan.Columns[2].Config.Seed != p.Columns[0].Config.Seed {
			t.Errorf("its curve begins at step %v, its seed is %d", h.Step[0], snap.Plan.Columns[2].Config.Seed)
		}
		time.Sleep(time.Minute)
		snap = s.Snapshot()
		if snap.State != Paused || !snap.Done || snap.Step != 1000 || snap.Columns[2].Step != 1000 {
			t.Errorf("in the end: state %d, done %v, steps %d and %d", snap.State, snap.Done, snap.Step, snap.Columns[2].Step)
		}
		bits := s.bits()
		if fmt.Sprint(bits[2]) != fmt.Sprint(bits[0]) || fmt.Sprint(bits[1]) == fmt.Sprint(bits[0]) {
			t.Errorf("columns of the same losses end at %v and %v, one of others at %v", bits[0], bits[2], bits[1])
		}
	})
}

// After the schedule, adding a column goes on until it is trained too, and no further.
func TestAddColumnWhenTrained(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		s := w.begin(t, toy(t, "some", 1, 200))
		s.SetPace(Max)
		s.Play()
		time.Sleep(10 * time.Second)
		made := w.steps.Load()
		if err := s.AddColumn(toy(t, "some", 1, 200).Columns[0]); err != nil {
			t.Fatal(err)
		}
		if snap := s.obeyed(t); snap.Done || snap.State != Paused {
			t.Errorf("with an untrained column: done %v, state %d", snap.Done, snap.State)
		}
		s.Play()
		time.Sleep(10 * time.Second)
		snap := s.Snapshot()
		if snap.State != Paused || !snap.Done || w.steps.Load() != made+200 {
			t.Errorf("state %d, done %v, %d steps to catch up", snap.State, snap.Done, w.steps.Load()-made)
		}
	})
}

func TestAddColumnIsChecked(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", mostColumns-1, 100))
	c := toy(t, "some", 1, 100).Columns[0]
	wrong := c
	wrong.Config.Blocks = -1
	if err := s.AddColumn(wrong); err == nil || !strings.Contains(err.Error(), "blocks") {
		t.Errorf("a broken column is answered %v", err)
	}
	if err := s.AddColumn(c); err != nil {
		t.Fatal(err)
	}
	s.obeyed(t)
	if err := s.AddColumn(c); err == nil || len(s.obeyed(t).Columns) != mostColumns {
		t.Error("there is room without end")
	}
}

func TestArrange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond}
		p := toy(t, "some", 3, 1e6)
		for i := range p.Columns {
			p.Columns[i].Name = fmt.Sprint("column ", i)
			p.Columns[i].Live.Loss[inn.LossX].Weight = float64(i + 1)
		}
		s := w.begin(t, p)
		s.SetPace(Max)
		s.Play()
		time.Sleep(time.Second)
		s.Pause()
		first := s.obeyed(t)
		bits := s.bits()
		expect := func(order ...int) {
			t.Helper()
			snap := s.obeyed(t)
			if len(snap.Columns) != len(order) || snap.Step != first.Step {
				t.Fatalf("%d columns at step %d", len(snap.Columns), snap.Step)
			}
			now := s.bits()
			for i, k := range order {
				if snap.Plan.Columns[i].Name != p.Columns[k].Name || fmt.Sprint(now[i]) != fmt.Sprint(bits[k]) {
					t.Errorf("at %d stands %s with %v, want %s with %v", i, snap.Plan.Columns[i].Name, now[i], p.Columns[k].Name, bits[k])
				}
				if fmt.Sprint(*snap.Columns[i].History) != fmt.Sprint(*first.Columns[k].History) {
					t.Errorf("at %d stands another curve than that of column %d", i, k)
				}
			}
		}
		for _, nonsense := range [][]int{nil, {3}, {-1, 0}, {0, 0, 1}, {0, 1, 2, 3}} {
			s.Arrange(nonsense)
			expect(0, 1, 2)
		}
		built := s.Snapshot().Built
		s.Arrange([]int{2, 0, 1})
		expect(2, 0, 1)
		if s.Snapshot().Built == built {
			t.Error("nothing says that the columns are others now")
		}
		if s.CanUndo() {
			t.Error("another order is kept for undo")
		}
		s.Arrange([]int{1, 2})
		expect(0, 1)
		if got := s.Undo(); got != "Removal of a column undone" {
			t.Errorf("undone: %q", got)
		}
		expect(2, 0, 1)

		// The marks to fall back on move with the columns.
		s.Arrange([]int{1, 0})
		expect(0, 2)
		w.spoil = func(f *fake, step int, l []float64) {
			if step == first.Step+250 && f.live.Loss[inn.LossX].Weight == 3 {
				l[inn.LossX] /= 0 * l[inn.LossX]
			}
		}
		s.Play()
		time.Sleep(10 * time.Second)
		snap := s.Snapshot()
		if snap.State != Stopped || snap.Columns[1].Bad != inn.LossX || snap.Problem != "L_x became infinite at step "+count(first.Step+250) {
			t.Fatalf("state %d, problem %q", snap.State, snap.Problem)
		}
		s.Arrange([]int{0})
		s.Play()
		time.Sleep(time.Second)
		if snap := s.Snapshot(); snap.State != Running || snap.Problem != "" || snap.Plan.Columns[0].Name != "column 0" {
			t.Errorf("without the column that failed: state %d, problem %q, left is %s", snap.State, snap.Problem, snap.Plan.Columns[0].Name)
		}
	})
}

func TestRename(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 2, 100))
	before := s.Snapshot()
	s.Rename(1, "without L_x")
	s.Rename(2, "nobody")
	if p := s.obeyed(t).Plan; p.Columns[0].Name != "INN" || p.Columns[1].Name != "without L_x" || before.Plan.Columns[1].Name != "INN" {
		t.Errorf("the columns are called %q and %q", p.Columns[0].Name, p.Columns[1].Name)
	}
}
