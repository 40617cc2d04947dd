package session

import "innlab/inn"

// Play makes steps until Pause. After the preset's end, or after a loss was not finite, training goes on from the
// network that is there.
func (s *Session) Play() {
	s.do(func(t *trainer) {
		if t.rowless() {
			return
		}
		t.run.goOn()
		t.single = false
		t.play()
	})
}

// Pause stops making steps; one that is under way is finished.
func (s *Session) Pause() {
	s.do(func(t *trainer) { t.playing = false })
}

// StepOnce makes one step of a paused session; while it runs, nothing.
func (s *Session) StepOnce() {
	s.do(func(t *trainer) {
		if t.state() == Running || t.run.plan.frozen() || t.rowless() {
			return
		}
		t.run.goOn()
		if t.run.short { // it is made when there is something to make it on
			t.single = true
			t.play()
			return
		}
		t.step()
	})
}

// SetPace sets how fast steps are made.
func (s *Session) SetPace(p Pace) {
	s.do(func(t *trainer) {
		t.pace = p
		t.due = t.last
	})
}

// SetLive lets change edit the live values of a column, for the next step on. What differs is marked in the column's
// curve: "L_x off", "L_x × 800". A column that is not there is ignored, and so is a change to a value that is
// negative or not finite. Change runs later, in the training goroutine: it must touch nothing but its argument.
func (s *Session) SetLive(column int, change func(*inn.Live)) {
	s.do(func(t *trainer) { t.run.setLive(column, change) })
}

// SetWorkers sets how many goroutines a step uses. The run goes on where it is; one that had stopped is paused.
func (s *Session) SetWorkers(n int) {
	s.do(func(t *trainer) {
		p := t.run.plan.own()
		for i := range p.Columns {
			p.Columns[i].Config.Workers = max(1, n)
		}
		if check(p) == nil {
			t.run.goOn()
			t.replace(p, t.run.mark())
		}
	})
}

// Halve goes on from the last good state at half the learning rate, after a loss was not finite; otherwise it does
// nothing.
func (s *Session) Halve() {
	s.do(func(t *trainer) {
		if t.state() != Stopped {
			return
		}
		t.run.goOn()
		for i := range t.run.columns {
			t.run.setLive(i, func(l *inn.Live) { l.Rate /= 2 })
		}
		t.play()
	})
}

// rowless says, and tells, that there is nothing to train on: a network of own data was opened on other rows.
func (t *trainer) rowless() bool {
	if !t.run.plan.Setup.Foreign {
		return false
	}
	t.playing, t.run.problem = false, "the rows are others than the network was trained on; it can be asked about them, not trained on"
	return true
}

// play makes steps from now on.
func (t *trainer) play() {
	if t.state() != Running {
		t.due = t.last
	}
	t.playing = true
}

// replace puts a new run of plan p in the place of the present one, standing at mark m, or at its start if m is nil.
// If it cannot be built, the present run stays, paused, and the snapshot says why.
func (t *trainer) replace(p Plan, m *mark) {
	r, err := newRun(p, m, t.build, t.tables[p.Setup])
	if err != nil {
		t.playing = false
		t.run.problem = err.Error()
		return
	}
	t.run = r
	t.built++
	t.speed = meter{}
	t.due = t.last
}
