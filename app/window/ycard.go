package window

// The card of y: what was measured, chosen in the way that is natural to it, and how uncertain it is.

import (
	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// ycard picks y.
type ycard struct {
	labels labelPicker
	plane  planePicker
	rows   sliderPicker
	noise  control.Slider
	held   heldPicker
	about  control.Area
}

// picker is a way to choose y: height is what it needs in a card, update reports whether y is still moving.
type picker interface {
	height(f *frame) float32
	layout(gtx layout.Context, f *frame, w, top float32)
	update(gtx layout.Context, f *frame) bool
}

// noiseMost is the right end of the noise's slider.
const noiseMost = 0.2

// noiseRow is the height of its row in dp.
const noiseRow = 32

// picker is the set-up's.
func (c *ycard) picker(s *scenes.Setup) picker {
	switch {
	case s.Problem.Labels > 0:
		return &c.labels
	case s.Picker == scenes.Plane || s.Picker == scenes.Line:
		return &c.plane
	}
	return &c.rows
}

// height is that of the card.
func (c *ycard) height(f *frame) float32 {
	s := f.snap.Plan.Setup
	return cardContent + c.picker(s).height(f) + noiseRow + c.held.height(s) + f.pick(8, 14, 14)
}

func (c *ycard) layout(gtx layout.Context, f *frame, r rect) {
	f.card(gtx, r)
	f.title(gtx, "y", f.theme.Ly, widgets.Words("Measurement"))
	c.about.Layout(gtx, f.Env, rect{0, 0, r.w - 48, cardHeader}.pixels(gtx), "Measurement", sayY)
	p := c.picker(f.snap.Plan.Setup)
	held := c.held.height(f.snap.Plan.Setup)
	foot := r.h - noiseRow - held - f.pick(8, 14, 14)
	c.rows.room = foot - cardContent - 4
	p.layout(gtx, f, r.w, cardContent)
	at := rect{cardPad, min(foot, cardContent+p.height(f)), r.w - 2*cardPad, noiseRow}
	c.noiseAt(gtx, f, at)
	c.held.layout(gtx, f, rect{at.x, at.bottom() + 6, at.w, held})
}

// noiseAt draws the noise's row.
func (c *ycard) noiseAt(gtx layout.Context, f *frame, r rect) {
	doc := sayNoise
	if !f.choice.labels {
		doc = sayNoiseSpread
	}
	c.noise.Scale = control.Scale{Max: noiseMost, Step: 0.01}
	f.slider(gtx, r, widgets.Words("Noise on y"), "Noise on y", doc, 74, 44, &c.noise)
}

// slider draws a row of words and a slider with its number.
func (f *frame) slider(gtx layout.Context, r rect, words widgets.Label, name, doc string, room, number float32, s *control.Slider) {
	f.words(gtx, r.x, r.y+r.h/2+4.5, fromLeft, words, control.Body, f.theme.Text)
	f.within(gtx, rect{r.x + room, r.y, r.w - room, r.h}, control.SliderStyle{
		State: s, Color: f.theme.Accent, Name: name, Doc: doc, Number: number,
		Format: widgets.Short, Role: control.Strong, Ink: f.theme.Text, Height: r.h,
	})
}

func (c *ycard) update(gtx layout.Context, f *frame) {
	c.held.update(gtx, f)
	moving := c.picker(f.snap.Plan.Setup).update(gtx, f)
	f.choice.rough = c.updateNoise(gtx, f) || moving
}

// updateNoise acts on the noise's slider and reports whether it is moving.
func (c *ycard) updateNoise(gtx layout.Context, f *frame) bool {
	c.noise.Value = f.choice.noise
	if c.noise.Update(gtx) {
		f.choice.noise = c.noise.Value
	}
	return c.noise.Dragging()
}
