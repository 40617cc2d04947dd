package session

// past is a run that a command put away and Undo brings back. It is filled by that command, in the training
// goroutine; a later command reads it there. Until then only words are known.
type past struct {
	words string
	plan  Plan
	at    *mark
}

const (
	pasts     = 8         // most runs kept
	pastBytes = 256 << 20 // and their most bytes; the oldest go first
)

// Reset starts again from new weights, of a new seed. It keeps running if it runs. Undo brings the old run back.
func (s *Session) Reset() {
	s.renew("Reset undone", func(old Plan) (Plan, *mark) {
		p := old.own()
		for i := range p.Columns {
			p.Columns[i].Config.Seed++
		}
		return p, nil
	}, false)
}

// Restart starts the plan in place of the present one: another scene, set-up, configuration, other columns. It is
// paused; Undo brings the old run back. The error is the plan's, and then nothing has changed.
func (s *Session) Restart(p Plan) error {
	if err := check(p); err != nil {
		return err
	}
	p = p.own()
	old := s.Snapshot().Plan
	words := "Restart undone"
	switch {
	case p.Scene != old.Scene:
		words = "Change of scene undone"
	case p.Setup != old.Setup:
		words = "Change of " + p.Scene.Option + " undone"
	case len(p.Columns) != len(old.Columns):
		words = "Change of columns undone"
	}
	s.renew(words, func(Plan) (Plan, *mark) { return p, nil }, true)
	return nil
}

// renew puts the run away for Undo and starts what next says of its plan.
func (s *Session) renew(words string, next func(old Plan) (Plan, *mark), pause bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	kept := s.keep(words)
	s.enqueue(func(t *trainer) {
		t.putAway(kept)
		p, m := next(kept.plan)
		if pause {
			t.playing = false
		}
		t.replace(p, m)
	})
}

// keep makes room for a run that a command is about to put away. It is for those who hold mu.
func (s *Session) keep(words string) *past {
	kept := &past{words: words}
	s.undo = append(s.undo, kept)
	s.undo = s.undo[max(0, len(s.undo)-pasts):]
	return kept
}

// putAway fills kept with the run as it is.
func (t *trainer) putAway(kept *past) {
	t.run.goOn()
	kept.plan, kept.at = t.run.plan.own(), t.run.mark()
	t.session.trim()
}

// trim drops the oldest runs that are too many bytes. The newest stays whatever its size.
func (s *Session) trim() {
	s.mu.Lock()
	defer s.mu.Unlock()
	bytes := 0
	for i := len(s.undo) - 1; i >= 0; i-- {
		if s.undo[i].at != nil {
			bytes += s.undo[i].at.size
		}
		if bytes > pastBytes && i < len(s.undo)-1 {
			s.undo = s.undo[i+1:]
			return
		}
	}
}

// CanUndo reports whether there is a run to go back to.
func (s *Session) CanUndo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.undo) > 0
}

// Undo brings back the run that the last Reset, Restart or Open put away: networks, optimiser, curves, counter and
// plan, paused. It returns words for what was undone, "" if there was nothing.
func (s *Session) Undo() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.undo) == 0 || s.closed {
		return ""
	}
	last := len(s.undo) - 1
	kept := s.undo[last]
	s.undo = s.undo[:last]
	s.enqueue(func(t *trainer) {
		t.playing = false
		t.replace(kept.plan, kept.at)
	})
	return kept.words
}
