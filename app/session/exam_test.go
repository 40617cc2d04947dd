package session

import (
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
	for name, c := range map[string]struct {
		train, held func(k float64) float64
		overfits    bool
	}{
		"falls, rises":     {fall, dip, true},
		"both fall":        {fall, fall, false},
		"both rise":        {dip, dip, false},
		"level, rises":     {level, dip, false},
		"falls, is level":  {fall, level, false},
		"noise":            {level, level, false},
		"a rise of nought": {func(k float64) float64 { return 1 - k/100 }, func(k float64) float64 { return dip(k) / 50 }, false},
	} {
		told := 0
		const times = 200
		for seed := range uint64(times) {
			r := rand.New(rand.NewPCG(seed, 1))
			e := &Exam{}
			for k := range points {
				var a, b [inn.NumLosses]float64
				a[0], b[0] = c.train(float64(k))+0.01*r.NormFloat64(), c.held(float64(k))+0.01*r.NormFloat64()
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
