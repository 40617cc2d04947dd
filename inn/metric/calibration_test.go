package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

// tested draws tests of a normal truth N(y, 1) with y ~ N(0, 3²), and hands each to rank with samples of a posterior
// that is shifted and width as wide.
func tested(r *rand.Rand, tests, samples int, shift, width float64,
	rank func(y, truth float64, x []float64) float64,
) []float64 {
	ranks, x := make([]float64, tests), make([]float64, samples)
	for i := range ranks {
		y := 3 * r.NormFloat64()
		for j := range x {
			x[j] = y + shift + width*r.NormFloat64()
		}
		ranks[i] = rank(y, y+r.NormFloat64(), x)
	}
	return ranks
}

func central(_, truth float64, x []float64) float64 { return Rank(truth, x) }

func TestCurveByHand(t *testing.T) {
	ranks := []float64{0.105, 0.405, 0.5, 0.905} // central intervals from 79 %, 19 %, 0 and 81 % on hold them
	central, nested := CentralCurve(ranks), CoverageCurve(ranks)
	for _, err := range []error{
		near("levels", float64(len(central)), 99, 0),
		near("confidence", central[49].Confidence, 0.5, 1e-15),
		near("central 10 %", central[9].Coverage, 0.25, 0),
		near("central 50 %", central[49].Coverage, 0.5, 0),
		near("central 80 %", central[79].Coverage, 0.75, 0),
		near("nested 10 %", nested[9].Coverage, 0, 0),
		near("nested 45 %", nested[44].Deviation(), 0.05, 1e-15),
		near("nested 91 %", nested[90].Coverage, 1, 0),
		near("error", Curve{{0.2, 0.3}, {0.5, 0.1}, {0.7, 0.5}}.Error(), 0.2, 1e-15),
		near("bias", Curve{{0.2, 0.3}, {0.5, 0.1}, {0.7, 0.5}}.Bias(), -0.5/3, 1e-15),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}

// The floor of the calibration error is what perfect posteriors were found to score: 1.7 % with 300 tests, 0.5 % with
// 3000, 0.3 % with 10 000, each of 4096 samples.
func TestCalibrationFloor(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 1))
	last := 1.0
	for _, c := range []struct {
		tests int
		want  float64
	}{{300, 0.017}, {3000, 0.005}, {10000, 0.003}} {
		f := RankFloor(r, c.tests, 4096, 200, CalibrationError)
		if err := near("floor", f.Mean, c.want, 0.1*c.want); err != nil || f.Mean > last {
			t.Error(c.tests, f, err)
		}
		last = f.Mean
	}
}

// Every kind of rank is uniform where the posterior is right, and shows what is wrong with it where it is not.
func TestRanksOfPosteriors(t *testing.T) {
	r := rand.New(rand.NewPCG(32, 1))
	const tests, samples = 2000, 100
	density := func(y, truth float64, x []float64) float64 {
		log := make([]float64, len(x)) // of N(y, 1)
		for i, v := range x {
			log[i] = -(v - y) * (v - y) / 2
		}
		return HighestDensityRank(-(truth-y)*(truth-y)/2, log)
	}
	ball := func(_, truth float64, x []float64) float64 {
		return DistanceRank([]float64{truth}, x, []float64{5 * r.NormFloat64()}, nil)
	}
	for _, c := range []struct {
		name  string
		rank  func(y, truth float64, x []float64) float64
		curve func([]float64) Curve
	}{{"central", central, CentralCurve}, {"highest density", density, CoverageCurve}, {"TARP", ball, CoverageCurve}} {
		score := func(ranks []float64) float64 { return c.curve(ranks).Error() }
		floor := RankFloor(r, tests, samples, 50, score)
		most := floor.Mean + 4*floor.SD
		right := c.curve(tested(r, tests, samples, 0, 1, c.rank))
		if right.Error() > most || math.Abs(right.Bias()) > 0.03 {
			t.Errorf("%s: a right posterior scores %.3f with bias %.3f, the floor is %.3f", c.name, right.Error(), right.Bias(), floor)
		}
		shifted := c.curve(tested(r, tests, samples, 1, 1, c.rank))
		narrow := c.curve(tested(r, tests, samples, 0, 0.6, c.rank))
		wide := c.curve(tested(r, tests, samples, 0, 1.6, c.rank))
		for name, e := range map[string]float64{"narrow": narrow.Error(), "wide": wide.Error(), "shifted": shifted.Error()} {
			if !(e > most) {
				t.Errorf("%s: %s scores %.4f, the floor is %.4f", c.name, name, e, floor)
			}
		}
		if c.name != "TARP" && !(narrow.Bias() < -0.05 && wide.Bias() > 0.05) {
			t.Errorf("%s: a narrow posterior has bias %.3f, a wide one %.3f", c.name, narrow.Bias(), wide.Bias())
		}
	}
}

func TestRegionsByHand(t *testing.T) {
	samples := []float64{0, 0, 3, 4, 1, 0, 0, 2} // 0, 5, 1 and 2 from the origin
	origin := []float64{0, 0}
	for _, err := range []error{
		near("density", HighestDensityRank(-1, []float64{-3, -0.5, math.Inf(-1), 2}), 0.5, 0),
		near("outside the support", HighestDensityRank(math.Inf(-1), []float64{-3, -0.5}), 1, 0),
		near("ball", DistanceRank([]float64{-1.5, 0}, samples, origin, nil), 0.5, 0),
		near("ball, tie", DistanceRank([]float64{0, -2}, samples, origin, nil), 2.5/4, 0),
		near("ball, scaled", DistanceRank([]float64{-1.5, 0}, samples, origin, []float64{1, 2}), 0.75, 0),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	for _, v := range []float64{
		HighestDensityRank(math.NaN(), samples), HighestDensityRank(0, []float64{math.NaN()}),
		DistanceRank(origin, []float64{math.NaN(), 0}, origin, nil), DistanceRank([]float64{math.NaN(), 0}, samples, origin, nil),
	} {
		if !math.IsNaN(v) {
			t.Errorf("NaN has rank %g", v)
		}
	}
}

// The prior in place of the posterior is calibrated: only a reference that moves with y tells (Lemos et al., section 3).
func TestTARPReference(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 1))
	const tests, samples, noise = 1000, 100, 0.3
	see := func(x []float64) []float64 {
		y := normal(r, len(x), 0)
		for i, v := range x {
			y[i] = v + noise*y[i]
		}
		return y
	}
	poolX := normal(r, 2*500, 0)
	poolY := see(poolX)
	score := func(some int, posterior bool) float64 {
		ranks := make([]float64, tests)
		for i := range ranks {
			truth := normal(r, 2, 0)
			y := see(truth)
			x := normal(r, 2*samples, 0)
			if posterior {
				gain := 1 / (1 + noise*noise)
				for j, v := range x {
					x[j] = gain*y[j%2] + math.Sqrt(gain)*noise*v
				}
			}
			ranks[i] = DistanceRank(truth, x, ReferenceNear(r, poolX, poolY, y, nil, some), nil)
		}
		return CoverageCurve(ranks).Error()
	}
	floor := RankFloor(r, tests, samples, 50, func(ranks []float64) float64 { return CoverageCurve(ranks).Error() })
	most := floor.Mean + 4*floor.SD
	for _, some := range []int{1, 20} {
		if e := score(some, true); e > most {
			t.Errorf("the posterior, seen from the best of %d points, scores %.3f, the floor is %.3f", some, e, floor)
		}
	}
	if e := score(1, false); e > most {
		t.Errorf("seen from points that do not know y, the prior scores %.3f, the floor is %.3f", e, floor)
	}
	if e := score(20, false); e < 2*most {
		t.Errorf("seen from points that know y, the prior scores %.3f, the floor is %.3f", e, floor)
	}
	// By hand: of all, the one at 2 is nearest to 2.2, and in other units that at 3.
	x, y := []float64{10, 11, 12}, []float64{1, 0, 2, 0, 3, 0.1}
	if v := ReferenceNear(r, x, y, []float64{2.2, 0}, nil, 100)[0]; v != 11 {
		t.Errorf("the nearest reference is %g", v)
	}
	if v := ReferenceNear(r, x, y, []float64{2.2, 0.1}, []float64{100, 0.01}, 100)[0]; v != 12 {
		t.Errorf("the nearest reference in other units is %g", v)
	}
}
