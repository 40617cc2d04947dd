package window

// The calibration of the explored network: over many fresh pairs of x and y, how often the truth lies inside what the
// posterior claims. It is measured in the background and can be stopped; the view shows what there is so far.

import (
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/measure"
	"innlab/app/session"
	"innlab/widgets"
	"innlab/widgets/control"
)

// calibrationView is the view.
type calibrationView struct {
	*explore
	judge     *measure.Judge
	ask       *measure.Ask
	stopped   bool
	parameter control.Dropdown
	stop      control.Click
	save      control.Click
	picture   widgets.Picture
}

// calibrationPairs is how many pairs are drawn.
const calibrationPairs = 2000

const sayCalibrationView = "Does a 90 % interval hold the truth 90 % of the time? Below the line the posterior is too sure of itself, above it too wide; inside the grey band it may be chance."

func newCalibration(e *explore, notify func()) *calibrationView {
	return &calibrationView{explore: e, judge: measure.NewJudge(notify)}
}

func (c *calibrationView) name() string        { return "Calibration" }
func (c *calibrationView) subject() string     { return "calibration" }
func (c *calibrationView) close()              { c.judge.Close() }
func (c *calibrationView) enter()              { c.stopped = false }
func (c *calibrationView) change(session.Plan) {} // it looks at the explored network

func (c *calibrationView) leave() {
	c.ask = nil
	c.judge.Ask(nil)
}

func (c *calibrationView) settled() bool {
	r := c.judge.Report()
	return c.stopped || c.ask != nil && r.Of == c.ask && r.Busy < 0
}

// found is the calibration of the network on the screen, nil where there is none yet.
func (c *calibrationView) found() *measure.Calibration {
	r := c.judge.Report()
	if c.ask == nil || len(r.Findings) == 0 || !r.Of.Same(c.ask) {
		return nil
	}
	return r.Findings[0].Calibration
}

func (c *calibrationView) figure() figure.Figure {
	k := c.found()
	if k == nil {
		return nil
	}
	p := &c.train.Snapshot().Plan
	return &figure.Calibration{
		Setup: p.Setup, Of: k, Parameter: min(c.parameter.Chosen, len(k.Ranks)-1),
		Name: p.Columns[0].Kind().Title + ", " + steps(c.train.Snapshot().Step),
	}
}

// inquire asks about the network as it is, once training rests.
func (c *calibrationView) inquire(f *frame) {
	if c.stopped || f.snap.State == session.Running || f.snap.Step == 0 {
		return
	}
	ask := &measure.Ask{Tests: calibrationPairs, Subjects: []measure.Subject{judged(&f.snap.Plan, &f.snap.Plan.Columns[0], f.snap.Columns[0].Estimator)}}
	if c.ask == nil || !c.ask.Same(ask) {
		c.ask = ask
		c.judge.Ask(ask)
	}
}

// calibrationDrawn names everything that the picture depends on.
type calibrationDrawn struct {
	of        *measure.Calibration
	parameter int
	dark      bool
	w, h      float32
}

// drawn draws a figure over the whole of an area.
type drawn struct {
	figure.Figure
	theme widgets.Theme
}

func (d drawn) Draw(a *widgets.Area) { d.Figure.Draw(a.Canvas, a.Inner, d.theme, figure.Screen) }

func (c *calibrationView) layout(gtx layout.Context, f *frame, r rect) {
	f.hints.Explain(sayCalibrationView)
	setup := f.snap.Plan.Setup
	if c.stop.Update(gtx) {
		if c.stopped = !c.stopped; c.stopped {
			c.judge.Ask(nil)
		}
		c.ask = nil
	}
	if c.save.Update(gtx) {
		f.savePicture()
	}
	c.parameter.Update(gtx)
	c.parameter.Chosen = min(c.parameter.Chosen, setup.Problem.DimX-1)
	c.inquire(f)
	top := rect{r.x, r.y, r.w, f.pick(44, 52, 52)}
	f.at(gtx, top, func(gtx layout.Context) { c.top(gtx, f, top) })
	body := rect{r.x, top.bottom() + f.margin, r.w, r.h - top.h - f.margin}
	f.at(gtx, body, func(gtx layout.Context) {
		f.card(gtx, body)
		fig := c.figure()
		if fig == nil {
			f.say(gtx, cardPad, 28, fromLeft, c.why(f), control.Body, f.theme.Text2)
			return
		}
		in := rect{cardPad, cardPad, body.w - 2*cardPad, min(body.h-2*cardPad, 0.55*body.w)}
		k := calibrationDrawn{c.found(), c.parameter.Chosen, f.dark, in.w, in.h}
		f.named(gtx, in, "calibration", sayCalibrationView, func(gtx layout.Context) {
			c.picture.Layout(gtx, k, func() widgets.Plot { return bare(f, float64(in.w), float64(in.h), drawn{fig, f.theme}) })
		})
	})
}

// why says why nothing is drawn.
func (c *calibrationView) why(f *frame) string {
	switch {
	case !measure.Fresh(f.snap.Plan.Setup):
		return "There is neither a simulator nor held-out rows to calibrate by."
	case f.snap.Step == 0:
		return "Nothing is measured before the first steps."
	case f.snap.State == session.Running:
		return "It is measured where training rests: pause it."
	case c.stopped:
		return "Stopped."
	}
	return "Being measured\u2026"
}

// top is the strip: which parameter, how far, and what becomes of the figure.
func (c *calibrationView) top(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	mid := r.h / 2
	var words []string
	for _, a := range f.snap.Plan.Setup.X {
		words = append(words, a.Name)
	}
	x := cardPad + f.say(gtx, cardPad, mid+4.5, fromLeft, "Parameter", control.Body, f.theme.Text2) + 10
	f.put(gtx, x, mid-16, control.DropdownStyle{State: &c.parameter, Words: words, Name: "Parameter", Doc: "Whose ranks are shown and whose curve stands out.", Width: 150})
	x += 166
	f.put(gtx, r.w-cardPad-128, mid-16, control.Button{Click: &c.save, Words: "Save figure", Icon: control.IconSave, Kind: control.Filled, Doc: sayFile, Width: 128})
	rep := c.judge.Report()
	label := "Stop"
	if c.stopped {
		label = "Measure"
	}
	if c.stopped || rep.Busy >= 0 {
		f.put(gtx, x, mid-16, control.Button{Click: &c.stop, Words: label, Doc: "Stop measuring, or begin again.", Width: 86})
		x += 98
	}
	if rep.Busy >= 0 {
		f.say(gtx, x, mid+4.5, fromLeft, widgets.Count(rep.Tests)+" of "+widgets.Count(calibrationPairs)+" test pairs", control.Small, f.theme.Text2)
	}
}
