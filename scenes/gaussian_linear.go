package scenes

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"

	"innlab/inn"
)

// Gaussian linear (the benchmark's T.1): ten numbers, each seen through noise as wide as its prior. The posterior is
// known in closed form, so this scene shows how methods do with many dimensions.

const (
	linearDim      = 10
	linearVariance = 0.1 // of each x under the prior, and of the noise on each y
)

// gaussianLinear is the scene "gaussian-linear".
func gaussianLinear() Scene {
	sd := math.Sqrt(linearVariance)
	s := Scene{
		Name:    "gaussian-linear",
		Title:   "Gaussian linear",
		Story:   "Ten numbers are measured, each with noise as wide as its prior: what were they?",
		Summary: "10 from 10",
		Truth:   "exact posterior",
		Setups: []Setup{{
			Name: "gaussian-linear",
			Problem: inn.Problem{
				DimX: linearDim, DimY: linearDim, Noise: linearDim,
				Prior: func(r *rand.Rand, x []float64) {
					for i := range x {
						x[i] = sd * r.NormFloat64()
					}
				},
				Simulate: linearSimulate,
			},
			X:       columns(linearDim, "parameter", "θ", -1, 1),
			Y:       columns(linearDim, "data", "y", -1.5, 1.5),
			Start:   []float64{0.8, -0.6, 0.4, -0.2, 0, 0, 0.2, -0.4, 0.6, -0.8},
			Reached: Reached{Calibration: 0.008, Resimulation: 1.00, C2ST: 0.50},
			Presets: []Preset{byLikelihood(2000, linearLikelihood), noisyINN(linearDim, linearDim)},
			Exact:   linearExact,
			Kernels: posteriorKernels(linearDim),
			Spread:  make([]float64, linearDim),
			Claim:   linearClaim,
			Picker:  Sliders,
		}},
	}
	setup := &s.Setups[0]
	for i := range setup.Spread {
		setup.Spread[i] = sd
	}
	// The posterior at Start: the mean of each x, and two standard deviations to either side.
	for i, y := range setup.Start {
		across := (float64(i) + 0.5) / linearDim
		at := func(x float64) float64 { return 0.5 + 0.45*x }
		half := 2 * math.Sqrt(linearVariance/2)
		s.Strokes = append(s.Strokes, Stroke{[][2]float64{{across, at(y/2 - half)}, {across, at(y/2 + half)}}, RolePosterior})
		s.Thumb = append(s.Thumb, Disc{X: across, Y: at(y / 2), R: 0.035, Mode: i})
	}
	return s
}

// linearClaim asks for the mean and the spread of every number, within what a few hundred samples can tell of them.
func linearClaim(_ *Setup, y, x []float64) string {
	sd := math.Sqrt(linearVariance / 2)
	holds := true
	for i := range linearDim {
		mean, spread := stat.MeanStdDev(columnOf(x, linearDim, i), nil)
		holds = holds && math.Abs(mean-y[i]/2) < sd/4 && math.Abs(spread/sd-1) < 0.2
	}
	return when(holds, "Noise as wide as the prior: each θ lies halfway between its measurement and 0, give or take 0.22.")
}

// linearSimulate computes y ~ N(x, 0.1·I).
func linearSimulate(r *rand.Rand, x, y []float64) {
	copy(y, x)
	if r == nil {
		return
	}
	for i := range y {
		y[i] += math.Sqrt(linearVariance) * r.NormFloat64()
	}
}

// linearExact draws from p(x | y) = N(y/2, 0.05·I): equal precisions of prior and noise add.
func linearExact(r *rand.Rand, y, x []float64) error {
	if err := checkY(y, linearDim); err != nil {
		return err
	}
	for i := range x {
		x[i] = y[i%linearDim]/2 + math.Sqrt(linearVariance/2)*r.NormFloat64()
	}
	return nil
}
