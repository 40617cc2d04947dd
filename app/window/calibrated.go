package window

// The calibration of the network on screen, measured beside the frames: fresh pairs, and the rank of each truth among
// samples.

import (
	"time"

	measures "innlab/app/measure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets"
)

// calibration is the last one that was measured.
type calibration struct {
	setup *scenes.Setup
	last  *measures.Calibration
	step  int           // of the network that it is of
	who   inn.Estimator // that network
	began time.Time
	busy  bool
}

// How many tests, and how long to wait before the next calibration while training runs.
const (
	calibrationTests = 200
	calibrationEvery = 10 * time.Second
)

// of is the calibration of this set-up; nil where none is known.
func (c *calibration) of(f *frame) *measures.Calibration {
	if c.setup != f.snap.Plan.Setup || f.look.untrained || c.step > f.snap.Step { // of a network that was forgotten
		return nil
	}
	return c.last
}

// words say why there is none.
func (c *calibration) words(f *frame) string {
	switch {
	case !measures.Fresh(f.snap.Plan.Setup):
		return "There is nothing to test with."
	case f.snap.Step < earlySteps:
		return "Measured from step " + widgets.Count(earlySteps) + " on."
	}
	return "Being measured\u2026"
}

// done says whether the network of a snapshot has been measured, or cannot be.
func (c *calibration) done(s *session.Snapshot) bool {
	u := s.Plan.Setup
	return s.Step < earlySteps || !measures.Fresh(u) || c.setup == u && c.who == s.Columns[0].Estimator
}

// follow measures the newest network, if it is time.
func (c *calibration) follow(f *frame) {
	u, e := f.snap.Plan.Setup, f.estimator()
	if c.setup != u {
		busy := c.busy
		*c = calibration{setup: u, busy: busy}
	}
	if c.busy || c.done(f.snap) {
		return
	}
	if f.snap.State == session.Running && f.now.Sub(c.began) < calibrationEvery {
		return
	}
	c.busy, c.began = true, f.now
	step := f.snap.Step
	s := measures.Subject{Estimator: e, Setup: u, YNoise: f.live().YNoise}
	f.beside(func() func(w *Window) {
		k := measures.NewCalibrator(s, 1, false)
		k.Add(calibrationTests, func() bool { return false })
		done := k.Calibration()
		return func(w *Window) {
			c.busy = false
			if c.setup == u {
				c.last, c.step, c.who = done, step, e
			}
		}
	})
}
