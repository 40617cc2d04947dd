package window

// The target is limited to the colours that paints have: what is asked for beyond is the nearest of them.

import (
	"slices"

	"innlab/scenes/paint"
	"innlab/widgets"
	"innlab/widgets/control"
)

// colourWish is the colour that somebody asked for, which paints may not have, and the one that was taken for it.
type colourWish struct {
	wanted, taken [3]float64
	told          bool // it is said that they differ
}

// of is what was wanted where y was taken for it, else y. So a lightness at which paints reach less does not take the
// colour away for good.
func (w *colourWish) of(y []float64) [3]float64 {
	if slices.Equal(y, w.taken[:]) {
		return w.wanted
	}
	return [3]float64(y)
}

// ask asks for the nearest to a colour that paints have, and says so if it is to be told.
func (w *colourWish) ask(f *frame, lab [3]float64, told bool) {
	taken := paint.Nearest(lab)
	*w = colourWish{wanted: lab, taken: taken, told: told && taken != lab}
	f.choice.y = slices.Clone(taken[:])
}

// banner says that what was asked for is out of reach, as long as what was taken for it is shown.
func (w *colourWish) banner(f *frame) (b control.Banner, ok bool) {
	if !w.told || !slices.Equal(f.choice.y, w.taken[:]) {
		return b, false
	}
	name := func(lab [3]float64) string {
		return "L* " + widgets.Fixed(lab[0], 1) + ", a* " + widgets.Fixed(lab[1], 1) + ", b* " + widgets.Fixed(lab[2], 1)
	}
	return control.Banner{Words: "No mixture of these paints has " + name(w.wanted) + ". The nearest is taken: " + name(w.taken) + "."}, true
}
