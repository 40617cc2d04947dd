package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn"
)

// SIR (the benchmark's T.9; Kermack & McKendrick 1927): an epidemic, of which ten samples of the people say how many are
// infected.

const (
	sirPeople   = 1e6  // one of them infected at first
	sirSample   = 1000 // people who are examined each time
	sirInterval = 17   // days between two examinations, of which the first is on day 0
	sirTimes    = 10
)

// sirPrior is LogNormal(log 0.4, 0.5) for the contacts β and LogNormal(log 0.125, 0.2) for the recoveries γ, per day.
var sirPrior = logNormals{{math.Log(0.4), 0.5}, {math.Log(0.125), 0.2}}

// sir is the scene "sir".
func sir() Scene {
	s := Scene{
		Name:    "sir",
		Title:   "Epidemic",
		Story:   "Ten samples of a thousand people: how fast did it spread, and how fast did they recover?",
		Summary: "2 from 10",
		Truth:   "exact posterior",
		Setups: []Setup{{
			Name: "sir",
			Problem: inn.Problem{
				DimX: 2, DimY: sirTimes, Box: sirPrior.box(),
				Prior:    sirPrior.draw,
				Simulate: sirSimulate,
			},
			X: []Axis{
				{Name: "beta", Symbol: "β", Unit: "1/d", Min: 0, Max: 1.6},
				{Name: "gamma", Symbol: "γ", Unit: "1/d", Min: 0, Max: 0.25},
			},
			Start:     []float64{0, 3, 300, 60, 10, 1, 0, 0, 0, 0},
			Reached:   Reached{Calibration: 0.005, Resimulation: 1.15, C2ST: 0.59},
			Presets:   []Preset{likelihood(3000), slowly(benchmarkINN(2, sirTimes))},
			Exact:     sirExact,
			Kernels:   posteriorKernels(2),
			Spread:    sirPrior.spread(),
			Picker:    Sliders,
			ExactSlow: true,
		}},
	}
	setup := &s.Setups[0]
	for i := range sirTimes {
		setup.Y = append(setup.Y, Axis{
			Name: "data_" + strconv.Itoa(i+1), Symbol: "I", Index: strconv.Itoa(i * sirInterval), Min: 0, Max: sirSample,
		})
	}
	// Three courses of the prior, and what was measured of the middle one.
	y := make([]float64, sirTimes)
	for _, x := range [][]float64{{0.9, 0.125}, {0.4, 0.125}, {0.28, 0.125}} {
		var line Stroke
		sirShares(x, 4, 41, func(i int, share float64) {
			line.Points = append(line.Points, [2]float64{0.05 + 0.9*float64(i)/40, 0.1 + share})
		})
		line.Role = RolePrior
		if x[0] == 0.4 {
			line.Role = RolePosterior
			sirSimulate(nil, x, y)
		}
		s.Strokes = append(s.Strokes, line)
	}
	for i, v := range y {
		s.Thumb = append(s.Thumb, Disc{X: 0.05 + 0.9*sirInterval*float64(i)/160, Y: 0.1 + v/sirSample, R: 0.025, Mode: 0})
	}
	return s
}

// sirShares solves S' = −βSI/N, I' = βSI/N − γI for n times from day 0, interval days apart, and hands over I/N.
func sirShares(x []float64, interval float64, n int, at func(i int, share float64)) {
	beta, gamma := x[0], x[1]
	slope := func(u pair) pair { return pair{-beta * math.Exp(u[1]), beta*math.Exp(u[0]) - gamma} }
	integrate(slope, pair{math.Log1p(-1 / sirPeople), -math.Log(sirPeople)}, times(interval, n), func(i int, u pair) {
		at(i, min(max(math.Exp(u[1]), 1e-300), 1-1e-9))
	})
}

// sirSimulate draws how many of 1000 are infected, Binomial(1000, I/N); without noise what is expected.
func sirSimulate(r *rand.Rand, x, y []float64) {
	sirShares(x, sirInterval, sirTimes, func(i int, share float64) {
		y[i] = sirSample * share
		if r != nil && !math.IsNaN(share) {
			y[i] = distuv.Binomial{N: sirSample, P: share, Src: r}.Rand()
		}
	})
}

// sirExact draws from p(x | y) by rejection under its own likelihood.
func sirExact(r *rand.Rand, y, x []float64) error {
	if err := checkY(y, sirTimes); err != nil {
		return err
	}
	for i, v := range y {
		if v < 0 || v > sirSample {
			return fmt.Errorf("number %d of y is %g; it counts the infected among %d people", i+1, v, sirSample)
		}
	}
	return sirPrior.posterior(r, sirLikelihood(y), x)
}

// sirLikelihood returns the logarithm of p(y | x) as a function of x, but for a constant.
func sirLikelihood(y []float64) func(x []float64) float64 {
	return func(x []float64) (sum float64) {
		sirShares(x, sirInterval, sirTimes, func(i int, share float64) {
			sum += y[i]*math.Log(share) + (sirSample-y[i])*math.Log1p(-share)
		})
		return sum
	}
}
