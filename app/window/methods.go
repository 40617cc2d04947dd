package window

// View F, the methods: truth and up to eight methods at one y on the same axes, trained at the same time, each for as long
// as the others until its own schedule ends; below them what each scores. The panels are the figure that a file gets.

import (
	"slices"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/measure"
	"innlab/app/session"
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

	judge  *measure.Judge
	report func() *measure.Report // of the judge
	ask    *measure.Ask           // put last

	strip  strip
	budget control.Dropdown
	shown  control.Dropdown // which marginals
	frame  ablationFrame
	drag   reorder
	heads  []methodHead
	add    control.Click
	menu   control.Menu
	listed []string // methods in the open menu
	table  scoreTable
	note   note
}

func newMethods(e *explore, begin func(session.Plan) (bench, error), notify func()) *methods {
	j := measure.NewJudge(notify)
	return &methods{explore: e, begin: begin, judge: j, report: j.Report, table: scoreTable{sort: -1}}
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
		if plan, m.broken = compared(p, nil, session.Budget{}); m.broken == nil {
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
	if s.State == session.Running || ans == nil || ans.Snapshot.Seq != s.Seq && !sameStep(ans.Snapshot, s) || !ans.Judged && !allEarly(s) {
		return false
	}
	r := m.report()
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
	f.Shown = m.frame.suits(f)
	for i, c := range m.train.Answer().Clouds {
		if c.Quality != nil && !m.train.Answer().Snapshot.Early(i) {
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
	f.Note = inCommon(&s.Plan)
	return f
}

// allEarly says that no method has trained long enough for numbers.
func allEarly(s *session.Snapshot) bool {
	for i := range s.Columns {
		if !s.Early(i) {
			return false
		}
	}
	return true
}

// sayMethods stands in the status line while nothing is pointed at.
const sayMethods = "Click the name of a method to pause it, drag it to move it. What is in the frame goes into the saved figure."

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

// top is the strip: y, what the methods share, which marginals are shown.
func (m *methods) top(gtx layout.Context, f *frame, r rect) {
	m.strip.update(gtx, f, nil)
	f.card(gtx, r)
	mid := r.h / 2
	round(gtx, rect{cardPad, mid - 11, 22, 22}, 5, f.theme.Ly)
	f.words(gtx, cardPad+11, mid+4.5, centred, widgets.L("y", ""), control.Title, f.theme.OnAccent)
	x := m.strip.slots(gtx, f, cardPad+34, mid)
	end := figureButtons(gtx, f, &m.strip.copy, &m.strip.save, r.w-cardPad, mid)
	if m.train == nil {
		return
	}
	end = m.choices(gtx, f, end, mid)
	words := m.progress(f)
	if end-x > f.width(gtx, words, control.Small)+32 {
		f.say(gtx, x+16, mid+4, fromLeft, words, control.Small, f.theme.Text2)
	}
}

// choices draws the choice of the budget and of the marginals up to end, and returns where they start.
func (m *methods) choices(gtx layout.Context, f *frame, end, mid float32) float32 {
	if m.budget.Update(gtx) && m.budget.Chosen < len(budgets) {
		m.share(f.Window, budgets[m.budget.Chosen])
	} else {
		m.budget.Chosen = slices.Index(budgets, f.snap.Plan.Budget)
	}
	var words []string
	for _, b := range budgets {
		words = append(words, budgetWords(b))
	}
	look := control.DropdownStyle{State: &m.budget, Words: words, Docs: budgetDocs(), Name: "Budget", Doc: sayBudget, Bare: true}
	end -= 8 + f.measured(gtx, look)
	f.put(gtx, end, mid-16, look)
	setup := f.snap.Plan.Setup
	m.shown.Update(gtx)
	names := []string{}
	for _, a := range setup.X {
		names = append(names, symbolOf(a))
	}
	few := min(len(names), mostMarginals)
	all := "all"
	if few < len(names) {
		all = "first " + widgets.Count(few)
	}
	names = append(names, all)
	m.shown.Chosen = min(m.shown.Chosen, len(names)-1)
	m.frame.shown = []int{m.shown.Chosen}
	if m.shown.Chosen == len(names)-1 {
		m.frame.shown = []int{0, 1, 2, 3}[:few]
	}
	if len(setup.X) < 2 {
		return end
	}
	look = control.DropdownStyle{State: &m.shown, Words: names, Name: "Marginals", Doc: sayMarginals, Bare: true}
	end -= 8 + f.measured(gtx, look)
	f.put(gtx, end, mid-16, look)
	return end
}

// mostMarginals is how many marginals there is room for.
const mostMarginals = 3

const (
	sayBudget    = "What every method is given: its own schedule, so much time, or so many simulations. All start again."
	sayMarginals = "Whose marginals stand below the panels; of more than two parameters the panels show it, too."
)

// card draws the figure with everything on it that can be pressed.
func (m *methods) card(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	top := float32(0)
	if b, ok := m.banner(f); ok {
		top = f.banner(gtx, cardPad, cardPad, r.w-2*cardPad, b)
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
