package window

// The target: a point of a plane that is dragged to say what was measured. It stands in the card of y, or in a sketch of
// the scene.

import (
	"math"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// target is a plot in which y is dragged: its first two numbers across and up, or the first alone along a line.
type target struct {
	widgets.Picture
	down bool
}

// update moves y by pointer and keys and reports whether it is still moving. Arrow keys move it by a step, with Shift by
// ten; Home goes to where it started.
func (t *target) update(gtx layout.Context, f *frame) bool {
	s := f.snap.Plan.Setup
	t.Drag = widgets.Pull
	t.Keys(key.NameLeftArrow, key.NameRightArrow, key.NameUpArrow, key.NameDownArrow, key.NameHome)
	for _, e := range t.Update(gtx) {
		switch e.Kind {
		case widgets.Press, widgets.Pulled:
			t.down = true
			f.aim(e.X, e.Y)
		case widgets.Release:
			t.down = false
			f.aim(e.X, e.Y)
		case widgets.KeyPress:
			n := 1.0
			if e.Modifiers.Contain(key.ModShift) {
				n = 10
			}
			x, y := f.aimed()
			dx, dy := n*stepOf(s.Plane[0]), n*stepOf(s.Plane[1])
			switch e.Key {
			case key.NameLeftArrow:
				f.aim(x-dx, y)
			case key.NameRightArrow:
				f.aim(x+dx, y)
			case key.NameUpArrow:
				f.aim(x, y+dy)
			case key.NameDownArrow:
				f.aim(x, y-dy)
			case key.NameHome:
				f.aim(placeOf(s, s.Start))
			}
		}
	}
	return t.down
}

// aim asks about the y at a place of the plane; further numbers of y stay.
func (f *frame) aim(x, y float64) {
	s := f.snap.Plan.Setup
	to := append([]float64(nil), f.choice.y...)
	to[0] = tidy(x, s.Plane[0])
	if s.Picker == scenes.Plane && len(to) > 1 {
		to[1] = tidy(y, s.Plane[1])
	}
	f.choice.y = to
}

// tidy rounds a place on an axis to a tenth of a step, as somebody would write it.
func tidy(v float64, a scenes.Axis) float64 {
	u := stepOf(a) / 10
	w := math.Round(v/u) * u
	return math.Round(w*1e12) / 1e12 // 0.30000000000000004 is 0.3
}

// aimed is where the target stands.
func (f *frame) aimed() (x, y float64) { return placeOf(f.snap.Plan.Setup, f.choice.y) }

// placeOf is where y lies in the plane; on a line it lies at height 0.
func placeOf(s *scenes.Setup, y []float64) (across, up float64) {
	if s.Picker == scenes.Plane && len(y) > 1 {
		return y[0], y[1]
	}
	return y[0], 0
}

// stepOf is how far an arrow key moves along an axis: a round number, some three hundredths of a per cent of it.
func stepOf(a scenes.Axis) float64 {
	d := (a.Max - a.Min) / 320
	p := math.Pow(10, math.Floor(math.Log10(d)))
	for _, m := range []float64{1, 2, 5} {
		if m*p >= d {
			return m * p
		}
	}
	return 10 * p
}

// mark draws the target over its plot, and what it says beside it.
func (t *target) mark(gtx layout.Context, f *frame, bubble bool) {
	x, y := f.aimed()
	px, py, ok := t.At(x, y)
	if !ok {
		return
	}
	k := gtx.Metric.PxPerDp
	at := f32.Pt(px/k, py/k)
	round(gtx, rect{at.X - 15, at.Y - 15, 30, 30}, 15, widgets.Alpha(f.theme.Accent, 0.16))
	ring := clip.Ellipse(rect{at.X - 9, at.Y - 9, 18, 18}.pixels(gtx)).Path(gtx.Ops)
	paint.FillShape(gtx.Ops, f.theme.Accent, clip.Stroke{Path: ring, Width: 2 * k}.Op())
	fill(gtx, rect{at.X - 15, at.Y - 1, 30, 2}, f.theme.Accent)
	fill(gtx, rect{at.X - 1, at.Y - 15, 2, 30}, f.theme.Accent)
	in, ok := t.Inner()
	if !bubble || !ok {
		return
	}
	words := "y = " + widgets.Tuple(f.choice.y)
	w := f.width(gtx, words, control.Strong) + 20
	b := rect{at.X + 16, at.Y - 44, w, 27}
	if b.right() > float32(in.X1) {
		b.x = at.X - 16 - w
	}
	b.x = max(b.x, float32(in.X0)+2)
	b.y = max(b.y, float32(in.Y0)+2)
	round(gtx, b, 5, f.theme.Text)
	f.say(gtx, b.x+w/2, b.y+18, centred, words, control.Strong, f.theme.Card)
}
