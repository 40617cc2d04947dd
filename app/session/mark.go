package session

import (
	"math"
	"time"

	"innlab/inn"
)

// A run can go back: to its last good state when a loss is not finite, and after another run has taken its place.

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
	exam   *examined // nil where nothing is held out
	smooth [inn.NumLosses]float64
	ramped bool
	spent  time.Duration
}

// fresh is the mark of a column before its first step.
func fresh() columnMark {
	var m columnMark
	for k := range m.smooth {
		m.smooth[k] = math.NaN()
	}
	return m
}

// mark remembers where the run stands.
func (r *run) mark() *mark {
	m := &mark{step: r.step, elapsed: r.elapsed}
	for _, c := range r.columns {
		state, size := c.Save()
		m.columns = append(m.columns, columnMark{state: state, curve: c.curve.fork(), exam: c.exam.fork(), smooth: c.smooth, ramped: c.ramped, spent: c.spent})
		m.size += size + (1+inn.NumLosses)*stretches*8
		if c.exam != nil {
			m.size += 2 * (1 + inn.NumLosses) * stretches * 8
		}
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
		c.forget()
	}
	r.step = m.step
}
