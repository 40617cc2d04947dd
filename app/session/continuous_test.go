package session

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// linear is y = 2x + noise of spread 0.1 with x ~ N(0, 1) in two dimensions, of unequal units.
func linear() *scenes.Setup {
	return &scenes.Setup{
		Problem: inn.Problem{
			DimX: 2, DimY: 2,
			Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = r.NormFloat64(), 100*r.NormFloat64() },
			Simulate: func(r *rand.Rand, x, y []float64) {
				copy(y, x)
				if r != nil {
					y[0], y[1] = y[0]+0.1*r.NormFloat64(), y[1]+10*r.NormFloat64()
				}
			},
		},
		Exact: func(r *rand.Rand, y, x []float64) error {
			for i := 0; i < len(x); i += 2 {
				v := 1 / 1.01
				x[i] = v*y[0] + 0.1*math.Sqrt(v)*r.NormFloat64()
				x[i+1] = v*y[1] + 10*math.Sqrt(v)*r.NormFloat64()
			}
			return nil
		},
		Spread: []float64{1, 100}, Kernels: []float64{0.2, 0.9},
		X: make([]scenes.Axis, 2), Y: make([]scenes.Axis, 2), Start: []float64{0, 0},
	}
}

// Exact samples score like exact samples in any units, and what is wrong shows in the number for it.
func TestQualityOfNumbers(t *testing.T) {
	s := linear()
	y := []float64{0.5, -50}
	measure := func(s *scenes.Setup, edit func(x []float64)) *Quality {
		x := make([]float64, 2*2000)
		if err := s.Exact(rand.New(rand.NewPCG(9, 9)), y, x); err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(x); i += 2 {
			edit(x[i : i+2])
		}
		var j judge
		q, ok := j.quality(&draws{setup: s}, &Query{Y: y}, 0, x, func() bool { return false })
		if !ok {
			t.Fatal("stopped by nobody")
		}
		return q
	}
	good := measure(s, func([]float64) {})
	// The median of the root mean square of two numbers of spread 0.1 of that of y is 0.1·√(ln 2).
	if want := 0.1 * math.Sqrt(math.Ln2); math.Abs(good.Again-want) > 0.01 || math.Abs(good.AgainExact-want) > 0.01 {
		t.Errorf("re-simulation of exact samples: %g and %g, want %g", good.Again, good.AgainExact, want)
	}
	if math.Abs(good.Error) > 0.001 || good.Exact <= 0 || good.Exact > 0.001 || math.Abs(good.Spread-1) > 0.05 {
		t.Errorf("exact samples: %+v", *good)
	}
	if far := math.Hypot(good.Likely[0]-0.5/1.01, (good.Likely[1]+50/1.01)/100); far > 0.05 {
		t.Errorf("the most likely x is %v", good.Likely)
	}
	if !math.IsNaN(good.Outside) || !math.IsNaN(good.Right) {
		t.Errorf("without box and modes: outside %g, right %g", good.Outside, good.Right)
	}
	off := measure(s, func(x []float64) { x[1] += 50 }) // half a spread of the prior, small beside 50 in x[1] alone
	if off.Error < 100*good.Exact || off.Again < 3*good.Again {
		t.Errorf("half a spread off: %+v", *off)
	}
	narrow := measure(s, func(x []float64) { x[0], x[1] = 0.5+(x[0]-0.5)/2, -50+(x[1]+50)/2 })
	if math.Abs(narrow.Spread-0.5) > 0.03 || narrow.Again > 0.6*good.Again {
		t.Errorf("half as wide: %+v", *narrow)
	}
	boxed := linear()
	boxed.Problem.Box = [][2]float64{{math.Inf(-1), 0.495}, {math.Inf(-1), math.Inf(1)}}
	if q := measure(boxed, func([]float64) {}); q.Outside < 0.4 || q.Outside > 0.6 {
		t.Errorf("half of the samples lie outside the box; it says %g", q.Outside)
	}
	blind := linear()
	exact := blind.Exact
	var j judge
	x := make([]float64, 2*500)
	_ = exact(rand.New(rand.NewPCG(1, 1)), y, x)
	blind.Exact = nil
	q, ok := j.quality(&draws{setup: blind}, &Query{Y: y}, 0, x, func() bool { return false })
	if !ok || q == nil || !math.IsNaN(q.Error) || math.IsNaN(q.Again) {
		t.Errorf("without an exact posterior: %+v", q)
	}
	blind.Problem.Simulate = nil
	if q, ok := j.quality(&draws{setup: blind}, &Query{Y: y}, 0, x, func() bool { return false }); q != nil || !ok {
		t.Errorf("without a simulator: %+v", q)
	}
}

// With noise on a y of numbers no exact posterior is shown, nor anything that is measured by it.
func TestNoTruthUnderNoise(t *testing.T) {
	s, err := scenes.Find("two-moons")
	if err != nil {
		t.Fatal(err)
	}
	never := func() bool { return false }
	d := &draws{setup: &s.Setups[0]}
	q := &Query{Y: s.Setups[0].Start, N: 100}
	x, ok := d.truth(q, 0, 100, never)
	if !ok || len(x) != 200 {
		t.Fatalf("%d numbers without noise", len(x))
	}
	var j judge
	if g, _ := j.quality(d, q, 0, x, never); g == nil || math.IsNaN(g.Error) {
		t.Error("nothing is measured without noise")
	}
	q.Noise = 0.1
	if none, ok := d.truth(q, 0, 100, never); none != nil || !ok {
		t.Error("there is a truth under noise")
	}
	if g, _ := j.quality(d, q, 0, x, never); g == nil || !math.IsNaN(g.Error) || !math.IsNaN(g.Spread) || math.IsNaN(g.Again) {
		t.Errorf("under noise %+v is measured", g)
	}
}

// Noise on a y of numbers is in units of the spread of each.
func TestNoiseOfNumbers(t *testing.T) {
	d := &draws{setup: linear()}
	y := d.measured(&Query{Y: []float64{0, 0}, Noise: 0.2}, 4000)
	s := metric.Spread(y, 2)
	if math.Abs(s[0]-0.2) > 0.03 || math.Abs(s[1]-20) > 3 {
		t.Errorf("noise of 0.2 has the spreads %v, want 0.2 and 20", s)
	}
}

// Pairs belong together, and more of them begin with the ones before.
func TestPairsBelongTogether(t *testing.T) {
	d := &draws{setup: linear()}
	x, y := d.pairs(50)
	far, sum := 0.0, 0.0
	for i := range 50 {
		far += math.Abs(y[2*i] - x[2*i])
		sum += math.Abs(y[2*i] - x[(2*i+2)%100])
	}
	if far > 0.3*sum {
		t.Errorf("x and y of a pair are %g apart, those of two pairs %g", far, sum)
	}
	more, _ := d.pairs(100)
	for i, v := range x {
		if more[i] != v {
			t.Fatal("more pairs begin with others")
		}
	}
}
