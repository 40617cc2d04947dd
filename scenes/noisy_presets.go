package scenes

import "innlab/inn"

// Recipes for scenes whose measurements are noisy and whose priors have ends: tissue and nebula. The first is a flow
// trained by likelihood, which is calibrated to within 1 to 2 %; the paper's losses come near that for the oxygenation of
// tissue, and not for the branches of the nebula, whose shares they miss.

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

// noisyBounded is noisyINN, changed in two things. Bounded x go through the logit, or posteriors that are the prior come
// out rounded at its ends. And the reconstruction is off: it asks that a noisy y and the predicted z lead back to one x,
// but a noisy y leads to many, and what is well known comes out twice too wide.
func noisyBounded(dimX, dimY int) Preset {
	p := noisyINN(dimX, dimY)
	p.Config.Logit = true
	p.Live.Loss[inn.LossRec].On = false
	p.Live.Loss[inn.LossX].Weight = 1000
	return p
}

// withNoise changes a preset of the paper's losses for a problem whose noise is known: the network learns that noise with x, so that
// y is a function of what goes in. Then no loss stands in another's way, and all of the paper's can be strong: L_y has no
// floor, L_z alone makes a flow whose inverse is the posterior, and the reconstruction asks for what there is.
func withNoise(p Preset, dimX, dimY, noise int) Preset {
	c, l := &p.Config, &p.Live
	c.SimNoise, c.DimZ = noise, max(1, dimX+noise-dimY)
	c.Width = max(dimX+noise, dimY+c.DimZ)
	for i, w := range [inn.NumLosses]float64{inn.LossY: 100, inn.LossZ: 300, inn.LossX: 1000, inn.LossRec: 10} {
		if w > 0 {
			l.Loss[i] = inn.Term{On: true, Weight: w}
		}
	}
	return p
}

// tissueINN is for 13 numbers of which the measurement hides most. Those that come back as their priors are even or
// nearly normal, and normal quantiles leave the network nothing to do for them. z is one wider than what y loses: y has
// lost the brightness too, as it stands on a sphere. The kernels are as wide as clouds of so many dimensions are: they
// look at how wide each direction is.
func tissueINN() Preset {
	noise := len(bands)
	p := withNoise(noisyBounded(tissueDim, len(bands)), tissueDim, len(bands), noise)
	p.Config.Probit = true
	p.Config.DimZ, p.Config.Width = tissueDim+1, tissueDim+noise+1
	p.Config.Blocks, p.Config.Hidden, p.Config.Clamp, p.Config.Steps = 8, []int{128, 128}, 1, 4000
	p.Config.Kernels, p.Config.ShapeY = []float64{1, 3, 8}, 1.5
	p.Live.Rate = 4e-3
	return p
}

// nebulaINN is for a noise that is small beside what is measured: the kernels are narrow, and y counts more.
func nebulaINN(dimY int) Preset {
	p := noisyBounded(nebulaDim, dimY)
	p.Config.Blocks, p.Config.Batch, p.Config.Steps = 8, 384, 5000
	p.Config.Kernels = spread(p.Config.Kernels, 0.7)
	p.Config.ShapeY = 2
	p.Live.Rate = 6e-3
	p.Live.Loss[inn.LossY].Weight = 0.2
	p.Live.Loss[inn.LossZ].Weight = 10
	return p
}
