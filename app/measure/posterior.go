package measure

import (
	"math"
	"math/rand/v2"
	"slices"

	"innlab/inn/metric"
	"innlab/scenes"
)

// Posterior is how right samples of one p(x | y) are. NaN is what cannot be said.
type Posterior struct {
	MMD2, MMD2Floor   float64   // unbiased, to exact samples, x in units of Setup.Spread; what a second exact set scores
	C2ST, C2STFloor   float64   // to exact samples; 0.5 is perfect
	C2STDeviation     float64   // standard error, from the spread over the folds
	Resimulation      float64   // root mean square of |f(x) − y| in the units of y; where y is a label, the share of wrong ones
	ResimulationExact float64   // what exact samples score; NaN for labels
	Simulated         []float64 // what some of the samples simulate to, without noise (rows of DimY); nil for labels
}

// Classifier is a form of C2ST.
type Classifier int

const (
	Definition Classifier = iota // as the benchmark defines it
	StopsEarly                   // metric.C2STEarlyStopping
)

// ClassifierFor is the form that samples of a dimension are judged by: from five on, the benchmark's learns its samples by
// heart for minutes and ends below what is possible.
func ClassifierFor(dim int) Classifier {
	if dim >= 5 {
		return StopsEarly
	}
	return Definition
}

// String names the form as eval does.
func (c Classifier) String() string { return [...]string{"benchmark", "early stopping"}[c] }

// C2ST is that of inn/metric.
func (c Classifier) C2ST(truth, x []float64, dim int, seed uint64, stop func() bool) (accuracy, deviation float64, ok bool) {
	if c == StopsEarly {
		return metric.C2STEarlyStopping(truth, x, dim, seed, stop)
	}
	return metric.C2ST(truth, x, dim, seed, stop)
}

// C2ST is that of the form for the dimension.
func (s *Subject) C2ST(truth, x []float64, seed uint64, stop func() bool) (accuracy, deviation float64, ok bool) {
	d := s.Setup.Problem.DimX
	return ClassifierFor(d).C2ST(truth, x, d, seed, stop)
}

// Order says what Posterior is to measure beside MMD² and re-simulation.
type Order struct {
	Seed        uint64
	C2ST        bool
	Floors      bool // what a second exact set scores, as far as exact sampling is quick; C2ST's only with C2ST
	Resimulated int  // samples that go through the simulator; 0: as many as that takes no notable time
	Stop        func() bool
}

// resimulated is how many samples go through a simulator: fewer where one takes milliseconds.
func resimulated(s *scenes.Setup) int {
	if s.Slow != nil {
		return 50
	}
	return 1000
}

// Posterior measures samples x (n×DimX) of p(x | y) against as many exact ones; false if it was stopped.
func (s *Subject) Posterior(y, x []float64, o Order) (Posterior, bool) {
	if o.Stop == nil {
		o.Stop = never
	}
	set, dim, nan := s.Setup, s.Setup.Problem.DimX, math.NaN()
	q := Posterior{nan, nan, nan, nan, nan, nan, nan, nil}
	r := rand.New(rand.NewPCG(o.Seed, 0xe4ac7))
	truth := make([]float64, len(x))
	known := s.Exact(r, y, truth)
	if o.Stop() {
		return q, false
	}
	q.Resimulation, q.Simulated = s.resimulate(y, x, o)
	if !known {
		return q, !o.Stop()
	}
	q.MMD2 = metric.MMD2(set.Scaled(x), set.Scaled(truth), dim, set.Kernels)
	if set.Problem.Labels == 0 {
		q.ResimulationExact, _ = s.resimulate(y, truth, o)
	}
	if o.Stop() {
		return q, false
	}
	if o.C2ST {
		var ok bool
		if q.C2ST, q.C2STDeviation, ok = s.C2ST(truth, x, o.Seed, o.Stop); !ok {
			return q, false
		}
	}
	if o.Floors {
		twin := make([]float64, len(x))
		s.Exact(r, y, twin)
		q.MMD2Floor = metric.MMD2(set.Scaled(twin), set.Scaled(truth), dim, set.Kernels)
		if o.C2ST {
			var ok bool
			if q.C2STFloor, _, ok = s.C2ST(truth, twin, o.Seed, o.Stop); !ok {
				return q, false
			}
		}
	}
	return q, !o.Stop()
}

// resimulate runs samples through the simulator without noise; what they simulate to is nil for labels.
func (s *Subject) resimulate(y, x []float64, o Order) (rms float64, again []float64) {
	p := &s.Setup.Problem
	if p.Simulate == nil {
		return s.byProgram(y, x)
	}
	n := o.Resimulated
	if n == 0 {
		n = resimulated(s.Setup)
	}
	if p.Labels > 0 { // it costs nothing, and wrong labels are rare
		n = len(x)
	}
	n = min(n, len(x)/p.DimX)
	again = make([]float64, n*p.DimY)
	asked := make([]float64, 0, n*p.DimY)
	for i := range n {
		if o.Stop() {
			return math.NaN(), nil
		}
		p.Simulate(nil, x[i*p.DimX:(i+1)*p.DimX], again[i*p.DimY:(i+1)*p.DimY])
		asked = append(asked, y...)
	}
	if p.Labels > 0 {
		return 1 - metric.LabelAccuracy(again, asked, p.DimY), nil
	}
	return metric.Resimulation(again, asked, nil, p.DimY), again
}

// programmed is how many samples go through a program of the user's.
const programmed = 20

// byProgram is resimulate for a program of the user's, of which the rows count that it answers; NaN where there is none.
func (s *Subject) byProgram(y, x []float64) (rms float64, again []float64) {
	p := &s.Setup.Problem
	if s.Setup.Resimulate == nil {
		return math.NaN(), nil
	}
	n := min(programmed, len(x)/p.DimX)
	all := make([]float64, n*p.DimY)
	s.Setup.Resimulate(x[:n*p.DimX], all)
	var asked []float64
	for i := 0; i < len(all); i += p.DimY {
		if row := all[i : i+p.DimY]; !slices.ContainsFunc(row, math.IsNaN) {
			again, asked = append(again, row...), append(asked, y...)
		}
	}
	if len(again) == 0 {
		return math.NaN(), nil
	}
	return metric.Resimulation(again, asked, nil, p.DimY), again
}
