package session

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn"
)

// One loss that trains is told to overfit where the other rows' rises while it falls, and not where both fall, where both
// rise, where the rise is a trifle beside the fall, or where there is only noise.
func TestVerdict(t *testing.T) {
	losses := []inn.Loss{{Name: "l"}, {Name: "m", Measured: true}}
	live := &inn.Live{}
	live.Loss[0].On = true
	const points = 100
	dip := func(k float64) float64 { return max(1-k/40, 0.2) + 0.004*max(k-40, 0) }
	fall := func(k float64) float64 { return 1 / (1 + k/10) }
	level := func(float64) float64 { return 0.5 }
	const drift = 0.9 // over ten examinations
	for name, c := range map[string]struct {
		train, held func(k float64) float64
		overfits    bool
		drift       float64 // correlation of the noise from one examination to the next
	}{
		"falls, rises":     {fall, dip, true, 0},
		"both fall":        {fall, fall, false, 0},
		"both rise":        {dip, dip, false, 0},
		"level, rises":     {level, dip, false, 0},
		"falls, is level":  {fall, level, false, 0},
		"noise":            {level, level, false, 0},
		"a rise of nought": {func(k float64) float64 { return 1 - k/100 }, func(k float64) float64 { return dip(k) / 50 }, false, 0},
		// The rows held out are always the same, and so the network's drift shows as no noise between neighbours.
		"falls slowly, drifts": {func(k float64) float64 { return 1 - k/2000 }, level, false, drift},
		"falls, drifts":        {fall, level, false, drift},
		"falls, rises, drifts": {fall, dip, true, drift},
	} {
		told := 0
		const times = 200
		for seed := range uint64(times) {
			r := rand.New(rand.NewPCG(seed, 1))
			e := &Exam{}
			noise := 0.0
			for k := range points {
				var a, b [inn.NumLosses]float64
				noise = c.drift*noise + math.Sqrt(1-c.drift*c.drift)*0.01*r.NormFloat64()
				a[0], b[0] = c.train(float64(k))+0.01*r.NormFloat64(), c.held(float64(k))+noise
				a[1], b[1] = fall(float64(k)), dip(float64(k)) // is only measured
				e.train.add(examEvery*(k+1), a[:])
				e.held.add(examEvery*(k+1), b[:])
			}
			v := e.Verdict(losses, live)
			if v.Overfits {
				told++
			}
			if v.Overfits && c.overfits && (v.Loss != 0 || v.Since < 25*examEvery || v.Since > 60*examEvery) {
				t.Fatalf("%s: overfits since step %d by loss %d, not about %d", name, v.Since, v.Loss, 40*examEvery)
			}
		}
		if c.overfits && told < times*99/100 || !c.overfits && told > times/50 {
			t.Errorf("%s: told to overfit %d of %d times", name, told, times)
		}
	}
}

// The step since which a loss overfits stays as it was told first, though later averages find another; a new least of the rows
// held out ends it.
func TestVerdictStays(t *testing.T) {
	losses := []inn.Loss{{Name: "l"}}
	live := &inn.Live{}
	live.Loss[0].On = true
	r := rand.New(rand.NewPCG(3, 1))
	e := &Exam{}
	told := map[int]int{} // how often each step
	grow := func(from, to int, held func(k float64) float64) (v Verdict) {
		for k := from; k < to; k++ {
			a, b := [inn.NumLosses]float64{1 / (1 + float64(k)/10)}, [inn.NumLosses]float64{held(float64(k)) + 0.02*r.NormFloat64()}
			e.train.add(examEvery*(k+1), a[:])
			e.held.add(examEvery*(k+1), b[:])
			if v = e.Verdict(losses, live); v.Overfits {
				told[v.Since]++
			}
		}
		return v
	}
	v := grow(0, 150, func(k float64) float64 { return 0.5 + math.Abs(k-30)/100 })
	if !v.Overfits || len(told) != 1 || told[v.Since] < 20 {
		t.Fatalf("told %v, at last %+v", told, v)
	}
	mark := e.fork()
	if v := grow(150, 250, func(k float64) float64 { return 1.6 - 2*(k-150)/100 }); v.Overfits {
		t.Errorf("a new least, and it overfits: %+v", v)
	}
	if e.since[0] != 0 {
		t.Errorf("after a new least it still overfits since %d", e.since[0])
	}
	if e.take(mark); e.since[0] != v.Since {
		t.Errorf("undone, it overfits since %d, not %d", e.since[0], v.Since)
	}
}
