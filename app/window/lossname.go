package window

// What the losses of the explored method are called. Those of the invertible network have switches and weights in the card;
// of other methods it shows what they are and how they fall, and the settings have the rest.

import (
	"image/color"
	"math"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// invertible says whether the explored method is the invertible network.
func (f *frame) invertible() bool { return f.snap.Plan.Columns[0].Method == inn.Invertible.Name }

// learns says whether the explored method has a network; one that has none keeps simulations.
func (f *frame) learns() bool { return f.snap.Plan.Columns[0].Kind().Learns() }

// through is what y and z go through.
func (f *frame) through() string {
	title := f.snap.Plan.Columns[0].Kind().Title
	if f.zless() {
		return title
	}
	return title + ", inverse"
}

// zless says whether the explored method makes x of y without a z that can be looked at.
func (f *frame) zless() bool {
	_, ok := f.snap.Columns[0].Estimator.(inn.Inverter)
	return !ok
}

// dimZ is how many numbers the z of the explored method has; 0 where it has none that can be looked at.
func (f *frame) dimZ() int {
	if z, ok := f.snap.Columns[0].Estimator.(inn.Inverter); ok {
		return z.DimZ()
	}
	return 0
}

// ways says which ways y, z and x go through the explored method.
func (f *frame) ways() string {
	e := f.snap.Columns[0].Estimator
	if _, ok := e.(inn.Forwarder); ok {
		return sayNetwork
	}
	if _, ok := e.(inn.Encoder); ok {
		return sayConditional
	}
	return sayBackward
}

// lossInk is the colour of a loss.
func (f *frame) lossInk(i int) color.NRGBA {
	if l := f.snap.Plan.Columns[0].Losses(); i < len(l) {
		return figure.LossColor(&f.theme, l, i)
	}
	return f.theme.Lr
}

// ownRows is how many losses have a row: that of what is held out has none where nothing is.
func (f *frame) ownRows() int {
	c := &f.snap.Plan.Columns[0]
	own := c.Losses()
	if n := len(own); n > 0 && own[n-1].Name == inn.HeldOut.Name && c.Config.HoldOut == 0 {
		return n - 1
	}
	return len(own)
}

// lossName is the name of a loss as it stands beside its curve.
func (f *frame) lossName(i int) widgets.Label {
	if !f.invertible() {
		if l := f.snap.Plan.Columns[0].Losses(); i < len(l) {
			return widgets.Marked(l[i].Symbol)
		}
		return nil
	}
	switch i {
	case inn.LossY:
		return widgets.L("L", "y")
	case inn.LossZ:
		return widgets.L("L", "z")
	case inn.LossX:
		return widgets.L("L", "x")
	case inn.LossNLL:
		return widgets.L("L", "n")
	}
	return widgets.L("R", "")
}

// lossWords are two words for a loss. What L_x compares depends on the losses it trains with.
func (f *frame) lossWords(i int) string {
	first := &f.snap.Plan.Columns[0]
	if f.invertible() && i == inn.LossX && inn.LossXForm(&first.Config, f.live()) != inn.ShapeX {
		return "shape (x, y)"
	}
	if l := first.Losses(); i < len(l) {
		return l[i].Words
	}
	return ""
}

// lossDoc explains a loss.
func (f *frame) lossDoc(i int) string {
	if f.invertible() && i < len(lossDocs) {
		return lossDocs[i]
	}
	if l := f.snap.Plan.Columns[0].Losses(); i < len(l) {
		return l[i].Doc
	}
	return ""
}

// lossSaid is how a screen reader calls a loss.
func (f *frame) lossSaid(i int) string {
	if f.invertible() && i < len(lossSaid) {
		return lossSaid[i]
	}
	if l := f.snap.Plan.Columns[0].Losses(); i < len(l) {
		return l[i].Name
	}
	return ""
}

// plainRow is a row of a method other than the invertible network: name, what it asks, value.
func (c *losses) plainRow(gtx layout.Context, f *frame, i int, r rect) {
	mid := r.y + r.h/2
	f.words(gtx, cardPad, mid+5, fromLeft, f.lossName(i), control.Title, f.lossInk(i))
	value := nothing // not measured
	if v := c.values[i]; !math.IsNaN(v) {
		value = widgets.Value(v) // a log-likelihood may be on either side of 0
	}
	f.say(gtx, r.w-cardPad, mid+4.5, fromRight, value, control.Strong, f.theme.Text)
	f.say(gtx, 54, mid+4.5, fromLeft, f.lossWords(i), control.Body, f.theme.Text)
	c.row[i].area.Layout(gtx, f.Env, rect{6, r.y, r.w - 12, r.h}.pixels(gtx), f.lossSaid(i), f.lossDoc(i))
}
