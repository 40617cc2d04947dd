package control

import (
	"math"
	"testing"
)

func TestScaleSteps(t *testing.T) {
	log := Scale{Min: 4, Max: 40000, Default: 400, Log: true}
	v := log.Min
	for n := 0; v < log.Max; n++ {
		w := log.Move(v, 1)
		if w <= v || w > v*1.3 {
			t.Fatalf("a step from %v leads to %v", v, w)
		}
		if n > 100 {
			t.Fatal("more than 100 steps for four decades")
		}
		v = w
	}
	if w := log.Move(log.Max, 1); w != log.Max {
		t.Errorf("a step beyond the end leads to %v", w)
	}
	lin := Scale{Min: 0, Max: 0.2, Step: 0.01}
	if v := lin.Move(lin.Move(0.2, -3), 2); v != 0.19 {
		t.Errorf("steps lead to %v, not exactly 0.19", v)
	}
	if v := lin.At(0.5004); v != 0.1 {
		t.Errorf("dragged to %v, not exactly 0.1", v)
	}
}

func TestScalePlaceAndAtAgree(t *testing.T) {
	for _, s := range []Scale{{Min: 4, Max: 40000, Log: true}, {Min: -3, Max: 3, Step: 0.1}} {
		for f := 0.0; f <= 1; f += 1.0 / 64 {
			if g := s.Place(s.At(f)); math.Abs(g-f) > 0.02 {
				t.Errorf("place %.3f becomes %.3f", f, g)
			}
		}
	}
	if p := (Scale{Min: 2, Max: 2}).Place(2); p != 0 {
		t.Errorf("a scale without length has its value at %v", p)
	}
}

func TestParseNumber(t *testing.T) {
	for s, want := range map[string]float64{"× 400": 400, "1 600": 1600, "0,25": .25, "−3": -3, "1e-3": 1e-3} {
		if v, err := ParseNumber(s); err != nil || v != want {
			t.Errorf("%q is read as %v, %v", s, v, err)
		}
	}
	for _, s := range []string{"", "x", "1.2.3", "NaN", "inf", "1e999"} {
		if v, err := ParseNumber(s); err == nil {
			t.Errorf("%q is read as %v", s, v)
		}
	}
}
