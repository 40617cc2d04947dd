package window

// y as numbers: a slider for each, bounded by its axis, over what can be expected of it before anything is measured. Its
// number can be typed.

import (
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// sliderPicker sets each number of y from from on.
type sliderPicker struct {
	from int
	row  []control.Slider
	hist []widgets.Picture
	list layout.List
	room float32 // height for the rows; 0: all they want
}

// Pitch of the rows in dp: usual, and least where there are many.
const (
	sliderPitch, leastPitch = 46, 30
)

func (p *sliderPicker) height(f *frame) float32 {
	return float32(len(f.choice.y)-p.from) * p.pitch(f)
}

// pitch is that of the rows in the room that there is.
func (p *sliderPicker) pitch(f *frame) float32 {
	if p.room == 0 || p.from > 0 {
		return leastPitch
	}
	return min(max(p.room/float32(len(f.choice.y)-p.from), leastPitch), sliderPitch)
}

func (p *sliderPicker) update(gtx layout.Context, f *frame) (moving bool) {
	s := f.snap.Plan.Setup
	for len(p.row) < len(f.choice.y) {
		p.row = append(p.row, control.Slider{})
		p.hist = append(p.hist, widgets.Picture{})
	}
	for i := p.from; i < len(f.choice.y); i++ {
		r := &p.row[i]
		r.Scale = scaleOf(s, i)
		r.Value = f.choice.y[i]
		if r.Update(gtx) {
			f.choice.vary(i, r.Value)
		}
		moving = moving || r.Dragging()
	}
	return moving
}

// scaleOf is the scale of number i of y.
func scaleOf(s *scenes.Setup, i int) control.Scale {
	a := s.Y[i]
	return control.Scale{Min: a.Min, Max: a.Max, Default: s.Start[i], Step: stepOf(a)}
}

// layout draws the rows in a card of width w from y = top on, in the room that there is; more of them scroll.
func (p *sliderPicker) layout(gtx layout.Context, f *frame, w, top float32) {
	n, pitch, room := len(f.choice.y)-p.from, p.pitch(f), p.height(f)
	if p.room > 0 && p.from == 0 {
		room = min(room, p.room)
	}
	p.list.Axis = layout.Vertical
	name := float32(0)
	for _, a := range f.snap.Plan.Setup.Y[p.from:] {
		name = max(name, f.measured(gtx, control.Line{Label: nameOf(a), Role: control.Body}))
	}
	name = min(name+10, w*0.43)
	f.at(gtx, rect{0, top, w, room}, func(gtx layout.Context) {
		defer clip.Rect{Max: gtx.Constraints.Max}.Push(gtx.Ops).Pop()
		p.list.Layout(gtx, n, func(gtx layout.Context, k int) layout.Dimensions {
			b := rect{0, 0, w, pitch}.pixels(gtx)
			f.at(gtx, rect{0, 0, w, pitch}, func(gtx layout.Context) { p.line(gtx, f, p.from+k, w, pitch, name) })
			return layout.Dimensions{Size: b.Size()}
		})
	})
}

// rowKey names everything that the histogram behind a slider depends on.
type rowKey struct {
	setup *scenes.Setup
	dark  bool
	prior bool
	index int
}

// line draws number i of y: its name, what is expected of it, and the slider.
func (p *sliderPicker) line(gtx layout.Context, f *frame, i int, w, h, name float32) {
	s := f.snap.Plan.Setup
	a := s.Y[i]
	const number, knob = 52, 7
	f.cut(gtx, rect{cardPad, 0, name - 4, h}, nameOf(a), control.Body, f.theme.Text)
	at := rect{cardPad + name + knob, 2, w - 2*cardPad - name - number - 2*knob, h/2 - 2}
	f.at(gtx, at, func(gtx layout.Context) {
		p.hist[i].Layout(gtx, rowKey{s, f.dark, f.show.prior, i}, func() widgets.Plot {
			var m widgets.Marginal
			m.Lo, m.Hi, m.Bins = a.Min, a.Max, 50
			if f.show.prior {
				m.Prior = column(f.explore().prior.of(s).y, s.Problem.DimY, i)
			}
			marks, top := widgets.Encoding{Theme: f.theme}.Marginal(m)
			plot := bare(f, float64(at.w), float64(at.h), marks...)
			plot.Frame.X.Min, plot.Frame.X.Max, plot.Frame.Y.Max = a.Min, a.Max, top
			return plot
		})
	})
	f.within(gtx, rect{cardPad + name, 0, w - 2*cardPad - name, h}, control.SliderStyle{
		State: &p.row[i], Color: f.theme.Accent, Name: a.Name, Doc: sayNumber, Number: number, Format: widgets.Short,
		Role: control.Strong, Ink: f.theme.Text, Height: h,
	})
}

// nameOf names an axis, with its unit.
func nameOf(a scenes.Axis) widgets.Label { return axisOf(a, 0, 1).Label }
