package measure

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// line is x ~ N(0, 1) in two numbers, y = x + N(0, 1), whose posterior is N(y/2, 1/2).
func line() *scenes.Setup {
	normal := func(r *rand.Rand, v []float64) {
		for i := range v {
			v[i] = r.NormFloat64()
		}
	}
	return &scenes.Setup{
		Problem: inn.Problem{
			DimX: 2, DimY: 2, Prior: normal,
			Simulate: func(r *rand.Rand, x, y []float64) {
				for i, v := range x {
					y[i] = v
					if r != nil {
						y[i] += r.NormFloat64()
					}
				}
			},
		},
		X: []scenes.Axis{{Name: "a"}, {Name: "b"}}, Start: []float64{0, 0}, Kernels: []float64{0.2, 0.9},
		Exact: func(r *rand.Rand, y, x []float64) error { broad(1).Sample(r, y, x); return nil },
	}
}

// broad is the posterior of line with its spread times a factor; 1 is right. At 0 it is the prior, whatever y is.
type broad float64

func (b broad) Sample(r *rand.Rand, y, x []float64) {
	for i := range x {
		if b == 0 {
			x[i] = r.NormFloat64()
			continue
		}
		x[i] = y[i%2]/2 + float64(b)*math.Sqrt(0.5)*r.NormFloat64()
	}
}

func calibrated(t *testing.T, s Subject, tests int) *Calibration {
	t.Helper()
	c := NewCalibrator(s, 3, true)
	if !c.Add(tests, never) {
		t.Fatal("it stopped")
	}
	return c.Calibration()
}

// A right posterior is calibrated; one that is too narrow, too wide or the prior is seen to be so.
func TestCalibration(t *testing.T) {
	const tests = 1000
	for _, c := range []struct {
		of    broad
		words string
		tarp  float64 // least error of TARP, as a multiple of its floor
	}{{1, "calibrated", 0}, {0.7, "too sure", 3}, {1.5, "too wide", 3}, {0, "calibrated", 3}} {
		k := calibrated(t, Subject{Estimator: c.of, Setup: line()}, tests)
		if k.Tests != tests || len(k.Ranks) != 2 || len(k.Ranks[1]) != tests || len(k.Distance) != tests || k.Density != nil {
			t.Fatalf("%g: %d tests, %d ranks", float64(c.of), k.Tests, len(k.Ranks[0]))
		}
		if got := Words(metric.CentralCurve(k.Ranks[0]), k.Floor, k.Tests); got != c.words {
			t.Errorf("spread times %g is %q, want %q", float64(c.of), got, c.words)
		}
		tarp := metric.CoverageCurve(k.Distance).Error()
		if c.tarp > 0 && tarp < c.tarp*k.Floor.Mean || c.tarp == 0 && tarp > k.Floor.Mean+3*k.Floor.SD {
			t.Errorf("spread times %g: TARP is off by %.4f, chance %.4f", float64(c.of), tarp, k.Floor.Mean)
		}
		if got, want := k.Coverage(0.68), math.Erf(float64(c.of)*0.9944579/math.Sqrt2); c.of > 0 && math.Abs(got-want) > 0.03 {
			t.Errorf("spread times %g covers %.3f of 0.68, want %.3f", float64(c.of), got, want)
		}
		// The posterior's mean is right by √½; a draw near its top is not much worse, one from the prior's top is.
		if e := k.MAPError[0]; c.of == 1 && (e < 0.65 || e > 0.85) || c.of == 0 && e < 0.95 {
			t.Errorf("spread times %g: the most likely x is off by %.3f", float64(c.of), e)
		}
	}
}

// Among 9 samples the ranks are tenths, and a right posterior is calibrated all the same.
func TestAmong(t *testing.T) {
	c := NewCalibrator(Subject{Estimator: broad(1), Setup: line()}, 4, true)
	c.Among(9)
	c.Add(1000, never)
	k := c.Calibration()
	for _, r := range k.Ranks[0] {
		if v := 9 * r; math.Abs(v-math.Round(v)) > 1e-9 {
			t.Fatalf("a rank among 9 is %g", r)
		}
	}
	if e := k.Error(); e > k.Floor.Mean+3*k.Floor.SD {
		t.Errorf("error %.4f, by chance %.4f", e, k.Floor.Mean)
	}
}

// Every method is tested on the same pairs.
func TestSamePairs(t *testing.T) {
	a, b := NewCalibrator(Subject{Estimator: broad(1), Setup: line()}, 5, true), NewCalibrator(Subject{Estimator: broad(0), Setup: line()}, 5, true)
	a.Add(5, never)
	b.Add(5, never)
	for i := range a.truths {
		if a.truths[i] != b.truths[i] {
			t.Fatalf("true x %d is %g for one and %g for the other", i, a.truths[i], b.truths[i])
		}
	}
	if c := NewCalibrator(Subject{Estimator: broad(1), Setup: line()}, 5, false); c.Add(5, func() bool { return true }) || c.Calibration().Tests != 0 {
		t.Error("it goes on although it was stopped")
	}
}

// Where there are held-out rows, nothing else is asked for, and TARP's reference is never the tested row itself.
func TestHeldOut(t *testing.T) {
	s := line()
	held := s.Problem.Drawn(60, 9)
	s.Problem.Table = &inn.Table{N: 1, X: []float64{math.NaN(), 0}, Y: []float64{0, 0}}
	s.Problem.Simulate, s.Exact, s.Held = nil, nil, held
	if !Fresh(s) {
		t.Fatal("held-out rows do not count")
	}
	k := calibrated(t, Subject{Estimator: broad(1), Setup: s}, 60)
	zero := 0
	for i, r := range k.Distance {
		if math.IsNaN(k.Ranks[0][i]) {
			t.Fatal("a row of the training was drawn")
		}
		if r == 0 {
			zero++
		}
	}
	if zero > 6 {
		t.Errorf("in %d of 60 tests the reference is the truth", zero)
	}
	if q, ok := (&Subject{Estimator: broad(1), Setup: s}).Posterior([]float64{0, 0}, make([]float64, 40), Order{}); !ok || !math.IsNaN(q.MMD2) || !math.IsNaN(q.Resimulation) {
		t.Errorf("without simulator and truth it says %+v, %v", q, ok)
	}
	s.Held = nil
	if Fresh(s) {
		t.Error("there is nothing to judge by")
	}
}

// Exact samples score what a second exact set does; a posterior that is too narrow or the prior does not.
func TestPosterior(t *testing.T) {
	const n = 1000
	y, r := []float64{1, -1}, rand.New(rand.NewPCG(1, 1))
	score := func(b broad) Posterior {
		s := Subject{Estimator: b, Setup: line()}
		x := make([]float64, 2*n)
		b.Sample(r, y, x)
		q, ok := s.Posterior(y, x, Order{Seed: 2, C2ST: true, Floors: true})
		if !ok {
			t.Fatal("it stopped")
		}
		return q
	}
	right, narrow, prior := score(1), score(0.5), score(0)
	if math.Abs(right.MMD2) > 0.005 || math.Abs(right.MMD2Floor) > 0.005 || narrow.MMD2 < 0.01 || prior.MMD2 < 0.02 {
		t.Errorf("MMD² of a right, a narrow and no posterior: %g %g %g", right.MMD2, narrow.MMD2, prior.MMD2)
	}
	if math.Abs(right.C2ST-0.5) > 0.05 || math.Abs(right.C2STFloor-0.5) > 0.05 || narrow.C2ST < 0.6 || prior.C2ST < 0.6 {
		t.Errorf("C2ST of a right, a narrow and no posterior: %g %g %g", right.C2ST, narrow.C2ST, prior.C2ST)
	}
	// |f(x) − y|² is ((y − x)²) in two numbers: y/2 each way and a variance of ½ for each.
	if want := math.Sqrt(0.5 + 1); math.Abs(right.Resimulation-want) > 0.08 || math.Abs(right.ResimulationExact-want) > 0.08 {
		t.Errorf("re-simulation error %g, of exact samples %g, want %g", right.Resimulation, right.ResimulationExact, want)
	}
	if _, ok := (&Subject{Estimator: broad(1), Setup: line()}).Posterior(y, make([]float64, 2*n), Order{Stop: func() bool { return true }}); ok {
		t.Error("it goes on although it was stopped")
	}
}

// A method that puts noise on y is judged at a y with that noise, where its posterior is known.
func TestNoise(t *testing.T) {
	s, err := scenes.Find("kinematics")
	if err != nil {
		t.Fatal(err)
	}
	a, b := Subject{Setup: &s.Setups[0]}, Subject{Setup: &s.Setups[0], YNoise: 0.3}
	spread := func(s Subject) float64 {
		x := make([]float64, 400*4)
		if !s.Exact(rand.New(rand.NewPCG(1, 1)), s.Setup.Start, x) {
			t.Fatal("the posterior is not known")
		}
		again, _ := s.resimulate(s.Setup.Start, x, Order{Stop: never})
		return again
	}
	if clean, noisy := spread(a), spread(b); clean > 1e-6 || noisy < 0.2 || noisy > 0.8 {
		t.Errorf("re-simulations of exact samples are %g and, with noise of 0.3, %g from y", clean, noisy)
	}
	if modes := (&Subject{Setup: &scenes.All[0].Setups[0], YNoise: 0.1}); modes.Noise() != 0 {
		t.Error("a label is given noise")
	}
}

func TestWords(t *testing.T) {
	ranks := []float64{0.1, math.NaN()}
	if w := Words(metric.CentralCurve(ranks), metric.Floor{}, len(ranks)); strings.Contains(w, "NaN") {
		t.Error(w)
	}
}

// What exact samples score is measured beside the subjects, chance and no more; a question that is withdrawn keeps what was
// found.
func TestJudgeMeasuresTheFloor(t *testing.T) {
	scene, err := scenes.Find("two-moons")
	if err != nil {
		t.Fatal(err)
	}
	u := &scene.Setups[0]
	news := make(chan struct{}, 100)
	j := NewJudge(func() { news <- struct{}{} })
	defer j.Close()
	ask := &Ask{Subjects: []Subject{{Estimator: constant(0.3), Setup: u}}, Y: u.Start, Samples: 1000, Floor: true}
	j.Ask(ask)
	for j.Report().Floor.Posterior == nil {
		<-news
	}
	r := j.Report()
	if q := r.Floor.Posterior; math.Abs(q.C2ST-0.5) > 0.1 || math.Abs(q.MMD2) > 0.03 {
		t.Errorf("exact samples score %+v", *q)
	}
	if q := r.Findings[0].Posterior; q == nil || q.C2ST < 0.9 {
		t.Errorf("a wrong posterior scores %+v", q)
	}
	j.Ask(nil)
	for j.Report() == r {
		<-news
	}
	if after := j.Report(); after.Busy != -1 || after.Floor.Posterior == nil || after.Findings[0].Posterior == nil {
		t.Errorf("nothing is left: %+v", *after)
	}
}

// A report that is not busy has all that was asked for: who waits for it would else take it for the end.
func TestJudgeIsBusyToTheEnd(t *testing.T) {
	scene, err := scenes.Find("two-moons")
	if err != nil {
		t.Fatal(err)
	}
	u := &scene.Setups[0]
	ask := &Ask{Subjects: []Subject{{Estimator: constant(0.3), Setup: u}}, Tests: 100}
	end := make(chan struct{})
	var j *Judge
	j = NewJudge(func() {
		switch r := j.Report(); {
		case r.Busy >= 0:
		case r.Findings[0].Calibration == nil:
			t.Error("it rests before anything is known")
		default:
			close(end)
		}
	})
	defer j.Close()
	j.Ask(ask)
	<-end
}

// constant is an estimator that always says the same.
type constant float64

func (c constant) Sample(_ *rand.Rand, _, x []float64) {
	for i := range x {
		x[i] = float64(c)
	}
}

// A parameter of two values is left out of error and coverage, however wrong its ranks are: those of a right posterior are not
// uniform either.
func TestDiscreteLeftOut(t *testing.T) {
	s := line()
	s.Exact = nil
	normal := s.Problem.Prior
	s.Problem.Prior = func(r *rand.Rand, x []float64) {
		normal(r, x)
		x[1] = math.Round(r.Float64())
	}
	k := calibrated(t, Subject{Estimator: broad(1), Setup: s}, 1000)
	if !slices.Equal(k.Discrete, []bool{false, true}) {
		t.Fatalf("discrete: %v", k.Discrete)
	}
	if each := metric.CalibrationError(k.Ranks[1]); each < k.Floor.Mean+3*k.Floor.SD {
		t.Fatalf("the ranks of two values are uniform: %.3f", each)
	}
	if e := k.Error(); e != metric.CalibrationError(k.Ranks[0]) || k.Coverage(0.5) != metric.Coverage(k.Ranks[0], 0.5) {
		t.Errorf("error %.4f counts a parameter of two values", e)
	}
	k.Discrete[0] = true
	if !math.IsNaN(k.Error()) {
		t.Errorf("nothing is left, and the error is %g", k.Error())
	}
}
