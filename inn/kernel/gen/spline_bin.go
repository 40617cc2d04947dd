package main

import (
	"github.com/mmcloughlin/avo/reg"

	"innlab/inn/kernel/internal/coef"
)

// The formulas of the rational-quadratic spline inside a bin, see plain_spline.go.

// frame stores place, size and ends of the bins; sums are used up. The last knot is the bound, free of rounding.
func (q *splineGen) frame(b *bin) {
	g := q.gen
	next := g.vec()
	g.VADDPS(g.constant(1), b.index, next)
	xl, yl := q.knot(b.index, b.beforeX, slotScaleX), q.knot(b.index, b.beforeY, slotScaleY)
	g.VADDPS(b.ownX, b.beforeX, b.beforeX)
	g.VADDPS(b.ownY, b.beforeY, b.beforeY)
	xr, yr := q.knot(next, b.beforeX, slotScaleX), q.knot(next, b.beforeY, slotScaleY)
	g.choose(b.last, q.slot(slotBound), xr)
	g.choose(b.last, q.slot(slotBound), yr)
	w, h, r, s := g.vec(), g.vec(), g.vec(), g.vec()
	g.VSUBPS(xl, xr, w)
	g.VSUBPS(yl, yr, h)
	g.VMULPS(w, h, r)
	one := g.vec()
	g.VMOVUPS(g.constant(1), one)
	g.VDIVPS(r, one, r)
	g.VMULPS(h, h, s)
	g.VMULPS(r, s, s)
	q.put(s, slotS)
	if q.dir == inverse {
		xl, xr, yl, yr, w, h = yl, yr, xl, xr, h, w
	}
	q.put(yl, slotLow)
	q.put(yr, slotHigh)
	q.put(h, slotSize)
	if q.grad {
		g.VMULPS(w, r, s)
		g.VMULPS(w, s, s)
		q.put(s, slotInvS)
	}
	g.VMULPS(h, r, r) // 1/size of the other side
	if q.grad {
		q.put(r, slotInvWidth)
	}
	v := q.get(slotV)
	g.VSUBPS(xl, v, xl)
	g.VSUBPS(v, xr, xr)
	g.VMULPS(r, xl, xl)
	g.VMULPS(r, xr, xr)
	q.put(xl, slotXi)
	q.put(xr, slotZeta)
}

// slopes stores those at the ends of the bins.
func (q *splineGen) slopes(b *bin) {
	for _, end := range []struct {
		logit     reg.VecVirtual
		slope, by slot
	}{{b.l0, slotD0, slotBy0}, {b.l1, slotD1, slotBy1}} {
		slope, by := q.slopeAt(end.logit)
		q.put(slope, end.slope)
		if q.grad {
			q.put(by, end.by)
		}
	}
}

// place returns 1/den and the sum whose product with (s/den)² is the slope.
func (q *splineGen) place() (inv, num reg.VecVirtual) {
	g := q.gen
	xi, zeta, s, d0, d1 := q.get(slotXi), q.get(slotZeta), q.get(slotS), q.get(slotD0), q.get(slotD1)
	p, both := g.vec(), g.vec()
	inv, num = g.vec(), g.vec()
	g.VMULPS(xi, zeta, p)
	g.VMULPS(xi, xi, xi)
	g.VMULPS(zeta, zeta, zeta)
	g.VADDPS(xi, zeta, inv)
	g.VMULPS(s, inv, inv)
	g.VADDPS(d0, d1, both)
	g.VFMADD231PS(p, both, inv)
	g.VMULPS(d1, xi, num)
	g.VFMADD231PS(d0, zeta, num)
	g.VADDPS(p, p, p)
	g.VFMADD231PS(s, p, num)
	one := g.vec()
	g.VMOVUPS(g.constant(1), one)
	g.VDIVPS(inv, one, inv)
	return inv, num
}

// through returns ξ·(s·ξ + d0·ζ)/den, how far y has come through the bin.
func (q *splineGen) through(inv reg.VecVirtual) reg.VecVirtual {
	g := q.gen
	xi, r := q.get(slotXi), q.get(slotS)
	g.VMULPS(xi, r, r)
	zeta := q.get(slotZeta)
	g.VFMADD231PS(q.slot(slotD0), zeta, r)
	g.VMULPS(xi, r, r)
	g.VMULPS(inv, r, r)
	return r
}

// solve replaces the place of y by that of x.
func (q *splineGen) solve() {
	g := q.gen
	eta, rest, s, a := q.get(slotXi), q.get(slotZeta), q.get(slotS), g.vec()
	d := g.vec()
	g.VMULPS(q.slot(slotD0), rest, d)
	g.VMULPS(q.slot(slotD1), eta, a)
	g.VSUBPS(a, d, d)
	g.VADDPS(s, s, s)
	root, t := g.vec(), g.vec()
	g.VMULPS(s, s, t)
	g.VMULPS(eta, t, t)
	g.VMULPS(rest, t, t)
	g.VMULPS(d, d, root)
	g.VADDPS(t, root, root)
	g.VSQRTPS(root, root)
	g.and(g.constantBits(1<<31-1), d, a)
	g.VADDPS(a, root, root)
	m := g.newMask()
	g.compare(less, d, g.zero(), m)
	g.choose(m, rest, eta)
	g.VMULPS(s, eta, eta)
	sum := g.vec()
	g.VADDPS(eta, root, sum)
	one := g.vec()
	g.VMOVUPS(g.constant(1), one)
	g.VDIVPS(sum, one, sum)
	g.VMULPS(sum, eta, eta)   // the smaller part
	g.VMULPS(sum, root, root) // the rest of 1
	g.VMOVAPS(root, rest)
	g.choose(m, eta, rest)
	g.choose(m, root, eta)
	q.put(eta, slotXi)
	q.put(rest, slotZeta)
}

// slopeAt turns the logit of a slope into the slope, and for gradients also returns its derivative; l is used up.
func (q *splineGen) slopeAt(l reg.VecVirtual) (slope, by reg.VecVirtual) {
	g := q.gen
	g.VADDPS(g.constant(coef.SlopeShift), l, l)
	limit := g.vec()
	g.VMOVUPS(g.constant(coef.ExpLimit), limit)
	g.VMINPS(l, limit, l)
	minus := g.vec()
	g.xor(g.constantBits(1<<31), l, minus)
	g.VMINPS(l, minus, minus) // −|l|
	e := g.expOfNegative(minus)
	t := g.vec()
	g.VADDPS(g.constant(2), e, t)
	g.VDIVPS(t, e, t)
	zero := g.zero()
	if q.grad {
		by = g.vec()
		g.VMOVUPS(g.constant(1), by)
		m, all := g.newMask(), g.vec()
		g.compare(less, l, zero, m)
		g.VADDPS(e, by, all)
		g.choose(m, e, by)
		g.VDIVPS(all, by, by)
	}
	slope = g.twiceAtanh(t)
	g.VMAXPS(l, zero, l)
	g.VADDPS(l, slope, slope)
	g.VADDPS(g.constant(coef.MinSlope), slope, slope)
	return slope, by
}
