package window

// What the judge is asked about the methods, and what it says.

import (
	"slices"

	"innlab/app/measure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
)

// inquire asks about what does not change any more: methods that are trained or paused, or all where training rests.
func (m *methods) inquire(f *frame) {
	a := f.ans
	if m.ask != nil && !slices.Equal(m.ask.Y, f.choice.y) { // it is not asked about any more
		m.ask = nil
		m.judge.Ask(nil)
	}
	if a == nil || f.choice.rough || f.look.unused || f.look.between || !f.choice.answered(a) || len(a.Clouds) != len(f.snap.Columns) {
		return
	}
	ask := &measure.Ask{Y: f.choice.y, Samples: judgedAt, Tests: calibratedBy, Floor: true}
	for i, c := range f.snap.Columns {
		if p := &f.snap.Plan.Columns[i]; f.snap.State != session.Running || p.Paused || f.snap.Share(i) >= 1 {
			if c.Step > 0 {
				ask.Subjects = append(ask.Subjects, judged(&f.snap.Plan, p, c.Estimator))
			}
		}
	}
	if m.ask == nil || !m.ask.Same(ask) {
		m.ask = ask
		m.judge.Ask(ask)
	}
}

// Samples by which C2ST is measured at a y, and pairs by which the calibration is: enough to tell methods apart, few
// enough not to wait for.
const judgedAt, calibratedBy = 1000, 300

// found is what is known of a column.
func (m *methods) found(s *session.Snapshot, column int) measure.Finding {
	r := m.report()
	for i, of := range r.Of.Subjects {
		if column < len(s.Columns) && of.Estimator == s.Columns[column].Estimator {
			return m.here(r, r.Findings[i])
		}
	}
	return measure.Finding{}
}

// floor is what is known of exact samples.
func (m *methods) floor() measure.Finding {
	r := m.report()
	return m.here(r, r.Floor)
}

// here leaves out what was found at another y than the one on the screen.
func (m *methods) here(r *measure.Report, f measure.Finding) measure.Finding {
	if m.ask == nil || !slices.Equal(r.Of.Y, m.ask.Y) {
		f.Posterior = nil
	}
	return f
}

// judged is what a judge is asked about a column.
func judged(p *session.Plan, c *session.Column, e inn.Estimator) measure.Subject {
	return measure.Subject{Estimator: e, Setup: p.Setup, YNoise: c.Live.YNoise}
}

// progress says what is being measured.
func (m *methods) progress(f *frame) string {
	r := m.report()
	if r.Busy < 0 || m.train == nil {
		return ""
	}
	if r.Busy >= len(r.Of.Subjects) {
		return "C2ST of exact samples"
	}
	who := ""
	for i, c := range f.snap.Columns {
		if c.Estimator == r.Of.Subjects[r.Busy].Estimator {
			who = f.snap.Plan.Columns[i].Name
		}
	}
	if r.Calibrates {
		return "calibration of " + who + ": " + widgets.Count(r.Tests) + " of " + widgets.Count(r.Of.Tests) + " test pairs"
	}
	return "C2ST of " + who
}
