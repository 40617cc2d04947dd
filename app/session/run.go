package session

import (
	"fmt"
	"math"
	"slices"
	"time"

	"innlab/inn"
)

// A run is one training of a plan, as far as it got. It belongs to the training goroutine.
type run struct {
	plan    Plan // with the live values of this moment
	columns []*column
	pairs   inn.Problem // what the networks are built on
	short   bool        // on a few pairs only: those of a slow simulator are still to be made
	step    int
	turns   int // calls of advance
	elapsed time.Duration
	good    []*mark // last good states to fall back on, oldest first, one or two
	problem string  // why it stopped; "" while all is well
	fallen  *mark   // after it stopped: where the networks stand, to which the curves follow when it goes on
}

// column is one method of a run.
type column struct {
	learner
	curve     curve
	exam      *Exam // nil where nothing is held out
	verdict   Verdict
	smooth    [inn.NumLosses]float64 // running means of the losses, NaN where not measured yet
	least     [inn.NumLosses]float64 // least values of the losses since the live values were set
	grown     float64                // how far the worst loss stands above its least value
	spent     time.Duration          // in its steps
	bad       int                    // index of the loss that was not finite; −1 otherwise
	ramped    bool                   // the ramp has ended
	estimator inn.Estimator          // the learner frozen as it is; nil after a step
}

const (
	spacing = 100  // steps between two marks of good states
	window  = 0.05 // weight of a new value in the running means: they look back about twenty steps
)

// newRun builds a run of a plan that has been checked: at its start, or standing at a mark, curves and all. Table is the
// pairs of a slow simulator, nil where there are none yet.
func newRun(p Plan, at *mark, build maker, table *inn.Table) (*run, error) {
	r := &run{plan: p.own()}
	r.pairs, r.short = problemOf(p.Setup, table)
	for i, c := range r.plan.Columns {
		m := fresh()
		if at != nil {
			m = at.columns[i]
		}
		n, err := newColumn(&r.pairs, c, m, build, p.Setup.Held)
		if err != nil {
			return nil, err
		}
		r.columns = append(r.columns, n)
	}
	if at != nil {
		r.step, r.elapsed = at.step, at.elapsed
	}
	r.good = []*mark{r.mark()}
	return r, nil
}

// newColumn builds a column that stands at a mark.
func newColumn(p *inn.Problem, c Column, m columnMark, build maker, held *inn.Table) (*column, error) {
	l, err := build(p, c, m.state)
	if err != nil {
		return nil, fmt.Errorf("cannot build %s: %w", c.Name, err)
	}
	n := &column{learner: l, curve: m.curve.fork(), smooth: m.smooth, spent: m.spent, bad: -1, ramped: m.ramped || l.Ramp() >= 1}
	n.exam = NewExam(l, held, c.Config.Steps)
	n.exam.take(m.exam)
	n.forget()
	return n, nil
}

// advance makes one step of every column, in turn; of columns that are behind the others only those; where methods are
// compared, of the one that is next. It reports whether every loss stayed finite; if not, the run is stopped and its
// networks are back at the last good state.
func (r *run) advance() bool {
	step := r.least() + 1
	if r.plan.Compare {
		i := r.next()
		if i < 0 {
			return true
		}
		step = r.columns[i].Steps() + 1
		if !r.one(i, step) {
			return false
		}
	} else {
		for i, c := range r.columns {
			if c.Steps() < step && !r.one(i, step) {
				return false
			}
		}
	}
	r.step = max(r.step, step)
	r.turns++
	if !r.plan.Compare {
		r.turns = step
	}
	if r.turns%spacing == 0 && !slices.ContainsFunc(r.columns, func(c *column) bool { return c.grown > strained }) {
		r.good = append(r.good[len(r.good)-1:], r.mark())
	}
	return true
}

// one makes a step of column i.
func (r *run) one(i, step int) bool {
	c := r.columns[i]
	c.estimator = nil
	began := time.Now()
	err := c.Step()
	c.spent += time.Since(began)
	losses := c.Losses()
	_, c.grown = c.growth(losses, r.plan.Columns[i].Losses(), r.plan.Columns[i].Live)
	if err != nil || fault(losses, &r.plan.Columns[i], false) >= 0 || c.grown > explosion {
		r.stop(i, step, losses, err)
		return false
	}
	c.curve.add(step, losses)
	c.follow(step, losses, &r.plan.Columns[i])
	for k, v := range losses {
		switch {
		case math.IsNaN(v):
		case math.IsNaN(c.smooth[k]):
			c.smooth[k] = v
		default:
			c.smooth[k] += window * (v - c.smooth[k])
		}
	}
	if !c.ramped && c.Ramp() >= 1 {
		c.ramped = true
		c.curve.event(step, "", "ramp", time.Now())
	}
	return true
}

// follow has the rows held out judge a column.
func (c *column) follow(step int, losses []float64, p *Column) {
	c.exam.After(step, losses)
	if c.exam != nil && step%c.exam.every == 0 {
		c.verdict = c.exam.Verdict(p.Losses(), &p.Live)
	}
}

// next is the column of a comparison that has had the least of the budget, of those that are neither paused nor at the end;
// −1 for none. So all have had the same at any moment, until they are trained.
func (r *run) next() int {
	at, least := -1, 0.0
	for i := range r.columns {
		if r.plan.Columns[i].Paused || r.ended(i) {
			continue
		}
		if had := r.plan.Budget.had(&r.plan.Columns[i], r.columns[i].Steps(), r.columns[i].spent); at < 0 || had < least {
			at, least = i, had
		}
	}
	return at
}

// ended says whether column i of a comparison is at the end of its schedule or of the budget.
func (r *run) ended(i int) bool {
	return r.plan.Budget.share(&r.plan.Columns[i], r.columns[i].Steps(), r.columns[i].spent) >= 1
}

// idle says that every column of a comparison is paused or trained.
func (r *run) idle() bool { return r.plan.Compare && r.next() < 0 }

// trained says whether every column has come to the end of the schedule.
func (r *run) trained() bool {
	if !r.plan.Compare {
		return r.plan.length() > 0 && r.least() >= r.plan.length()
	}
	for i := range r.columns {
		if !r.ended(i) {
			return false
		}
	}
	return true
}

// setLive changes the live values of a column and marks the changes in its curve. A value that cannot be trained with
// leaves everything as it was.
func (r *run) setLive(i int, change func(*inn.Live)) {
	if i < 0 || i >= len(r.columns) {
		return
	}
	old := r.plan.Columns[i].Live
	live := old
	change(&live)
	if live == old || !r.plan.Columns[i].Kind().ValidLive(&live) {
		return
	}
	r.plan.Columns[i].Live = live
	c := r.columns[i]
	c.forget()
	c.SetLive(live)
	now := time.Now()
	for _, e := range changes(r.plan.Columns[i].Losses(), old, live) {
		c.curve.event(c.Steps(), e.topic, e.text, now)
	}
}
