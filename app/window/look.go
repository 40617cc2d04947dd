package window

// How the answer is to be seen: what is drawn always says whether it is noise, early, out of date or the last good
// network. One function decides, so that scatter, marginals, latent image and read-out agree.

import (
	"time"

	"innlab/app/session"
)

// late is how long an answer may take before the window says that it is on its way.
const late = 80 * time.Millisecond

// look is how the posterior of a frame is drawn.
type look struct {
	alpha     float64 // opacity of the cloud in proportion to a fresh one
	stale     bool    // the answer belongs to another y
	untrained bool    // no step yet: the cloud is noise
	early     bool    // too few steps of the first column for numbers
	diverged  bool    // the last good network
	updating  bool    // say that the answer is late
	none      bool    // nothing to draw: no answer yet, or an answer for another problem, or nothing known of y
	unused    bool    // no mode carries the label: there is no posterior
	between   bool    // y lies between labels: no exact posterior
}

// Opacity of the cloud in proportion to a fresh one, where the specification gives it absolutely (a fresh cloud has
// 62 %).
const (
	alphaUntrained = 0.25 / 0.62
	alphaEarly     = 0.55 / 0.62
	alphaRough     = 0.30 / 0.62
	alphaStale     = 0.34 / 0.62
	alphaDiverged  = 0.22 / 0.62
)

// seen decides how answer a is drawn for choice c when the training is at s; waited is how long c has been without an
// answer.
func seen(s *session.Snapshot, a *session.Answer, c *choice, waited time.Duration) look {
	l := look{alpha: 1}
	setup := s.Plan.Setup
	if m := setup.Modes; m != nil && setup.Problem.Labels > 0 {
		label := c.label()
		l.between = label < 0
		l.unused = label >= 0 && len(m.Carriers(label)) == 0
	}
	l.none = l.unused || setup.Ask != nil || a == nil || a.Snapshot == nil || a.Snapshot.Plan.Setup != setup
	l.stale = !c.answered(a)
	l.updating = l.stale && waited > late
	l.diverged = s.State == session.Stopped
	l.untrained = s.Step == 0
	l.early = s.Step > 0 && s.Early(0)
	switch {
	case l.diverged:
		l.alpha = alphaDiverged
	case l.stale:
		l.alpha = alphaStale
	case l.untrained:
		l.alpha = alphaUntrained
	case a.Query.Rough:
		l.alpha = alphaRough
	case l.early:
		l.alpha = alphaEarly
	}
	return l
}
