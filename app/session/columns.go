package session

import (
	"fmt"
	"slices"
)

// Columns come and go while the others keep what they have learned.

// Most columns that can be added up to: with the truth beside them six panels, nine where methods are compared.
const (
	mostColumns = 5
	mostMethods = 8
)

// Most is how many columns the plan has room for.
func (p *Plan) Most() int {
	if p.Compare {
		return mostMethods
	}
	return mostColumns
}

// AddColumn adds a column after the others, with their seed. It begins at its first step and catches up: until it has
// made as many steps as the others, it is trained alone, so that all have seen the same batches.
func (s *Session) AddColumn(c Column) error {
	snap := s.Snapshot()
	if n := len(snap.Plan.Columns); n >= snap.Plan.Most() {
		return fmt.Errorf("%d columns are trained already, as many as there is room for", n)
	}
	if err := c.check(&snap.Plan.Setup.Problem); err != nil {
		return err
	}
	s.do(func(t *trainer) {
		t.built++
		if err := t.run.add(c, t.build); err != nil {
			t.playing = false
			t.run.problem = err.Error()
		}
	})
	return nil
}

// Arrange puts the columns into another order: column order[0] first, and so on. One that is not listed is removed;
// Undo brings it back, and with it all columns as they were then. An order that makes no sense is ignored.
func (s *Session) Arrange(order []int) {
	order = slices.Clone(order)
	n := len(s.Snapshot().Plan.Columns)
	if !sensible(order, n) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	if len(order) == n {
		s.enqueue(func(t *trainer) { t.arrange(order) })
		return
	}
	kept := s.keep("Removal of a column undone")
	s.enqueue(func(t *trainer) {
		t.putAway(kept)
		t.arrange(order)
	})
}

func (t *trainer) arrange(order []int) {
	t.built++
	t.run.arrange(order)
}

// SetPaused leaves a column out of the training of a comparison, or takes it up again.
func (s *Session) SetPaused(column int, paused bool) {
	s.do(func(t *trainer) {
		if list := t.run.plan.Columns; column >= 0 && column < len(list) {
			list[column].Paused = paused
			t.due = t.last
		}
	})
}

// Rename gives a column another name.
func (s *Session) Rename(column int, name string) {
	s.do(func(t *trainer) {
		if list := t.run.plan.Columns; column >= 0 && column < len(list) {
			list[column].Name = name
		}
	})
}

// sensible reports whether order lists at least one of n columns and none twice.
func sensible(order []int, n int) bool {
	seen := make([]bool, n)
	for _, i := range order {
		if i < 0 || i >= n || seen[i] {
			return false
		}
		seen[i] = true
	}
	return len(order) > 0
}

// add appends a column at its first step.
func (r *run) add(c Column, build maker) error {
	if len(r.columns) >= r.plan.Most() {
		return nil
	}
	p := r.plan
	p.Columns = append(slices.Clone(p.Columns), c)
	p = p.own()
	col, err := newColumn(&r.pairs, p.Columns[len(r.columns)], fresh(), build, p.Setup.Held)
	if err != nil {
		return err
	}
	r.goOn()
	r.plan, r.columns = p, append(r.columns, col)
	r.good = []*mark{r.mark()}
	return nil
}

// arrange puts the columns into another order and drops those that are not listed.
func (r *run) arrange(order []int) {
	if !sensible(order, len(r.columns)) {
		return
	}
	r.plan.Columns, r.columns = pick(r.plan.Columns, order), pick(r.columns, order)
	for i, m := range r.good {
		moved := *m // others may hold the mark
		moved.columns = pick(m.columns, order)
		if r.fallen == m {
			r.fallen = &moved
		}
		r.good[i] = &moved
	}
	r.step = r.lead()
}

// pick returns the entries of list in an order.
func pick[T any](list []T, order []int) []T {
	picked := make([]T, len(order))
	for i, k := range order {
		picked[i] = list[k]
	}
	return picked
}

// least and lead are the steps of the column that has made the fewest and of the one that has made the most.
func (r *run) least() int {
	n := r.columns[0].Steps()
	for _, c := range r.columns {
		n = min(n, c.Steps())
	}
	return n
}

func (r *run) lead() int {
	n := 0
	for _, c := range r.columns {
		n = max(n, c.Steps())
	}
	return n
}
