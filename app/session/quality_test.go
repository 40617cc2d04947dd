package session

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/scenes"
)

// Exact samples score like exact samples, and clouds that are wrong in one way are found out by the number for it.
func TestQuality(t *testing.T) {
	setup := toy(t, "some", 1, 1).Setup
	y := scenes.OneHot(1, 8) // modes 4 and 5
	exact := make([]float64, 2*2500)
	if err := setup.Exact(stream(99), y, exact); err != nil {
		t.Fatal(err)
	}
	nobody := func() bool { return false }
	var j judge
	measure := func(y []float64, edit func(i int, x []float64)) *Quality {
		x := append([]float64(nil), exact...)
		for i := range len(x) / 2 {
			edit(i, x[2*i:2*i+2])
		}
		q, ok := j.quality(&draws{setup: setup}, &Query{Y: y}, 0, x, nobody)
		if !ok {
			t.Fatal("stopped by nobody")
		}
		return q
	}
	good := measure(y, func(int, []float64) {})
	if math.Abs(good.Error) > 0.003 || good.Exact <= 0 || good.Exact > 0.003 || good.Right < 0.98 ||
		math.Abs(good.Width-0.195) > 0.006 || math.Abs(good.Truth-0.195) > 0.006 || good.Between > 0.02 {
		t.Errorf("exact samples: %+v", *good)
	}
	narrow := measure(y, func(i int, x []float64) { // every mode half as wide
		c := setup.Modes.Centres[4]
		if x[0] < 1.7 {
			c = setup.Modes.Centres[5]
		}
		x[0], x[1] = c[0]+(x[0]-c[0])/2, c[1]+(x[1]-c[1])/2
	})
	if narrow.Width > 0.11 || narrow.Error < 10*good.Exact || narrow.Right < good.Right {
		t.Errorf("modes half as wide: %+v", *narrow)
	}
	lopsided := measure(y, func(i int, x []float64) { // mode 4 gets some of mode 5
		if i%3 == 0 && x[0] < 1.7 {
			x[0], x[1] = x[0]+setup.Modes.Centres[4][0]-setup.Modes.Centres[5][0], x[1]+setup.Modes.Centres[4][1]-setup.Modes.Centres[5][1]
		}
	})
	if lopsided.Error < 5*good.Exact || lopsided.Right < 0.98 {
		t.Errorf("unequal modes: %+v", *lopsided)
	}
	smeared := measure(y, func(i int, x []float64) {
		if i%10 == 0 {
			x[0], x[1] = 0, 0
		}
	})
	if math.Abs(smeared.Between-good.Between-0.1) > 0.005 || smeared.Right > 0.91 {
		t.Errorf("a tenth between the modes: %+v", *smeared)
	}
	mixed := measure(scenes.OneHot(3, 8), func(int, []float64) {}) // right for another label
	if mixed.Right != 0 || mixed.Between > 0.02 || !math.IsNaN(mixed.Width) {
		t.Errorf("modes of another label: %+v", *mixed)
	}
	nowhere := measure(scenes.OneHot(7, 8), func(int, []float64) {})
	if !math.IsNaN(nowhere.Error) || !math.IsNaN(nowhere.Right) || nowhere.Between > 0.02 {
		t.Errorf("a label that no mode carries: %+v", *nowhere)
	}
}

// Where neither truth nor modes are known nothing is said, and a measurement that is stopped says nothing.
func TestQualityUnknown(t *testing.T) {
	setup := *toy(t, "some", 1, 1).Setup
	x := make([]float64, 200)
	var j judge
	if q, ok := j.quality(&draws{setup: &setup}, &Query{Y: scenes.OneHot(0, 8)}, 0, x, func() bool { return true }); q != nil || ok {
		t.Error("a measurement that is stopped says something")
	}
	setup.Exact, setup.Modes = nil, nil
	if q, ok := j.quality(&draws{setup: &setup}, &Query{Y: scenes.OneHot(0, 8)}, 0, x, func() bool { return false }); q != nil || !ok {
		t.Errorf("of an unknown posterior: %+v", q)
	}
}

// The floor is kept for each y, and does not depend on which came first.
func TestFloorIsKept(t *testing.T) {
	setup := toy(t, "all", 1, 1).Setup
	made := 0
	exact := setup.Exact
	counted := *setup
	counted.Exact = func(r *rand.Rand, y, x []float64) error { made++; return exact(r, y, x) }
	d := &draws{setup: &counted}
	var j judge
	x := make([]float64, 400)
	first := make([]float64, 8)
	for round := range 2 {
		for label := range 8 {
			q, _ := j.quality(d, &Query{Y: scenes.OneHot(label, 8)}, 0, x, func() bool { return false })
			if round == 0 {
				first[label] = q.Exact
			} else if q.Exact != first[label] {
				t.Errorf("label %d: the floor was %g and is %g", label, first[label], q.Exact)
			}
		}
	}
	if want := 16 + 8*2*pairs; made != want {
		t.Errorf("exact samples were drawn %d times, want %d", made, want)
	}
}
