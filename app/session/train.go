package session

import (
	"math"
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// trainer is the state of the training goroutine; nobody else reads or writes it once loop runs.
type trainer struct {
	session *Session
	build   maker
	run     *run
	playing bool // what the user wants; see state for what is done
	pace    Pace
	seq     int
	built   int // see Snapshot

	last      time.Time // until when elapsed has been counted
	due       time.Time // when the next step is to be made
	published time.Time
	news      bool // something changed since the last snapshot
	urgent    bool // by a command or a stop: publish at once
	speed     meter

	making *making                      // pairs of a slow simulator that are under way, nil for none
	tables map[*scenes.Setup]*inn.Table // pairs that are there
	single bool                         // one step is to be made when they are, and no more
}

const (
	blink   = time.Second / 30       // least time between two snapshots that only say that training went on
	show    = 20 * time.Second       // what a preset takes at the normal pace
	arrears = 100 * time.Millisecond // how far a pace that was not kept is caught up with
	share   = 4                      // where no processor is free, a step is followed by a rest of its time over this
	never   = time.Duration(math.MaxInt64)
)

func newTrainer(s *Session, r *run, build maker) *trainer {
	return &trainer{session: s, build: build, run: r, last: time.Now(), tables: map[*scenes.Setup]*inn.Table{}}
}

// state says what is being done: to be running takes the wish, a run that has not stopped, and a loss to train.
func (t *trainer) state() State {
	switch {
	case t.run.fallen != nil:
		return Stopped
	case t.playing && !t.run.plan.frozen() && !t.run.idle():
		return Running
	}
	return Paused
}

// steps says whether steps are being made: the run has what to make them on.
func (t *trainer) steps() bool { return t.state() == Running && !t.run.short }

// loop carries out commands, makes steps when they are due and publishes, until the session is closed.
func (t *trainer) loop() {
	timer := time.NewTimer(never)
	defer t.stopMaking()
	for {
		t.clock()
		if !t.obey() {
			return
		}
		t.supply()
		if t.steps() && !time.Now().Before(t.due) {
			t.step()
		}
		wait := t.tell()
		if t.steps() {
			wait = min(wait, time.Until(t.due))
		}
		if wait <= 0 {
			continue
		}
		timer.Reset(wait)
		select {
		case <-t.session.kicked:
		case <-timer.C:
		case <-t.session.quit:
		}
	}
}

// clock counts the time spent running.
func (t *trainer) clock() {
	now := time.Now()
	if t.steps() {
		t.run.elapsed += now.Sub(t.last)
	} else {
		t.speed.rest()
	}
	t.last = now
}

// obey carries out the commands that have come; false when the session is closed.
func (t *trainer) obey() bool {
	s := t.session
	s.mu.Lock()
	list := s.queue
	s.queue = nil
	s.mu.Unlock()
	for _, c := range list {
		if s.ended() {
			return false
		}
		c(t)
		t.news = true
		t.tell() // commands that make steps take their time
	}
	if len(list) > 0 {
		t.news, t.urgent = true, true
	}
	return !s.ended()
}

// step makes one step of all columns, sees whether the run is over and says when the next is due.
func (t *trainer) step() {
	began := time.Now()
	if t.run.advance() {
		t.clock()
		t.speed.step(began)
		if t.single {
			t.playing, t.single = false, false
		}
		if t.playing && (t.run.idle() || !t.run.plan.Compare && t.run.least() == t.run.plan.length()) {
			t.playing, t.urgent = false, true // trained: the fan may rest
		}
	} else {
		t.playing, t.urgent = false, true
	}
	t.news = true

	now := time.Now()
	t.due = t.due.Add(t.interval())
	if t.due.Before(now.Add(-arrears)) {
		t.due = now
	}
	if t.pace != Max && t.run.plan.busy() {
		if rest := now.Add(now.Sub(began) / share); t.due.Before(rest) {
			t.due = rest
		}
	}
}

// interval is the time between two steps at the present pace.
func (t *trainer) interval() time.Duration {
	if t.run.plan.Compare && t.pace == Normal {
		return 0 // it ends by itself
	}
	normal := show / time.Duration(max(1, t.run.plan.length()))
	switch t.pace {
	case Slow:
		return time.Second
	case Quarter:
		return 4 * normal
	case Max:
		return 0
	}
	return normal
}

// tell publishes what is new, if it is time, and returns how long it can wait otherwise.
func (t *trainer) tell() time.Duration {
	if !t.news {
		return never
	}
	if wait := time.Until(t.published.Add(blink)); wait > 0 && !t.urgent {
		return wait
	}
	t.clock()
	t.publish()
	return never
}

// publish stores a snapshot of everything and tells whoever watches.
func (t *trainer) publish() {
	r := t.run
	t.seq++
	snap := &Snapshot{
		Seq: t.seq, Built: t.built, Plan: r.plan.own(), State: t.state(), Pace: t.pace,
		Step: r.step, Elapsed: r.elapsed, Speed: t.speed.value(),
		Done:   r.trained(),
		Frozen: r.plan.frozen(), Problem: r.problem,
	}
	if t.making != nil {
		snap.Simulating, snap.Simulated, snap.Wrong = true, t.making.done(), t.making.words()
	}
	for _, c := range r.columns {
		if c.estimator == nil {
			c.estimator = c.Freeze()
		}
		snap.Columns = append(snap.Columns, ColumnState{
			Estimator: c.estimator, Step: c.Steps(), Losses: c.smooth, Ramp: c.Ramp(), Rate: c.Rate(),
			History: c.curve.history(), Held: c.exam.History(), Verdict: c.verdict, Bad: c.bad, Spent: c.spent,
		})
	}
	t.session.snapshot.Store(snap)
	kick(t.session.wake)
	t.session.notify()
	t.published, t.news, t.urgent = time.Now(), false, false
}

// meter measures the speed of training while it runs: steps over time, both of which fade, so that it is about the last
// seconds and a step that took long counts as one step.
type meter struct {
	last        time.Time // start of the last step; zero after a rest
	steps, time float64   // time in seconds
}

// meterSpan is how far back the meter looks, in seconds.
const meterSpan = 2

// step counts a step that began at now.
func (m *meter) step(now time.Time) {
	last := m.last
	m.last = now
	if last.IsZero() {
		return
	}
	gap := max(now.Sub(last).Seconds(), 1e-6)
	fade := math.Exp(-gap / meterSpan)
	m.steps, m.time = m.steps*fade+1, m.time*fade+gap
}

// value is in steps a second; 0 when unknown.
func (m *meter) value() float64 {
	if m.time == 0 {
		return 0
	}
	return m.steps / m.time
}

// rest says that no steps are made for a while, which is no slowness.
func (m *meter) rest() { m.last = time.Time{} }
