package scenes

import (
	"math"
	"math/rand/v2"
	"strconv"

	"innlab/inn"
)

// Lotka–Volterra (the benchmark's T.10; Lotka 1920): hares and lynxes counted for twenty days, each count off by a tenth.
// Here y holds the natural logarithms of the counts, on which the noise is the same everywhere; counts themselves run over
// thirteen decades. The posterior is the same.

const (
	lotkaInterval = 2.1 // days between two counts, of which the first is on day 0
	lotkaTimes    = 10
	lotkaNoise    = 0.1 // standard deviation of a count's logarithm
	lotkaHares    = 30  // on day 0; one lynx
)

// lotkaLow is the least logarithm shown of hares and of lynxes.
var lotkaLow = [2]float64{-24, -12}

// lotkaPrior is that of hares' births α, their deaths β by a lynx, lynxes' deaths γ and their births δ by a hare, per day.
var lotkaPrior = logNormals{{-0.125, 0.5}, {-3, 0.5}, {-0.125, 0.5}, {-3, 0.5}}

// lotkaVolterra is the scene "lotka-volterra".
func lotkaVolterra() Scene {
	s := Scene{
		Name:    "lotka-volterra",
		Title:   "Hares and lynxes",
		Story:   "Two populations rise and fall together: how fast does each breed and die, by ten counts of both?",
		Summary: "4 from 20",
		Truth:   "exact posterior",
		Setups: []Setup{{
			Name: "lotka-volterra",
			Problem: inn.Problem{
				DimX: 4, DimY: 2 * lotkaTimes, Box: lotkaPrior.box(), Noise: 2 * lotkaTimes,
				Prior:    lotkaPrior.draw,
				Simulate: lotkaSimulate,
			},
			X: []Axis{
				{Name: "alpha", Symbol: "α", Unit: "1/d", Min: 0, Max: 3.6},
				{Name: "beta", Symbol: "β", Unit: "1/d", Min: 0, Max: 0.2},
				{Name: "gamma", Symbol: "γ", Unit: "1/d", Min: 0, Max: 3.6},
				{Name: "delta", Symbol: "δ", Unit: "1/d", Min: 0, Max: 0.2},
			},
			Start:     make([]float64, 2*lotkaTimes),
			Reached:   Reached{Calibration: 0.004, Resimulation: 1.06, C2ST: 0.66},
			Presets:   []Preset{lotkaLikely(), slowly(benchmarkINN(4, 2*lotkaTimes))},
			Exact:     lotkaExact,
			Kernels:   posteriorKernels(4),
			Spread:    lotkaPrior.spread(),
			Picker:    Sliders,
			ExactSlow: true,
		}},
	}
	setup := &s.Setups[0]
	for k, animal := range []string{"H", "L"} {
		for i := range lotkaTimes {
			day := strconv.FormatFloat(lotkaInterval*float64(i), 'f', 1, 64)
			setup.Y = append(setup.Y, Axis{
				Name: "log_data_" + strconv.Itoa(k*lotkaTimes+i+1), Symbol: "ln " + animal, Index: day, Min: lotkaLow[k], Max: 8,
			})
		}
	}
	x := []float64{0.7, 0.1, 0.8, 0.1}
	lotkaSimulate(nil, x, setup.Start)
	var hares, lynxes Stroke
	lotkaLogs(x, 0.25, 81, func(i int, logs pair) {
		across := 0.05 + 0.9*float64(i)/80
		hares.Points = append(hares.Points, [2]float64{across, 0.1 + math.Exp(logs[0])/50})
		lynxes.Points = append(lynxes.Points, [2]float64{across, 0.1 + math.Exp(logs[1])/50})
	})
	hares.Role, lynxes.Role = RolePosterior, RoleY
	s.Strokes = []Stroke{hares, lynxes}
	return s
}

// lotkaLogs solves H' = αH − βHL, L' = −γL + δHL for n times from day 0, interval days apart, and hands over the
// logarithms of both. They are cut off at 10⁻¹⁰ and 10⁴, as in the benchmark.
func lotkaLogs(x []float64, interval float64, n int, at func(i int, logs pair)) {
	alpha, beta, gamma, delta := x[0], x[1], x[2], x[3]
	slope := func(u pair) pair { return pair{alpha - beta*math.Exp(u[1]), delta*math.Exp(u[0]) - gamma} }
	integrate(slope, pair{math.Log(lotkaHares), 0}, times(interval, n), func(i int, u pair) {
		for j, v := range u {
			u[j] = min(max(v, math.Log(1e-10)), math.Log(1e4))
		}
		at(i, u)
	})
}

// lotkaSimulate computes the logarithms of the counts of hares, then of lynxes, each normal around the true one.
func lotkaSimulate(r *rand.Rand, x, y []float64) {
	lotkaLogs(x, lotkaInterval, lotkaTimes, func(i int, logs pair) {
		for j, v := range logs {
			if r != nil {
				v += lotkaNoise * r.NormFloat64()
			}
			y[j*lotkaTimes+i] = v
		}
	})
}

// lotkaExact draws from p(x | y) by rejection under its own likelihood.
func lotkaExact(r *rand.Rand, y, x []float64) error {
	if err := checkY(y, 2*lotkaTimes); err != nil {
		return err
	}
	return lotkaPrior.posterior(r, lotkaLikelihood(y), x)
}

// lotkaLikelihood returns the logarithm of p(y | x) as a function of x, but for a constant.
func lotkaLikelihood(y []float64) func(x []float64) float64 {
	return func(x []float64) (sum float64) {
		lotkaLogs(x, lotkaInterval, lotkaTimes, func(i int, u pair) {
			for j, v := range u {
				d := (y[j*lotkaTimes+i] - v) / lotkaNoise
				sum -= d * d / 2
			}
		})
		return sum
	}
}
