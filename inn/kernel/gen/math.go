package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"innlab/inn/kernel/internal/coef"
)

// exp returns e^x with x clamped to ±coef.ExpLimit; x is used up. Outside loops, expReady prepares what it needs.
func (g *gen) exp(x reg.VecVirtual) reg.VecVirtual {
	low, high := g.expReady()
	g.VMINPS(x, high, x)
	g.VMAXPS(x, low, x)
	return g.expWithin(x)
}

// expOfNegative is exp for x ≤ 0 or NaN, with x clamped to −coef.ExpLimit.
func (g *gen) expOfNegative(x reg.VecVirtual) reg.VecVirtual {
	g.VMAXPS(x, g.hold(-coef.ExpLimit), x)
	return g.expWithin(x)
}

// expWithin is exp without limits.
func (g *gen) expWithin(x reg.VecVirtual) reg.VecVirtual {
	n, f, y, square := g.vec(), g.vec(), g.vec(), g.vec()
	g.VMULPS(g.constant(math.Log2E), x, f)
	g.VCVTPS2DQ(f, n) // rounds to nearest
	g.VCVTDQ2PS(n, f)
	g.VFNMADD231PS(g.constant(coef.Ln2High), f, x)
	g.VFNMADD231PS(g.constant(coef.Ln2Low), f, x)
	g.VMULPS(x, x, square)
	g.horner(coef.Exp[:], x, y)
	g.VFMADD213PS(x, square, y)
	g.VADDPS(g.constant(1), y, y)
	g.VPSLLD(operand.U8(23), n, n) // into the exponent
	g.VPADDD(n, y, y)
	return y
}

// expReady brings the limits and, with AVX-512, all constants of exp into registers. It is called before the loop.
func (g *gen) expReady() (low, high reg.VecVirtual) {
	return g.expOfNegativeReady(), g.hold(coef.ExpLimit)
}

// expOfNegativeReady is expReady for expOfNegative, without the upper limit.
func (g *gen) expOfNegativeReady() (low reg.VecVirtual) {
	g.constant(math.Log2E)
	g.constant(coef.Ln2High)
	g.constant(coef.Ln2Low)
	g.constant(1)
	g.ready(coef.Exp[:])
	return g.hold(-coef.ExpLimit)
}

// atan returns the arctangent of x; x is used up. Outside loops, atanReady prepares what it needs.
func (g *gen) atan(x reg.VecVirtual) reg.VecVirtual {
	a, t, z, y := g.vec(), g.vec(), g.vec(), g.vec()
	g.and(g.constantBits(1<<31-1), x, a)
	g.xor(a, x, x) // the sign
	g.VMINPS(a, g.hold(1), t)
	g.VMAXPS(g.constant(1), a, z)
	g.VDIVPS(z, t, t) // |x| or 1/|x|
	g.VMULPS(t, t, z)
	g.horner(coef.Atan[:], z, y)
	g.VMULPS(z, y, y)
	g.VFMADD213PS(t, t, y)
	g.complement(a, y) // π/2 − y where |x| > 1
	g.xor(x, y, y)
	return y
}

func (g *gen) atanReady() {
	g.constantBits(1<<31 - 1)
	g.hold(1)
	g.constant(math.Pi / 2)
	g.ready(coef.Atan[:])
}

// complement replaces y by π/2 − y where a > 1; a is used up.
func (g *gen) complement(a, y reg.VecVirtual) {
	if g.bits == 512 {
		k := g.K()
		g.VCMPPS(greater, g.constant(1), a, k)
		g.VSUBPS(y, g.hold(math.Pi/2), k, y)
		return
	}
	other := g.vec()
	g.VCMPPS(greater, g.constant(1), a, a)
	g.VMOVUPS(g.constant(math.Pi/2), other)
	g.VSUBPS(y, other, other)
	g.VBLENDVPS(a, other, y, y)
}

// log returns the natural logarithm of a normal x > 0, NaN of NaN; x stays. It is for frugal functions.
func (g *gen) log(x reg.VecVirtual) reg.VecVirtual {
	split := g.constantBits(math.Float32bits(coef.SqrtHalf))
	m, f, t := g.vec(), g.vec(), g.vec()
	g.VPSUBD(split, x, m)
	g.VPSRAD(operand.U8(23), m, f)
	g.VCVTDQ2PS(f, f)
	g.and(g.constantBits(1<<23-1), m, m)
	g.VPADDD(split, m, m) // from √½ to √2
	one := g.constant(1)
	g.VSUBPS(one, m, t)
	g.VADDPS(one, m, m)
	g.VDIVPS(m, t, t)
	y := g.twiceAtanh(t)
	g.VFMADD231PS(g.constant(coef.Ln2Low), f, y)
	g.VFMADD231PS(g.constant(coef.Ln2High), f, y)
	g.VFMADD231PS(g.constant(0), x, y) // the bits of a NaN were lost above
	return y
}

// twiceAtanh returns 2·atanh(t) for |t| ≤ 1/3; t is used up.
func (g *gen) twiceAtanh(t reg.VecVirtual) reg.VecVirtual {
	z, y := g.vec(), g.vec()
	g.VMULPS(t, t, z)
	g.horner(coef.Atanh[:], z, y)
	g.VMULPS(z, y, y)
	g.VADDPS(t, t, t)
	g.VFMADD213PS(t, t, y)
	return y
}

// horner evaluates a polynomial at x, highest power first.
func (g *gen) horner(c []float32, x, y reg.VecVirtual) {
	g.VMOVUPS(g.constant(float64(c[0])), y)
	for _, v := range c[1:] {
		g.VFMADD213PS(g.constant(float64(v)), x, y)
	}
}

func (g *gen) ready(c []float32) {
	for _, v := range c {
		g.constant(float64(v))
	}
}

// sigmoid returns 1/(1 + e^−x); x stays.
func (g *gen) sigmoid(x reg.VecVirtual) reg.VecVirtual {
	minus := g.vec()
	g.xor(g.constantBits(1<<31), x, minus)
	e := g.exp(minus)
	g.VADDPS(g.constant(1), e, e)
	s := g.vec()
	g.VDIVPS(e, g.hold(1), s)
	return s
}

func (g *gen) sigmoidReady() {
	g.expReady()
	g.constantBits(1 << 31)
	g.hold(1)
}
