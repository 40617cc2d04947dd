package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Three modes on a line, σ = 0.1: 0 and 1 carry label 0, 2 carries label 1.
var line = Mixture{Centres: [][2]float64{{0, 0}, {1, 0}, {2, 0}}, Sigma: 0.1, Label: []int{0, 0, 1}}

func TestMeasureByHand(t *testing.T) {
	x := []float64{
		0.1, 0, -0.1, 0, 0, 0.2, 0, -0.2, // mode 0: 1σ and 2σ away
		1, 0, // mode 1
		2, 0.1, // of the other label
		0.4, 0, // 4σ from mode 0: between
		0, 5, // far away, still nearest to mode 0
	}
	m := line.Measure(x, 0)
	checks := []error{
		near("right", m.Right, 5.0/8, 1e-15),
		near("between", m.Between, 2.0/8, 1e-15),
		near("width", m.Width, math.Sqrt((0.01+0.01+0.04+0.04)/5/2), 1e-15),
		near("TV", m.TV, (math.Abs(6.0/8-0.5)+math.Abs(1.0/8-0.5)+1.0/8)/2, 1e-15),
		near("minor", m.Minor, 0, 0), // mode 1 has a single sample: collapsed
	}
	for _, err := range checks {
		if err != nil {
			t.Error(err)
		}
	}
}

// Samples drawn as the truth says score what the comments in brackets promise; each flaw shows in its own number.
func TestMeasureStatistics(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	draw := func(share0, major, minor, stray float64) Modes {
		var x []float64
		for range 16000 {
			c := 0.0
			if r.Float64() >= share0 {
				c = 1
			}
			if r.Float64() < stray {
				c += 0.5
			}
			x = append(x, c+major*r.NormFloat64(), minor*r.NormFloat64())
		}
		return line.Measure(x, 0)
	}
	m := draw(0.5, 0.1, 0.1, 0)
	for _, err := range []error{
		near("right", m.Right, 1-math.Exp(-4.5), 0.005),
		near("between", m.Between, math.Exp(-4.5), 0.005),
		near("TV", m.TV, 0, 0.03),
		near("width", m.Width, 0.0974, 0.002),
		near("minor", m.Minor, 0.1, 0.004),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	for _, flaw := range []struct {
		name string
		err  error
	}{
		{"one mode too heavy", near("TV", draw(0.6, 0.1, 0.1, 0).TV, 0, 0.03)},
		{"too narrow", near("width", draw(0.5, 0.09, 0.09, 0).Width, 0.0974, 0.002)},
		{"one axis collapsed", near("minor", draw(0.5, 0.13, 0.05, 0).Minor, 0.1, 0.004)},
		{"mass between", near("between", draw(0.5, 0.1, 0.1, 0.05).Between, math.Exp(-4.5), 0.005)},
	} {
		if flaw.err == nil {
			t.Errorf("%s goes unnoticed", flaw.name)
		}
	}
}

func TestMeasureNotFinite(t *testing.T) {
	m := line.Measure([]float64{math.NaN(), 0, math.Inf(1), 0, 0, 0, 1, 0}, 0)
	for _, err := range []error{near("right", m.Right, 0.5, 0), near("between", m.Between, 0.5, 0)} {
		if err != nil {
			t.Error(err)
		}
	}
}

func TestMoments(t *testing.T) {
	x := []float64{1, 2, -1, -2, 3, 6, -3, -6} // on the line x2 = 2·x1
	s := Spread(x, 2)
	c := Covariance(x, 2)
	for _, err := range []error{
		near("spread 1", s[0], math.Sqrt(20.0/3), 1e-14),
		near("spread 2", s[1], math.Sqrt(80.0/3), 1e-14),
		near("covariance", c.At(0, 1), 40.0/3, 1e-14),
		near("minor of a line", MinorSpread(x, 2), 0, 1e-6),
		near("minor of a cross", MinorSpread([]float64{2, 0, -2, 0, 0, 1, 0, -1}, 2), math.Sqrt(2.0/3), 1e-14),
		near("minor of two points", MinorSpread([]float64{2, 0, -2, 0}, 2), 0, 0),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if s := MinorSpread([]float64{math.NaN(), 0, -2, 0, 0, 1, 0, -1}, 2); !math.IsNaN(s) {
		t.Errorf("a NaN among the points gives %g", s)
	}
}

func TestRankAndCoverage(t *testing.T) {
	ranks := []float64{0, 0.25, 0.5, 0.75, 1}
	for _, err := range []error{
		near("rank", Rank(2, []float64{1, 2, 3, 4}), 1.5/4, 0),
		near("rank below all", Rank(0, []float64{1, 2}), 0, 0),
		near("coverage 0.5", Coverage(ranks, 0.5), 0.6, 1e-15),
		near("coverage 0.2", Coverage(ranks, 0.2), 0.2, 1e-15),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if !math.IsNaN(Rank(1, []float64{math.NaN()})) || !math.IsNaN(Rank(math.NaN(), []float64{1})) {
		t.Error("NaN has a rank")
	}
}

// Uniform ranks are calibrated. A posterior half as wide as it should be is not, nor one twice as wide.
func TestCalibration(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	of := func(width float64) float64 {
		ranks := make([]float64, 2000)
		samples := make([]float64, 200)
		for i := range ranks {
			for j := range samples {
				samples[j] = width * r.NormFloat64()
			}
			ranks[i] = Rank(r.NormFloat64(), samples)
		}
		return CalibrationError(ranks)
	}
	if e := of(1); e > 0.025 {
		t.Errorf("a right posterior has calibration error %.3f", e)
	}
	for _, width := range []float64{0.5, 0.8, 1.25, 2} {
		if e := of(width); e < 0.04 {
			t.Errorf("a posterior %g as wide has calibration error %.3f", width, e)
		}
	}
	// By hand: every truth in the middle lies in every interval, so |1 − q| has the median 1/2.
	if err := near("calibration error", CalibrationError([]float64{0.5, 0.5}), 0.5, 1e-15); err != nil {
		t.Error(err)
	}
}

func TestForward(t *testing.T) {
	truth := []float64{1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1}
	got := []float64{0.4, 0.1, 0.3, 0.6, 0.5, 0.1, -1, -2, -0.5, math.NaN(), 0, 1}
	for _, err := range []error{
		near("accuracy", LabelAccuracy(got, truth, 3), 0.5, 0),
		near("round trip", RoundTrip([]float64{0, 5, 2, 5}, []float64{0, 5.5, 1, 5}, 2), 1/math.Sqrt2, 1e-15),
		near("re-simulation", Resimulation([]float64{1, 2, 3, 4}, []float64{1, 0, 0, 4}, []float64{1, 2}, 2),
			math.Sqrt((1.0+9)/2), 1e-15),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if e := RoundTrip([]float64{0, 1}, []float64{0, math.NaN()}, 1); !math.IsNaN(e) {
		t.Errorf("a NaN on the way back gives %g", e)
	}
}
