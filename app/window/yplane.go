package window

// y as a point of a plane, or of a line, that is dragged; a slider for each further number.

import (
	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
)

// planePicker is the plane with the target, and sliders for what it does not show.
type planePicker struct {
	aim  target
	rest sliderPicker
}

// Room around the plane in dp.
const (
	planeLeft, planeBottom = 40, 40
)

// planeHeight is that of the plane itself.
func planeHeight(f *frame) float32 {
	if f.snap.Plan.Setup.Picker == scenes.Line {
		return 40
	}
	if f.snap.Plan.Setup.Apart && !f.low { // no latent space below it
		return f.pick(96, 204, 300)
	}
	return f.pick(96, 150, 210)
}

// shown is how many numbers of y the plane shows.
func (p *planePicker) shown(f *frame) int {
	if f.snap.Plan.Setup.Picker == scenes.Line {
		return 1
	}
	return min(2, len(f.choice.y))
}

func (p *planePicker) height(f *frame) float32 {
	p.rest.from = p.shown(f)
	h := 2 + planeHeight(f) + planeBottom
	if p.rest.from < len(f.choice.y) {
		h += p.rest.height(f)
	}
	return h
}

func (p *planePicker) update(gtx layout.Context, f *frame) bool {
	p.rest.from = p.shown(f)
	moving := p.aim.update(gtx, f)
	return p.rest.update(gtx, f) || moving
}

// planeKey names everything that the plane depends on.
type planeKey struct {
	setup *scenes.Setup
	dark  bool
	prior bool
	w, h  float32
}

func (p *planePicker) layout(gtx layout.Context, f *frame, w, top float32) {
	setup, h := f.snap.Plan.Setup, planeHeight(f)
	in := widgets.Rect{X0: planeLeft, Y0: 2, X1: float64(w - cardPad - 1), Y1: float64(2 + h)}
	r := rect{1, top, w - 2, 2 + h + planeBottom}
	f.named(gtx, r, "measurement", sayAim, func(gtx layout.Context) {
		p.aim.Layout(gtx, planeKey{setup, f.dark, f.show.prior, w, h}, func() widgets.Plot {
			a, b := setup.Plane[0], setup.Plane[1]
			plot := widgets.Plot{Frame: widgets.Frame{
				Theme: f.theme, X: axisOf(a, a.Min, a.Max), Y: axisOf(b, b.Min, b.Max), Inner: in,
				Background: f.theme.Sunk, Border: f.theme.Line, Grid: true,
			}}
			plot.Frame.Y.Bare = setup.Picker == scenes.Line
			if f.show.prior {
				plot.Marks = append(plot.Marks, widgets.Encoding{Theme: f.theme}.Prior(expected(f, setup)))
			}
			return plot
		})
		p.aim.mark(gtx, f, false)
	})
	if p.rest.from = p.shown(f); p.rest.from < len(f.choice.y) {
		p.rest.layout(gtx, f, w, top+r.h)
	}
}

// expected are the y that can be expected before anything is measured, as points of the plane.
func expected(f *frame, s *scenes.Setup) widgets.Cloud {
	y, d := f.explore().prior.of(s).y, s.Problem.DimY
	at := make([]float64, 0, 2*len(y)/max(d, 1))
	for ; len(y) >= d && d > 0; y = y[d:] {
		a, b := placeOf(s, y[:d])
		at = append(at, a, b)
	}
	return widgets.Pairs(at)
}
