package scenes

import "math"

// Ordinary differential equations of two populations are solved here: the method of Dormand and Prince, of fifth order
// with an embedded error estimate (Hairer, Nørsett, Wanner: Solving Ordinary Differential Equations I, table II.5.2).
// The populations are handled as logarithms, which keeps them positive and lets growth and decay go in long steps.

// pair is the state of two populations.
type pair = [2]float64

const (
	odeTolerance = 1e-6  // error of a step, absolute and relative to the logarithms
	odeSteps     = 20000 // most steps of a solution; those that would be shorter than a share of this are not checked
)

// integrate solves u' = f(u) from u at time 0 and hands over the state at each of the times, which rise. Where the state
// leaves the numbers, as for rates that make no sense, what is handed over from there on is not finite.
func integrate(f func(u pair) pair, u pair, times []float64, at func(i int, u pair)) {
	if len(times) == 0 {
		return
	}
	least := times[len(times)-1] / odeSteps
	t, step := 0.0, 100*least
	slope := f(u)
	for i, end := range times {
		for t < end && finitePair(u) {
			h, last := step, false
			if t+h >= end {
				h, last = end-t, true
			}
			next, k, e := dormandPrince(f, u, slope, h)
			better := max(least, h*min(5, max(0.2, 0.9*math.Pow(e, -0.2))))
			if e > 1 && h > least {
				step = better
				continue
			}
			t, u, slope = t+h, next, k
			if last {
				t = end
			}
			if !last || better > step { // a step cut short says little about how long the next may be
				step = better
			}
		}
		at(i, u)
	}
}

// dormandPrince takes a step h from u, where the slope is k1. It returns the state and slope at its end, and the
// estimated error in units of the tolerance.
func dormandPrince(f func(u pair) pair, u, k1 pair, h float64) (next, k7 pair, e float64) {
	var v pair
	for j := range v {
		v[j] = u[j] + h*(1./5*k1[j])
	}
	k2 := f(v)
	for j := range v {
		v[j] = u[j] + h*(3./40*k1[j]+9./40*k2[j])
	}
	k3 := f(v)
	for j := range v {
		v[j] = u[j] + h*(44./45*k1[j]-56./15*k2[j]+32./9*k3[j])
	}
	k4 := f(v)
	for j := range v {
		v[j] = u[j] + h*(19372./6561*k1[j]-25360./2187*k2[j]+64448./6561*k3[j]-212./729*k4[j])
	}
	k5 := f(v)
	for j := range v {
		v[j] = u[j] + h*(9017./3168*k1[j]-355./33*k2[j]+46732./5247*k3[j]+49./176*k4[j]-5103./18656*k5[j])
	}
	k6 := f(v)
	for j := range v {
		next[j] = u[j] + h*(35./384*k1[j]+500./1113*k3[j]+125./192*k4[j]-2187./6784*k5[j]+11./84*k6[j])
	}
	k7 = f(next)
	for j := range v {
		d := h * (71./57600*k1[j] - 71./16695*k3[j] + 71./1920*k4[j] - 17253./339200*k5[j] + 22./525*k6[j] - 1./40*k7[j])
		if e = max(e, math.Abs(d)/(odeTolerance*(1+math.Abs(u[j])))); math.IsNaN(d) {
			return next, k7, math.Inf(1)
		}
	}
	return next, k7, e
}

func finitePair(u pair) bool { return !math.IsNaN(u[0]-u[0]) && !math.IsNaN(u[1]-u[1]) }

// times returns n times from 0, interval apart.
func times(interval float64, n int) []float64 {
	t := make([]float64, n)
	for i := range t {
		t[i] = interval * float64(i)
	}
	return t
}
