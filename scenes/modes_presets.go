package scenes

import "innlab/inn"

// modesDefault trains the toy so that the posterior at a clean one-hot y is right: balance and width of the modes,
// and nothing between them. What differs from the published recipe and matters: L_x compares x together with y, a
// strong L_y, no noise on y, z of L_x from a lattice, and a high learning rate that decays.
func modesDefault() Preset {
	return Preset{
		Name: "default",
		Config: inn.Config{
			Blocks: 6, Hidden: []int{64, 64}, Activation: "relu",
			Width: 10, DimZ: 2,
			Clamp: 2, Mix: "permute",
			Init: "xavier", InitScale: 0.05, LastScale: 0.3,

			Batch: 128, Steps: 2000, Warmup: 50, Cosine: true, FloorRate: 0.005,
			Beta1: 0.8, Beta2: 0.99, Eps: 1e-6, Clip: 15, Average: 0.995,

			Kernels: []float64{0.05, 0.2, 0.9}, Cross: 4, Lattice: true,
			Fit: "square", Shape: "auto", ShapeY: 2, RecPadding: 0.2, RecZGrad: true, Sigma: 0.05,
			Seed: 3,
		},
		Live: inn.Live{
			Rate: 1e-2,
			Loss: [inn.NumLosses]inn.Term{
				inn.LossY:   {On: true, Weight: 100},
				inn.LossZ:   {On: true, Weight: 100},
				inn.LossX:   {On: true, Weight: 400},
				inn.LossRec: {On: true, Weight: 30},
				inn.LossNLL: {Weight: 1},
			},
			PadNoise: 0.05,
		},
	}
}

// modesSome is for set-up some, whose rarest labels make up an eighth of a batch each: more of them at a time, and fewer
// times.
func modesSome() Preset {
	p := modesDefault()
	p.Config.Batch, p.Config.Steps = 192, 1800
	return p
}

// modesNone is for set-up none, where one label must be pulled apart into all eight modes: a longer training of a
// deeper network at a lower rate, with more weight on L_x.
func modesNone() Preset {
	p := modesDefault()
	p.Config.Blocks, p.Config.Steps = 8, 3000
	p.Live.Rate, p.Live.Loss[inn.LossX].Weight = 6e-3, 800
	return p
}

// modesPaper is the recipe published with the paper, as it stands: 50 epochs of 8 steps. At a clean y its modes come
// out too narrow, because the network takes their width from the noise on y.
func modesPaper() Preset {
	return Preset{
		Name: "paper",
		Config: inn.Config{
			Blocks: 8, Hidden: []int{512}, Activation: "relu",
			Width: 16, DimZ: 2,
			Clamp: 2, ClampOld: true, Mix: "permute",
			Init: "normal", InitScale: 0.05, LastScale: 1,

			Batch: 1600, Steps: 400,
			Beta1: 0.8, Beta2: 0.9, Eps: 1e-6, Decay: 2e-5, Clip: 15,

			Kernels: []float64{0.05, 0.2, 0.9}, Biased: true, // the cross term on the batch itself
			Fit: "square", FitPadding: true, Shape: "x", ShapeY: 2,
			// The published reconstruction is the mean square over all 16 columns of x and its padding: 1/8 of what
			// x alone gives plus 7/8 of what the 14 columns of padding give, here a factor 7 and a weight of 3/8.
			RecPadding: 7,
			Sigma:      0.1, // as the noise on y
			Ramp:       true,
			Seed:       1,
		},
		Live: inn.Live{
			Rate: 1e-3,
			Loss: [inn.NumLosses]inn.Term{
				inn.LossY:   {On: true, Weight: 3},
				inn.LossZ:   {On: true, Weight: 300},
				inn.LossX:   {On: true, Weight: 400},
				inn.LossRec: {On: true, Weight: 3.0 / 8},
				inn.LossNLL: {Weight: 1},
			},
			YNoise: 0.1, PadNoise: 0.05, ZNoise: 0.1,
		},
	}
}
