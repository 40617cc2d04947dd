package scenes

import "innlab/inn"

// Recipes for scenes whose measurements are noisy and whose priors have ends: tissue and nebula. The first is a flow
// trained by likelihood; the other the paper's losses, which are as well calibrated where the network learns the noise, though
// a cloud is further from the exact posterior.

// likelihood is the flow: splines, bounded x through the logit.
func likelihood(steps int) Preset {
	return Preset{
		Method: "cinn", Name: "default",
		Config: inn.Config{
			Blocks: 6, Hidden: []int{64, 64}, Activation: inn.SiLU, Mix: inn.Permute, Clamp: 2,
			Bins: 8, Bound: 5, Networks: 1,
			Init:  inn.Xavier,
			Batch: 256, Steps: steps, Warmup: 50, Cosine: true,
			Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, ClipNorm: 5, Average: 0.99,
			Scale: true, Logit: true,
			Seed: 1,
		},
		Live: inn.Live{Rate: 1e-2, Loss: [inn.NumLosses]inn.Term{{On: true, Weight: 1}}},
	}
}

// narrowly is likelihood for posteriors that are narrow beside their prior: a longer moving average, at a rate that suits.
func narrowly(steps int, rate float64) Preset {
	p := likelihood(steps)
	p.Config.Average, p.Live.Rate = 0.998, rate
	return p
}

// lotkaLikely is for hares and lynxes, whose simulator takes most of the time.
func lotkaLikely() Preset {
	p := narrowly(8000, 5e-3)
	p.Config.Blocks = 8
	return p
}

// knownNoise is the recipe of the paper's losses where the simulator's noise is so many known numbers: the network learns them
// with x (ours, not the paper's), so that y is a function of what goes in. Then no loss stands in another's way, and all of them can
// be strong: L_y has no floor, L_z with it makes a flow whose inverse is the posterior, and the reconstruction asks for what
// there is. Even priors go through normal quantiles: numbers that come back as their priors leave the network nothing to do.
func knownNoise(dimX, dimY, noise int) Preset {
	p := General(dimX, dimY, max(1, dimX+noise-dimY))
	c, l := &p.Config, &p.Live
	c.SimNoise, c.Logit, c.Probit, c.Blocks = noise, true, true, 8
	c.Width = c.LeastWidth(inn.Dims{X: dimX, Y: dimY})
	for i, w := range [inn.NumLosses]float64{inn.LossY: 100, inn.LossZ: 300, inn.LossX: 1000, inn.LossRec: 10} {
		if w > 0 {
			l.Loss[i].Weight = w
		}
	}
	return p
}

// tissueINN is for 13 numbers of which the measurement hides most. z is one wider than what y loses of x and noise, since y
// has lost the brightness, too: it stands on a sphere. The kernels are as wide as clouds of so many dimensions are, and look at how
// wide each direction is.
func tissueINN() Preset {
	p := knownNoise(tissueDim, len(bands), len(bands))
	p.Config.DimZ, p.Config.Width = tissueDim+1, tissueDim+len(bands)+1
	p.Config.Hidden, p.Config.Clamp, p.Config.Steps = []int{128, 128}, 1, 4000
	p.Config.Kernels, p.Config.ShapeY = []float64{1, 3, 8}, 1.5
	p.Live.Rate = 4e-3
	return p
}

// nebulaINN is for a noise that is small beside what is measured: y counts more.
func nebulaINN(dimY int) Preset {
	p := knownNoise(nebulaDim, dimY, dimY)
	p.Config.Kernels, p.Config.ShapeY = []float64{0.3, 1, 4}, 2
	p.Live.Rate = 5e-3
	return p
}
