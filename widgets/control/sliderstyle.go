package control

// How a slider looks.

import (
	"image/color"

	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// SliderStyle is a slider with its number to the right. It fills the width of the constraints.
type SliderStyle struct {
	State  *Slider
	Color  color.NRGBA // of the knob and of the track up to it
	Name   string      // what a screen reader calls it: "weight of loss x"
	Doc    string
	Number float32              // room for the number, in dp; 0: no number
	Format func(float64) string // of the number; nil: widgets.Value
	Role   Role                 // of the number; the zero value is Small
	Ink    color.NRGBA          // of the number; the zero value is Text2
	Tick   bool                 // mark the default
	Height float32              // in dp; 0: 32
}

const knob = 7 // radius in dp

// Layout draws the slider.
func (s SliderStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	w, h := p.maxWidth(), s.Height
	if h == 0 {
		h = reach
	}
	end := w - s.Number
	state := s.State
	x := float32(knob) + float32(state.Scale.Place(state.Value))*(end-2*knob)
	p.fill(box{0, h/2 - 2, end, h/2 + 2}, 2, t.Ctl)
	p.fill(box{0, h/2 - 2, x, h/2 + 2}, 2, s.Color)
	if s.Tick {
		d := float32(knob) + float32(state.Scale.Place(state.Scale.Default))*(end-2*knob)
		p.fill(box{d - 1, h/2 - 4, d + 1, h/2 + 4}, 0, t.Axis)
	}
	edge := float32(2.5)
	if state.hover || state.drag {
		edge = 3.5
	}
	p.disc(x, h/2, knob, s.Color)
	p.disc(x, h/2, knob-edge, t.Card)
	if state.focus.visible(gtx, state) {
		p.ring(box{x - knob, h/2 - knob, x + knob, h/2 + knob}, knob)
	}
	state.from, state.to = knob*p.k, (end-knob)*p.k

	words := s.words()
	s.track(p, box{0, min(0, (h-reach)/2), end, max(h, (h+reach)/2)}, words)
	if s.Number > 0 {
		s.number(p, box{end, 0, w, h}, words)
	}
	return p.dims(w, h)
}

func (s SliderStyle) words() string {
	if s.Format == nil {
		return widgets.Value(s.State.Value)
	}
	return s.Format(s.State.Value)
}

// track makes b react to the pointer and the keyboard.
func (s SliderStyle) track(p pen, b box, words string) {
	gtx := p.gtx
	r := p.px(b)
	defer op.Offset(r.Min).Push(gtx.Ops).Pop()
	defer clip.Rect{Max: r.Size()}.Push(gtx.Ops).Pop()
	spoken{label: s.Name, doc: s.doc(words)}.say(gtx.Ops)
	pointer.CursorColResize.Add(gtx.Ops)
	s.State.focus.add(gtx, s.State)
	p.env.explain(s.Doc, s.State.hover, gtx.Focused(s.State))
}

// doc is what a screen reader says of the slider beside its name: value and explanation.
func (s SliderStyle) doc(words string) string {
	if s.Doc == "" {
		return words
	}
	return words + ". " + s.Doc
}

// number draws the number at the right end of b; a click on it opens an editor there.
func (s SliderStyle) number(p pen, b box, words string) {
	role, ink := s.Role, s.Ink
	if role == (Role{}) {
		role = Small
	}
	if ink == (color.NRGBA{}) {
		ink = p.env.Theme.Text2
	}
	s.State.number.layout(p, b, role, ink, words, s.Name+" as a number", plainNumber(s.State.Value))
}
