package window

// View B, the ablation: the same network trained with other losses, column beside column, and the truth before them.
// What stands in the frame is the figure that a file gets (app/figure draws both); the columns are a session of their
// own, which trains while the view is on the screen.

import (
	"fmt"
	"image"
	"slices"

	"gioui.org/io/event"
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
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
}

// ablation is the view.
type ablation struct {
	explore *explore
	begin   func(session.Plan) (bench, error)
	train   bench // nil before the view was first on the screen
	broken  error // why it could not be begun
	resume  bool  // it trained when another view took its place

	strip  strip
	around widgets.Picture
	panels [2][]panel // rows of columns, the truth first
	heads  []head     // of the trained columns
	add    control.Click
	moving reorder
	point  shared
	banner control.Click
	half   control.Click

	drawn   *session.Answer // what fig was made of
	fig     *figure.Ablation
	reading reading
}

func newAblation(e *explore, begin func(session.Plan) (bench, error)) *ablation {
	return &ablation{explore: e, begin: begin}
}

func (a *ablation) name() string { return "Ablation" }

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
// and goes on with them later.
func (a *ablation) enter() {
	if a.train == nil {
		p := a.explore.train.Snapshot().Plan
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

// ablationOf is the ablation of a network.
func ablationOf(p session.Plan) session.Plan {
	c := p.Columns[0]
	return session.Ablation(p.Scene, p.Setup, c.Config, c.Live)
}

// change trains the columns that there are on another set-up or configuration.
func (a *ablation) change(p session.Plan) {
	if a.train == nil {
		return // the columns will be made of the explored network
	}
	snap := a.train.Snapshot()
	n := ablationOf(p)
	c := n.Columns[0]
	n.Columns = nil
	for _, old := range snap.Plan.Columns {
		col := session.Ablated(c.Config, c.Live, losses(&old.Live)...)
		col.Name = old.Name
		n.Columns = append(n.Columns, col)
	}
	a.restart(n)
}

// restart trains another plan, and goes on training if it did.
func (a *ablation) restart(p session.Plan) {
	running := a.train.Snapshot().State == session.Running
	if a.train.Restart(p) == nil && running {
		a.train.Play()
	}
}

// losses lists the losses that are on.
func losses(l *inn.Live) (on []int) {
	for i, t := range l.Loss {
		if t.On {
			on = append(on, i)
		}
	}
	return on
}

// question asks every column for the posterior and for samples of every label.
func (a *ablation) question(q session.Query) session.Query {
	q.N, q.Latent, q.Pairs = ablationSamples, 0, ablationSamples
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
		measured := c.Quality != nil && c.Quality.Step == s.Step
		if len(c.X) < ans.Query.N*d || !measured && s.Step >= earlySteps && ans.Truth != nil {
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
	if ans == nil || ans.PairX == nil {
		return nil
	}
	f := figure.Answered(ans)
	f.Note = ablationNote(ans)
	hideEarly(f, ans)
	return f
}

// ablationNote says how the networks of an answer were trained.
func ablationNote(a *session.Answer) string {
	s := a.Snapshot
	least := s.Step
	for _, c := range s.Columns {
		least = min(least, c.Step)
	}
	words := "Each network: " + steps(s.Step)
	if least < s.Step {
		words = "Each network: " + widgets.Count(least) + " to " + steps(s.Step)
	}
	words += fmt.Sprintf(", seed %d, the same batches.", s.Plan.Columns[0].Config.Seed)
	if a.Query.Noise > 0 {
		words += " Noise of " + widgets.Fixed(a.Query.Noise, 2) + " on y."
	}
	return words
}

// hideEarly takes away the numbers of networks that have hardly trained: they mean nothing yet.
func hideEarly(f *figure.Ablation, a *session.Answer) {
	for i, c := range a.Snapshot.Columns {
		if c.Step < earlySteps {
			f.Columns[i+1].Hide()
		}
	}
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

// letter names a column as the figure does; column 0 is the first that is trained.
func letter(column int) string { return "(" + string(rune('b'+column)) + ")" }

// called is a column's letter and name.
func called(p *session.Plan, column int) string {
	return letter(column) + " " + p.Columns[column].Name
}

// toggle switches a loss in a column. A column that has the name of its losses gets the new one.
func (a *ablation) toggle(column, loss int) {
	c := a.train.Snapshot().Plan.Columns[column]
	live := c.Live
	live.Loss[loss].On = !live.Loss[loss].On
	a.train.SetLive(column, func(l *inn.Live) { l.Loss[loss].On = live.Loss[loss].On })
	if c.Name == session.Title(&c.Live) {
		a.train.Rename(column, session.Title(&live))
	}
}

// toggleAt switches a loss of the column that is pointed at or has the focus.
func (a *ablation) toggleAt(w *Window, loss int) {
	for i := range a.heads {
		if a.heads[i].active {
			a.toggle(i, loss)
			return
		}
	}
	w.toast.Show("Point at a column to switch its losses.", "")
}

// rename gives a column a name; an empty one is that of its losses.
func (a *ablation) rename(column int, name string) {
	if name == "" {
		name = session.Title(&a.train.Snapshot().Plan.Columns[column].Live)
	}
	a.train.Rename(column, name)
}

// remove takes a column away.
func (a *ablation) remove(w *Window, column int) {
	p := a.train.Snapshot().Plan
	var order []int
	for i := range p.Columns {
		if i != column {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		w.toast.Show("The last column stays: there would be nothing to train.", "")
		return
	}
	a.train.Arrange(order)
	w.toast.Show("Removed "+called(&p, column)+".", "Undo")
}

// move puts a column before another; n puts it last.
func (a *ablation) move(column, before int) {
	n := len(a.train.Snapshot().Plan.Columns)
	var order []int
	for i := range n + 1 {
		if i == before {
			order = append(order, column)
		}
		if i < n && i != column {
			order = append(order, i)
		}
	}
	if slices.IsSorted(order) {
		return
	}
	a.train.Arrange(order)
}

// further are the columns that "+" adds, the first of them that is not there yet.
var further = [][]int{
	{inn.LossY, inn.LossZ, inn.LossX}, {inn.LossY, inn.LossX}, {inn.LossZ, inn.LossX}, {inn.LossY}, {inn.LossZ},
	{inn.LossY, inn.LossZ, inn.LossRec},
}

// more adds a column.
func (a *ablation) more(w *Window) {
	p := a.train.Snapshot().Plan
	next := further[0]
	for _, on := range further {
		taken := slices.ContainsFunc(p.Columns, func(c session.Column) bool { return slices.Equal(losses(&c.Live), on) })
		if !taken {
			next = on
			break
		}
	}
	c := session.Ablated(p.Columns[0].Config, p.Columns[0].Live, next...)
	if err := a.train.AddColumn(c); err != nil {
		w.toast.Show(sentence(err.Error()), "")
		return
	}
	p.Columns = append(p.Columns, c)
	words := "Added " + called(&p, len(p.Columns)-1) + "."
	if a.train.Snapshot().Step > 0 {
		words += " It trains alone until it has as many steps as the others."
	}
	w.toast.Show(words, "")
}

// compare makes L_x compare the same in every column, from new weights on.
func (a *ablation) compare(w *Window, shape string) {
	p := a.train.Snapshot().Plan
	p.Columns = slices.Clone(p.Columns)
	for i := range p.Columns {
		p.Columns[i].Config.Shape = shape
	}
	a.restart(p)
	w.toast.Show("L_x compares "+shapes[slices.IndexFunc(shapes, func(s shape) bool { return s.name == shape })].long+". All columns start again.", "Undo")
}

// open shows a column's network in Explore.
func (a *ablation) open(w *Window, column int) {
	p := a.train.Snapshot().Plan
	from, to := a.train, a.explore.train
	w.beside(func() func(w *Window) {
		c, err := from.Checkpoint(column)
		if err == nil {
			err = to.Open(c)
		}
		return func(w *Window) {
			if err != nil {
				w.toast.Show(sentence(err.Error()), "")
				return
			}
			a.explore.resume = false
			w.setView(0)
			w.toast.Show("Explore shows "+called(&p, column)+" of the ablation.", "Undo")
		}
	})
}

// within reports whether a pointer event lies in r.
func inside(e event.Event, r image.Rectangle) bool { return false }
