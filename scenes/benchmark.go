package scenes

import (
	"math"
	"math/rand/v2"
	"strconv"

	"innlab/inn"
)

// What the tasks of the benchmark for simulation-based inference share (Lueckmann, Boelts, Greenberg, Gonçalves, Macke:
// Benchmarking Simulation-Based Inference, AISTATS 2021). The columns have the names of the benchmark's files, so that
// its observations can be read as they are. There the parameters are called θ and the data x; here they are x and y.

// columns returns n axes of one symbol, named name_1 to name_n and counted from 1, which show from lo to hi.
func columns(n int, name, symbol string, lo, hi float64) []Axis {
	a := make([]Axis, n)
	for i := range a {
		index := strconv.Itoa(i + 1)
		a[i] = Axis{Name: name + "_" + index, Symbol: symbol, Index: index, Min: lo, Max: hi}
	}
	return a
}

// cube is the box of n parameters that all lie within ±half.
func cube(n int, half float64) [][2]float64 {
	box := make([][2]float64, n)
	for i := range box {
		box[i] = [2]float64{-half, half}
	}
	return box
}

// uniform returns the prior that is even within the box.
func uniform(box [][2]float64) func(r *rand.Rand, x []float64) {
	return func(r *rand.Rand, x []float64) {
		for i, b := range box {
			x[i] = b[0] + (b[1]-b[0])*r.Float64()
		}
	}
}

// within reports whether x lies in the box.
func within(box [][2]float64, x []float64) bool {
	for i, b := range box {
		if !(x[i] >= b[0] && x[i] <= b[1]) {
			return false
		}
	}
	return true
}

// benchmarkINN trains by the paper's losses what measures dimY noisy numbers of dimX parameters. Noise hides all of x,
// so z is as wide as x. L_x compares x together with y.
func benchmarkINN(dimX, dimY int) Preset {
	return Preset{
		Name: "default",
		Config: inn.Config{
			Blocks: 6, Hidden: []int{64, 64}, Activation: "silu",
			Width: max(8, dimX+dimY), DimZ: dimX,
			Clamp: 2, Mix: "permute",
			Init: "xavier", InitScale: 0.05, LastScale: 0.3,

			Batch: 256, Steps: 3000, Warmup: 50, Cosine: true, FloorRate: 0.005,
			Beta1: 0.8, Beta2: 0.99, Eps: 1e-6, Clip: 15, Average: 0.995,

			// Distances between points grow with the root of the dimensions; so do the kernels.
			Kernels: spread([]float64{0.05, 0.2, 0.9}, math.Sqrt(float64(dimX+dimY)/4)),
			Cross:   4, Lattice: true,
			Fit: "square", Shape: "auto", ShapeY: 1, RecPadding: 0.2, RecZGrad: true,
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
			},
			PadNoise: 0.05,
		},
	}
}

// spread returns a times factor.
func spread(a []float64, factor float64) []float64 {
	b := make([]float64, len(a))
	for i, v := range a {
		b[i] = factor * v
	}
	return b
}

// posteriorKernels are the bandwidths with which posteriors of dim parameters are compared, in units of the prior's
// spread.
func posteriorKernels(dim int) []float64 {
	return spread([]float64{0.05, 0.2, 0.9}, math.Sqrt(float64(dim)/2))
}
