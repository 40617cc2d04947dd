package session

import (
	"errors"
	"math"

	"innlab/inn"
)

// What happens when a loss is not finite: the run stops, keeps its last good networks, and can go on from them.

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
