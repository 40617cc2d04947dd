package scenes

import (
	"math"

	"innlab/inn"
)

// Presets of the flow trained by likelihood, one rule for each task: what depends on the number of simulations is a
// function of it, stated here. They were chosen by the likelihood of fresh simulations and by posteriors of measurements
// drawn from the prior predictive, not by the benchmark's observations.

// many is how many simulations count as many: from there on, chance in them matters less than what the network can hold.
const many = 50000

// byLikelihood is the preset of a rule: it changes the flow of likelihood for n fixed simulations, or for fresh ones in
// every step with n = 0, and says how many passes through n simulations are made; fresh ones are made in steps.
func byLikelihood(steps int, rule func(n int, c *inn.Config, l *inn.Live) (passes float64)) Preset {
	fixed := func(n int) (inn.Config, inn.Live) {
		p := likelihood(steps)
		p.Config.Logit = false
		passes := rule(n, &p.Config, &p.Live)
		if n > 0 {
			p.Config.Steps = max(1, int(math.Round(passes*float64(n)/float64(p.Config.Batch))))
		}
		return p.Config, p.Live
	}
	p := likelihood(steps)
	p.Config, p.Live = fixed(0)
	p.Fixed = fixed
	return p
}

// few reports whether n fixed simulations are few.
func few(n int) bool { return n > 0 && n < many }

// moonsLikelihood: a high rate finds the thin crescents. Several networks agree on the shares of the two where simulations
// are few; where there are many, one of ReLU that trains as long as two comes nearer.
func moonsLikelihood(n int, c *inn.Config, l *inn.Live) float64 {
	c.Blocks, c.Clamp, c.Inside = 8, 1, true
	if few(n) {
		c.Networks, l.Rate = 3, 2e-2
		return 60
	}
	c.Activation = inn.ReLU
	return 60
}

// mixtureLikelihood: the shift by y is linear, and most of what is left to learn are the ends of the box, which ReLU cuts
// more sharply than SiLU; of few simulations it makes too much. Many small steps place the narrow spot.
func mixtureLikelihood(n int, c *inn.Config, l *inn.Live) float64 {
	c.Inside = true
	if few(n) {
		c.Networks = 2
		return 60
	}
	c.Activation, l.Rate = inn.ReLU, 7e-3
	return 60
}

// slcpLikelihood: the widths of four points are wanted, of which a deep network of ReLU makes more than one of SiLU.
func slcpLikelihood(n int, c *inn.Config, _ *inn.Live) float64 {
	c.Blocks, c.Hidden, c.Activation, c.Bins, c.Logit = 8, []int{64, 64, 64}, inn.ReLU, 12, true
	if few(n) {
		c.Dropout, c.Networks = 0.12, 2
		return 80
	}
	c.Batch, c.Networks = 512, 2
	return 30
}

// linearLikelihood: the linear maps of affine blocks hold the posterior, and dropout keeps the rest small.
func linearLikelihood(n int, c *inn.Config, _ *inn.Live) float64 {
	c.Blocks, c.Hidden, c.Bins, c.Dropout, c.Networks = 2, []int{16}, 0, 0.5, 3
	if few(n) {
		return 20
	}
	c.Batch = 512
	return 10
}

// armNoise is the standard deviation of the noise on the end of the arm: a density of what is seen without noise has no
// bound.
const armNoise = 0.01

// armLikelihood trains with that noise, new in every step.
func armLikelihood(n int, c *inn.Config, l *inn.Live) float64 {
	c.Blocks, c.Hidden, c.Activation, c.Mix, c.Bins, c.Batch = 8, []int{64, 64, 64}, inn.ReLU, inn.Orthogonal, 16, 512
	l.YNoise = armNoise
	return 30
}

// modesLikelihood: the first layer embeds the label, and splines pull the modes apart.
func modesLikelihood(_ int, c *inn.Config, l *inn.Live) float64 {
	c.Blocks, c.Bins, c.Clamp, c.Mix = 8, 16, 1, inn.Orthogonal
	return 60
}
