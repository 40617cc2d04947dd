package scenes

import "innlab/inn"

// Recipes of the paper's losses for scenes whose measurements are noisy and whose priors have ends: tissue and nebula.

// noisy is the general recipe, changed in three things. Bounded x go through the logit, or posteriors that are the prior
// come out rounded at its ends. The reconstruction is off: it asks that y, with its noise, and the predicted z lead back
// to one x, but a noisy y leads to many, and the posterior of what is well known comes out twice too wide. And L_y speaks
// softly: a loud one leaves only x that give the noisy y to the last digit.
func noisy(dimX, dimY int) Preset {
	p := General(dimX, dimY, dimX)
	p.Config.Logit = true
	p.Live.Loss[inn.LossRec].On = false
	p.Live.Loss[inn.LossX].Weight = 1000
	return p
}

// tissueINN is for 13 numbers of which the measurement hides most.
func tissueINN() Preset {
	p := noisy(tissueDim, len(bands))
	p.Config.Kernels = spread(p.Config.Kernels, 1.5)
	p.Config.ShapeY = 1.5
	p.Live.Loss[inn.LossY].Weight = 1
	p.Live.Loss[inn.LossZ].Weight = 30
	return p
}

// nebulaINN is for a noise that is small beside what is measured: the kernels are narrow, and y counts more.
func nebulaINN(dimY int) Preset {
	p := noisy(nebulaDim, dimY)
	p.Config.Blocks, p.Config.Batch, p.Config.Steps = 8, 384, 5000
	p.Config.Kernels = spread(p.Config.Kernels, 0.7)
	p.Config.ShapeY = 2
	p.Live.Rate = 6e-3
	p.Live.Loss[inn.LossY].Weight = 0.2
	p.Live.Loss[inn.LossZ].Weight = 10
	return p
}
