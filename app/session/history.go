package session

import (
	"math"
	"slices"
	"time"

	"innlab/inn"
)

// History holds loss curves of bounded length: averaged over ever longer stretches as the run goes on. It never
// changes.
type History struct {
	Step   []float64                // step at the end of each stretch, at most 800
	Value  [inn.NumLosses][]float64 // mean of each loss over the stretch; NaN where it was not measured
	Events []Event                  // at most 100, oldest first
}

// Event is a change of a switch, weight or rate, or the end of a ramp, to be marked in the curves.
type Event struct {
	Step float64
	Text string // "L_x off", "L_x × 800", "ramp"
}

const (
	stretches = 800                    // most points of a curve
	events    = 100                    // most events
	together  = 800 * time.Millisecond // changes of one value nearer than this are one event
)

// curve grows a History step by step. The arrays of h are only appended to and replaced by new ones when they are
// full, so the histories handed out share them.
type curve struct {
	h      History
	length int // steps per stretch
	steps  int // of the stretch that is under way
	sum    [inn.NumLosses]float64
	count  [inn.NumLosses]int // measured values in sum

	topic   string    // what the last event was about
	touched time.Time // when its value last changed
}

// add appends the losses of one step.
func (c *curve) add(step int, losses []float64) {
	for i, v := range losses {
		if !math.IsNaN(v) {
			c.sum[i] += v
			c.count[i]++
		}
	}
	if c.steps++; c.steps < max(1, c.length) {
		return
	}
	if len(c.h.Step) == stretches {
		c.halve()
		return // the stretch goes on: it is twice as long now
	}
	c.h.Step = append(c.h.Step, float64(step))
	for i := range c.sum {
		c.h.Value[i] = append(c.h.Value[i], c.sum[i]/float64(c.count[i])) // 0/0 is the NaN of "not measured"
	}
	c.steps, c.sum, c.count = 0, [inn.NumLosses]float64{}, [inn.NumLosses]int{}
}

// halve averages the stretches in pairs into new arrays.
func (c *curve) halve() {
	c.length = 2 * max(1, c.length)
	h := History{Events: c.h.Events}
	for i := 1; i < stretches; i += 2 {
		h.Step = append(h.Step, c.h.Step[i])
		for k, v := range c.h.Value {
			h.Value[k] = append(h.Value[k], mean(v[i-1], v[i]))
		}
	}
	c.h = h
}

// mean is the mean of two numbers, of which one that is NaN does not count.
func mean(a, b float64) float64 {
	switch {
	case math.IsNaN(a):
		return b
	case math.IsNaN(b):
		return a
	}
	return (a + b) / 2
}

// event marks a change. Changes about one topic that follow each other within a moment, as of a slider that is
// dragged, stay one event with the latest text; an empty topic is never merged.
func (c *curve) event(step int, topic, text string, now time.Time) {
	list := slices.Clone(c.h.Events) // handed out, so never changed in place
	last := len(list) - 1
	if topic != "" && topic == c.topic && now.Sub(c.touched) < together && last >= 0 {
		list[last].Text = text
	} else {
		list = append(list, Event{Step: float64(step), Text: text})
	}
	if len(list) > events {
		list = list[len(list)-events:]
	}
	c.h.Events, c.topic, c.touched = list, topic, now
}

// history hands out the curve so far. Its slices have no room to append, so nobody can write into the curve.
func (c *curve) history() *History {
	h := c.fork().h
	return &h
}

// fork returns a curve that can grow on its own from here.
func (c *curve) fork() curve {
	f := *c
	f.h.Step = slices.Clip(f.h.Step)
	for i := range f.h.Value {
		f.h.Value[i] = slices.Clip(f.h.Value[i])
	}
	f.h.Events = slices.Clip(f.h.Events)
	return f
}
