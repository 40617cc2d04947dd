package kernel

import (
	"math"

	"innlab/inn/kernel/internal/coef"
)

// Declarations of the machine code for arm64 in neon_*.s, with strides in bytes.

// productNeon is a matrix product, see product: c (m×n, n a multiple of 8) becomes its start plus a·b, and is then
// treated as end says. A bias or mask stands at extra, its rows lde apart; with one n is a multiple of 16.
//
//go:noescape
func productNeon(start, end, m, k, n int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int, extra *float32, lde int)

// What the sums of productNeon start with, and what happens to them at the end.
const (
	startZero = iota
	startAdd
	startBias
)

const (
	endStore = iota
	endRelu
	endMask
)

// neonNumbers are the numbers behind exp and atan as the machine code expects them.
var neonNumbers = [24]float32{
	coef.Exp[0], coef.Exp[1], coef.Exp[2], coef.Exp[3],
	coef.Exp[4], coef.Exp[5], math.Log2E, coef.Ln2High,
	coef.Ln2Low, 1, coef.ExpLimit, -coef.ExpLimit,
	coef.Atan[0], coef.Atan[1], coef.Atan[2], coef.Atan[3],
	coef.Atan[4], coef.Atan[5], coef.Atan[6], coef.Atan[7],
	math.Pi / 2,
}

// neonSplineNumbers are those behind the logarithm and the slopes of splines.
var neonSplineNumbers = [8]float32{
	coef.Atanh[0], coef.Atanh[1], coef.Atanh[2], coef.Atanh[3],
	coef.SqrtHalf, math.Float32frombits(1<<23 - 1), coef.SlopeShift, coef.MinSlope,
}

//go:noescape
func rowSumNeon(fours int, a, c *float32, ldc int)

//go:noescape
func transposeFourNeon(src, dst *float32, ld int)

//go:noescape
func transposeEightNeon(src, dst *float32, ld int)

//go:noescape
func siluNeon(n int, x, y *float32)

//go:noescape
func siluGradNeon(n int, x, dy, dx *float32)

//go:noescape
func coupleFwdNeon(d int, x, s, t, y, e, logdet *float32, amp, inv float32)

//go:noescape
func coupleInvNeon(d int, x, s, t, y, e, logdet *float32, amp, inv float32)

//go:noescape
func coupleFwdGradNeon(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)

//go:noescape
func coupleInvGradNeon(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)

//go:noescape
func splineFwdNeon(d, bins int, v, theta, out, logdet, room *float32, bound, least, free float32)

//go:noescape
func splineInvNeon(d, bins int, v, theta, out, logdet, room *float32, bound, least, free float32)

//go:noescape
func splineFwdGradNeon(d, bins int, grad, x, theta, dlogdet, out, dtheta, room *float32, bound, least, free, inv float32)

//go:noescape
func splineInvGradNeon(d, bins int, grad, x, theta, dlogdet, out, dtheta, room *float32, bound, least, free, inv float32)

//go:noescape
func imqNeon(n int, d, a2 *float32, bands int, w *float32) float32

//go:noescape
func imqValueNeon(n int, d, a2 *float32, bands int, w *float32) float32

//go:noescape
func expNegNeon(n int, d *float32, c float32)

//go:noescape
func dropoutNeon(n int, seed, at uint32, keep, scale float32, mask *float32)

//go:noescape
func addNeon(n int, x, y *float32)

//go:noescape
func adamNeon(n int, p, m, v, grad, avg *float32, rate, invV, beta1, rest1, beta2, rest2, eps, clip, decay, keep, rest float32)

//go:noescape
func peakNeon(n int)
