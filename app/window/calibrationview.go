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
	parameter control.Dropdown
	stop      control.Click
	copy      control.Click
	save      control.Click
	picture   widgets.Picture
}

const sayCalibrationView = "Does a 90 % interval hold the truth 90 % of the time? Below the line: too sure; above: too wide; in the grey band: chance."

func newCalibration(e *explore) *calibrationView { return &calibrationView{explore: e} }

func (c *calibrationView) name() string        { return "Calibration" }
func (c *calibrationView) subject() string     { return "calibration" }
func (c *calibrationView) aside() string       { return "PNG 300 dpi, SVG or PDF, 180 mm wide" }
func (c *calibrationView) close()              {}
func (c *calibrationView) change(session.Plan) {} // it looks at the explored network

func (c *calibrationView) enter() {}

// leave stops measuring; a training that was begun here goes on in Explore.
func (c *calibrationView) leave() {
	if c.train.Snapshot().State == session.Running {
		c.explore.leave()
	}
	c.test.stopped = false
	c.test.leave()
}

func (c *calibrationView) settled() bool {
	s := c.train.Snapshot()
	return s.State != session.Running && c.test.done(s)
}

func (c *calibrationView) figure() figure.Figure {
	k, p := c.test.last, &c.train.Snapshot().Plan
	if k == nil || c.test.setup != p.Setup {
		return nil
	}
	return &figure.Calibration{
		Setup: p.Setup, Of: k, Parameter: min(c.parameter.Chosen, len(k.Ranks)-1),
		Name: p.Columns[0].Kind().Title + ", " + steps(c.test.step),
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
		if c.test.stopped = !c.test.stopped; c.test.stopped {
			c.test.leave()
		}
	}
	if c.copy.Update(gtx) {
		f.copyPicture()
	}
	if c.save.Update(gtx) {
		f.savePicture()
	}
	c.parameter.Update(gtx)
	c.parameter.Chosen = min(c.parameter.Chosen, setup.Problem.DimX-1)
	c.test.follow(f, calibrationPairs)
	top := rect{r.x, r.y, r.w, f.pick(44, 52, 52)}
	f.at(gtx, top, func(gtx layout.Context) { c.top(gtx, f, top) })
	body := rect{r.x, top.bottom() + f.margin, r.w, r.h - top.h - f.margin}
	f.at(gtx, body, func(gtx layout.Context) {
		f.card(gtx, body)
		fig := c.figure()
		if fig == nil {
			f.say(gtx, body.w/2, body.h/2, centred, c.test.words(f), control.Body, f.theme.Text2)
			return
		}
		in := rect{cardPad, cardPad, body.w - 2*cardPad, min(body.h-2*cardPad, 0.55*body.w)}
		k := calibrationDrawn{c.test.last, c.parameter.Chosen, f.dark, in.w, in.h}
		f.named(gtx, in, "calibration", sayCalibrationView, func(gtx layout.Context) {
			c.picture.Layout(gtx, k, func() widgets.Plot { return bare(f, float64(in.w), float64(in.h), drawn{fig, f.theme}) })
		})
	})
}

// top is the strip: which parameter, how far, and what becomes of the figure.
func (c *calibrationView) top(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	mid := r.h / 2
	var words []string
	for _, a := range f.snap.Plan.Setup.X {
		words = append(words, symbolOf(a))
	}
	x := cardPad + f.say(gtx, cardPad, mid+4.5, fromLeft, "Parameter", control.Body, f.theme.Text2) + 10
	f.put(gtx, x, mid-16, control.DropdownStyle{State: &c.parameter, Words: words, Name: "Parameter", Doc: "Whose ranks are shown and whose curve stands out.", Width: 150})
	x += 166
	end := figureButtons(gtx, f, &c.copy, &c.save, r.w-cardPad, mid)
	label, doc := "Stop", "Stop measuring; what is there stays."
	if c.test.stopped {
		label, doc = "Measure", "Go on measuring."
	}
	if c.test.stopped || c.test.busy() {
		f.put(gtx, x, mid-16, control.Button{Click: &c.stop, Words: label, Doc: doc, Width: 86})
		x += 98
	}
	rep := c.test.judge.Report()
	if words := widgets.Count(rep.Tests) + " of " + widgets.Count(calibrationPairs) + " test pairs"; c.test.busy() && f.width(gtx, words, control.Small) < end-x {
		f.say(gtx, x, mid+4.5, fromLeft, words, control.Small, f.theme.Text2)
	}
}
