package window

// The calibration of the explored network, for all that show it: measured in the background, a few test pairs beside the
// training, as many as the view of the calibration asks for where training rests.

import (
	"time"

	"innlab/app/measure"
	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
)

// calibrated measures it.
type calibrated struct {
	judge   *measure.Judge
	ask     *measure.Ask // put last; nil: none
	began   time.Time
	stopped bool // by the user

	setup *scenes.Setup // that last is for
	last  *measure.Calibration
	step  int // of the network that it is of
	asked int // step of the network that is asked about
}

// Test pairs: for the diagnostics, and for the view. While training runs, some time passes between two networks.
const (
	calibrationQuick = 300
	calibrationPairs = 2000
	calibrationEvery = 10 * time.Second
)

func newCalibrated(notify func()) *calibrated { return &calibrated{judge: measure.NewJudge(notify)} }

// of is what is known of the network on the screen, or of it as it was some steps ago; nil for none.
func (c *calibrated) of(f *frame) *measure.Calibration {
	if c.setup != f.snap.Plan.Setup || c.step > f.snap.Step || f.snap.Step == 0 {
		return nil
	}
	return c.last
}

// follow has the newest network measured by so many pairs, when it is time.
func (c *calibrated) follow(f *frame, tests int) {
	c.take(f)
	if c.stopped || f.snap.Early(0) || !measure.Fresh(f.snap.Plan.Setup) {
		return
	}
	column := &f.snap.Plan.Columns[0]
	ask := &measure.Ask{Tests: tests, Subjects: []measure.Subject{judged(&f.snap.Plan, column, f.snap.Columns[0].Estimator)}}
	if c.ask != nil && (c.ask.Same(ask) || f.snap.State == session.Running && (c.busy() || f.now.Sub(c.began) < calibrationEvery)) {
		return
	}
	c.ask, c.asked, c.began = ask, f.snap.Step, f.now
	c.judge.Ask(ask)
}

// take takes over what was found; what belongs to a network that was forgotten goes.
func (c *calibrated) take(f *frame) {
	if c.of(f) == nil {
		c.setup, c.last, c.step = f.snap.Plan.Setup, nil, 0
	}
	if r := c.judge.Report(); c.ask != nil && c.ask.Subjects[0].Setup == c.setup && c.asked <= f.snap.Step && len(r.Findings) > 0 && r.Of.Same(c.ask) {
		if k := r.Findings[0].Calibration; k != nil {
			c.last, c.step = k, c.asked
		}
	}
}

// leave stops measuring.
func (c *calibrated) leave() {
	c.ask = nil
	c.judge.Ask(nil)
}

// busy says whether something is being measured.
func (c *calibrated) busy() bool {
	r := c.judge.Report()
	return c.ask != nil && (!r.Of.Same(c.ask) || r.Busy >= 0)
}

// words say why there is none.
func (c *calibrated) words(f *frame) string {
	switch {
	case !measure.Fresh(f.snap.Plan.Setup):
		return "There is neither a simulator nor held-out rows to test with."
	case f.snap.Step == 0:
		return "Nothing is measured before the first steps."
	case f.snap.Early(0):
		return "Measured from step " + widgets.Count(f.snap.Plan.Columns[0].Early()) + " on."
	case c.stopped:
		return "Stopped."
	}
	return "Being measured\u2026"
}

// done says whether the network of a snapshot has been measured, or cannot be.
func (c *calibrated) done(s *session.Snapshot) bool {
	if c.stopped || s.Early(0) || !measure.Fresh(s.Plan.Setup) {
		return true
	}
	return c.ask != nil && c.ask.Subjects[0].Estimator == s.Columns[0].Estimator && !c.busy()
}
