package session

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"innlab/inn"
)

// sound checks what holds of every history: bounded, all curves of one length, steps that rise.
func (h *History) sound() error {
	if len(h.Step) > stretches || len(h.Events) > events {
		return fmt.Errorf("%d stretches, %d events", len(h.Step), len(h.Events))
	}
	for i, v := range h.Value {
		if len(v) != len(h.Step) {
			return fmt.Errorf("curve %d has %d points, not %d", i, len(v), len(h.Step))
		}
	}
	for i := 1; i < len(h.Step); i++ {
		if !(h.Step[i] > h.Step[i-1]) {
			return fmt.Errorf("step %g comes after %g", h.Step[i], h.Step[i-1])
		}
	}
	for i := 1; i < len(h.Events); i++ {
		if h.Events[i].Step < h.Events[i-1].Step {
			return errors.New("events are out of order")
		}
	}
	return nil
}

func TestSoundRejects(t *testing.T) {
	long := make([]float64, stretches+1)
	for _, h := range []History{
		{Step: long, Value: [inn.NumLosses][]float64{long, long, long, long, long}},
		{Step: []float64{1, 2}},
		{Step: []float64{2, 1}, Value: [inn.NumLosses][]float64{{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}},
		{Events: make([]Event, events+1)},
		{Events: []Event{{Step: 3}, {Step: 1}}},
	} {
		if h.sound() == nil {
			t.Errorf("a broken history passes: %+v", h)
		}
	}
}

// The means of a curve are those of the losses, however long the run.
func TestCurveAverages(t *testing.T) {
	for _, n := range []int{1, 799, 800, 801, 1601, 12345, 200000} {
		var c curve
		for step := 1; step <= n; step++ {
			v := float64(step)
			odd := math.NaN() // measured in every other step only
			if step%2 == 1 {
				odd = v
			}
			c.add(step, []float64{v, 3, odd, math.NaN()})
		}
		h := c.history()
		if err := h.sound(); err != nil {
			t.Errorf("%d steps: %v", n, err)
		}
		if n >= stretches && len(h.Step) < stretches/2 {
			t.Errorf("%d steps leave only %d points", n, len(h.Step))
		}
		before := 0.0
		for i, end := range h.Step {
			if mean := (before + 1 + end) / 2; h.Value[0][i] != mean {
				t.Fatalf("%d steps: the mean over steps %g to %g is %g, not %g", n, before+1, end, h.Value[0][i], mean)
			}
			if h.Value[1][i] != 3 || !math.IsNaN(h.Value[3][i]) {
				t.Fatalf("%d steps: a constant became %g, nothing became %g", n, h.Value[1][i], h.Value[3][i])
			}
			if length := end - before; length > 1 && math.Abs(h.Value[2][i]-(before+end)/2) > 0.5 {
				t.Fatalf("%d steps: the mean of odd steps %g to %g is %g", n, before+1, end, h.Value[2][i])
			}
			before = end
		}
		if last := h.Step[len(h.Step)-1]; float64(n)-last >= float64(max(1, c.length)) {
			t.Errorf("%d steps: the curve ends at %g", n, last)
		}
	}
}

// A history that was handed out stays as it is, whatever becomes of the curve, and of forks of it.
func TestHistoryNeverChanges(t *testing.T) {
	var c curve
	var all []*History
	var said []string
	keep := func() {
		h := c.history()
		all, said = append(all, h), append(said, fmt.Sprint(*h))
	}
	for step := 1; step <= 2500; step++ {
		c.add(step, []float64{float64(step), 1, 2, 3})
		if step%7 == 0 {
			c.event(step, "weight", fmt.Sprint(step), time.Unix(int64(step/50), 0))
		}
		if step%100 == 0 {
			keep()
		}
		if step%500 == 0 { // go back a little, as after a failure
			f := c.fork()
			for i := range 50 {
				c.add(step+i, []float64{-1, -1, -1, -1})
			}
			keep()
			c = f
		}
	}
	for i, h := range all {
		if fmt.Sprint(*h) != said[i] {
			t.Fatalf("history %d of %d has changed", i, len(all))
		}
	}
}

func TestEventsMerge(t *testing.T) {
	var c curve
	at := time.Unix(0, 0)
	after := func(d time.Duration) time.Time { at = at.Add(d); return at }
	c.event(1, "L_x", "L_x × 500", after(0))
	c.event(2, "L_x", "L_x × 600", after(700*time.Millisecond)) // one movement of a slider
	c.event(3, "L_x", "L_x × 700", after(700*time.Millisecond))
	c.event(4, "L_x", "L_x × 800", after(900*time.Millisecond)) // another
	c.event(5, "", "L_x off", after(time.Millisecond))
	c.event(6, "", "L_x on", after(time.Millisecond)) // switches are never merged
	c.event(7, "L_y", "L_y × 3", after(time.Millisecond))
	c.event(8, "L_x", "L_x × 900", after(time.Millisecond)) // another weight came between
	var got []string
	for _, e := range c.history().Events {
		got = append(got, fmt.Sprintf("%g %s", e.Step, e.Text))
	}
	want := "1 L_x × 700|4 L_x × 800|5 L_x off|6 L_x on|7 L_y × 3|8 L_x × 900"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("events\n%s, want\n%s", s, want)
	}
}

func TestWords(t *testing.T) {
	var old inn.Live
	now := old
	now.Loss[inn.LossX] = inn.Term{On: true, Weight: 1200}
	now.Loss[inn.LossY].Weight = 0.123456
	now.Rate, now.YNoise = 5e-5, 0.1
	var got []string
	for _, n := range changes(inn.Losses, old, now) {
		got = append(got, n.text)
	}
	want := "L_y × 0.123|L_x on|L_x × 1\u2009200|rate 5e−05|noise on y 0.1"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("changes are called\n%s, want\n%s", s, want)
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1\u2009000", 1234567: "1\u2009234\u2009567"} {
		if got := count(n); got != want {
			t.Errorf("%d is written %q", n, got)
		}
	}
}
