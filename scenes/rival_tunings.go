package scenes

import "innlab/inn"

// What other methods need on a scene beside what they do by default, found by the MMD² to exact posteriors of y drawn from the
// prior predictive.

// moonsTunings: crescents are thin, so perceptrons are wide and trainings long; with y that are numbers the game of cgan
// needs its penalty also with a small z, and a strong one with a large z. Simulations cost next to nothing.
func moonsTunings() []Tuning {
	return []Tuning{
		{Method: "cvae", Change: wideCoder},
		{Method: "cvae-iaf", Change: wideCoder},
		{Method: "cgan", Change: func(c *inn.Config, _ *inn.Live) { c.Penalty = 1 }},
		{Method: "cgan", Preset: "large", Change: func(c *inn.Config, _ *inn.Live) { c.Penalty = 5 }},
		{Method: "abc", Change: manySimulations},
	}
}

// armTunings: y leaves two of the four numbers of x, and so two are what a code must tell.
func armTunings() []Tuning {
	return []Tuning{
		{Method: "cvae", Change: func(c *inn.Config, _ *inn.Live) { c.Latent = 2 }},
		{Method: "abc", Change: manySimulations},
	}
}

// wideCoder is for posteriors that are much thinner than they are long.
func wideCoder(c *inn.Config, l *inn.Live) {
	c.Hidden, c.Steps, l.Rate = []int{128, 128}, 6000, 5e-3
}

// manySimulations are a million, of which the nearest lie three times as near, in the plane of y, as those of the usual 10⁵.
func manySimulations(c *inn.Config, _ *inn.Live) { c.Steps *= 10 }
