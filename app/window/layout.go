package window

// One frame from outside in: scale, theme, size; then toolbar, view, status line; then what floats above them; then
// the keys.

import (
	"image"
	"slices"

	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"
	"gioui.org/unit"

	"innlab/app/session"
	"innlab/widgets"
	"innlab/widgets/control"
)

// Layout draws the window into the constraints' maximum.
func (w *Window) Layout(gtx layout.Context) {
	w.meter.start()
	w.now = gtx.Now
	w.settleOutcomes()
	size := gtx.Constraints.Max
	gtx.Constraints = layout.Exact(size)
	gtx.Metric = w.metric(gtx.Metric, size)
	k := gtx.Metric.PxPerDp
	f := w.frame(gtx, metricsOf(float32(size.X)/k, float32(size.Y)/k))
	w.ask()

	defer clip.Rect{Max: size}.Push(gtx.Ops).Pop()
	paint.Fill(gtx.Ops, f.theme.BG)
	whole := rect{0, 0, f.w, f.h}.pixels(gtx).Max
	w.scroll.layout(gtx, f, size, whole, func(gtx layout.Context) {
		w.contents(gtx, f)
	})
	w.keys(gtx, f)
	if w.ask() { // what was chosen by a key is asked in this frame and drawn in the next
		gtx.Execute(op.InvalidateCmd{})
	}
	w.letters()
	w.meter.stop(f.ans != nil && w.choice.answered(f.ans))
}

// letters looks for fonts for what this frame could not write, without keeping the next ones waiting.
func (w *Window) letters() {
	if widgets.Wanting() && w.seeking.CompareAndSwap(false, true) {
		go func() {
			widgets.Seek()
			w.seeking.Store(false)
			w.notify()
		}()
	}
}

// metric is the system's metric times the scale of the window.
func (w *Window) metric(m unit.Metric, size image.Point) unit.Metric {
	if m.PxPerDp == 0 {
		m.PxPerDp = 1
	}
	if m.PxPerSp == 0 {
		m.PxPerSp = 1
	}
	s := w.zoom
	if s == 0 {
		s = autoScale(float32(size.X)/m.PxPerDp, float32(size.Y)/m.PxPerDp)
	}
	w.scale = s
	m.PxPerDp *= s
	m.PxPerSp *= s
	return m
}

// frame loads what this frame knows.
func (w *Window) frame(gtx layout.Context, m metrics) *frame {
	f := &frame{Window: w, metrics: m, theme: widgets.Light()}
	if w.dark {
		f.theme = widgets.Dark()
	}
	k := gtx.Metric.PxPerDp
	f.Env = control.Env{
		Theme: &f.theme, Shaper: w.shaper, Icons: &w.icons, Hints: &w.hints, Still: w.show.still,
		Window: image.Pt(int(m.w*k), int(m.h*k)),
	}
	run := w.run()
	f.snap = run.Snapshot()
	w.arrived(f.snap)
	w.settle(f.snap)
	if a := run.Answer(); a != nil && a.Snapshot.Plan.Setup == f.snap.Plan.Setup {
		f.ans = a
	}
	f.look = f.seen()
	if f.look.stale && !f.look.updating {
		gtx.Execute(op.InvalidateCmd{At: gtx.Now.Add(late)})
	}
	return f
}

// seen is how the answer is to be drawn.
func (f *frame) seen() look { return seen(f.snap, f.ans, &f.choice, f.now.Sub(f.asked.at)) }

// chosen asks what was chosen in this frame, and has everything that is drawn from here on be about it.
func (f *frame) chosen() {
	if f.ask() {
		f.look = f.seen()
	}
}

// settle makes the choice of y fit the set-up that is trained, which a change of scene or an undo may have replaced.
func (w *Window) settle(s *session.Snapshot) {
	if w.setup != s.Plan.Setup {
		n := w.choice.n
		keep := w.setup != nil && slices.Equal(w.setup.Y, s.Plan.Setup.Y)
		if !keep {
			w.choice = newChoice(s.Plan.Setup)
		}
		if n > 0 {
			w.choice.n = n
		}
		w.setup = s.Plan.Setup
	}
}

// contents lays out everything, at least minWidth×minHeight dp large.
func (w *Window) contents(gtx layout.Context, f *frame) {
	w.bar.layout(gtx, f) // first, since Tab goes in the order of layout
	c := f.content()
	v := w.views[w.view]
	f.at(gtx, c, func(gtx layout.Context) { v.layout(gtx, f, rect{0, 0, c.w, c.h}) })
	f.opening(gtx, c)
	w.status.layout(gtx, f)
	if w.toast.Update(gtx) {
		w.undo()
	}
	f.at(gtx, rect{f.margin, 0, f.w - 2*f.margin, f.h - f.metrics.status - 8}, func(gtx layout.Context) {
		w.toast.Layout(gtx, f.Env)
	})
	if w.show.meter {
		f.overlay(gtx)
	}
	w.floats(gtx, f)
	w.hints.Layout(gtx, f.Env)
}
