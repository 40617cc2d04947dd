// Package coef holds the polynomials behind exp and atan, once for the plain Go kernels and for the generator of the
// machine code, so that both compute the same function. Coefficients stand highest power first, for Horner's rule.
package coef

// Exp approximates (e^r − 1 − r)/r² for |r| ≤ ln(2)/2; Moshier, Cephes library, expf: 2e-8 relative in e^r.
var Exp = [...]float32{
	1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
}

// Ln2High and Ln2Low sum to ln 2. The first has so few bits that its product with an exponent is exact.
const (
	Ln2High = 0.693359375
	Ln2Low  = -2.12194440e-4
)

// ExpLimit bounds the argument of exp on both sides: within it the result is a normal number, neither denormal nor
// infinite.
const ExpLimit = 87

// Atan approximates atan(t)/t − 1 over t² for |t| ≤ 1, as a polynomial in t²; Abramowitz & Stegun 4.4.49: 2e-8.
var Atan = [...]float32{
	0.0028662257, -0.0161657367, 0.0429096138, -0.0752896400, 0.1065626393, -0.1420889944, 0.1999355085, -0.3333314528,
}

// FarDistance times the smallest squared bandwidth is where the inverse multiquadric kernels stop growing smaller:
// beyond it the product that three bandwidths share for one division would overflow.
const FarDistance = 1e12

// Atanh approximates atanh(t)/t − 1 over t² for |t| ≤ 1/3, as a polynomial in t², interpolated at Chebyshev's points:
// 2e-8 relative in atanh. It serves log m = 2·atanh((m−1)/(m+1)) and log(1+e) = 2·atanh(e/(2+e)).
var Atanh = [...]float32{0.134257495, 0.141183093, 0.200037807, 0.333333194}

// SqrtHalf is where the logarithm splits powers of two: a mantissa stands between it and twice it.
const SqrtHalf = 0.70710678118654752440

// The rational-quadratic spline as it is customary (Durkan et al. 2019 and their code): MinShare of its domain and of
// its range is the least a bin gets, MinSlope the least slope at a knot, and SlopeShift the logit whose slope is 1.
const (
	MinShare   = 1e-3
	MinSlope   = 1e-3
	SlopeShift = 0.5397424172369522 // log(e^(1−MinSlope) − 1)

	MaxBins    = 16 // that the kernels have room for
	SplineRoom = 80 // vectors of scratch that the machine code takes
)
