package session

import (
	"errors"
	"math"

	"innlab/inn"
)

// What happens when a loss is not finite, or on its way there: the run stops, keeps its last good networks, and can go on from them.

const (
	// explosion is the growth of a loss that trains, above its least value since the live values were set, that no
	// training comes back from: it ends the run as surely as an infinity that it heads for.
	explosion = 1e6
	// strained is the growth beyond which a network is no longer one of the good ones to fall back on.
	strained = 1e3
	// level is the least value that growth is counted from: below it, squares of errors and discrepancies are small.
	// That of log-densities is a nat, and all below.
	level       = 1e-2
	signedLevel = 1
)

// growth returns the loss that has grown the most and by how much, among those that train; it remembers the least
// values on the way.
func (c *column) growth(losses []float64, of []inn.Loss, l inn.Live) (worst int, by float64) {
	worst = -1
	for i, v := range losses[:len(of)] {
		if !l.Loss[i].On || math.IsNaN(v) {
			continue
		}
		if of[i].Signed {
			v = max(v, signedLevel)
		}
		v = max(v, level)
		if !(c.least[i] <= v) { // also where there is none yet
			c.least[i] = v
		}
		if g := v / c.least[i]; g > by {
			worst, by = i, g
		}
	}
	return worst, by
}

// forget lets growth begin anew, as after a change of what is trained.
func (c *column) forget() {
	for i := range c.least {
		c.least[i] = math.NaN()
	}
}

// fault returns the index of the first loss of a column that is not finite, among those that train or among all; −1 if
// there is none. A loss that is off is not measured in every step, so its value may be an old one.
func fault(losses []float64, c *Column, all bool) int {
	l := &c.Live
	for i, loss := range c.Losses() {
		if v := losses[i]; !loss.Measured && (math.IsInf(v, 0) || math.IsNaN(v)) && (all || l.Loss[i].On) {
			return i
		}
	}
	return -1
}

// stop ends a run in which column i failed in the step under way. The networks go back to the older of the good
// states, since the newer may have been about to fail; the curves stay, so that the failure can be seen.
func (r *run) stop(i, step int, losses []float64, err error) {
	col := &r.plan.Columns[i]
	bad := fault(losses, col, false)
	if bad < 0 {
		bad = fault(losses, col, true)
	}
	symbol := func(loss int) string { return col.Losses()[loss].Symbol }
	what := "training failed"
	switch {
	case bad >= 0 && math.IsNaN(losses[bad]):
		what = symbol(bad) + " is not a number"
	case bad >= 0:
		what = symbol(bad) + " became infinite"
	case err == nil:
		bad, _ = r.columns[i].growth(losses, col.Losses(), col.Live)
		what = symbol(bad) + " grew a millionfold"
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
		c.exam.take(m.exam)
	}
	r.good = []*mark{r.fallen}
	r.fallen = nil
}
