package window

// What the window can do, whether by mouse, key or menu. Everything that concerns training is a command to the
// session and never waits.

import (
	"slices"
	"time"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// run is the session of the view on screen.
func (w *Window) run() trainer { return w.views[w.view].run() }

// ask puts the chosen y to the session if it is not what was asked last, and reports whether it was.
func (w *Window) ask() bool {
	t, q := w.run(), w.views[w.view].question(w.choice.query())
	if t.Snapshot().Plan.Setup != w.setup || w.asked.is(t, q) {
		return false
	}
	if !w.choice.answered(t.Answer()) {
		w.meter.ask()
	}
	w.asked = asked{t, q, w.now}
	t.Ask(q)
	return true
}

// asked is the last question and whom it was put to.
type asked struct {
	to trainer
	q  session.Query
	at time.Time // by the clock of the frames
}

func (a asked) is(t trainer, q session.Query) bool {
	p := a.q
	return a.to == t && sameQuestion(p, q) && p.N == q.N && p.Latent == q.Latent && p.Rough == q.Rough
}

// sameQuestion says whether two queries ask for the same y.
func sameQuestion(p, q session.Query) bool { return p.Noise == q.Noise && slices.Equal(p.Y, q.Y) }

// explore is the first view.
func (w *Window) explore() *explore { return w.views[0].(*explore) }

// choose asks for a label; where y is none, nothing happens.
func (w *Window) choose(label int) {
	if w.choice.labels && label >= 0 && label < len(w.choice.y) {
		w.choice.set(label)
	}
}

// stepLabel goes to the next label that some mode carries.
func (w *Window) stepLabel(by int) {
	n := len(w.choice.y)
	for i := 1; i <= n && w.choice.labels; i++ {
		l := ((w.choice.nearest()+by*i)%n + n) % n
		if m := w.setup.Modes; m == nil || len(m.Carriers(l)) > 0 {
			w.choose(l)
			return
		}
	}
}

// setBetween lets y lie between labels, or takes it back to the nearest one.
func (w *Window) setBetween(on bool) {
	w.choice.between = on
	if !on {
		w.choice.set(w.choice.nearest())
	}
}

func (w *Window) toggleRun() {
	if w.run().Snapshot().State == session.Running {
		w.run().Pause()
	} else {
		w.run().Play()
	}
}

func (w *Window) step() { w.run().StepOnce() }

// reset starts from new weights; a toast offers to take it back.
func (w *Window) reset() {
	n := w.run().Snapshot().Step
	w.run().Reset()
	w.toast.Show("Network reset. "+steps(n)+were(n)+" dropped.", "Undo")
}

// undo brings back what the last reset, restart or opening dropped.
func (w *Window) undo() {
	if !w.run().CanUndo() {
		w.toast.Show("There is nothing to undo.", "")
		return
	}
	w.turning = nil
	if words := w.run().Undo(); words != "" {
		w.toast.Show(words+".", "")
	}
}

// setSetup turns to another set-up of the scene.
func (w *Window) setSetup(i int) {
	s, u := w.shownPlan(w.run().Snapshot())
	if i >= 0 && i < len(s.Setups) && &s.Setups[i] != u {
		w.turnTo(s, &s.Setups[i])
	}
}

// turnTo trains another scene or set-up in every view; the runs so far are kept for undo.
func (w *Window) turnTo(s *scenes.Scene, u *scenes.Setup) {
	old := w.explore().train.Snapshot().Plan
	n := w.run().Snapshot().Step
	method := old.Columns[0].Method
	if method == old.Setup.Presets[0].By() { // nobody asked for another one than the scene's own
		method = u.Presets[0].By()
	}
	p := planOf(s, u, method)
	p.Columns[0].Config.Workers = old.Columns[0].Config.Workers
	w.turning = &turning{s, u, w.run().Snapshot().Plan.Setup}
	for _, v := range w.views {
		v.change(p)
	}
	words := s.Title
	if u.Name != words { // of own data they are one
		words += ", " + u.Name
	}
	w.toast.Show(words+". "+steps(n)+are(n)+" kept.", "Undo")
}

// setLoss switches a loss of the explored network on or off.
func (w *Window) setLoss(i int, on bool) {
	w.explore().train.SetLive(0, func(l *inn.Live) { l.Loss[i].On = on })
}

// setWeight sets the weight of a loss of the explored network.
func (w *Window) setWeight(i int, v float64) {
	w.explore().train.SetLive(0, func(l *inn.Live) { l.Loss[i].Weight = v })
}

// toggleLoss flips a loss and says so; in the ablation, of the column that is pointed at.
func (w *Window) toggleLoss(i int) {
	switch v := w.views[w.view].(type) {
	case *ablation:
		v.toggleAt(w, i)
		return
	case *methods:
		return // each method has losses of its own
	}
	own := w.ownLoss(i)
	if own < 0 {
		return
	}
	on := !w.explore().train.Snapshot().Plan.Columns[0].Live.Loss[own].On
	w.setLoss(own, on)
	word := " off."
	if on {
		word = " on."
	}
	w.toast.Show(inn.Losses[i].Symbol+word, "")
}

// ownLoss is where the explored method has loss i of the invertible network, with a switch of its own; −1, and a toast says
// so, where it has none.
func (w *Window) ownLoss(i int) int {
	c := &w.explore().train.Snapshot().Plan.Columns[0]
	if c.Method == inn.Invertible.Name {
		return i
	}
	w.toast.Show(c.Kind().Title+" has no "+inn.Losses[i].Symbol+" that could be switched.", "")
	return -1
}

// setView turns to another view. Only the view on the screen trains.
func (w *Window) setView(i int) {
	if i >= 0 && i < len(w.views) && i != w.view {
		from, to := w.views[w.view], w.views[i]
		running := from.run().Snapshot().State == session.Running
		from.leave()
		w.view = i
		to.enter()
		if running {
			w.toast.Show(from.name()+" is paused while "+to.name()+" is on the screen, and goes on when you come back.", "")
		}
	}
}

// toExplore shows the explored network, which is another one now and rests.
func (w *Window) toExplore() {
	w.explore().resume = false
	w.setView(0)
}

// toView turns to the view of a name.
func (w *Window) toView(name string) {
	w.setView(slices.IndexFunc(w.views, func(v view) bool { return v.name() == name }))
}

// setTheme turns to light, dark, or what the system says.
func (w *Window) setTheme(name string) {
	if name != w.themeName {
		w.themeName, w.dark = name, isDark(name)
	}
}

func (w *Window) toggleTheme() {
	if w.dark {
		w.setTheme("light")
	} else {
		w.setTheme("dark")
	}
}

// rescale goes to the next larger or smaller scale; 0 goes back to that of the window's size.
func (w *Window) rescale(by int) {
	if by == 0 {
		w.zoom = 0
		return
	}
	now := w.zoom
	if now == 0 {
		now = w.scale
	}
	at := 0
	for i, s := range scales {
		if s <= now {
			at = i
		}
	}
	w.zoom = scales[min(max(at+by, 0), len(scales)-1)]
}

// quit closes the window.
func (w *Window) quit() {
	if w.leave != nil {
		w.leave()
	}
}

// toggleFull turns full screen on and off.
func (w *Window) toggleFull() {
	if w.full != nil {
		w.isFull = !w.isFull
		w.full(w.isFull)
	}
}
