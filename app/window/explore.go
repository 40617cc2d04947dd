package window

// Explore: the screen reads left to right as the inverse pass does. What was measured (y) and chance (z) go through the
// network and become what it could have been (x); training stands at the right. What is left of the training depends on
// the set-up: its stage.

import (
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets/control"
)

// explore is one run, watched closely.
type explore struct {
	train  trainer
	resume bool // it trained when another view took its place
	prior  background
	link   link
	brush  brush

	y ycard
	z zcard
	planar
	paired
	sketched
	singled
	mixed
	loss  losses
	good  quality
	hyper hyper
	more  diagnostics
	test  *calibrated
}

// stage is the part of Explore left of the training.
type stage interface {
	// update acts on what happened, before anything is drawn.
	update(gtx layout.Context, f *frame, e *explore)
	// layout draws into r.
	layout(gtx layout.Context, f *frame, e *explore, r rect)
	// fit shows everything again, after a zoom.
	fit()
	// clear forgets what is selected.
	clear()
}

// stage is that of a set-up: a mixture is a recipe, what is shown apart is so, what can be sketched is sketched, two
// parameters are a plane, others a pair plot.
func (e *explore) stage(s *scenes.Setup) stage {
	switch {
	case s.Shares != nil:
		return &e.mixed
	case s.Apart:
		return &e.singled
	case s.Sketch != nil:
		return &e.sketched
	case s.Problem.DimX == 2:
		return &e.planar
	}
	return &e.paired
}

func newExplore(t trainer, notify func()) *explore {
	return &explore{train: t, test: newCalibrated(notify)}
}

func (e *explore) name() string    { return "Explore" }
func (e *explore) subject() string { return "posterior" }
func (e *explore) run() trainer    { return e.train }
func (e *explore) aside() string   { return e.train.Snapshot().Plan.Scene.Source }

func (e *explore) close() {
	e.test.judge.Close()
	e.train.Close()
}

func (e *explore) enter() {
	if e.resume {
		e.train.Play()
	}
}

func (e *explore) leave() {
	e.resume = e.train.Snapshot().State == session.Running
	e.train.Pause()
	e.test.leave()
}

// diagnosed says whether the right column has diagnostics, too: where there are many parameters, or shares of a recipe.
func diagnosed(s *scenes.Setup) bool { return s.Apart || s.Shares != nil }

// question asks for what the stage shows: where parameters stand apart, and for recipes, there is no room for the colours
// of z.
func (e *explore) question(q session.Query) session.Query {
	if u := e.train.Snapshot().Plan.Setup; diagnosed(u) {
		q.Map, q.Latent = u.Image != nil, 0
	}
	return q
}

// settled says whether training rests and the newest networks have answered in full, with their quality.
func (e *explore) settled() bool {
	s, a := e.train.Snapshot(), e.train.Answer()
	if s.State == session.Running || a == nil || a.Snapshot.Step != s.Step || a.Query.Rough {
		return false
	}
	d := max(s.Plan.Setup.Problem.DimX, 1)
	full := len(a.Clouds[0].X) >= a.Query.N*d && a.Side == a.Query.Latent
	if a.Query.Map && (a.Map == nil || s.Step > 0 && a.Map.Share < 1) {
		return false
	}
	if s.Plan.Setup.Apart && !e.test.done(s) {
		return false
	}
	return full && (a.Judged || s.Early(0))
}

// Heights of cards, in dp, for a small window and any other.
const (
	qualitySmall, qualityHeight = 118, 206
	hyperHeight                 = 40
)

// training are the rectangles of the cards at the right.
type training struct{ loss, good, hyper rect }

// trainingAt gives the cards at the right their places in r.
func trainingAt(m metrics, r rect) training {
	g := m.margin
	right := rect{r.right() - m.right, r.y, m.right, r.h}
	q := m.pick(qualitySmall, qualityHeight, qualityHeight+14)
	var p training
	p.hyper = rect{right.x, right.bottom() - hyperHeight, right.w, hyperHeight}
	p.good = rect{right.x, p.hyper.y - g - q, right.w, q}
	p.loss = rect{right.x, right.y, right.w, p.good.y - g - right.y}
	return p
}

func (e *explore) layout(gtx layout.Context, f *frame, r rect) {
	setup := f.snap.Plan.Setup
	e.prior.of(setup)
	s := e.stage(setup)
	s.update(gtx, f, e)
	f.chosen() // before anything is drawn, so that all of it is about the same y
	e.link.follow(f)
	right := rect{r.right() - f.right, r.y, f.right, r.h}
	if setup.Apart && (f.snap.State != session.Running || e.more.shown()) { // beside a training only where it is looked at
		e.test.follow(f, calibrationQuick)
	}
	if diagnosed(setup) {
		e.more.tab.Update(gtx)
		f.within(gtx, rect{right.x, right.y, right.w, tabsHeight}, control.SegmentsStyle{
			State: &e.more.tab, Words: []string{"Training", "Diagnostics"}, Docs: []string{sayTraining, sayDiagnose}, Width: right.w,
		})
		right.y, right.h = right.y+tabsHeight+f.margin, right.h-tabsHeight-f.margin
		if e.more.shown() {
			s.layout(gtx, f, e, rect{r.x, r.y, right.x - f.margin - r.x, r.h})
			f.at(gtx, right, func(gtx layout.Context) {
				if setup.Shares != nil {
					e.more.recipe.layout(gtx, f, e, right)
				} else {
					e.more.layout(gtx, f, e, right)
				}
			})
			return
		}
	}
	p := trainingAt(f.metrics, right)
	s.layout(gtx, f, e, rect{r.x, r.y, right.x - f.margin - r.x, r.h})
	f.at(gtx, p.loss, func(gtx layout.Context) { e.loss.layout(gtx, f, p.loss) })
	f.at(gtx, p.good, func(gtx layout.Context) { e.good.layout(gtx, f, p.good) })
	f.at(gtx, p.hyper, func(gtx layout.Context) { e.hyper.layout(gtx, f, p.hyper) })
	if e.link.on {
		f.hints.Explain(e.link.sentence(setup))
	}
}

// clear forgets what is selected.
func (e *explore) clear() {
	e.stage(e.train.Snapshot().Plan.Setup).clear()
	e.link = link{}
	e.brush.clear()
}

func (e *explore) change(p session.Plan) {
	running := e.train.Snapshot().State == session.Running
	if e.train.Restart(p) == nil && running {
		e.train.Play()
	}
	e.clear()
}
