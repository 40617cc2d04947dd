package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"innlab/inn"
)

// budget says when a training ends: at whichever bound comes first. A zero is no bound.
type budget struct {
	steps int
	time  time.Duration
}

// String is a budget in words.
func (b budget) String() string {
	switch {
	case b.time == 0:
		return fmt.Sprintf("%d steps", b.steps)
	case b.steps == 0:
		return fmt.Sprintf("%s of training", b.time)
	}
	return fmt.Sprintf("%d steps or %s of training", b.steps, b.time)
}

// moment is the state of a training for those who watch it.
type moment struct {
	step    int           // of the network
	end     int           // step at which the budget ends, 0 where only time counts
	share   float64       // of the budget that is used up
	losses  []float64     // last values
	of      []inn.Loss    // whose they are
	speed   float64       // steps a second
	elapsed time.Duration // since the training began
	left    time.Duration // until the budget is used up
}

// outcome is what a training came to.
type outcome struct {
	steps       int // made by this training
	elapsed     time.Duration
	interrupted bool
}

// keepEvery is how often a state is kept to go back to when a loss is not finite.
const keepEvery = time.Second

// fit trains until the budget is used up or ctx ends; after every step it calls watch, which must be quick. Where a
// loss is not finite, the network goes back to the last state that was kept and the error says what happened.
func fit(ctx context.Context, m inn.Learner, until budget, watch func(moment)) (outcome, error) {
	begin := time.Now()
	var out outcome
	good, kept := m.State(), begin
	for !used(until, out) {
		if ctx.Err() != nil {
			out.interrupted = true
			break
		}
		// A state is good when a step from it went well: only then is it known that its losses are finite.
		var state *inn.State
		if time.Since(kept) > keepEvery {
			state, kept = m.State(), time.Now()
		}
		err := m.Step()
		if err != nil {
			if back := m.Restore(good); back != nil {
				return out, back
			}
			return out, divergence{err}
		}
		if state != nil {
			good = state
		}
		out.steps++
		out.elapsed = time.Since(begin)
		watch(look(m, until, out))
	}
	return out, nil
}

// divergence says what happened without the name of the package that noticed.
type divergence struct{ error }

func (d divergence) Unwrap() error { return d.error }

func (d divergence) Error() string {
	return "training diverged: " + strings.TrimSuffix(d.error.Error(), ": "+inn.ErrDiverged.Error())
}

// used reports whether the budget is used up.
func used(b budget, o outcome) bool {
	return b.steps > 0 && o.steps >= b.steps || b.time > 0 && o.elapsed >= b.time
}

// look tells how far a training is.
func look(m inn.Learner, b budget, o outcome) moment {
	n := moment{
		step: m.Steps(), losses: m.Losses(), of: m.Kind().Losses, elapsed: o.elapsed,
		speed: float64(o.steps) / max(o.elapsed.Seconds(), 1e-9),
	}
	if b.steps > 0 {
		n.end = n.step - o.steps + b.steps
		n.share = float64(o.steps) / float64(b.steps)
	}
	if b.time > 0 {
		n.share = max(n.share, float64(o.elapsed)/float64(b.time))
	}
	n.share = min(n.share, 1)
	n.left = time.Duration(float64(o.elapsed) * (1/max(n.share, 1e-9) - 1))
	return n
}
