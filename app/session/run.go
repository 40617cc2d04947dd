package session

import (
	"errors"
	"fmt"
	"math"
	"time"

	"innlab/inn"
)

// A run is one training of a plan, as far as it got. It belongs to the training goroutine.
type run struct {
	plan    Plan // with the live values of this moment
	columns []*column
	step    int
	elapsed time.Duration
	good    []*mark // last good states to fall back on, oldest first, one or two
	problem string  // why it stopped; "" while all is well
	fallen  *mark   // after it stopped: where the networks stand, to which the curves follow when it goes on
}

// column is one method of a run.
type column struct {
	learner
	curve     curve
	smooth    [inn.NumLosses]float64 // running means of the losses, NaN where not measured yet
	bad       int                    // index of the loss that was not finite; −1 otherwise
	ramped    bool                   // the ramp has ended
	estimator inn.Estimator          // the learner frozen as it is; nil after a step
}

// mark is a place in a run to which it can go back, bit by bit.
type mark struct {
	step    int
	elapsed time.Duration
	columns []columnMark
	size    int // bytes
}

// columnMark is the part of a mark that belongs to one column.
type columnMark struct {
	state  any
	curve  curve
	smooth [inn.NumLosses]float64
	ramped bool
}

const (
	spacing = 100  // steps between two marks of good states
	window  = 0.05 // weight of a new value in the running means: they look back about twenty steps
)

// newRun builds a run of a plan that has been checked: at its start, or standing at a mark, curves and all.
func newRun(p Plan, at *mark, build maker) (*run, error) {
	r := &run{plan: p.own()}
	for i, c := range r.plan.Columns {
		m := fresh()
		if at != nil {
			m = at.columns[i]
		}
		n, err := newColumn(&p.Setup.Problem, c, m, build)
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

// fresh is the mark of a column before its first step.
func fresh() columnMark {
	var m columnMark
	for k := range m.smooth {
		m.smooth[k] = math.NaN()
	}
	return m
}

// newColumn builds a column that stands at a mark.
func newColumn(p *inn.Problem, c Column, m columnMark, build maker) (*column, error) {
	l, err := build(p, c, m.state)
	if err != nil {
		return nil, fmt.Errorf("cannot build %s: %w", c.Name, err)
	}
	return &column{
		learner: l, curve: m.curve.fork(), smooth: m.smooth, bad: -1, ramped: m.ramped || l.Ramp() >= 1,
	}, nil
}

// advance makes one step of every column, in turn; of columns that are behind the others only those. It reports
// whether every loss stayed finite; if not, the run is stopped and its networks are back at the last good state.
func (r *run) advance() bool {
	step := r.least() + 1
	for i, c := range r.columns {
		if c.Steps() >= step {
			continue
		}
		c.estimator = nil
		err := c.Step()
		losses := c.Losses()
		if err != nil || fault(losses, r.plan.Columns[i].Live, false) >= 0 {
			r.stop(i, step, losses, err)
			return false
		}
		c.curve.add(step, losses)
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
	}
	r.step = max(r.step, step)
	if step%spacing == 0 {
		r.good = append(r.good[len(r.good)-1:], r.mark())
	}
	return true
}

// fault returns the index of the first loss that is not finite, among those that train or among all; −1 if there is
// none. A loss that is off is not measured in every step, so its value may be an old one.
func fault(losses []float64, l inn.Live, all bool) int {
	for i, v := range losses {
		if (math.IsInf(v, 0) || math.IsNaN(v)) && (all || l.Loss[i].On) {
			return i
		}
	}
	return -1
}

// stop ends a run in which column i failed in the step under way. The networks go back to the older of the good
// states, since the newer may have been about to fail; the curves stay, so that the failure can be seen.
func (r *run) stop(i, step int, losses []float64, err error) {
	bad := fault(losses, r.plan.Columns[i].Live, false)
	if bad < 0 {
		bad = fault(losses, r.plan.Columns[i].Live, true)
	}
	what := "training failed"
	switch {
	case bad >= 0 && math.IsNaN(losses[bad]):
		what = inn.Losses[bad].Symbol + " is not a number"
	case bad >= 0:
		what = inn.Losses[bad].Symbol + " became infinite"
	case errors.Is(err, inn.ErrDiverged):
		what = "the gradient is not finite"
	}
	r.problem = what + " at step " + count(step)
	r.columns[i].bad = bad
	r.fallen = r.good[0]
	r.rewind(r.fallen)
}

// goOn makes a stopped run fit to be trained again: its curves end where its networks stand.
func (r *run) goOn() {
	r.problem = ""
	if r.fallen == nil {
		return
	}
	for i, c := range r.columns {
		m := r.fallen.columns[i]
		c.curve, c.ramped, c.bad = m.curve.fork(), m.ramped, -1
	}
	r.good = []*mark{r.fallen}
	r.fallen = nil
}

// mark remembers where the run stands.
func (r *run) mark() *mark {
	m := &mark{step: r.step, elapsed: r.elapsed}
	for _, c := range r.columns {
		state, size := c.Save()
		m.columns = append(m.columns, columnMark{state: state, curve: c.curve.fork(), smooth: c.smooth, ramped: c.ramped})
		m.size += size + (1+inn.NumLosses)*stretches*8
	}
	return m
}

// rewind takes the networks back to a mark; live values stay as they are now.
func (r *run) rewind(m *mark) {
	for i, c := range r.columns {
		if err := c.Load(m.columns[i].state); err != nil {
			panic("session: a learner does not take its own state back: " + err.Error())
		}
		if live := r.plan.Columns[i].Live; c.Live() != live {
			c.SetLive(live)
		}
		c.smooth, c.estimator = m.columns[i].smooth, nil
	}
	r.step = m.step
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
	if live == old || live.Validate() != nil {
		return
	}
	r.plan.Columns[i].Live = live
	c := r.columns[i]
	c.SetLive(live)
	now := time.Now()
	for _, e := range changes(old, live) {
		c.curve.event(c.Steps(), e.topic, e.text, now)
	}
}
