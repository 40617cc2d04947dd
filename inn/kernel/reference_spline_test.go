package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The rational-quadratic spline in float64, in the words of Durkan et al. 2019: eqs. 4 and 5 for the value and its
// derivative, knots as in section 3.1.

// refSpline has the knots of one element, and what their derivatives by the logits need.
type refSpline struct {
	bins   int
	bound  float64
	xs, ys []float64 // knots
	ds     []float64 // slopes at knots
	px, py []float64 // shares of the softmax
	sig    []float64 // derivatives of slopes by their logits, 0 at the ends
}

// newRefSpline takes the logits of widths, heights and slopes.
func newRefSpline(bins int, bound float64, theta []float64) *refSpline {
	s := &refSpline{bins: bins, bound: bound}
	s.px, s.xs = refKnots(theta[:bins], bound)
	s.py, s.ys = refKnots(theta[bins:2*bins], bound)
	s.ds, s.sig = []float64{1}, []float64{0}
	shift := math.Log(math.Exp(1-1e-3) - 1)
	for _, v := range theta[2*bins:] {
		v += shift
		s.ds = append(s.ds, 1e-3+min(87, max(v, 0)+math.Log1p(math.Exp(-math.Abs(v)))))
		s.sig = append(s.sig, 1/(1+clampedExp(-v)))
	}
	s.ds, s.sig = append(s.ds, 1), append(s.sig, 0)
	return s
}

func refKnots(logits []float64, bound float64) (share, knots []float64) {
	most, sum := math.Inf(-1), 0.0
	for _, v := range logits {
		most = max(most, v)
	}
	for _, v := range logits {
		share = append(share, clampedExp(v-most))
		sum += share[len(share)-1]
	}
	knots = []float64{-bound}
	for j := range share {
		share[j] /= sum
		width := 1e-3 + (1-1e-3*float64(len(share)))*share[j]
		knots = append(knots, knots[j]+2*bound*width)
	}
	return share, knots
}

// bin is the one that x lies in.
func (s *refSpline) bin(x float64) int {
	k := 0
	for k < s.bins-1 && x >= s.xs[k+1] {
		k++
	}
	return k
}

// value is f and log f'.
func (s *refSpline) value(x float64) (y, logSlope float64) {
	if math.Abs(x) > s.bound {
		return x, 0
	}
	k := s.bin(x)
	w, h := s.xs[k+1]-s.xs[k], s.ys[k+1]-s.ys[k]
	m, xi := h/w, (x-s.xs[k])/w
	d0, d1, p := s.ds[k], s.ds[k+1], xi*(1-xi)
	den := m + (d1+d0-2*m)*p
	y = s.ys[k] + h*(m*xi*xi+d0*p)/den
	return y, math.Log(m * m * (d1*xi*xi + 2*m*p + d0*(1-xi)*(1-xi)) / (den * den))
}

// refSlopes are derivatives and the sums of their terms' absolute values.
type refSlopes struct{ x, size float64 }

// gradient is that of gx·f + gl·log f' by x, in bin k, and by the logits, each with the size of its terms. For the
// inverse, gx and gl are the gradients of the output x and of −log f', and the result is that by y.
func (s *refSpline) gradient(x float64, k int, gx, gl float64, inverse bool) (by refSlopes, theta []refSlopes) {
	theta = make([]refSlopes, 3*s.bins-1)
	if math.Abs(x) > s.bound {
		return refSlopes{gx, 0}, theta
	}
	w, h := s.xs[k+1]-s.xs[k], s.ys[k+1]-s.ys[k]
	m, xi := h/w, (x-s.xs[k])/w
	zeta := 1 - xi
	d0, d1, p := s.ds[k], s.ds[k+1], xi*zeta
	num := m*xi*xi + d0*p
	den := m + (d1+d0-2*m)*p
	n := d1*xi*xi + 2*m*p + d0*zeta*zeta
	// By ξ, m, d0 and d1: of r = num/den by the quotient's rule, and of L = 2·log m + log n − 2·log den.
	dNum := [4]float64{2*m*xi + d0*(1-2*xi), xi * xi, p, 0}
	dDen := [4]float64{(d1 + d0 - 2*m) * (1 - 2*xi), 1 - 2*p, p, p}
	dN := [4]float64{2*d1*xi + 2*m*(1-2*xi) - 2*d0*zeta, 2 * p, zeta * zeta, xi * xi}
	sizeN := [4]float64{2*d1*xi + 2*m*math.Abs(1-2*xi) + 2*d0*zeta, 2 * p, zeta * zeta, xi * xi}
	sizeDen := [4]float64{(d1 + d0 + 2*m) * math.Abs(1-2*xi), 1 - 2*p, p, p}
	var r, l, sizeL [4]float64
	for i := range r {
		r[i] = (dNum[i]*den - num*dDen[i]) / (den * den)
		l[i] = dN[i]/n - 2*dDen[i]/den
		sizeL[i] = sizeN[i]/n + 2*sizeDen[i]/den
	}
	l[1] += 2 / m
	sizeL[1] += 2 / m
	gy, sizeY, sizeG := gx, math.Abs(gx), math.Abs(gl)
	if inverse {
		slope := m * m * n / (den * den)
		gl = -gl
		gy, sizeY = -(gx+gl*l[0]/w)/slope, (math.Abs(gx)+sizeG*sizeL[0]/w)/slope
	}
	var g, size [4]float64
	for i := range g {
		g[i] = gy*h*r[i] + gl*l[i]
		size[i] = sizeY*h*math.Abs(r[i]) + sizeG*sizeL[i]
	}
	// r by m is small where its terms cancel, d1·ξ² against d0·ζ².
	size[1] += sizeY * h * p * (d1*xi*xi + d0*zeta*zeta) / (den * den)
	by = refSlopes{g[0] / w, size[0] / w}
	through := func(share []float64, before, own refSlopes, out []refSlopes) {
		var mean, meanSize float64
		for j := range k {
			mean += share[j] * before.x
			meanSize += share[j] * before.size
		}
		mean += share[k] * own.x
		meanSize += share[k] * own.size
		c := 2 * s.bound * (1 - 1e-3*float64(s.bins))
		for j := range share {
			var own1 refSlopes
			switch {
			case j < k:
				own1 = before
			case j == k:
				own1 = own
			}
			out[j] = refSlopes{c * share[j] * (own1.x - mean), c * share[j] * (own1.size + meanSize)}
		}
	}
	through(s.px, refSlopes{-by.x, by.size},
		refSlopes{-g[0]*xi/w - g[1]*m/w, size[0]*xi/w + size[1]*m/w}, theta)
	through(s.py, refSlopes{gy, sizeY},
		refSlopes{gy*num/den + g[1]/w, sizeY*num/den + size[1]/w}, theta[s.bins:])
	if k > 0 {
		theta[2*s.bins+k-1] = refSlopes{g[2] * s.sig[k], size[2] * s.sig[k]}
	}
	if k < s.bins-1 {
		theta[2*s.bins+k] = refSlopes{g[3] * s.sig[k+1], size[3] * s.sig[k+1]}
	}
	if inverse {
		by = refSlopes{-gy, sizeY}
	}
	return by, theta
}

// TestSplineReference compares the gradients above with finite differences, those of the inverse by the inverse found
// by bisection.
func TestSplineReference(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	const step = 1e-6
	for range 60 {
		bins, bound := 2+r.IntN(15), 1+4*r.Float64()
		theta := make([]float64, 3*bins-1)
		for j := range theta {
			theta[j] = r.NormFloat64()
		}
		x := (2*r.Float64() - 1) * bound
		gx, gl := r.NormFloat64(), r.NormFloat64()
		spline := newRefSpline(bins, bound, theta)
		y, _ := spline.value(x)
		for _, inverse := range []bool{false, true} {
			loss := func(x float64, theta []float64) float64 {
				y, l := newRefSpline(bins, bound, theta).value(x)
				return gx*y + gl*l
			}
			at := x
			if inverse {
				at = y
				loss = func(y float64, theta []float64) float64 {
					s := newRefSpline(bins, bound, theta)
					x := s.invert(y)
					_, l := s.value(x)
					return gx*x - gl*l
				}
			}
			by, grads := spline.gradient(x, spline.bin(x), gx, gl, inverse)
			same := func(what string, j int, got refSlopes, f func(h float64) float64) {
				t.Helper()
				up, down := f(step), f(-step)
				want := (up - down) / (2 * step)
				// Where a knot is within reach of the step, the gradient may jump in between.
				if math.Abs(got.x-want) > 1e-5*(1+got.size) {
					t.Errorf("inverse %v, %s %d is %g, its finite difference %g", inverse, what, j, got.x, want)
				}
			}
			same("gradient", 0, by, func(h float64) float64 { return loss(at+h, theta) })
			for j := range theta {
				same("logit", j, grads[j], func(h float64) float64 {
					moved := append([]float64(nil), theta...)
					moved[j] += h
					return loss(at, moved)
				})
			}
		}
	}
}

func (s *refSpline) invert(y float64) float64 {
	low, high := -s.bound, s.bound
	for range 100 {
		mid := (low + high) / 2
		if v, _ := s.value(mid); v < y {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}
