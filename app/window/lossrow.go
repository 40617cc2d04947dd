package window

// A row of a loss: legend, switch, weight and value in one.

import (
	"math"

	"gioui.org/layout"

	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// lossRow draws switch, name, words, value, weight.
func (c *losses) lossRow(gtx layout.Context, f *frame, i int, words string, r rect) {
	row, term := &c.row[i], f.live().Loss[i]
	doc := f.lossDoc(i)
	back := rect{6, r.y - 4, r.w - 12, r.h - 3}
	if row.area.Hovered() {
		round(gtx, back, 6, f.theme.Sunk)
	}
	mid := r.y + 13
	name, ink, value := f.theme.Loss(i), f.theme.Text, f.theme.Text
	if !term.On {
		name, ink, value = f.theme.Text2, f.theme.Text2, f.theme.Text2
	}
	track := widgets.Mix(f.theme.Card, f.theme.Text2, 0.7)
	if term.On {
		track = f.theme.Loss(i)
	}
	f.put(gtx, cardPad, mid-9, control.SwitchStyle{State: &row.on, Color: f.theme.Loss(i), Name: "loss " + f.lossSaid(i), Doc: doc, Reach: 110})
	f.words(gtx, 54, mid+5, fromLeft, f.lossName(i), control.Title, name)
	end := 80 + f.words(gtx, 80, mid+4.5, fromLeft, widgets.Words(words), control.Body, ink)
	if i == inn.LossX && f.snap.Columns[0].Ramp < 1 && term.On {
		s := "ramp " + widgets.Fixed(100*f.snap.Columns[0].Ramp, 0) + " %"
		f.say(gtx, end+10, mid+4.5, fromLeft, s, control.Small, f.theme.Text2)
	}
	f.say(gtx, r.w-cardPad, mid+4.5, fromRight, lossValue(&inn.Losses[i], c.values[i]), control.Strong, value)
	row.weight.Scale = weightScale(f, i)
	f.within(gtx, rect{61, r.y + 18, r.w - 61 - cardPad, 24}, control.SliderStyle{
		State: &row.weight, Color: track, Name: "weight of loss " + f.lossSaid(i), Doc: sayWeight,
		Number: 63 - cardPad, Format: func(v float64) string { return "× " + weightWords(v) }, Tick: true, Height: 24,
	})
	row.area.Layout(gtx, f.Env, back.pixels(gtx), "", "")
}

// lineRow is a row in a single line: switch, name, weight, value.
func (c *losses) lineRow(gtx layout.Context, f *frame, i int, r rect) {
	const slider, number, value = 76, 42, 50
	row, term := &c.row[i], f.live().Loss[i]
	if row.area.Hovered() {
		round(gtx, rect{6, r.y + 2, r.w - 12, r.h - 3}, 6, f.theme.Sunk)
	}
	ink, name := f.theme.Text2, f.theme.Text2
	track := widgets.Mix(f.theme.Card, f.theme.Text2, 0.7)
	if term.On {
		ink, name, track = f.theme.Text, f.theme.Loss(i), f.theme.Loss(i)
	}
	mid := r.y + r.h/2 + 1
	f.put(gtx, cardPad, mid-9, control.SwitchStyle{State: &row.on, Color: f.theme.Loss(i), Name: "loss " + f.lossSaid(i), Doc: f.lossDoc(i), Reach: 58})
	f.words(gtx, 54, mid+5, fromLeft, f.lossName(i), control.Title, name)
	row.weight.Scale = weightScale(f, i)
	f.within(gtx, rect{slider, mid - 12, r.w - slider - cardPad - value, 24}, control.SliderStyle{
		State: &row.weight, Color: track, Name: "weight of loss " + f.lossSaid(i), Doc: sayWeight,
		Number: number, Format: func(v float64) string { return "× " + weightWords(v) }, Tick: true, Height: 24,
	})
	words := nothing // not measured
	if v := c.values[i]; !math.IsNaN(v) {
		words = lossValue(&inn.Losses[i], v)
	}
	f.say(gtx, r.w-cardPad, mid+4.5, fromRight, words, control.Strong, ink)
	row.area.Layout(gtx, f.Env, r.pixels(gtx), "", "")
}

// recRow is the row of the reconstruction, which has a switch only.
func (c *losses) recRow(gtx layout.Context, f *frame, r rect) {
	row, on := &c.row[inn.LossRec], f.live().Loss[inn.LossRec].On
	ink := f.theme.Text
	if !on {
		ink = f.theme.Text2
	}
	mid := r.y + r.h/2 + 1
	f.put(gtx, cardPad, mid-9, control.SwitchStyle{State: &row.on, Color: f.theme.Lr, Name: "Reconstruction", Doc: sayRec, Reach: 130})
	f.say(gtx, 54, mid+4.5, fromLeft, "Reconstruction", control.Body, ink)
	f.say(gtx, r.w-cardPad, mid+4.5, fromRight, lossValue(&inn.Losses[inn.LossRec], c.values[inn.LossRec]), control.Strong, ink)
	row.area.Layout(gtx, f.Env, r.pixels(gtx), "", "")
}

// weightScale is the scale of a weight: a hundredth to a hundredfold of the preset's.
func weightScale(f *frame, i int) control.Scale {
	d := f.live().Loss[i].Weight
	if p, err := f.snap.Plan.Setup.Preset(f.snap.Plan.Columns[0].Method, ""); err == nil {
		d = p.Live.Loss[i].Weight
	}
	if d <= 0 {
		d = 1
	}
	w := f.live().Loss[i].Weight
	return control.Scale{Min: min(d/weightSpan, max(w, d*1e-6)), Max: max(d*weightSpan, w), Default: d, Log: true}
}

// weightWords writes a weight with at most two significant digits after the point.
func weightWords(v float64) string {
	switch {
	case v >= 10 || v == math.Trunc(v):
		return widgets.Fixed(v, 0)
	case v >= 1:
		return widgets.Fixed(v, 1)
	}
	return widgets.Value(v)
}

// lossDocs are the sentences that explain the losses, lossSaid how a screen reader names them.
var (
	lossDocs = [inn.NumLosses]string{sayLy, sayLz, sayLx, sayRec, sayLn}
	lossSaid = [inn.NumLosses]string{"y", "z", "x", "reconstruction", "n"}
)
