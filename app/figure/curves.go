package figure

// This file makes loss curves readable: averaged, on an axis that an estimate below zero does not stretch.

import (
	"image/color"
	"math"

	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
)

// The losses' axis as long as the curves stay inside it, and the lowest that it ever shows.
const (
	lossTop    = 1.5
	lossBottom = 3e-3
	lossFloor  = 1e-6
)

// Placed puts a log-density v, which is on either side of 0 and has no place among distances, on an axis: the least value
// of the curve span at the lower end and its largest near the top. That is a scale of its own, which shows that it falls
// and no values. Steps are even near 0 and logarithmic far from it.
func Placed(v, span []float64, y widgets.Axis) []float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, x := range span {
		if s := math.Asinh(x); !math.IsNaN(s) && !math.IsInf(s, 0) {
			lo, hi = min(lo, s), max(hi, s)
		}
	}
	at := make([]float64, len(v))
	for i, x := range v {
		share := placedFrom
		if hi > lo {
			share += (placedTo - placedFrom) * (math.Asinh(x) - lo) / (hi - lo)
			share = min(max(share, 0), 1)
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			share = math.NaN()
		}
		at[i] = y.Min + share*(y.Max-y.Min)
		if y.Log {
			at[i] = y.Min * math.Pow(y.Max/y.Min, share)
		}
	}
	return at
}

// placedFrom and placedTo are the shares of the axis between which a log-density lies.
const placedFrom, placedTo = 0.04, 0.96

// Apart reports whether loss i has a scale of its own among the losses of a method: a log-density among distances.
func Apart(of []inn.Loss, i int) bool { return i < len(of) && of[i].Signed && !of[0].Signed }

// LossColor is the colour of loss i of a method. Those of the invertible network wear what they act on; so do those of
// other methods, where what compares x comes first and what shapes a code of it warms up. What is only measured is grey.
func LossColor(t *widgets.Theme, of []inn.Loss, i int) color.NRGBA {
	switch l := &of[i]; {
	case i < len(inn.Losses) && l.Name == inn.Losses[i].Name:
		return t.Loss(i)
	case l.Signed:
		return t.Ln
	case l.Measured:
		return t.Lr
	case l.Warms:
		return t.Lz
	case i == 0:
		return t.Lx
	}
	return t.Ln
}

// lossAxis is the logarithmic axis that shows all curves. An unbiased MMD comes down to 0 and, by chance, below it;
// such a curve runs along the lower end, whose place the other losses decide.
func lossAxis(curves [inn.NumLosses][]float64) widgets.Axis {
	y := widgets.Axis{Min: lossBottom, Max: lossTop, Log: true}
	for i, c := range curves {
		if Apart(inn.Losses, i) {
			continue
		}
		for _, v := range c {
			if !(v > 0) || math.IsInf(v, 0) {
				continue
			}
			y.Max = max(y.Max, 1.2*v)
			if i == inn.LossY || i == inn.LossRec {
				y.Min = min(y.Min, max(0.7*v, lossFloor))
			}
		}
	}
	return y
}

// Curves are averaged to calmPoints points, and each of those with calmReach neighbours on both sides.
const (
	calmPoints = 240
	calmReach  = 3
)

// calmed returns the steps and curves of a history so that their course is seen and not the noise of single batches.
func calmed(h *session.History) (steps []float64, curves [inn.NumLosses][]float64) {
	for i, v := range h.Value {
		curves[i] = Calm(v)
	}
	return Gather(h.Step), curves
}

// Calm averages a loss curve so that its course is seen and not the noise of single batches. Values that are not finite
// are left out. It has as many points as Gather makes of the curve's steps.
func Calm(v []float64) []float64 {
	c := Gather(v)
	smooth := make([]float64, len(c))
	for i := range c {
		reach := min(calmReach, i, len(c)-1-i) // the same on both sides, so that the ends stay where they are
		smooth[i] = mean(c[i-reach : i+reach+1])
	}
	return smooth
}

// Gather averages neighbours until at most calmPoints values are left.
func Gather(v []float64) []float64 {
	n := max((len(v)+calmPoints-1)/calmPoints, 1)
	var c []float64
	for i := 0; i < len(v); i += n {
		c = append(c, mean(v[i:min(i+n, len(v))]))
	}
	return c
}

// mean is that of the finite values, NaN if there is none.
func mean(v []float64) float64 {
	sum, n := 0.0, 0
	for _, x := range v {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			sum += x
			n++
		}
	}
	return sum / float64(n)
}

// lifted moves values that the axis cannot show to its lower end, a line's width inside.
func lifted(v []float64, y widgets.Axis) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = x
		if x < 1.03*y.Min {
			out[i] = 1.03 * y.Min
		}
	}
	return out
}
