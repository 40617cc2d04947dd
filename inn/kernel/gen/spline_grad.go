package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The gradients of the spline, see plain_spline_grad.go.

const (
	slotBy0 slot = slotsOfValue + iota // derivatives of the slopes by their logits
	slotBy1
	slotInvWidth
	slotInvS
	slotIndex   // of the bin
	slotBeforeX // sum of the exponentials before the bin's, and that
	slotOwnX
	slotBeforeY
	slotOwnY
	slotLog // gradient of log f'
	slotG   // gradient of y
	slotGL  // that of log f', 0 outside
	slotNum // see place
	slotN   // 1/num
	slotP   // ξ·ζ
	slotByXi
	slotByS
	slotGrad0 // by the logits of the slopes
	slotGrad1
	slotFirstX // per exponential: gradient by those before the bin's, that, and those behind
	slotThisX
	slotRestX
	slotFirstY
	slotThisY
	slotRestY
	slotInvFree
)

func (g *gen) splineGrad(name string, dir direction) {
	g.function(name, "(d, bins int, grad, x, theta, dlogdet, out, dtheta, room *float32, bound, least, free, inv float32)",
		"is the derivative of a rational-quadratic spline, see Table; d > 0, dlogdet may be nil, least is the least width"+
			" of a bin, free what is distributed of the whole, inv 1/free; room is scratch, aligned to a vector.")
	q := &splineGen{gen: g, dir: forward, grad: true}
	d := g.param("d")
	q.prepare()
	q.put(g.spread(g.scalar("inv")), slotInvFree)
	dth := g.GP64()
	g.down(d, func(at func(reg.GPVirtual) operand.Mem) {
		theta, dtheta, none := g.param("theta"), g.param("dtheta"), g.label("nolog")
		g.LEAQ(at(theta), q.th)
		g.LEAQ(at(dtheta), dth)
		dlogdet, slope := g.param("dlogdet"), g.zero()
		g.TESTQ(dlogdet, dlogdet)
		g.JZ(ref(none))
		g.VMOVUPS(at(dlogdet), slope)
		if dir == inverse {
			g.xor(g.constantBits(1<<31), slope, slope)
		}
		g.at(none)
		q.put(slope, slotLog)
	}, func(at func(reg.GPVirtual) operand.Mem) {
		in := g.vec()
		g.VMOVUPS(at(g.param("x")), in)
		q.takeIn(in)
		q.softmax()
		b := q.search()
		q.keep(&b)
		q.frame(&b)
		q.slopes(&b)
		inv := q.logSlopes()
		gy := g.vec()
		g.VMOVUPS(at(g.param("grad")), gy)
		finish := func(v reg.VecVirtual) {
			g.choose(q.outside(), at(g.param("grad")), v)
			g.VMOVUPS(v, at(g.param("out")))
		}
		if dir == inverse {
			by := q.turn(gy, inv)
			g.xor(g.constantBits(1<<31), by, gy)
			finish(by)
		}
		q.weigh(gy)
		dx := q.inner(inv)
		if dir == forward {
			finish(dx)
		}
		q.logits(dth)
		g.ADDQ(q.step, q.th)
		g.ADDQ(q.step, dth)
	}, func(func(reg.GPVirtual) operand.Mem) {})
	g.ret()
}

// keep stores what the logits' gradients need of the bins.
func (q *splineGen) keep(b *bin) {
	q.put(b.index, slotIndex)
	q.put(b.beforeX, slotBeforeX)
	q.put(b.beforeY, slotBeforeY)
	q.put(b.ownX, slotOwnX)
	q.put(b.ownY, slotOwnY)
}

// logSlopes stores the derivatives of log f' by ξ and s, and returns 1/den.
func (q *splineGen) logSlopes() (inv reg.VecVirtual) {
	g := q.gen
	inv, num := q.place()
	q.put(num, slotNum)
	n := g.vec()
	g.VMOVUPS(g.constant(1), n)
	g.VDIVPS(num, n, n)
	q.put(n, slotN)
	xi, zeta, s := q.get(slotXi), q.get(slotZeta), q.get(slotS)
	diff, a, b := g.vec(), g.vec(), g.vec()
	g.VSUBPS(xi, zeta, diff)
	// 2·((d1·ξ − d0·ζ + s·(ζ−ξ))/num − (d0 + d1 − 2s)·(ζ−ξ)/den)
	g.VMULPS(q.slot(slotD1), xi, a)
	g.VMOVUPS(q.slot(slotD0), b)
	g.VFNMADD231PS(zeta, b, a)
	g.VFMADD231PS(s, diff, a)
	g.VMULPS(n, a, a)
	g.VADDPS(q.slot(slotD1), b, b)
	g.VSUBPS(s, b, b)
	g.VSUBPS(s, b, b)
	g.VMULPS(diff, b, b)
	g.VFNMADD231PS(inv, b, a)
	g.VADDPS(a, a, a)
	q.put(a, slotByXi)
	// 2·(1/s + ξζ/num − (ξ²+ζ²)/den)
	g.VMULPS(xi, zeta, a)
	q.put(a, slotP)
	g.VMULPS(xi, xi, b)
	g.VFMADD231PS(zeta, zeta, b)
	g.VMULPS(n, a, a)
	g.VADDPS(q.slot(slotInvS), a, a)
	g.VFNMADD231PS(inv, b, a)
	g.VADDPS(a, a, a)
	q.put(a, slotByS)
	return inv
}

// turn returns the gradient by y of the inverse, from that of its output x: (gx + gl·∂L/∂x)/f'.
func (q *splineGen) turn(gx, inv reg.VecVirtual) reg.VecVirtual {
	g := q.gen
	by, slope := q.get(slotByXi), q.get(slotS)
	g.VMULPS(q.slot(slotInvWidth), by, by)
	g.VFMADD132PS(q.slot(slotLog), gx, by)
	g.VMULPS(inv, slope, slope)
	g.VMULPS(slope, slope, slope)
	g.VMULPS(q.slot(slotNum), slope, slope)
	g.VDIVPS(slope, by, by)
	return by
}

// weigh stores the gradients of y and log f', 0 for elements outside.
func (q *splineGen) weigh(gy reg.VecVirtual) {
	m, zero, gl := q.outside(), q.zero(), q.get(slotLog)
	q.choose(m, zero, gy)
	q.choose(m, zero, gl)
	q.put(gy, slotG)
	q.put(gl, slotGL)
}

// inner goes from the gradients of y and log f' to those of the bin's numbers, stores what the logits get, and returns
// the gradient by x.
func (q *splineGen) inner(inv reg.VecVirtual) (dx reg.VecVirtual) {
	g := q.gen
	gl, gh := q.get(slotGL), q.get(slotG)
	through := q.through(inv)
	g.VMULPS(gh, through, through)
	g.VMULPS(q.slot(slotSize), gh, gh)
	g.VMULPS(inv, gh, gh)
	g.VMULPS(inv, gh, gh) // gy·h/den²
	s := q.get(slotS)
	dx = g.vec()
	g.VMULPS(q.slot(slotNum), s, dx)
	g.VMULPS(gh, dx, dx)
	g.VFMADD231PS(q.slot(slotByXi), gl, dx)
	g.VMULPS(q.slot(slotInvWidth), dx, dx)
	g.VMULPS(q.slot(slotP), gh, gh)

	xi, zeta := q.get(slotXi), q.get(slotZeta)
	xx, zz, a, both := g.vec(), g.vec(), g.vec(), g.vec()
	g.VMULPS(xi, xi, xx)
	g.VMULPS(zeta, zeta, zz)
	// by s, over the width
	g.VMULPS(q.slot(slotD1), xx, a)
	g.VMULPS(q.slot(slotD0), zz, both)
	g.VSUBPS(both, a, a)
	g.VMULPS(gh, a, a)
	g.VFMADD231PS(q.slot(slotByS), gl, a)
	g.VMULPS(q.slot(slotInvWidth), a, a)
	g.VADDPS(a, through, through)
	g.VMULPS(s, a, a)
	g.VFMADD231PS(dx, xi, a)
	minus := q.gen.vec()
	g.xor(g.constantBits(1<<31), a, a)
	g.xor(g.constantBits(1<<31), dx, minus)
	q.shared(minus, a, slotBeforeX, slotOwnX, slotScaleX, slotFirstX)
	q.shared(q.get(slotG), through, slotBeforeY, slotOwnY, slotScaleY, slotFirstY)

	// by the slopes
	p := q.get(slotP)
	g.VMULPS(p, inv, both)
	g.VADDPS(both, both, both) // 2·ξζ/den
	for _, end := range []struct {
		square, other reg.VecVirtual // of its end, of the other
		slope         slot           // of the other end
		by, to        slot
	}{{zz, xx, slotD1, slotBy0, slotGrad0}, {xx, zz, slotD0, slotBy1, slotGrad1}} {
		r, l := g.vec(), g.vec()
		g.VMULPS(s, end.square, r)
		g.VFMADD231PS(q.slot(end.slope), p, r)
		g.VMULPS(gh, r, r)
		g.VMOVAPS(both, l)
		g.VFMSUB231PS(q.slot(slotN), end.square, l)
		if end.to == slotGrad1 {
			g.VFMSUB231PS(l, gl, r)
		} else {
			g.VFMADD231PS(l, gl, r)
		}
		g.VMULPS(q.slot(end.by), r, r)
		q.put(r, end.to)
	}
	return dx
}

// shared stores what a softmax's exponentials get, given the gradients by the width or height of the bins before an
// element's and by that of its own; both are used up.
func (q *splineGen) shared(before, own reg.VecVirtual, sumBefore, sumOwn, scale, first slot) {
	g := q.gen
	mean, f := g.vec(), q.get(scale)
	g.VMULPS(q.slot(sumBefore), before, mean)
	g.VFMADD231PS(q.slot(sumOwn), own, mean)
	g.VMULPS(f, mean, mean)
	g.VMULPS(q.slot(slotInvFree), mean, mean)
	rest := q.zero()
	for i, v := range []reg.VecVirtual{before, own, rest} {
		g.VSUBPS(mean, v, v)
		g.VMULPS(f, v, v)
		q.put(v, first+slot(i))
	}
}

// logits writes the gradients of the logits.
func (q *splineGen) logits(dth reg.GPVirtual) {
	g := q.gen
	width, heights, slopes, from, left := g.GP64(), g.GP64(), g.GP64(), g.GP64(), g.GP64()
	g.MOVQ(dth, width)
	g.MOVQ(q.bins, heights)
	g.SHLQ(operand.U8(7), heights)
	g.LEAQ(operand.Mem{Base: dth, Index: heights, Scale: 2}, slopes)
	g.XORQ(from, from)
	g.MOVQ(q.bins, left)
	count, index, zero := g.zero(), q.get(slotIndex), g.zero()
	again, done := g.label("logit"), g.label("logits")
	before, own := g.newMask(), g.newMask()
	g.compare(less, count, index, before)
	g.compare(equal, count, index, own)
	g.at(again)
	for _, a := range []struct {
		exp, to operand.Mem
		first   slot
	}{
		{q.expX(from), operand.Mem{Base: width}, slotFirstX},
		{q.expY(from), operand.Mem{Base: width, Index: heights, Scale: 1}, slotFirstY},
	} {
		v := q.get(a.first + 2)
		g.choose(before, q.slot(a.first), v)
		g.choose(own, q.slot(a.first+1), v)
		g.VMULPS(a.exp, v, v)
		g.VMOVUPS(v, a.to)
	}
	g.DECQ(left)
	g.JZ(ref(done))
	// The slope at the right end of this bin.
	v := g.vec()
	g.VMOVAPS(zero, v)
	g.choose(own, q.slot(slotGrad1), v)
	g.VADDPS(g.constant(1), count, count)
	g.compare(less, count, index, before)
	g.compare(equal, count, index, own)
	g.choose(own, q.slot(slotGrad0), v)
	g.VMOVUPS(v, operand.Mem{Base: slopes})
	g.ADDQ(operand.U32(panelRow), slopes)
	g.ADDQ(operand.U32(panelRow), width)
	g.ADDQ(operand.U8(uint8(g.bytes())), from)
	g.JMP(ref(again))
	g.at(done)
}
