package scenes

import (
	"math"

	"innlab/inn"
)

// What suits a problem of which nothing but its dimensions is known.

// General is the recipe of the paper's losses for dimX numbers that are inferred from dimY, with a z of dimZ: x and y
// scaled, L_x on x together with y, a high rate that decays.
func General(dimX, dimY, dimZ int) Preset {
	return Preset{
		Name: "default",
		Config: inn.Config{
			Blocks: 6, Hidden: []int{64, 64}, Activation: "silu",
			Width: max(8, dimX+dimY, dimZ+dimY), DimZ: dimZ,
			Clamp: 2, Mix: "permute",
			Init: "xavier", InitScale: 0.05, LastScale: 0.3,

			Batch: 256, Steps: 3000, Warmup: 50, Cosine: true, FloorRate: 0.005,
			Beta1: 0.8, Beta2: 0.99, Eps: 1e-6, Clip: 15, Average: 0.995,

			// Distances between points grow with the root of the dimensions; so do the kernels.
			Kernels: spread([]float64{0.05, 0.2, 0.9}, math.Sqrt(float64(dimX+dimY)/4)),
			Cross:   4, Lattice: true,
			Fit: "square", Shape: "auto", ShapeY: 1, RecPadding: 0.2, RecZGrad: true, Sigma: 0.05,
			Scale: true,
			Seed:  1,
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

// posteriorKernels are the bandwidths with which posteriors of dim parameters are compared, in units of the prior's
// spread.
func posteriorKernels(dim int) []float64 {
	return spread([]float64{0.05, 0.2, 0.9}, math.Sqrt(float64(dim)/2))
}

// spread returns a times factor.
func spread(a []float64, factor float64) []float64 {
	b := make([]float64, len(a))
	for i, v := range a {
		b[i] = factor * v
	}
	return b
}
