package session

import (
	"math"
	"testing"
	"time"
)

// The speed is steps over time: of steps that take 10 and 190 ms in turn there are ten a second.
func TestMeter(t *testing.T) {
	var m meter
	now := time.Unix(1e9, 0)
	if m.step(now); m.value() != 0 {
		t.Error("one step has a speed")
	}
	for i := range 200 {
		gap := 10 * time.Millisecond
		if i%2 == 1 {
			gap = 190 * time.Millisecond
		}
		now = now.Add(gap)
		m.step(now)
	}
	if v := m.value(); math.Abs(v-10) > 0.5 {
		t.Errorf("%.2f steps a second, not 10", v)
	}
	m.rest() // an hour's rest is no slowness
	now = now.Add(time.Hour)
	for range 50 {
		m.step(now)
		now = now.Add(10 * time.Millisecond)
	}
	if v := m.value(); v < 10 {
		t.Errorf("%.2f steps a second after a rest", v)
	}
	for range 1000 {
		m.step(now)
		now = now.Add(10 * time.Millisecond)
	}
	if v := m.value(); math.Abs(v-100) > 2 {
		t.Errorf("%.2f steps a second, not 100: what is long gone counts", v)
	}
}
