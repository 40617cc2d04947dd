package session

import (
	"slices"
	"testing"
	"time"

	"innlab/scenes"
)

// comparison is a run of regression and abc, which are quick.
func comparison(t *testing.T) *run {
	t.Helper()
	p, err := Compare(&scenes.All[0], &scenes.All[0].Setups[0], []string{"nn", "abc"}, Budget{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Columns {
		p.Columns[i].Config.Steps, p.Columns[i].Config.Workers, p.Columns[i].Config.Batch = 20+20*i, 1, 64
	}
	r, err := newRun(p, nil, build, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// All columns of a comparison get the same time, none goes beyond its own schedule, and one that is paused gets none.
func TestCompare(t *testing.T) {
	r := comparison(t)
	r.plan.Columns[1].Paused = true
	for r.next() >= 0 {
		if !r.advance() {
			t.Fatal(r.problem)
		}
	}
	if a, b := r.columns[0].Steps(), r.columns[1].Steps(); a != 20 || b != 0 || r.trained() || !r.idle() {
		t.Fatalf("one column paused: %d and %d steps, trained %v, idle %v", a, b, r.trained(), r.idle())
	}
	r.plan.Columns[1].Paused = false
	for !r.idle() {
		r.advance()
	}
	if a, b := r.columns[0].Steps(), r.columns[1].Steps(); a != 20 || b != 40 || !r.trained() {
		t.Errorf("at the end: %d and %d steps, trained %v", a, b, r.trained())
	}

	r = comparison(t)
	r.plan.Budget = Budget{Sims: 1 << 30}
	r.plan.Columns[1].Config.Batch = 32
	for range 9 {
		r.advance()
	}
	if a, b := r.columns[0].Steps(), r.columns[1].Steps(); a != 3 || b != 6 {
		t.Errorf("of as many simulations each, in batches of 64 and 32: %d and %d steps", a, b)
	}

	r = comparison(t)
	r.plan.Budget = Budget{Time: time.Minute}
	r.columns[0].spent = time.Minute
	for r.next() >= 0 {
		r.advance()
	}
	if a, b := r.columns[0].Steps(), r.columns[1].Steps(); a != 0 || b != 40 || !r.trained() {
		t.Errorf("a column that has had all of its time: %d and %d steps, trained %v", a, b, r.trained())
	}

	r = comparison(t)
	r.columns[0].spent = time.Hour
	if r.next() != 1 {
		t.Error("the column that has had the most time is next")
	}
	m := r.mark()
	if again, err := newRun(r.plan, m, build, nil); err != nil || again.columns[0].spent != time.Hour {
		t.Errorf("a mark forgets the time of a column: %v", err)
	}
}

// A number of simulations is the same for every method, whatever its batch.
func TestCompareSimulations(t *testing.T) {
	p, err := Compare(&scenes.All[0], &scenes.All[0].Setups[0], nil, Budget{Sims: 100_000})
	if err != nil || len(p.Columns) < 2 || !p.Compare {
		t.Fatal(p, err)
	}
	for _, c := range p.Columns {
		if n := c.Config.Steps * c.Config.Batch; n > 100_000 || n < 90_000 {
			t.Errorf("%s sees %d of 100 000 simulations", c.Name, n)
		}
	}
	if _, err := Compare(p.Scene, p.Setup, slices.Repeat([]string{"nn"}, mostMethods+1), Budget{}); err == nil {
		t.Error("there is no end of columns")
	}
	if _, err := Compare(&scenes.All[0], &scenes.All[0].Setups[0], []string{"magic"}, Budget{}); err == nil {
		t.Error("a method that does not exist is trained")
	}
}
