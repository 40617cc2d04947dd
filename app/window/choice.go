package window

// The y that is asked about: a label, a mixture of two labels, or numbers as dragged or as their sliders say. The choice
// is the window's; the session only ever hears the latest query.

import (
	"math"
	"slices"
	"strconv"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
)

// Samples that a full answer holds, as the menu of the posterior offers them, and those of a rough one.
var sampleCounts = []int{500, 2000, 10000}

const roughSamples = 300

// latentCells is the side of the latent colouring in cells; while the network changes the session gives fewer.
const latentCells = 192

// choice is the measurement that is shown.
type choice struct {
	y       []float64
	labels  bool    // y is the one-hot of a label
	noise   float64 // standard deviation of noise on y; in units of its spread where y is continuous
	between bool    // y may lie between labels: sliders are shown, dragging across slots mixes
	rough   bool    // the pointer is still moving
	n       int     // samples asked for
	row     int     // held-out row that y was taken from, counted from 1; 0: none
}

// newChoice starts at the set-up's own y.
func newChoice(s *scenes.Setup) choice {
	return choice{y: slices.Clone(s.Start), labels: s.Problem.Labels > 0, n: 2000}
}

// query is the question for a session.
func (c *choice) query() session.Query {
	q := session.Query{Y: slices.Clone(c.y), Noise: c.noise, N: c.n, Latent: latentCells, Rough: c.rough}
	if c.rough {
		q.N, q.Latent = roughSamples, 0
	}
	return q
}

// answered says whether a is an answer for this y and this noise.
func (c *choice) answered(a *session.Answer) bool {
	return a != nil && a.Query.Noise == c.noise && slices.Equal(a.Query.Y, c.y)
}

// label is the label that y is the one-hot of, −1 for a y between labels or one that is no label at all.
func (c *choice) label() int {
	if !c.labels {
		return -1
	}
	l, err := scenes.Label(c.y, len(c.y))
	if err != nil {
		return -1
	}
	return l
}

// set chooses label i.
func (c *choice) set(i int) {
	c.y = scenes.OneHot(i, len(c.y))
	c.rough = false
}

// mix chooses the y a fraction t of the way from label a to label b.
func (c *choice) mix(a, b int, t float64) {
	y := make([]float64, len(c.y))
	y[a] += 1 - t
	y[b] += t
	c.y = y
}

// vary sets one entry of y, as its slider does.
func (c *choice) vary(i int, v float64) {
	c.y = slices.Clone(c.y)
	c.y[i] = v
}

// nearest is the label whose one-hot is nearest to y: the largest entry.
func (c *choice) nearest() int {
	at := 0
	for i, v := range c.y {
		if v > c.y[at] {
			at = i
		}
	}
	return at
}

// words says what y is, for a title: "label 0", "0.60 of 0, 0.40 of 1", "as set", "(0.35, 1.20)"; short ones are "label
// 0", "a mix". Of many numbers there are no words.
func (c *choice) words(short bool) string {
	if !c.labels {
		return widgets.Tuple(c.y)
	}
	if l := c.label(); l >= 0 {
		return "label " + strconv.Itoa(l)
	}
	var parts []string
	sum := 0.0
	for i, v := range c.y {
		if v != 0 {
			parts = append(parts, widgets.Fixed(v, 2)+" of "+strconv.Itoa(i))
			sum += v
		}
	}
	switch {
	case len(parts) != 2 || math.Abs(sum-1) > 1e-9:
		return "as set"
	case short:
		return "a mix"
	}
	return parts[0] + ", " + parts[1]
}

// spoken lists numbers as people do: "0", "0 and 1", "0 to 3", "0, 2 and 5".
func spoken(n []int) string {
	switch {
	case len(n) == 0:
		return ""
	case len(n) == 1:
		return widgets.Count(n[0])
	case len(n) > 2 && n[len(n)-1]-n[0] == len(n)-1:
		return widgets.Count(n[0]) + " to " + widgets.Count(n[len(n)-1])
	}
	s := widgets.Count(n[0])
	for i, v := range n[1:] {
		if i == len(n)-2 {
			s += " and "
		} else {
			s += ", "
		}
		s += widgets.Count(v)
	}
	return s
}
