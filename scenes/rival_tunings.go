package scenes

import "innlab/inn"

// What other methods need on a scene beside what they do by default, found by the MMD² to exact posteriors of y drawn from the
// prior predictive.

// moonsTunings: crescents are thin, so perceptrons are wide; where y are numbers the game of cgan needs its penalty also with a
// small z, and with a large one a strong penalty and a discriminator that learns faster. Simulations cost next to nothing.
func moonsTunings() []Tuning {
	return []Tuning{
		{Method: "cvae", Change: func(c *inn.Config, l *inn.Live) { c.Hidden, c.Steps, l.Rate = []int{128, 128}, 6000, 5e-3 }},
		{Method: "cgan", Change: func(c *inn.Config, _ *inn.Live) { c.Batch, c.Hidden, c.Penalty = 512, []int{128, 128}, 1 }},
		{Method: "cgan", Preset: "large", Change: func(c *inn.Config, _ *inn.Live) { c.Penalty, c.DiscRate = 5, 2 }},
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

// manySimulations are a million, of which the nearest lie three times as near, in the plane of y, as those of the usual 10⁵.
func manySimulations(c *inn.Config, _ *inn.Live) { c.Steps *= 10 }
