package window

// View B, the ablation: the same network trained with other losses, column beside column, and the truth before them.
// What stands in the frame is the figure that a file gets (app/figure draws both); the columns are a session of their
// own, which trains while the view is on the screen.

import (
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets/control"
)

// ablationSamples are drawn for every panel.
const ablationSamples = 2000

// bench is a session in which columns come and go.
type bench interface {
	trainer
	AddColumn(session.Column) error
	Arrange(order []int)
	Rename(column int, name string)
	SetPaused(column int, paused bool)
}

// ablation is the view.
type ablation struct {
	explore *explore
	begin   func(session.Plan) (bench, error)
	train   bench // nil before the view was first on the screen
	broken  error // why it could not be begun
	resume  bool  // it trained when another view took its place

	strip strip
	frame ablationFrame
	heads []head // of the trained columns
	add   control.Click
	drag  reorder
	title retitle
	point shared
	note  note
}

func newAblation(e *explore, begin func(session.Plan) (bench, error)) *ablation {
	return &ablation{explore: e, begin: begin}
}

func (a *ablation) name() string    { return "Ablation" }
func (a *ablation) subject() string { return "ablation" }
func (a *ablation) aside() string   { return "PNG 300 dpi, SVG or PDF, 180 mm wide" }

func (a *ablation) run() trainer {
	if a.train == nil {
		return a.explore.train
	}
	return a.train
}

func (a *ablation) close() {
	if a.train != nil {
		a.train.Close()
	}
}

// enter makes the columns when the view is first opened, with the configuration and the weights of the explored network,
// and goes on with them later. Where another set-up is explored by now, as after a model was opened, the columns follow.
func (a *ablation) enter() {
	p := a.explore.train.Snapshot().Plan
	if a.train != nil {
		if own := a.train.Snapshot().Plan; own.Setup != p.Setup {
			a.change(p)
			a.resume = true
		}
	}
	if a.train == nil {
		a.train, a.broken = a.begin(ablationOf(p))
		if a.broken != nil {
			a.train = nil
			return
		}
		a.resume = true
	}
	if a.resume {
		a.train.Play()
	}
}

func (a *ablation) leave() {
	if a.train != nil {
		a.resume = a.train.Snapshot().State == session.Running
		a.train.Pause()
	}
}

// invertible is the explored network where it is invertible, else one as the set-up's preset has it.
func invertible(p session.Plan) session.Column {
	c := p.Columns[0]
	if c.Method != inn.Invertible.Name {
		workers := c.Config.Workers
		c = planOf(p.Scene, p.Setup, inn.Invertible.Name).Columns[0]
		c.Config.Workers = workers
	}
	return c
}

// ablationOf is the ablation of a network.
func ablationOf(p session.Plan) session.Plan {
	c := invertible(p)
	return session.Ablation(p.Scene, p.Setup, c.Config, c.Live)
}

// change trains the columns that there are on another set-up or configuration.
func (a *ablation) change(p session.Plan) {
	if a.train == nil {
		return // the columns will be made of the explored network
	}
	running := a.train.Snapshot().State == session.Running
	if a.train.Restart(a.same(p)) == nil && running {
		a.train.Play()
	}
}

// same is a plan of the columns that there are, each with its losses, trained as p trains its first column.
func (a *ablation) same(p session.Plan) session.Plan {
	c := invertible(p)
	p.Columns = nil
	for _, old := range a.run().Snapshot().Plan.Columns {
		col := session.Ablated(c.Config, c.Live, switched(&old.Live)...)
		col.Name = old.Name
		p.Columns = append(p.Columns, col)
	}
	return p
}

// switched lists the losses that are on.
func switched(l *inn.Live) (on []int) {
	for i, t := range l.Loss {
		if t.On {
			on = append(on, i)
		}
	}
	return on
}

// question asks every column for the posterior and, where y is the label of modes, for samples of every label.
func (a *ablation) question(q session.Query) session.Query {
	q.N, q.Latent, q.Pairs = ablationSamples, 0, 0
	if a.run().Snapshot().Plan.Setup.Modes != nil {
		q.Pairs = ablationSamples
	}
	return q
}

// settled says whether training rests and the newest networks have answered in full, with their quality.
func (a *ablation) settled() bool {
	s, ans := a.run().Snapshot(), a.run().Answer()
	if s.State == session.Running || ans == nil || ans.Snapshot.Step != s.Step || len(ans.Clouds) != len(s.Columns) {
		return false
	}
	d := max(s.Plan.Setup.Problem.DimX, 1)
	if len(ans.PairX) < ans.Query.Pairs*d {
		return false
	}
	for _, c := range ans.Clouds {
		if len(c.X) < ans.Query.N*d || !ans.Judged && !s.Early(0) {
			return false
		}
	}
	return true
}

// figure is what is in the frame.
func (a *ablation) figure() figure.Figure {
	if a.train == nil {
		return nil
	}
	ans := a.train.Answer()
	if !answersAblation(ans) {
		return nil
	}
	return ablationFigure(ans, a.train.Snapshot(), &a.explore.prior)
}

// sayAblation stands in the status line while nothing is pointed at.
const sayAblation = "Click a loss pill to make another column. Everything inside the frame goes into the saved figure."

func (a *ablation) layout(gtx layout.Context, f *frame, r rect) {
	f.hints.Explain(sayAblation)
	s := rect{r.x, r.y, r.w, f.pick(44, 52, 52)}
	card := rect{r.x, s.bottom() + f.margin, r.w, r.h - s.h - f.margin}
	f.at(gtx, s, func(gtx layout.Context) { a.strip.layout(gtx, f, a, s) })
	f.at(gtx, card, func(gtx layout.Context) { a.card(gtx, f, card) })
}
