package inn

// How a training is seen to learn its rows by heart: its losses are measured on others, too.

import (
	"math"

	"innlab/inn/net"
)

// Examiner is a Learner that can measure its losses on rows that it does not train on.
type Examiner interface {
	Learner
	// Examine returns the losses of a batch of the rows, in the order of Losses, before weighting; NaN where one cannot be
	// measured. It is always the same batch with the same draws, so that only the network makes a difference, and as large
	// as those that train, since estimates of distances depend on it. The training is left as it is.
	Examine(rows *Table) []float64
}

// examined are rows that a training is examined on.
type examined struct {
	problem *Problem // with the rows as its table
	deck    *deck
}

// examine has a training stand at step 0 with other rows while it is measured.
func (t *training) examine(rows *Table, measure func()) {
	if t.exam == nil || t.exam.problem.Table != rows {
		p := *t.problem
		p.Table = rows
		t.exam = &examined{problem: &p, deck: newDeck(rows, &t.config, false)}
	}
	problem, deck, step, values, on := t.problem, t.deck, t.step, t.values, t.on
	t.problem, t.deck, t.step, t.examining = t.exam.problem, t.exam.deck, 0, true
	t.values = make([]float64, NumLosses)
	for i := range t.values {
		t.values[i] = math.NaN()
	}
	measure()
	t.problem, t.deck, t.step, t.examining = problem, deck, step, false
	t.values, t.on = values, on
}

// Examine measures all losses, trained or not.
func (t *INN) Examine(rows *Table) (values []float64) {
	t.examine(rows, func() {
		t.choose(func(int) (measured, trains bool) { return true, false })
		t.measure()
		t.collect() // what is not finite is no news: the step's own losses tell
		values = t.values
	})
	return values
}

// Examine measures the losses that train.
func (t *Trainer) Examine(rows *Table) (values []float64) {
	t.examine(rows, func() {
		t.deck.deal(0)
		t.look(t.params, rows, t.deck.dealt)
		values = t.values
		for i, loss := range t.kind.Losses {
			if loss.Measured {
				continue
			}
			values[i] = 0
			for k := range t.rooms {
				values[i] += t.rooms[k].seen[i]
			}
			values[i] /= float64(len(t.deck.dealt))
		}
	})
	return values
}

// look adds up the losses of rows of a table, with the given weights of the network: each room has its hand's part.
func (t *Trainer) look(w []float32, table *Table, rows []int32) {
	t.seen = seen{w, table, rows}
	t.parallel(phaseHeld)
}

// seen is what look looks at.
type seen struct {
	weights []float32
	table   *Table
	rows    []int32
}

// evaluate is a hand's part of look.
func (t *Trainer) evaluate(h *hand) {
	r, s := &t.rooms[h.index], &t.seen
	b := &r.panel
	t.weigh(b, float64(len(s.rows)), t.config.Steps)
	from, to := net.Share(net.Panels(len(s.rows)), h.index, len(t.hands))
	for i := from; i < to; i++ {
		h.source.At(t.config.Seed, net.ForHeld, 0, i)
		b.Rows = net.LanesOf(len(s.rows), i)
		t.fill(h, b, func(l int) { s.table.Row(int(s.rows[i*net.Lanes+l]), h.source.R, h.x, h.y) })
		b.R = h.source.At(t.config.Seed, net.ForHeld, 1, i)
		r.Gradient(s.weights, nil, b)
	}
	r.seen = b.Loss
	r.held = 0
	for i, v := range b.Loss {
		r.held += float64(b.Weight[i]) * v
	}
}
