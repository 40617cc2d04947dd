package kernel

// Gradients of the rational-quadratic spline in plain Go. Both directions are one derivation: with L = log f', the
// inverse x = f⁻¹(y) with output gradient dx and −g on L is the forward with the gradient
// −(dx − g·∂L/∂x)/f' on its output and −g on L.

// splineSlopes are the derivatives of y and of L, in units of the bin: by ξ, s, d0 and d1.
type splineSlopes struct{ xi, s, d0, d1 float32 }

// derivatives returns those of r = (y−yl)/(yr−yl) and those of L.
func (e *spline) derivatives() (r, log splineSlopes) {
	xi, zeta, s := e.xi, e.zeta, e.s
	p, inv := xi*zeta, 1/e.den
	square := inv * inv
	r.xi = s * e.num * square
	r.s = p * (e.d1*xi*xi - e.d0*zeta*zeta) * square
	r.d0 = p * (s*zeta*zeta + e.d1*p) * square
	r.d1 = -p * (s*xi*xi + e.d0*p) * square
	n := 1 / e.num
	log.xi = 2*n*(e.d1*xi-e.d0*zeta+s*(zeta-xi)) - 2*inv*(e.d0+e.d1-2*s)*(zeta-xi)
	log.s = 2/s + 2*p*n - 2*inv*(xi*xi+zeta*zeta)
	log.d0 = zeta*zeta*n - 2*p*inv
	log.d1 = xi*xi*n - 2*p*inv
	return r, log
}

// gradient writes the gradient of gy·y + gl·L by the logits, and returns that by x.
func (e *spline) gradient(gy, gl float32, r, log *splineSlopes, dtheta []float32, bound float32) (dx float32) {
	w, h := e.xr-e.xl, e.yr-e.yl
	gh := gy * h
	inv := 1 / w
	bySlope := (gh*r.s + gl*log.s) * inv
	dx = (gh*r.xi + gl*log.xi) * inv
	bins := e.bins
	e.shareGradient(&e.shareX, -dx, -dx*e.xi-bySlope*e.s, bound, dtheta)
	through := e.xi * (e.s*e.xi + e.d0*e.zeta) / e.den
	e.shareGradient(&e.shareY, gy, gy*through+bySlope, bound, dtheta[bins*Lanes:])
	for j := range bins - 1 {
		dtheta[(2*bins+j)*Lanes] = 0
	}
	if e.k > 0 {
		dtheta[(2*bins+e.k-1)*Lanes] = (gh*r.d0 + gl*log.d0) * e.v0
	}
	if e.k < bins-1 {
		dtheta[(2*bins+e.k)*Lanes] = (gh*r.d1 + gl*log.d1) * e.v1
	}
	return dx
}

// shareGradient goes through a softmax: before is the gradient by the widths of the bins before the element's, own
// that by its own.
func (e *spline) shareGradient(share *[MaxBins]float32, before, own, bound float32, dtheta []float32) {
	var mean float32
	for _, v := range share[:e.k] {
		mean += v
	}
	mean = mean*before + share[e.k]*own
	c := 2 * bound * freeShare(e.bins)
	for j, v := range share[:e.bins] {
		g := -mean
		switch {
		case j < e.k:
			g += before
		case j == e.k:
			g += own
		}
		dtheta[j*Lanes] = c * v * g
	}
}

func splineFwdGrad(d, bins int, dy, x, theta, dlogdet, dx, dtheta []float32, bound float32) {
	splineGrad(d, bins, dy, x, theta, dlogdet, dx, dtheta, bound, false)
}

func splineInvGrad(d, bins int, dx, x, theta, dlogdet, dy, dtheta []float32, bound float32) {
	splineGrad(d, bins, dx, x, theta, dlogdet, dy, dtheta, bound, true)
}

func splineGrad(d, bins int, grad, x, theta, dlogdet, out, dtheta []float32, bound float32, inverse bool) {
	checkBins(bins)
	var e spline
	ld, rows := lanesOrZero(dlogdet), SplineRows(bins)
	for i := range d {
		grad, x, out := panelRow(grad, i), panelRow(x, i), panelRow(out, i)
		theta, dtheta := theta[i*rows*Lanes:][:rows*Lanes], dtheta[i*rows*Lanes:][:rows*Lanes]
		for l, v := range x {
			g := grad[l]
			if v < -bound || v > bound {
				out[l] = g
				for j := range rows {
					dtheta[j*Lanes+l] = 0
				}
				continue
			}
			e.set(bins, theta[l:], v, bound, false)
			e.at(v)
			r, log := e.derivatives()
			gl := ld[l]
			if inverse {
				gl = -gl
				g = -(g + gl*log.xi/(e.xr-e.xl)) / e.slope()
				out[l] = -g
			}
			by := e.gradient(g, gl, &r, &log, dtheta[l:], bound)
			if !inverse {
				out[l] = by
			}
		}
	}
}
