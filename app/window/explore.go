package window

// View A, Explore: the screen reads left to right as the inverse pass does. What was measured (y) and chance (z) go
// through the network and become what it could have been (x); training stands at the right.

import (
	"gioui.org/layout"

	"innlab/app/session"
)

// explore is one run, watched closely.
type explore struct {
	train  trainer
	resume bool // it trained when another view took its place
	prior  background
	link   link

	y     ycard
	z     zcard
	x     xcard
	loss  losses
	good  quality
	hyper hyper
	wire  connector
}

func newExplore(t trainer) *explore { return &explore{train: t} }

func (e *explore) name() string    { return "Explore" }
func (e *explore) subject() string { return "posterior" }
func (e *explore) run() trainer    { return e.train }
func (e *explore) aside() string   { return "" }
func (e *explore) close()          { e.train.Close() }

func (e *explore) enter() {
	if e.resume {
		e.train.Play()
	}
}

func (e *explore) leave() {
	e.resume = e.train.Snapshot().State == session.Running
	e.train.Pause()
}

func (e *explore) question(q session.Query) session.Query { return q }

// settled says whether training rests and the newest networks have answered in full, with their quality.
func (e *explore) settled() bool {
	s, a := e.train.Snapshot(), e.train.Answer()
	if s.State == session.Running || a == nil || a.Snapshot.Step != s.Step || a.Query.Rough {
		return false
	}
	d := max(s.Plan.Setup.Problem.DimX, 1)
	full := len(a.Clouds[0].X) >= a.Query.N*d && a.Side == a.Query.Latent
	return full && (a.Judged || s.Step < earlySteps)
}

// Heights of cards, in dp, for a small window and any other.
const (
	qualitySmall, qualityHeight = 128, 206
	hyperHeight                 = 40
)

// places are the rectangles of the view's cards.
type places struct{ y, z, wire, x, loss, good, hyper rect }

// arrange gives each card its place in r; h is the height of the y card.
func arrange(m metrics, r rect, h float32) places {
	g := m.margin
	var p places
	p.y = rect{r.x, r.y, m.left, h}
	p.z = rect{r.x, r.y + h + g, m.left, r.h - h - g}
	p.wire = rect{p.y.right(), r.y, m.connector, r.h}
	right := rect{r.right() - m.right, r.y, m.right, r.h}
	q := m.pick(qualitySmall, qualityHeight, qualityHeight+14)
	p.hyper = rect{right.x, right.bottom() - hyperHeight, right.w, hyperHeight}
	p.good = rect{right.x, p.hyper.y - g - q, right.w, q}
	p.loss = rect{right.x, right.y, right.w, p.good.y - g - right.y}
	p.x = rect{p.wire.right(), r.y, right.x - g - p.wire.right(), r.h}
	return p
}

func (e *explore) layout(gtx layout.Context, f *frame, r rect) {
	e.prior.of(f.snap.Plan.Setup)
	e.y.update(gtx, f)
	e.z.update(gtx, f, e)
	e.x.update(gtx, f, e)
	f.chosen() // before anything is drawn, so that all of it is about the same y
	e.link.follow(f)
	p := arrange(f.metrics, r, e.y.height(f))
	f.at(gtx, p.y, func(gtx layout.Context) { e.y.layout(gtx, f, p.y) })
	f.at(gtx, p.z, func(gtx layout.Context) { e.z.layout(gtx, f, e, p.z) })
	f.at(gtx, p.wire, func(gtx layout.Context) { e.wire.layout(gtx, f, p) })
	f.at(gtx, p.x, func(gtx layout.Context) { e.x.layout(gtx, f, e, p.x) })
	f.at(gtx, p.loss, func(gtx layout.Context) { e.loss.layout(gtx, f, p.loss) })
	f.at(gtx, p.good, func(gtx layout.Context) { e.good.layout(gtx, f, p.good) })
	f.at(gtx, p.hyper, func(gtx layout.Context) { e.hyper.layout(gtx, f, p.hyper) })
	if e.link.on {
		f.hints.Explain(e.link.sentence(f.snap.Plan.Setup))
	}
}

func (e *explore) change(p session.Plan) {
	running := e.train.Snapshot().State == session.Running
	if e.train.Restart(p) == nil && running {
		e.train.Play()
	}
	e.link = link{}
}
