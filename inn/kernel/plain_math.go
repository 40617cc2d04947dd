package kernel

import (
	"math"

	"innlab/inn/kernel/internal/coef"
)

// exp32 is e^x with x clamped to ±coef.ExpLimit: x = n·ln 2 + r, a polynomial for e^r, and n into the exponent bits.
func exp32(x float32) float32 {
	switch {
	case x > coef.ExpLimit:
		x = coef.ExpLimit
	case x < -coef.ExpLimit:
		x = -coef.ExpLimit
	case x != x:
		return x
	}
	n := int32(x*math.Log2E+128.5) - 128 // rounds to nearest: the sum is positive
	f := float32(n)
	r := x - f*coef.Ln2High
	r -= f * coef.Ln2Low
	c := &coef.Exp
	y := ((((c[0]*r+c[1])*r+c[2])*r+c[3])*r+c[4])*r + c[5]
	y = y*r*r + r + 1
	return math.Float32frombits(math.Float32bits(y) + uint32(n)<<23)
}

// atan32 is the arctangent: atan(x) = π/2 − atan(1/x) brings the argument into ±1.
func atan32(x float32) float32 {
	const sign = 1 << 31
	bits := math.Float32bits(x)
	a := math.Float32frombits(bits &^ sign)
	t, far := a, a > 1
	if far {
		t = 1 / a
	}
	z := t * t
	c := &coef.Atan
	y := ((((((c[0]*z+c[1])*z+c[2])*z+c[3])*z+c[4])*z+c[5])*z+c[6])*z + c[7]
	y = y*z*t + t
	if far {
		y = math.Pi/2 - y
	}
	return math.Float32frombits(math.Float32bits(y) | bits&sign)
}

// sigmoid is 1/(1+e^−x).
func sigmoid(x float32) float32 { return 1 / (1 + exp32(-x)) }

// log32 is the natural logarithm of a normal x > 0; NaN stays.
func log32(x float32) float32 {
	bits := math.Float32bits(x) - math.Float32bits(coef.SqrtHalf)
	n := int32(bits) >> 23
	m := math.Float32frombits(bits&(1<<23-1) + math.Float32bits(coef.SqrtHalf))
	f := float32(n)
	return f*coef.Ln2High + (f*coef.Ln2Low + twiceAtanh((m-1)/(m+1))) + 0*x
}

// twiceAtanh is 2·atanh(t) for |t| ≤ 1/3.
func twiceAtanh(t float32) float32 {
	z := t * t
	c := &coef.Atanh
	y := ((c[0]*z+c[1])*z+c[2])*z + c[3]
	return 2 * (y*z*t + t)
}

// softplus is log(1+e^v), for v up to coef.ExpLimit, and its derivative.
func softplus(v float32) (value, slope float32) {
	v = min(v, coef.ExpLimit)
	e := exp32(-max(v, -v))
	value = max(v, 0) + twiceAtanh(e/(2+e))
	slope = 1
	if v < 0 {
		slope = e
	}
	return value, slope / (1 + e)
}
