package inn

import (
	"math"
	"slices"
	"testing"
)

func TestSchedule(t *testing.T) {
	c := Config{Steps: 1000, Warmup: 50, Cosine: true, FloorRate: 0.02}
	for _, v := range []struct {
		step, warm int
		want       float64
	}{
		{0, never, 0.02}, {24, never, 0.5}, {50, never, 1}, {525, never, 0.51}, {1000, never, 0.02}, {5000, never, 0.02},
		{5000, 5000, 0.03}, {5050, 5000, 1.5}, {5300, 5000, 1.5}, {5450, 5000, 0.76}, {5600, 5000, 0.02}, {9000, 5000, 0.02},
	} {
		if got := c.rate(v.step, v.warm); math.Abs(got-v.want) > 1e-9 {
			t.Errorf("rate at step %d, warmed in step %d: %g, want %g", v.step, v.warm, got, v.want)
		}
	}
	for step, want := range map[int]bool{0: false, 49: false, 100: false, 500: false, 600: true, 5000: true} {
		if c.rewarms(step) != want {
			t.Errorf("a change in step %d warms the rate up: %v", step, !want)
		}
	}
	c.Cosine = false
	if c.rate(700, never) != 1 || c.rewarms(700) {
		t.Error("without cosine the rate does not stay")
	}
	c.Ramp = true
	for step, want := range map[int]float64{0: 0.004, 500: 0.0894427, 1000: 1, 3000: 1} {
		if got := c.ramp(step); math.Abs(got-want) > 1e-6 {
			t.Errorf("ramp at step %d: %g, want %g", step, got, want)
		}
	}
}

// Switches and weights warm the rate up, the rate and the noise do not, nor does the weight of a loss that is off.
func TestRewarming(t *testing.T) {
	p := ring()
	c, l := small(p)
	l.Loss[LossZ].On = false
	m := train(t, p, c, l, 80)
	low := m.Rate()
	if math.Abs(low-l.Rate*c.FloorRate) > 1e-12 {
		t.Errorf("rate %g at the end of the schedule", low)
	}
	l.YNoise = 0.1
	l.Loss[LossZ].Weight = 7
	m.SetLive(l)
	if m.Rate() != low {
		t.Error("a change that trains nothing else warmed the rate up")
	}
	l.Loss[LossX].On = false
	m.SetLive(l)
	if m.Rate() < 10*low {
		t.Errorf("rate %g after a switch, %g before", m.Rate(), low)
	}
	// Fresh moments make the first step as long as the rate, whatever the gradients were before.
	before := slices.Clone(m.params)
	rate := m.Rate()
	steps(t, m, 1)
	longest := 0.0
	for i, v := range m.params {
		longest = max(longest, math.Abs(float64(v-before[i])))
	}
	if longest > 1.01*rate || longest < 0.9*rate {
		t.Errorf("the first step after a switch moves a parameter by %g at a rate of %g", longest, rate)
	}
}
