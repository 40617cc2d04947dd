package session

import (
	"context"
	"math"
	"sync/atomic"

	"innlab/inn"
	"innlab/scenes"
)

// A simulator that is too slow to be asked in every step is asked beforehand: when a run of such a set-up is to make its
// first step, its pairs are made in a goroutine of their own, or found in the cache folder. Until they are there the run
// stands on a few pairs, so that its untrained networks can be shown, and makes no step; then it is built anew on all of them.
// Pausing, or turning to another set-up, ends the making.
//
// A program of the user's tells only by its answers how many numbers y has. While it is asked the run stands on a scene
// that knows the prior alone; then the scene of the answers takes its place.

// making is pairs under way.
type making struct {
	setup  *scenes.Setup
	cancel context.CancelFunc
	share  atomic.Uint64 // bits of the share that is there
	wrong  atomic.Value  // string: what went wrong so far
}

func (m *making) words() string {
	words, _ := m.wrong.Load().(string)
	return words
}

func (m *making) done() float64 { return math.Float64frombits(m.share.Load()) }

// fewPairs is how many pairs the networks of a run stand on that has none yet.
const fewPairs = 128

// problem is what the networks of a set-up are built on: with the table of a slow one, a few pairs where there is none yet.
func problemOf(s *scenes.Setup, table *inn.Table) (p inn.Problem, short bool) {
	p = s.Problem
	if s.Ask != nil {
		p.Table = p.Drawn(fewPairs, seed)
		return p, true
	}
	if s.Slow == nil {
		return p, false
	}
	if short = table == nil; short {
		few := *s.Slow
		table = few.Core.Drawn(fewPairs, seed)
		table.Observe = few.Observe
	}
	p.Table = table
	return p, short
}

// supply begins and ends the making of pairs, as the run and what the user wants ask for it.
func (t *trainer) supply() {
	var want *scenes.Setup
	if t.state() == Running && t.run.short {
		want = t.run.plan.Setup
	}
	if m := t.making; m != nil {
		if m.setup == want {
			t.news = true
			return
		}
		t.stopMaking()
	}
	if want != nil {
		t.make(want)
	}
}

// make makes the pairs of a set-up.
func (t *trainer) make(u *scenes.Setup) {
	ctx, cancel := context.WithCancel(context.Background())
	m, s := &making{setup: u, cancel: cancel}, t.session
	t.making, t.news, t.run.problem = m, true, ""
	tell := func(done, of int) {
		m.share.Store(math.Float64bits(float64(done) / float64(of)))
		kick(s.kicked)
	}
	if u.Ask != nil {
		s.ends.Go(func() {
			defer cancel()
			scene, err := u.Ask(ctx, func(done, of int, wrong string) {
				m.wrong.Store(wrong)
				tell(done, of)
			})
			s.do(func(t *trainer) {
				if t.making == m {
					t.making = nil
					t.arrive(scene, err)
				}
			})
		})
		return
	}
	s.ends.Go(func() {
		defer cancel()
		p, _, err := u.Training(ctx, tell)
		s.do(func(t *trainer) {
			if t.making == m && err == nil { // the only error is that of an end that was asked for
				t.making = nil
				t.tables[u] = p.Table
				t.rebuild()
			}
		})
	})
}

// arrive puts the scene that was asked for in the place of the one that asked, with the methods of the run; an error stops
// the run until it is asked again.
func (t *trainer) arrive(scene *scenes.Scene, err error) {
	if err != nil {
		t.playing, t.run.problem = false, err.Error()
		return
	}
	p := t.run.plan.own()
	p.Scene, p.Setup = scene, &scene.Setups[0]
	for i := range p.Columns {
		c := &p.Columns[i]
		preset, _, err := Preset(p.Setup, c.Method, "")
		if err != nil {
			panic("session: " + err.Error()) // it is the method of a plan that was checked
		}
		live := preset.Live
		for k := range live.Loss {
			live.Loss[k].On = c.Live.Loss[k].On
		}
		workers, first := c.Config.Workers, c.Config.Seed
		c.Config, c.Live = preset.Config, live
		c.Config.Workers, c.Config.Seed = workers, first
	}
	t.replace(p, nil)
}

// stopMaking ends the making of pairs, if there is any.
func (t *trainer) stopMaking() {
	if t.making != nil {
		t.making.cancel()
		t.making = nil
	}
}

// rebuild builds the run anew on the pairs that are there now: at its start, or where a saved network stands.
func (t *trainer) rebuild() {
	var at *mark
	if t.run.step > 0 {
		at = t.run.mark()
	}
	t.replace(t.run.plan.own(), at)
}
