package session

import (
	"slices"
	"time"
)

// answerer is the state of the answering goroutine; nobody else reads or writes it.
//
// What is worth doing next is decided in turn: a new question first, then the same question to newer networks, then,
// when training rests, larger answers in the place of a small one, then quality. The first two are cut to a
// size that takes a few hundredths of a second; the last two take longer and are given up when a question comes. The map
// has the time that is left, and a turn after each of the others, since on a slow machine no time is.
type answerer struct {
	session *Session
	draws   draws   // fixed noise and exact samples
	effort  effort  // how much fits into the time there is
	asked   *ask    // the question last answered
	last    *Answer // and its answer
	level   int     // its reduction; 0: all that was asked
	drawn   time.Time

	judge    judge
	mapper   mapper
	owed     bool    // the map has a turn
	judged   *Answer // the answer whose quality was last measured
	judgedAt time.Time
}

const (
	first   = 30 * time.Millisecond  // what the first answer to a question may take
	again   = 25 * time.Millisecond  // what an answer of newer networks may take
	refresh = time.Second / 20       // least time between two answers while training runs
	judging = 500 * time.Millisecond // least time between two measurements of quality
	settled = 200                    // steps before which quality says nothing, see Early
	lull    = 200 * time.Millisecond // while training runs so slowly that this passes without news, it counts as rest
)

func newAnswerer(s *Session) *answerer { return &answerer{session: s} }

// loop answers until the session is closed.
func (a *answerer) loop() {
	timer := time.NewTimer(never)
	for {
		wait := a.turn()
		timer.Reset(max(wait, 0))
		select {
		case <-a.session.quit:
			return
		case <-a.session.wake:
		case <-timer.C:
		}
	}
}

// turn does the one thing that is most worth doing and returns how long the next may wait.
func (a *answerer) turn() time.Duration {
	q, snap := a.session.ask.Load(), a.session.snapshot.Load()
	if !q.fits(snap.Plan) {
		return never
	}
	since := time.Since(a.drawn)
	fresh := q != a.asked || a.last.Snapshot.Plan.Setup != snap.Plan.Setup
	newer := fresh || !sameNetworks(a.last.Snapshot, snap)
	running := snap.State == Running
	switch {
	case fresh:
		a.answer(q, snap, a.effort.level(a.work(q, snap), first))
		return 0
	case a.owed && a.paint(q, snap):
		return 0
	case newer && running && since < refresh:
		if a.paint(q, snap) {
			return 0
		}
		return refresh - since
	case newer:
		a.answer(q, snap, a.effort.level(a.work(q, snap), again))
		return 0
	case a.level > 0 && (!running || since >= lull):
		a.answer(q, snap, max(0, a.level-2)) // a quarter of the cells is a small part of the time and soon there
		return 0
	}
	wait := never
	if a.level > 0 {
		wait = lull - since
	}
	if !snap.early() && !q.Rough && a.judged != a.last {
		rest := judging - time.Since(a.judgedAt)
		if rest <= 0 {
			a.measure()
			return 0
		}
		wait = min(wait, rest)
	}
	if a.paint(q, snap) {
		return 0
	}
	return wait
}

// paint goes on with the map, if it is asked for and there is something to do.
func (a *answerer) paint(q *ask, snap *Snapshot) bool {
	u := snap.Plan.Setup
	if !q.Map || q.Rough || u.Image == nil || a.last == nil || a.last.Snapshot.Plan.Setup != u {
		return false
	}
	a.owed = false
	a.mapper.suit(u, func() { kick(a.session.wake) })
	if !a.mapper.due(snap) {
		return false
	}
	ans := *a.last
	ans.Map = a.mapper.paint(&a.draws, snap)
	judged := a.judged == a.last
	a.store(&ans)
	if judged {
		a.judged = a.last
	}
	return true
}

// answer draws the answer to q at a level of reduction and stores it. One that is to replace a smaller one is given up
// when another question comes.
func (a *answerer) answer(q *ask, snap *Snapshot, level int) {
	began := time.Now()
	old := a.last // to the same question, unless it is nil
	if q != a.asked || old.Snapshot.Plan.Setup != snap.Plan.Setup {
		old = nil
	}
	refining := old != nil && sameNetworks(old.Snapshot, snap)
	stop := func() bool { return a.session.ended() || refining && a.session.ask.Load() != q }

	want := q.reduced(level)
	a.draws.suit(snap.Plan.Setup)
	ans := &Answer{Query: q.Query, Snapshot: snap, Side: want.side, Clouds: make([]Cloud, len(snap.Columns))}
	ans.PairX, ans.PairY = a.draws.pairs(want.pairs)
	for i, c := range snap.Columns {
		p := painter{draws: &a.draws, estimator: c.Estimator, q: q.Query, size: want, stop: stop}
		var ok bool
		if ans.Clouds[i], ok = p.cloud(); !ok {
			return
		}
		if old != nil && old.Snapshot.Built == snap.Built {
			ans.Clouds[i].Quality = old.Clouds[i].Quality
		}
		if last := a.last; q.Rough && last != nil && last.Snapshot.Built == snap.Built {
			ans.Clouds[i].ZData = last.Clouds[i].ZData
		}
	}
	another := func() bool { return stop() || a.session.ask.Load() != q }
	if fresh := q != a.asked; fresh && snap.Plan.Setup.ExactSlow && !a.draws.exactly(snap.Plan.noise(0)).knows(q.Y) {
		level = max(level, 1) // the samples come first, the truth with the next answer
	} else {
		var ok bool
		if ans.Truth, ok = a.draws.truth(&q.Query, snap.Plan.noise(0), want.n, another); !ok {
			return
		}
	}
	if ans.Query.Noise == 0 {
		ans.Why = a.draws.exactly(snap.Plan.noise(0)).why
	}
	if q.Map && a.mapper.setup == snap.Plan.Setup {
		ans.Map = a.mapper.made
	}
	ans.Took = time.Since(began)
	a.effort.learn(rows(q, snap, want), ans.Took)
	asked := a.asked
	a.asked, a.level, a.drawn, a.owed = q, level, began, true
	a.store(ans)
	if q != asked {
		a.session.delays.add(time.Since(q.at))
	}
}

// measure adds the quality to the last answer and stores it anew. It is measured on the same number of samples however
// few the answer shows.
func (a *answerer) measure() {
	began := time.Now()
	stop := func() bool { return a.session.ended() || a.session.ask.Load() != a.asked }
	ans := *a.last
	ans.Clouds = slices.Clone(ans.Clouds)
	for i := range ans.Clouds {
		if ans.Snapshot.Early(i) {
			continue // the answer may be older than what is trained by now
		}
		x, n := ans.Clouds[i].X, min(ans.Query.N, most)
		if len(x) < n*a.draws.setup.Problem.DimX {
			p := painter{draws: &a.draws, estimator: ans.Snapshot.Columns[i].Estimator, q: ans.Query, size: size{n: n}, stop: stop}
			p.q.Pairs, p.q.Rough = 0, true // samples only
			cloud, ok := p.cloud()
			if !ok {
				return
			}
			x = cloud.X
		}
		q, ok := a.judge.quality(&a.draws, &ans.Query, ans.Snapshot.Plan.noise(i), x, stop)
		if !ok {
			return
		}
		if q != nil {
			q.Step = ans.Snapshot.Step
		}
		ans.Clouds[i].Quality = q
	}
	ans.Judged = true
	a.store(&ans)
	a.judged, a.judgedAt, a.owed = a.last, began, true
}

// store publishes an answer.
func (a *answerer) store(ans *Answer) {
	if a.last != nil {
		ans.Seq = a.last.Seq
	}
	ans.Seq++
	a.last = ans
	a.session.answer.Store(ans)
	a.session.notify()
}

// work returns the size of an answer at each level of reduction.
func (a *answerer) work(q *ask, snap *Snapshot) func(level int) int {
	return func(level int) int { return rows(q, snap, q.reduced(level)) }
}

// rows returns how many rows an answer sends through the networks.
func rows(q *ask, snap *Snapshot, s size) int {
	rows := s.n + s.side*s.side + s.pairs
	if !q.Rough && q.Pairs == 0 {
		rows += min(s.n, data)
	}
	return rows * len(snap.Columns)
}
