package scenes

import (
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
			x[i] = between(r, b)
		}
	}
}

// between draws a number that is even between two.
func between(r *rand.Rand, ends [2]float64) float64 { return ends[0] + (ends[1]-ends[0])*r.Float64() }

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
// so z is as wide as x.
func benchmarkINN(dimX, dimY int) Preset { return General(dimX, dimY, dimX) }

// noisyINN is for y that hold about as much noise as signal. L_x, which compares x together with y, does most of the
// work there: no forward pass can predict noise, and where L_y and the reconstruction are strong they make the inverse
// pass ignore y.
func noisyINN(dimX, dimY int) Preset {
	p := benchmarkINN(dimX, dimY)
	p.Live.Loss[inn.LossY].Weight = 1
	p.Live.Loss[inn.LossZ].Weight = 1
	p.Live.Loss[inn.LossRec].Weight = 0.1
	return p
}

// slowly changes a preset for a simulator that takes longer than the network: fewer fresh pairs a step.
func slowly(p Preset) Preset {
	p.Config.Cross = 1
	return p
}
