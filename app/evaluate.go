package main

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// Sizes of an evaluation: large enough that what chance does to each number stays well below what a flaw does.
const (
	evalSamples = 4000 // for each test y, and as many exact ones
	evalRows    = 8000 // fresh pairs sent forward
	calTruths   = 2000 // true x whose rank is asked
	calSamples  = 200  // posterior samples that a rank is among
	evalSpeed   = 20000
)

// evaluation is what eval prints. A nil or empty part does not make sense for the problem.
type evaluation struct {
	Scene string `json:"scene"`
	Setup string `json:"setup"`
	Steps int    `json:"steps"`
	Seed  uint64 `json:"seed"`

	MMD2      *number `json:"mmd2,omitempty"`       // to the exact posterior, unbiased, mean over the test y
	MMD2Worst *number `json:"mmd2_worst,omitempty"` // largest over the test y

	CalibrationError *number           `json:"calibration_error,omitempty"`
	Coverage         map[string]number `json:"coverage,omitempty"` // by confidence in percent
	Resimulation     *number           `json:"resimulation_error,omitempty"`
	LabelAccuracy    *number           `json:"label_accuracy,omitempty"`
	RoundTrip        *number           `json:"roundtrip_error,omitempty"`
	SamplesPerSecond number            `json:"samples_per_second"`

	Inlier    *number   `json:"inlier,omitempty"`     // mean over the labels
	ModeTV    *number   `json:"mode_tv,omitempty"`    // mean over the labels
	ModeSD    []number  `json:"mode_sd,omitempty"`    // for each label
	ModeMinor *number   `json:"mode_minor,omitempty"` // least over the modes
	TestY     []float64 `json:"-"`                    // rows
}

// evaluate measures a model with fresh random numbers from seed.
func evaluate(m *model, seed uint64) (evaluation, error) {
	e := evaluation{Scene: m.scene.Name, Setup: m.setup.Name, Steps: m.checkpoint.State.Step, Seed: seed}
	stream := func(n uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, n)) }
	e.TestY = testY(m.setup, stream(1))
	if err := e.posteriors(m, stream(2), stream(3)); err != nil {
		return e, err
	}
	e.forward(m, stream(4))
	e.calibration(m, stream(5))

	x := make([]float64, evalSpeed*m.DimX())
	begin := time.Now()
	m.Sample(stream(6), m.setup.Start, x)
	e.SamplesPerSecond = number(evalSpeed / max(time.Since(begin).Seconds(), 1e-9))
	return e, nil
}

// testY returns the y at which posteriors are judged: every label that occurs, or a dozen draws.
func testY(s *scenes.Setup, r *rand.Rand) []float64 {
	p := &s.Problem
	var rows []float64
	if s.Modes != nil {
		for _, l := range s.Modes.Used() {
			rows = append(rows, scenes.OneHot(l, p.Labels)...)
		}
		return rows
	}
	x := make([]float64, p.DimX)
	for range 12 {
		y := make([]float64, p.DimY)
		p.Pair(r, x, y)
		rows = append(rows, y...)
	}
	return rows
}

// posteriors compares samples at every test y with exact ones, with the modes, and with what the simulator says of
// them.
func (e *evaluation) posteriors(m *model, r, exact *rand.Rand) error {
	p := &m.setup.Problem
	var mmd, right, tv, wrong float64
	worst := math.Inf(-1)
	minor := number(-1)
	count := float64(len(e.TestY) / p.DimY)
	x, truth := make([]float64, evalSamples*p.DimX), make([]float64, evalSamples*p.DimX)
	again, asked := make([]float64, evalSamples*p.DimY), make([]float64, 0, evalSamples*p.DimY)
	known := m.setup.Exact != nil
	for i := 0; i < len(e.TestY); i += p.DimY {
		y := e.TestY[i : i+p.DimY]
		m.Sample(r, y, x)
		if err := finite(x, y); err != nil {
			return err
		}
		if known = known && m.setup.Exact(exact, y, truth) == nil; known {
			d := metric.MMD2(x, truth, p.DimX, m.setup.Kernels)
			mmd += d / count
			worst = max(worst, d)
		}
		if m.setup.Modes != nil {
			label, _ := scenes.Label(y, p.DimY)
			modes := (*metric.Mixture)(m.setup.Modes).Measure(x, label)
			right += modes.Right / count
			tv += modes.TV / count
			e.ModeSD = append(e.ModeSD, number(modes.Width))
			if minor < 0 || modes.Minor < float64(minor) {
				minor = number(modes.Minor)
			}
		}
		if p.Simulate == nil {
			continue
		}
		asked = asked[:0]
		for j := range evalSamples {
			p.Simulate(nil, x[j*p.DimX:(j+1)*p.DimX], again[j*p.DimY:(j+1)*p.DimY])
			asked = append(asked, y...)
		}
		if p.Labels > 0 {
			wrong += (1 - metric.LabelAccuracy(again, asked, p.DimY)) / count
		} else {
			wrong += metric.Resimulation(again, asked, nil, p.DimY) / count
		}
	}
	if known {
		e.MMD2, e.MMD2Worst = value(mmd), value(worst)
	}
	if m.setup.Modes != nil {
		e.Inlier, e.ModeTV, e.ModeMinor = value(right), value(tv), &minor
	}
	if p.Simulate != nil {
		e.Resimulation = value(wrong)
	}
	return nil
}

// forward sends fresh x through the network, and the whole width of it back, where a method has such passes.
func (e *evaluation) forward(m *model, r *rand.Rand) {
	p := &m.setup.Problem
	x, y := make([]float64, evalRows*p.DimX), make([]float64, evalRows*p.DimY)
	for i := range evalRows {
		p.Pair(r, x[i*p.DimX:(i+1)*p.DimX], y[i*p.DimY:(i+1)*p.DimY])
	}
	if f, ok := m.Estimator.(inn.Forwarder); ok && p.Labels > 0 && (m.setup.Modes == nil || len(m.setup.Modes.Used()) > 1) {
		predicted := make([]float64, len(y))
		f.Forward(x, predicted, nil)
		e.LabelAccuracy = value(metric.LabelAccuracy(predicted, y, p.DimY))
	}
	if f, ok := m.Estimator.(inn.RoundTripper); ok {
		back := make([]float64, len(x))
		f.RoundTrip(x, back)
		e.RoundTrip = value(metric.RoundTrip(x, back, p.DimX))
	}
}

// calibration asks for fresh pairs how often the central intervals of the posterior hold the true x: the error is the
// mean over the parameters, the coverage is over all of them.
func (e *evaluation) calibration(m *model, r *rand.Rand) {
	p := &m.setup.Problem
	ranks := make([][]float64, p.DimX)
	x, y := make([]float64, p.DimX), make([]float64, p.DimY)
	samples, column := make([]float64, calSamples*p.DimX), make([]float64, calSamples)
	for range calTruths {
		p.Pair(r, x, y)
		m.Sample(r, y, samples)
		for f := range ranks {
			for i := range column {
				column[i] = samples[i*p.DimX+f]
			}
			ranks[f] = append(ranks[f], metric.Rank(x[f], column))
		}
	}
	var all []float64
	var sum float64
	for _, r := range ranks {
		sum += metric.CalibrationError(r) / float64(len(ranks))
		all = append(all, r...)
	}
	e.CalibrationError = value(sum)
	e.Coverage = map[string]number{}
	for _, percent := range []int{50, 68, 95} {
		e.Coverage[strconv.Itoa(percent)] = number(metric.Coverage(all, float64(percent)/100))
	}
}

// value returns a number that is there.
func value(v float64) *number {
	n := number(v)
	return &n
}
