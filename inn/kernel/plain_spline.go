package kernel

import (
	"math"

	"innlab/inn/kernel/internal/coef"
)

// The rational-quadratic spline in plain Go, one element after the other. Everything is written as sums of positive
// terms, ξ and 1−ξ both from the knots, so that nothing cancels: with ξ the place in the bin, ζ = 1−ξ and s the bin's
// mean slope, y goes through (s·ξ² + d0·ξζ)/den with den = s·(ξ²+ζ²) + (d0+d1)·ξζ, and
// f' = s²·(d1·ξ² + 2s·ξζ + d0·ζ²)/den².

// spline is the bin of one element.
type spline struct {
	bins           int
	shareX, shareY [MaxBins]float32 // of the softmax
	k              int              // the bin
	xl, xr, yl, yr float32          // its knots
	d0, d1         float32          // slopes there
	v0, v1         float32          // derivatives of the slopes by their logits
	xi, zeta       float32          // place in the bin, from the left and from the right
	s, den, num    float32          // (yr−yl)/(xr−xl); see above; f'·den²/s²
}

func checkBins(bins int) {
	if bins < 2 || bins > MaxBins {
		panic("kernel: a spline takes 2 to 16 bins")
	}
}

// softmax writes the shares of bins logits that stand a row apart.
func softmax(bins int, logits []float32, share *[MaxBins]float32) {
	most := logits[0]
	for j := 1; j < bins; j++ {
		most = max(most, logits[j*Lanes])
	}
	var sum float32
	for j := range bins {
		share[j] = exp32(logits[j*Lanes] - most)
		sum += share[j]
	}
	sum = 1 / sum
	for j := range bins {
		share[j] *= sum
	}
}

// freeShare is what a softmax distributes: the whole without the least shares.
func freeShare(bins int) float32 { return 1 - coef.MinShare*float32(bins) }

// knot is the one after j bins, whose shares sum to so much.
func knot(bins, j int, sum, bound float32) float32 {
	if j == bins && sum == sum {
		return bound // free of rounding
	}
	return 2*coef.MinShare*bound*float32(j) - bound + 2*bound*freeShare(bins)*sum
}

// locate finds the bin of v among knots of the given shares; a NaN falls into the first and makes its right knot NaN.
func locate(bins int, share *[MaxBins]float32, v, bound float32) (k int, left, right float32) {
	sum := share[0]
	left, right = -bound, knot(bins, 1, sum, bound)
	for k = 0; k < bins-1 && v >= right; k++ {
		sum += share[k+1]
		left, right = right, knot(bins, k+2, sum, bound)
	}
	return k, left, right
}

// knots returns both ends of bin k.
func knots(bins int, share *[MaxBins]float32, k int, bound float32) (left, right float32) {
	var before float32
	for _, v := range share[:k] {
		before += v
	}
	return knot(bins, k, before, bound), knot(bins, k+1, before+share[k], bound)
}

// set finds the bin of the element whose logits start at theta: that of x, or for the inverse that of y.
func (e *spline) set(bins int, theta []float32, v, bound float32, inverse bool) {
	e.bins = bins
	softmax(bins, theta, &e.shareX)
	softmax(bins, theta[bins*Lanes:], &e.shareY)
	if inverse {
		e.k, e.yl, e.yr = locate(bins, &e.shareY, v, bound)
		e.xl, e.xr = knots(bins, &e.shareX, e.k, bound)
	} else {
		e.k, e.xl, e.xr = locate(bins, &e.shareX, v, bound)
		e.yl, e.yr = knots(bins, &e.shareY, e.k, bound)
	}
	var l0, l1 float32
	if e.k > 0 {
		l0 = theta[(2*bins+e.k-1)*Lanes]
	}
	if e.k < bins-1 {
		l1 = theta[(2*bins+e.k)*Lanes]
	}
	e.d0, e.v0 = softplus(l0 + coef.SlopeShift)
	e.d1, e.v1 = softplus(l1 + coef.SlopeShift)
	e.d0 += coef.MinSlope
	e.d1 += coef.MinSlope
	e.s = (e.yr - e.yl) / (e.xr - e.xl)
}

// at puts x into the bin.
func (e *spline) at(x float32) {
	w := 1 / (e.xr - e.xl)
	e.place((x-e.xl)*w, (e.xr-x)*w)
}

// place takes ξ and 1−ξ.
func (e *spline) place(xi, zeta float32) {
	e.xi, e.zeta = xi, zeta
	p := xi * zeta
	e.den = e.s*(xi*xi+zeta*zeta) + (e.d0+e.d1)*p
	e.num = e.d1*xi*xi + 2*e.s*p + e.d0*zeta*zeta
}

// value is f at the place.
func (e *spline) value() float32 {
	return min(e.yl+(e.yr-e.yl)*e.xi*(e.s*e.xi+e.d0*e.zeta)/e.den, e.yr)
}

// slope is f' at the place.
func (e *spline) slope() float32 {
	r := e.s / e.den
	return r * r * e.num
}

// solve puts f⁻¹(y) into the bin. With η = (y−yl)/(yr−yl) and q = d0·(1−η) − d1·η, the quadratic equation of the
// paper's eq. 6–8 has the root ξ : 1−ξ = 2sη : q+R or R−q : 2s(1−η), whichever adds two positive numbers, with
// R = √(q² + 4s²η(1−η)).
func (e *spline) solve(y float32) {
	h := 1 / (e.yr - e.yl)
	eta, rest := (y-e.yl)*h, (e.yr-y)*h
	q := e.d0*rest - e.d1*eta
	r := float32(math.Sqrt(float64(q*q + 4*e.s*e.s*eta*rest)))
	u, v := 2*e.s*eta, r+q
	if q < 0 {
		u, v = r-q, 2*e.s*rest
	}
	w := 1 / (u + v)
	e.place(u*w, v*w)
}

func splineFwd(d, bins int, x, theta, y, logdet []float32, bound float32) {
	checkBins(bins)
	var e spline
	var sum [Lanes]float32
	for i := range d {
		x, y, theta := panelRow(x, i), panelRow(y, i), theta[i*SplineRows(bins)*Lanes:]
		for l, v := range x {
			if v < -bound || v > bound {
				y[l] = v
				continue
			}
			e.set(bins, theta[l:], v, bound, false)
			e.at(v)
			y[l] = e.value()
			sum[l] += log32(e.slope())
		}
	}
	if logdet != nil {
		add(Lanes, sum[:], logdet)
	}
}

func splineInv(d, bins int, y, theta, x, logdet []float32, bound float32) {
	checkBins(bins)
	var e spline
	var sum [Lanes]float32
	for i := range d {
		y, x, theta := panelRow(y, i), panelRow(x, i), theta[i*SplineRows(bins)*Lanes:]
		for l, v := range y {
			if v < -bound || v > bound {
				x[l] = v
				continue
			}
			e.set(bins, theta[l:], v, bound, true)
			e.solve(v)
			x[l] = min(e.xl+(e.xr-e.xl)*e.xi, e.xr)
			sum[l] -= log32(e.slope())
		}
	}
	if logdet != nil {
		add(Lanes, sum[:], logdet)
	}
}
