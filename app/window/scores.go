package window

// What the quality card says of a posterior: one number large, a few in rows. Which, depends on what can be known.

import (
	"math"

	"innlab/app/session"
	"innlab/widgets"
)

// headline is the number that stands large, on a bar from least to most.
type headline struct {
	name, doc    string
	value, exact float64 // exact is what exact samples score; NaN where that is not known
	least, most  float64
	end          string // words at the right end of the bar
	format       func(float64) string
}

// score is a row: name, value in words, explanation.
type score struct{ name, value, doc string }

// headline is the distance to the exact posterior where there is one, else what the simulator says of the samples.
func (f *frame) headline(q *session.Quality) headline {
	if math.IsNaN(q.Error) && !math.IsNaN(q.Again) {
		doc := sayAgain + " " + sayNoExact
		if f.ans != nil && f.ans.Why != "" {
			doc = sayAgain
		}
		return headline{"re-simulation error", doc, q.Again, math.NaN(), 1e-3, 1, "spread of y", share}
	}
	const most = 0.5 // what an untrained network scores
	return headline{"posterior error (MMD)", sayError, q.Error, q.Exact, 1e-4, most, "untrained " + widgets.Fixed(most, 1), errorWords}
}

// scores are the rows; as many of them are shown as there is room for.
func (f *frame) scores(q *session.Quality) []score {
	if f.snap.Plan.Setup.Modes != nil {
		width := "\u2013" // no sample is within 3σ of a mode
		if !math.IsNaN(q.Width) {
			width = widgets.Fixed(q.Width, 3) + " of " + widgets.Fixed(q.Truth, 3)
		}
		return []score{
			{"Right label", widgets.Percent(q.Right), sayRight},
			{"Width of a mode", width, sayWidth},
			{"Between modes", widgets.Percent(q.Between), sayBetween},
		}
	}
	var list []score
	e := f.explore()
	switch u := f.snap.Plan.Setup; {
	case u.Shares != nil:
		list = append(list, e.mixed.scores()...)
	case u.Apart:
		if x := e.picture.truth(f); x != nil && q.Likely != nil {
			list = append(list, score{symbolOf(u.X[0]) + " (MAP) off by", widgets.Fixed(math.Abs(q.Likely[0]-x[0]), 2), sayMAPOff})
		}
		if k := e.test.of(f); k != nil {
			list = append(list, score{"Calibration error", widgets.Percent(k.Error()), sayCalibrated})
		}
	}
	if !math.IsNaN(q.Again) && !math.IsNaN(q.Error) {
		words := share(q.Again)
		if f.class != small && q.AgainExact > 1e-6 {
			words += " (exact " + share(q.AgainExact) + ")"
		}
		list = append(list, score{"Re-simulation error", words, sayAgain})
	}
	if !math.IsNaN(q.Spread) {
		list = append(list, score{"Spread", widgets.Fixed(q.Spread, 2) + " of exact", saySpread})
	}
	if !math.IsNaN(q.Outside) {
		list = append(list, score{"Outside the prior", widgets.Percent(q.Outside), sayOutside})
	}
	return list
}

// share writes a share with two digits: "0.21 %", "14 %".
func share(v float64) string {
	switch {
	case math.IsNaN(v):
		return "\u2013"
	case v < 1e-5:
		return "0 %"
	case v >= 0.1:
		return widgets.Fixed(100*v, 0) + " %"
	}
	return widgets.Fixed(100*v, min(1-int(math.Floor(math.Log10(100*v))), 4)) + " %"
}

// errorWords writes an error; an unbiased MMD² may be a little below 0, which is as good as 0.
func errorWords(v float64) string {
	switch {
	case math.IsNaN(v):
		return "\u2013"
	case v < 1e-5:
		return "0"
	case v < 1:
		return widgets.Fixed(v, 1-int(math.Floor(math.Log10(v)))) // two digits
	}
	return widgets.Value(v)
}
