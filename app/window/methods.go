package window

// View F, the methods: truth and up to eight methods at one y on the same axes, trained at the same time, each for as long
// as the others until its own schedule ends; below them what each scores. The panels are the figure that a file gets.

import (
	"slices"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/measure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// methods is the view.
type methods struct {
	explore *explore
	begin   func(session.Plan) (bench, error)
	train   bench // nil before the view was first on the screen
	broken  error
	resume  bool

	judge *measure.Judge
	ask   *measure.Ask // put last

	strip  strip
	frame  ablationFrame
	heads  []methodHead
	add    control.Click
	menu   control.Menu
	listed []string // methods in the open menu
	table  scoreTable
	note   note
}

func newMethods(e *explore, begin func(session.Plan) (bench, error), notify func()) *methods {
	return &methods{explore: e, begin: begin, judge: measure.NewJudge(notify), table: scoreTable{sort: -1}}
}

func (m *methods) name() string    { return "Methods" }
func (m *methods) subject() string { return "methods" }
func (m *methods) aside() string   { return "click a column title to sort" }

func (m *methods) run() trainer {
	if m.train == nil {
		return m.explore.train
	}
	return m.train
}

func (m *methods) close() {
	m.judge.Close()
	if m.train != nil {
		m.train.Close()
	}
}

// enter makes the columns when the view is first opened, and goes on with them later.
func (m *methods) enter() {
	p := m.explore.train.Snapshot().Plan
	if m.train != nil {
		if own := m.train.Snapshot().Plan; own.Setup != p.Setup {
			m.change(p)
			m.resume = true
		}
	}
	if m.train == nil {
		var plan session.Plan
		if plan, m.broken = compared(p, nil); m.broken == nil {
			m.train, m.broken = m.begin(plan)
		}
		if m.broken != nil {
			m.train = nil
			return
		}
		m.resume = true
	}
	if m.resume {
		m.train.Play()
	}
}

func (m *methods) leave() {
	m.judge.Ask(nil)
	m.ask = nil
	if m.train != nil {
		m.resume = m.train.Snapshot().State == session.Running
		m.train.Pause()
	}
}

// compared is the comparison of methods, nil for the usual ones, with the workers and the seed of p.
func compared(p session.Plan, names []string) (session.Plan, error) {
	plan, err := session.Compare(p.Scene, p.Setup, names, 0)
	for i := range plan.Columns {
		c := &plan.Columns[i].Config
		c.Workers, c.Seed = p.Columns[0].Config.Workers, p.Columns[0].Config.Seed
	}
	return plan, err
}

// change trains the methods that there are on another set-up. What is changed of the explored network alone is none of
// theirs.
func (m *methods) change(p session.Plan) {
	if m.train == nil {
		return
	}
	s := m.train.Snapshot()
	if s.Plan.Setup == p.Setup {
		return
	}
	var names []string
	for _, c := range s.Plan.Columns {
		names = append(names, c.Method)
	}
	plan, err := compared(p, names)
	if err == nil {
		err = m.train.Restart(plan)
	}
	if m.broken = err; err == nil && s.State == session.Running {
		m.train.Play()
	}
}

func (m *methods) question(q session.Query) session.Query {
	q.N, q.Latent, q.Pairs = ablationSamples, 0, 0
	return q
}

// settled says whether training rests, the newest networks have answered in full, and everything is measured.
func (m *methods) settled() bool {
	s, ans := m.run().Snapshot(), m.run().Answer()
	if m.train == nil {
		return m.broken != nil
	}
	if s.State == session.Running || ans == nil || ans.Snapshot.Seq != s.Seq && !sameStep(ans.Snapshot, s) || !ans.Judged && s.Step >= earlySteps {
		return false
	}
	r := m.judge.Report()
	return m.ask != nil && r.Of == m.ask && r.Busy < 0 && !slices.ContainsFunc(r.Findings, func(f measure.Finding) bool { return f.Posterior == nil })
}

func sameStep(a, b *session.Snapshot) bool {
	return slices.EqualFunc(a.Columns, b.Columns, func(x, y session.ColumnState) bool { return x.Step == y.Step })
}

// figure is what is in the frame, with the numbers of the table.
func (m *methods) figure() figure.Figure {
	if m.train == nil || !answersAblation(m.train.Answer()) {
		return nil
	}
	f := methodsFigure(m.train.Answer(), m.train.Snapshot(), &m.explore.prior)
	for i, c := range m.train.Answer().Clouds {
		if c.Quality != nil {
			f.Columns[i+1].Error = c.Quality.Error
		}
		if q := m.found(m.train.Answer().Snapshot, i).Posterior; q != nil && q.C2ST > 0 {
			f.Columns[i+1].C2ST = q.C2ST
		}
	}
	return f
}

// methodsFigure is the figure of an answer, without numbers.
func methodsFigure(a *session.Answer, s *session.Snapshot, b *background) *figure.Ablation {
	f := figure.Answered(a)
	f.Methods, f.Prior = true, b.of(f.Setup).points
	unused := !carriedBy(f.Setup, f.Y)
	for i := range f.Columns {
		f.Columns[i].Hide()
		if unused && i > 0 {
			f.Columns[i].Cloud = nil
		}
	}
	f.Note = "Each method as its preset has it, for the same time until its schedule ends; seed " + widgets.Count(int(s.Plan.Columns[0].Config.Seed)) + "."
	return f
}

// inquire asks about what does not change any more: methods that are trained or paused, or all where training rests.
func (m *methods) inquire(f *frame) {
	a := f.ans
	if a == nil || f.choice.rough || f.look.unused || f.look.between || !f.choice.answered(a) || len(a.Clouds) != len(f.snap.Columns) {
		return
	}
	ask := &measure.Ask{Y: f.choice.y, Samples: judgedAt, Tests: calibratedBy}
	for i, c := range f.snap.Columns {
		if p := &f.snap.Plan.Columns[i]; f.snap.State != session.Running || p.Paused || c.Step >= p.Config.Steps {
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
	r := m.judge.Report()
	for i, of := range r.Of.Subjects {
		if column < len(s.Columns) && of.Estimator == s.Columns[column].Estimator {
			return r.Findings[i]
		}
	}
	return measure.Finding{}
}

// judged is what a judge is asked about a column.
func judged(p *session.Plan, c *session.Column, e inn.Estimator) measure.Subject {
	return measure.Subject{Estimator: e, Setup: p.Setup, YNoise: c.Live.YNoise}
}

// sayMethods stands in the status line while nothing is pointed at.
const sayMethods = "Click the name of a method to pause it. Every method sees data of its own making for the same time; what is in the frame goes into the saved figure."

func (m *methods) layout(gtx layout.Context, f *frame, r rect) {
	f.hints.Explain(sayMethods)
	m.inquire(f)
	s := rect{r.x, r.y, r.w, f.pick(44, 52, 52)}
	high := m.table.height(f, len(f.snap.Plan.Columns))
	if m.train == nil {
		high = 0
	}
	card := rect{r.x, s.bottom() + f.margin, r.w, r.h - s.h - 2*f.margin - high}
	f.at(gtx, s, func(gtx layout.Context) { m.top(gtx, f, s) })
	f.at(gtx, card, func(gtx layout.Context) { m.card(gtx, f, card) })
	if m.train == nil {
		return
	}
	below := rect{r.x, card.bottom() + f.margin, r.w, high}
	f.at(gtx, below, func(gtx layout.Context) { m.table.layout(gtx, f, m, below) })
}

// top is the strip of y.
func (m *methods) top(gtx layout.Context, f *frame, r rect) {
	m.strip.update(gtx, f, nil)
	f.card(gtx, r)
	mid := r.h / 2
	round(gtx, rect{cardPad, mid - 11, 22, 22}, 5, f.theme.Ly)
	f.words(gtx, cardPad+11, mid+4.5, centred, widgets.L("y", ""), control.Title, f.theme.OnAccent)
	x := m.strip.slots(gtx, f, cardPad+34, mid)
	end := m.strip.buttons(gtx, f, r.w-cardPad, mid)
	words := m.progress(f)
	if end-x > f.width(gtx, words, control.Small)+32 {
		f.say(gtx, x+16, mid+4, fromLeft, words, control.Small, f.theme.Text2)
	}
}

// progress says what is being measured.
func (m *methods) progress(f *frame) string {
	r := m.judge.Report()
	if r.Busy < 0 || r.Busy >= len(r.Of.Subjects) || m.train == nil {
		return ""
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

// card draws the figure with everything on it that can be pressed.
func (m *methods) card(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	top := float32(0)
	if b, ok := m.banner(f); ok {
		f.within(gtx, rect{cardPad, cardPad, r.w - 2*cardPad, bannerHeight - 8}, b)
		top = bannerHeight
	}
	m.note.update(gtx, f)
	if m.train == nil || !m.frame.refresh(f) {
		return
	}
	in := rect{frameSide, top + frameTop, r.w - 2*frameSide, r.h - top - frameTop - frameBottom}
	l := m.frame.layout(gtx, f, in)
	f.at(gtx, in, func(gtx layout.Context) { m.columns(gtx, f, l) })
}

func (m *methods) banner(f *frame) (control.Banner, bool) {
	if m.broken != nil {
		return control.Banner{Words: sentence(m.broken.Error()), Error: true}, true
	}
	if f.look.diverged {
		words := f.snap.Problem + ". These are the last good networks."
		for i, c := range f.snap.Columns {
			if c.Bad >= 0 {
				words = f.snap.Plan.Columns[i].Name + ": " + words
			}
		}
		return control.Banner{Words: words, Error: true, Action: "Go on at ½ rate", Click: &m.note.half}, true
	}
	return control.Banner{}, false
}
