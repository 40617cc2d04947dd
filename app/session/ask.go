package session

import (
	"math"
	"slices"
	"sync"
	"time"
)

// ask is a question with the time at which it was put.
type ask struct {
	Query
	at time.Time
}

// Ask puts a question in the place of the one before. It is answered now, and again whenever the networks have
// changed, until another question comes.
func (s *Session) Ask(q Query) {
	q.Y = slices.Clone(q.Y)
	s.ask.Store(&ask{q, time.Now()})
	kick(s.wake)
}

// fits reports whether the plan's networks can answer the question.
func (a *ask) fits(p Plan) bool {
	if a == nil || len(a.Y) != p.Setup.Problem.DimY || a.N < 0 || a.Latent < 0 || !(a.Noise >= 0) || math.IsInf(a.Noise, 0) {
		return false
	}
	for _, v := range a.Y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// Delay returns how long the latest questions took from Ask to their first answer, median and last; 0 when none has
// been answered.
func (s *Session) Delay() (median, last time.Duration) { return s.delays.read() }

// delays are the last times from a question to its answer, at most 64.
type delays struct {
	mu   sync.Mutex
	list []time.Duration
}

func (d *delays) add(t time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.list = append(d.list[max(0, len(d.list)-63):], t)
}

func (d *delays) read() (median, last time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.list) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(d.list))
	return sorted[len(sorted)/2], d.list[len(d.list)-1]
}
