package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"gonum.org/v1/gonum/stat"

	"innlab/app/measure"
	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// Sizes of an evaluation: large enough that what chance does to each number stays well below what a flaw does.
const (
	evalSamples = 4000 // for each test y, and as many exact ones
	evalY       = 100  // test y where y is no label
	evalC2ST    = 12   // of them, at so many a classifier is trained, which takes longer than all else
	evalRows    = 8000 // fresh pairs sent forward
	calTruths   = 2000 // true x whose rank is asked
	mapTruths   = 200  // true x that the most likely one is compared with
	evalSpeed   = 20000
)

// Smaller ones, where a single exact sample or simulation takes a millisecond.
const (
	slowSamples = 2000
	slowY       = 6
	slowTruths  = 500
)

// evaluation is what eval prints. A nil or empty part does not make sense for the problem or the method.
type evaluation struct {
	Scene  string `json:"scene"`
	Setup  string `json:"setup"`
	Method string `json:"method"`
	Steps  int    `json:"steps"`
	Seed   uint64 `json:"seed"`

	C2ST      *number `json:"c2st,omitempty"`       // to the exact posterior, mean over the test y
	C2STFloor *number `json:"c2st_floor,omitempty"` // what a second exact set scores
	C2STBy    string  `json:"c2st_by,omitempty"`    // which classifier
	MMD2      *number `json:"mmd2,omitempty"`       // to the exact posterior, unbiased, mean over the test y
	MMD2Worst *number `json:"mmd2_worst,omitempty"` // largest over the test y
	MMD2Floor *number `json:"mmd2_floor,omitempty"` // what a second exact set scores at one y, root mean square
	YNoise    float64 `json:"y_noise,omitempty"`    // noise on y that it is judged with

	CalibrationError *number           `json:"calibration_error,omitempty"`
	CalibrationFloor *number           `json:"calibration_floor,omitempty"`      // what chance scores
	CalibrationEach  map[string]number `json:"calibration_error_each,omitempty"` // by parameter
	Coverage         map[string]number `json:"coverage,omitempty"`               // by confidence in percent
	TARP             *number           `json:"tarp,omitempty"`                   // median deviation of its curve
	MAPError         map[string]number `json:"map_error,omitempty"`              // by parameter
	Resimulation     *number           `json:"resimulation_error,omitempty"`
	ResimulationMid  *number           `json:"resimulation_median_squared,omitempty"`
	ResimulationBest *number           `json:"resimulation_exact,omitempty"` // that of exact samples
	Difference       *difference       `json:"difference,omitempty"`         // by the scene's own measure
	LabelAccuracy    *number           `json:"label_accuracy,omitempty"`
	RoundTrip        *number           `json:"roundtrip_error,omitempty"`
	SamplesPerSecond number            `json:"samples_per_second"`

	Inlier    *number  `json:"inlier,omitempty"`     // mean over the labels
	ModeTV    *number  `json:"mode_tv,omitempty"`    // mean over the labels
	ModeSD    []number `json:"mode_sd,omitempty"`    // for each label
	ModeMinor *number  `json:"mode_minor,omitempty"` // least over the modes

	parameters []string // of x, in order
	discrete   []bool   // which of them have few values
	tests      int      // pairs of the calibration
	trained    number   // seconds of its training, where that has just been
	ys         int      // test y
	// needsSimulator says that samples could be judged by a simulator, were there one.
	needsSimulator bool
	classified     int // of these, with a classifier
}

// difference is how far what samples simulate to is from what was asked for, by the measure of the scene.
type difference struct {
	Name   string `json:"name"`
	Median number `json:"median"`
	Most   number `json:"percent_95"` // 95 % of the samples keep within it
	means  string
}

// differenceOf is the difference over rows of asked and simulated y.
func differenceOf(s *scenes.Setup, asked, simulated []float64) *difference {
	m, d := s.Difference, s.Problem.DimY
	if m == nil || len(asked) == 0 {
		return nil
	}
	all := make([]float64, 0, len(asked)/d)
	for i := 0; i < len(asked); i += d {
		all = append(all, m.Of(asked[i:i+d], simulated[i:i+d]))
	}
	slices.Sort(all)
	at := func(p float64) number { return number(stat.Quantile(p, stat.Empirical, all, nil)) }
	return &difference{m.Name, at(0.5), at(0.95), m.Means}
}

// evaluator measures an estimator. Progress is told what is being done.
type evaluator struct {
	measure.Subject
	setup *scenes.Setup
	ctx   context.Context
	seed  uint64
	sizes
	classified int // of the test y, so many have a classifier
	progress   func(done, of int, what string)
}

// sizes are those of an evaluation; what is 0 is what the set-up can bear.
type sizes struct {
	ys        int // test y, where y is no label; named, a classifier is trained at each
	samples   int // at each test y, and as many exact ones
	tests     int // pairs of the calibration
	among     int // samples among which each of their truths is ranked
	estimates int // most likely x that are compared with the truth
}

// evaluate measures a model with fresh random numbers from seed.
func evaluate(ctx context.Context, m *model, seed uint64, n sizes, progress func(done, of int, what string)) (evaluation, error) {
	v := &evaluator{
		Subject: measure.Subject{Estimator: m.Estimator, Setup: m.setup, YNoise: m.checkpoint.Live.YNoise}, setup: m.setup,
		ctx: ctx, seed: seed, sizes: n, progress: progress,
	}
	v.complete()
	e := evaluation{
		Scene: m.scene.Name, Setup: m.setup.Name, Method: m.checkpoint.Method, Steps: m.checkpoint.State.Step, Seed: seed,
		YNoise: v.Noise(), needsSimulator: m.setup.Problem.Simulate == nil && m.setup.Resimulate == nil,
	}
	if !measure.Fresh(m.setup) {
		return e, fmt.Errorf("%s has no simulator and no held-out rows, so there is nothing to measure it by", m.scene.Name)
	}
	if err := v.posteriors(&e); err != nil {
		return e, err
	}
	v.forward(&e)
	if err := v.calibration(&e); err != nil {
		return e, err
	}
	x := make([]float64, evalSpeed*m.DimX())
	begin := time.Now()
	m.Sample(v.stream(6), m.setup.Start, x)
	e.SamplesPerSecond = number(evalSpeed / max(time.Since(begin).Seconds(), 1e-9))
	return e, nil
}

func (v *evaluator) stream(n uint64) *rand.Rand { return rand.New(rand.NewPCG(v.seed, n)) }
func (v *evaluator) stop() bool                 { return v.ctx.Err() != nil }

// slow says whether exact samples or simulations take so long that fewer have to do.
func (v *evaluator) slow() bool { return v.setup.ExactSlow || v.setup.Slow != nil }

// pick returns a where nothing is slow, else b.
func (v *evaluator) pick(a, b int) int {
	if v.slow() {
		return b
	}
	return a
}

// complete decides the sizes that nobody named.
func (v *evaluator) complete() {
	n := &v.sizes
	if n.samples == 0 {
		n.samples = v.pick(evalSamples, slowSamples)
	}
	v.classified = n.ys
	if n.ys == 0 {
		n.ys, v.classified = v.pick(evalY, slowY), evalC2ST
	}
	if n.tests == 0 {
		n.tests = calTruths
		if v.setup.Slow != nil {
			n.tests = slowTruths
		}
	}
	if h := v.setup.Held; h != nil {
		n.tests = min(n.tests, h.N)
	}
	if n.among == 0 {
		n.among = measure.RankSamples
	}
	if n.estimates == 0 {
		n.estimates = mapTruths
	}
	n.estimates = min(n.estimates, n.tests)
}

// tally is sums over the test y of what is known at each.
type tally struct{ sum, squares, worst, n float64 }

func (t *tally) add(v float64) {
	if !math.IsNaN(v) {
		if t.n == 0 || v > t.worst {
			t.worst = v
		}
		t.sum, t.squares, t.n = t.sum+v, t.squares+v*v, t.n+1
	}
}

// mean is nil where nothing is known.
func (t *tally) mean() *number { return t.known(t.sum / t.n) }
func (t *tally) rms() *number  { return t.known(math.Sqrt(t.squares / t.n)) }

func (t *tally) known(v float64) *number {
	if t.n == 0 {
		return nil
	}
	return value(v)
}

// floors is at how many test y a second exact set is compared with the first.
const floors = 3

// posteriors compares samples at every test y with exact ones, with the modes, and with what the simulator says of
// them.
func (v *evaluator) posteriors(e *evaluation) error {
	p := &v.setup.Problem
	ys := v.TestY(v.stream(1), v.sizes.ys)
	e.ys = len(ys) / p.DimY
	e.classified = min(e.ys, v.classified)
	r := v.stream(2)
	var mmd, mmdFloor, c2st, c2stFloor, again, best, right, tv tally
	var simulated, asked []float64
	minor := number(-1)
	x := make([]float64, v.samples*p.DimX)
	for i := range e.ys {
		v.progress(i, e.ys, "posteriors")
		y := ys[i*p.DimY : (i+1)*p.DimY]
		v.Sample(r, y, x)
		if err := finite(x, y); err != nil {
			return err
		}
		q, ok := v.Posterior(y, x, measure.Order{Seed: v.seed + uint64(i), C2ST: i < e.classified, Floors: i < floors, Stop: v.stop})
		if !ok {
			return errInterrupted
		}
		mmd.add(q.MMD2)
		mmdFloor.add(q.MMD2Floor)
		c2st.add(q.C2ST)
		c2stFloor.add(q.C2STFloor)
		again.add(q.Resimulation)
		simulated = append(simulated, q.Simulated...)
		for range len(q.Simulated) / p.DimY {
			asked = append(asked, y...)
		}
		best.add(q.ResimulationExact)
		if m := v.setup.Modes; m != nil {
			modes := (*metric.Mixture)(m).Measure(x, m.Used()[i])
			right.add(modes.Right)
			tv.add(modes.TV)
			e.ModeSD = append(e.ModeSD, number(modes.Width))
			if minor < 0 || modes.Minor < float64(minor) {
				minor = number(modes.Minor)
			}
			e.ModeMinor = &minor
		}
	}
	e.C2ST, e.C2STFloor, e.MMD2, e.MMD2Worst, e.MMD2Floor = c2st.mean(), c2stFloor.mean(), mmd.mean(), mmd.known(mmd.worst), mmdFloor.rms()
	e.Resimulation, e.ResimulationBest = again.mean(), best.mean()
	e.Difference = differenceOf(v.setup, asked, simulated)
	if len(asked) > 0 {
		e.ResimulationMid = value(metric.MedianResimulation(simulated, asked, p.DimY))
	}
	e.Inlier, e.ModeTV = right.mean(), tv.mean()
	if e.C2ST != nil {
		e.C2STBy = measure.ClassifierFor(p.DimX).String()
	}
	return nil
}

// forward sends fresh x through the network, and the whole width of it back, where a method has such passes.
func (v *evaluator) forward(e *evaluation) {
	p := &v.setup.Problem
	_, forward := v.Estimator.(inn.Forwarder)
	_, back := v.Estimator.(inn.RoundTripper)
	if !forward && !back {
		return
	}
	rows := evalRows
	if v.setup.Slow != nil {
		rows = slowTruths
	}
	r := v.stream(4)
	x, y := make([]float64, rows*p.DimX), make([]float64, rows*p.DimY)
	for i := range rows {
		v.Pair(r, x[i*p.DimX:(i+1)*p.DimX], y[i*p.DimY:(i+1)*p.DimY])
	}
	if f, ok := v.Estimator.(inn.Forwarder); ok && p.Labels > 0 && (v.setup.Modes == nil || len(v.setup.Modes.Used()) > 1) {
		predicted := make([]float64, len(y))
		f.Forward(nil, x, predicted, nil)
		e.LabelAccuracy = value(metric.LabelAccuracy(predicted, y, p.DimY))
	}
	if f, ok := v.Estimator.(inn.RoundTripper); ok {
		again := make([]float64, len(x))
		f.RoundTrip(x, again)
		e.RoundTrip = value(metric.RoundTrip(x, again, p.DimX))
	}
}

// calibration asks for fresh pairs how often the central intervals of the posterior hold the true x: the error is the
// mean over the parameters, the coverage is over all of them. Where a posterior has one mode to name, it is compared
// with the truth.
func (v *evaluator) calibration(e *evaluation) error {
	run := func(at bool, tests int, what string) (*measure.Calibration, error) {
		c := measure.NewCalibrator(v.Subject, v.seed, at)
		c.Among(v.among)
		const piece = 50
		for done := 0; done < tests; done += piece {
			v.progress(done, tests, what)
			if !c.Add(min(piece, tests-done), v.stop) {
				return nil, errInterrupted
			}
		}
		return c.Calibration(), nil
	}
	k, err := run(false, v.tests, "calibration")
	if err != nil {
		return err
	}
	e.tests = k.Tests
	e.discrete = k.Discrete
	if slices.Contains(k.Discrete, false) {
		e.CalibrationError, e.CalibrationFloor = value(k.Error()), value(k.Floor.Mean)
		e.Coverage = map[string]number{}
		for _, percent := range []int{50, 68, 95} {
			e.Coverage[strconv.Itoa(percent)] = number(k.Coverage(float64(percent) / 100))
		}
	}
	e.TARP = value(metric.CoverageCurve(k.Distance).Error())
	e.CalibrationEach = map[string]number{}
	for i, a := range v.setup.X {
		e.parameters = append(e.parameters, a.Name)
		e.CalibrationEach[a.Name] = number(metric.CalibrationError(k.Ranks[i]))
	}
	if v.setup.Modes != nil { // several modes are equally likely
		return nil
	}
	if k, err = run(true, v.estimates, "most likely x"); err != nil {
		return err
	}
	e.MAPError = map[string]number{}
	for i, a := range v.setup.X {
		e.MAPError[a.Name] = number(k.MAPError[i])
	}
	return nil
}

// value returns a number that is there.
func value(v float64) *number {
	n := number(v)
	return &n
}
