package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"innlab/inn/kernel/internal/coef"
)

// The rational-quadratic spline, forward and inverse; see plain_spline.go for the formulas. A vector of elements at a
// time goes through the softmax of its logits, whose exponentials stand in the caller's room, and through all bins: what
// belongs to an element's bin is kept by comparing it with every knot.

// splineGen holds the registers of a spline function. Numbers that all elements share, and those of an element that
// wait for their use, stand in slots of the room, behind the exponentials of widths and heights.
type splineGen struct {
	*gen
	dir            direction
	grad           bool
	bins, room, th reg.GPVirtual // th: the logits of the vector at hand
	step           reg.GPVirtual // bytes of a feature's logits
}

type slot int

const (
	slotBound slot = iota
	slotMinusBound
	slotLeast  // least width of a bin
	slotFree   // what is distributed of the whole
	slotV      // the element, within the bound
	slotOut    // not 0 where the element is outside
	slotScaleX // width of an exponential, free/Σ
	slotScaleY // height
	slotXi     // place in the bin: of x, or for the inverse of y until the equation is solved
	slotZeta   // 1 − that
	slotS      // mean slope of the bin
	slotD0     // slopes at its ends
	slotD1
	slotLow // ends and size of the bin on the side of the output
	slotHigh
	slotSize

	slotsOfValue // the rest is for gradients, see spline_grad.go
)

func (q *splineGen) slot(s slot) operand.Mem {
	if 2*coef.MaxBins+int(s) >= coef.SplineRoom {
		panic("a slot lies behind the room of the splines")
	}
	return operand.Mem{Base: q.room, Disp: (2*coef.MaxBins + int(s)) * q.bytes()}
}

func (q *splineGen) put(v reg.VecVirtual, s slot) { q.VMOVUPS(v, q.slot(s)) }

func (q *splineGen) get(s slot) reg.VecVirtual {
	v := q.vec()
	q.VMOVUPS(q.slot(s), v)
	return v
}

// expX and expY are the exponentials of logit j, counted in bytes of the room.
func (q *splineGen) expX(j reg.GPVirtual) operand.Mem {
	return operand.Mem{Base: q.room, Index: j, Scale: 1}
}

func (q *splineGen) expY(j reg.GPVirtual) operand.Mem {
	return operand.Mem{Base: q.room, Index: j, Scale: 1, Disp: coef.MaxBins * q.bytes()}
}

// prepare stores what all elements share, and sets the constants up.
func (q *splineGen) prepare() {
	g := q.gen
	q.bins, q.room = g.param("bins"), g.param("room")
	for _, p := range []struct {
		name string
		s    slot
	}{{"bound", slotBound}, {"least", slotLeast}, {"free", slotFree}} {
		q.put(g.spread(g.scalar(p.name)), p.s)
	}
	minus := q.get(slotBound)
	g.xor(g.constantBits(1<<31), minus, minus)
	q.put(minus, slotMinusBound)
	g.expOfNegativeReady()
	g.frugal = true
	q.th, q.step = g.GP64(), g.GP64()
	g.LEAQ(operand.Mem{Base: q.bins, Index: q.bins, Scale: 2, Disp: -1}, q.step)
	g.SHLQ(operand.U8(7), q.step) // panelRow
}

// takeIn stores the element within the bound, and where it is outside.
func (q *splineGen) takeIn(v reg.VecVirtual) {
	g := q.gen
	a, high, low := g.vec(), q.get(slotBound), q.get(slotMinusBound)
	g.and(g.constantBits(1<<31-1), v, a)
	m := g.newMask()
	g.compare(greater, a, high, m)
	out := g.zero()
	g.choose(m, high, out)
	q.put(out, slotOut)
	g.VMINPS(v, high, a)
	g.VMAXPS(a, low, a)
	q.put(a, slotV)
}

// outside is the mask of elements outside the bound.
func (q *splineGen) outside() reg.Register {
	m, v := q.newMask(), q.get(slotOut)
	q.compare(greater, v, q.zero(), m)
	return m
}

// softmax stores the exponentials and what one is worth.
func (q *splineGen) softmax() {
	g := q.gen
	heights, p, left, to := g.GP64(), g.GP64(), g.GP64(), g.GP64()
	g.MOVQ(q.bins, heights)
	g.SHLQ(operand.U8(7), heights)
	x := func() operand.Mem { return operand.Mem{Base: p} }
	y := func() operand.Mem { return operand.Mem{Base: p, Index: heights, Scale: 1} }
	start := func() {
		g.MOVQ(q.th, p)
		g.MOVQ(q.bins, left)
	}
	mostX, mostY, sumX, sumY := g.vec(), g.vec(), g.zero(), g.zero()
	start()
	g.VMOVUPS(x(), mostX)
	g.VMOVUPS(y(), mostY)
	most, exps := g.label("most"), g.label("exps")
	g.at(most)
	g.VMAXPS(x(), mostX, mostX)
	g.VMAXPS(y(), mostY, mostY)
	g.ADDQ(operand.U32(panelRow), p)
	g.DECQ(left)
	g.JNZ(ref(most))
	start()
	g.XORQ(to, to)
	g.at(exps)
	for _, a := range []struct {
		logit, place operand.Mem
		most, sum    reg.VecVirtual
	}{{x(), q.expX(to), mostX, sumX}, {y(), q.expY(to), mostY, sumY}} {
		v := g.vec()
		g.VMOVUPS(a.logit, v)
		g.VSUBPS(a.most, v, v)
		e := g.expOfNegative(v)
		g.VMOVUPS(e, a.place)
		g.VADDPS(e, a.sum, a.sum)
	}
	g.ADDQ(operand.U32(panelRow), p)
	g.ADDQ(operand.U8(uint8(g.bytes())), to)
	g.DECQ(left)
	g.JNZ(ref(exps))
	// One division for both.
	both := g.vec()
	g.VMULPS(sumX, sumY, both)
	free := q.get(slotFree)
	g.VDIVPS(both, free, both)
	g.VMULPS(both, sumY, sumY)
	g.VMULPS(both, sumX, sumX)
	q.put(sumY, slotScaleX)
	q.put(sumX, slotScaleY)
}

// bin is what is known about an element's bin.
type bin struct {
	beforeX, ownX, beforeY, ownY reg.VecVirtual // sum of the exponentials before it, and its own
	index                        reg.VecVirtual
	l0, l1                       reg.VecVirtual // logits of the slopes at its ends
	last                         reg.Register   // mask of the elements in the last bin
}

// search finds the bins of a vector of elements.
func (q *splineGen) search() bin {
	g := q.gen
	sumX, sumY, count := g.zero(), g.zero(), g.zero()
	b := bin{g.zero(), g.zero(), g.zero(), g.zero(), g.zero(), g.zero(), g.zero(), g.newMask()}
	g.compare(equal, count, count, b.last)
	slope, from, left := g.GP64(), g.GP64(), g.GP64()
	g.MOVQ(q.bins, slope)
	g.SHLQ(operand.U8(8), slope)
	g.ADDQ(q.th, slope)
	g.XORQ(from, from)
	g.MOVQ(q.bins, left)
	g.DECQ(left)
	again := g.label("knot")
	g.at(again)
	logit := operand.Mem{Base: slope}
	// The mask says whether the element is behind the knot before: if so, this one may be its right end.
	g.VADDPS(q.expX(from), sumX, sumX)
	g.VADDPS(q.expY(from), sumY, sumY)
	g.VADDPS(g.constant(1), count, count)
	g.choose(b.last, q.expX(from), b.ownX)
	g.choose(b.last, q.expY(from), b.ownY)
	g.choose(b.last, logit, b.l1)
	if q.dir == forward {
		q.behind(count, sumX, slotScaleX, b.last)
	} else {
		q.behind(count, sumY, slotScaleY, b.last)
	}
	g.choose(b.last, sumX, b.beforeX)
	g.choose(b.last, sumY, b.beforeY)
	g.choose(b.last, count, b.index)
	g.choose(b.last, logit, b.l0)
	g.ADDQ(operand.U32(panelRow), slope)
	g.ADDQ(operand.U8(uint8(g.bytes())), from)
	g.DECQ(left)
	g.JNZ(ref(again))
	g.choose(b.last, q.expX(from), b.ownX)
	g.choose(b.last, q.expY(from), b.ownY)
	g.clear(count)
	g.choose(b.last, count, b.l1)
	return b
}

// behind sets a mask where the element is not before the knot after count bins.
func (q *splineGen) behind(count, sum reg.VecVirtual, scale slot, mask reg.Register) {
	k := q.knot(count, sum, scale)
	q.compare(lessEqual, k, q.slot(slotV), mask)
}

// knot is −bound + count·least + sum·scale.
func (q *splineGen) knot(count, sum reg.VecVirtual, scale slot) reg.VecVirtual {
	k := q.get(slotMinusBound)
	q.VFMADD231PS(q.slot(slotLeast), count, k)
	q.VFMADD231PS(q.slot(scale), sum, k)
	return k
}

func (g *gen) spline(name string, dir direction) {
	g.function(name, "(d, bins int, v, theta, out, logdet, room *float32, bound, least, free float32)",
		"is a rational-quadratic spline, see Table; d > 0, logdet may be nil, least is the least width of a bin, free what"+
			" is distributed of the whole; room is scratch, aligned to a vector.")
	q := &splineGen{gen: g, dir: dir}
	d := g.param("d")
	q.prepare()
	sum := g.vec()
	g.down(d, func(at func(reg.GPVirtual) operand.Mem) {
		theta := g.param("theta")
		g.LEAQ(at(theta), q.th)
		g.clear(sum)
	}, func(at func(reg.GPVirtual) operand.Mem) {
		in := g.vec()
		g.VMOVUPS(at(g.param("v")), in)
		q.takeIn(in)
		q.softmax()
		b := q.search()
		q.frame(&b)
		q.slopes(&b)
		var result reg.VecVirtual
		if dir == inverse {
			q.solve()
			result = q.get(slotXi)
		}
		inv, num := q.place()
		if dir == forward {
			result = q.through(inv)
		}
		g.VMULPS(q.slot(slotSize), result, result)
		g.VADDPS(q.slot(slotLow), result, result)
		g.VMINPS(result, q.get(slotHigh), result)
		outer := q.outside()
		g.choose(outer, at(g.param("v")), result)
		g.VMOVUPS(result, at(g.param("out")))
		g.VMULPS(q.slot(slotS), inv, inv)
		g.VMULPS(inv, inv, inv)
		g.VMULPS(num, inv, inv) // the slope
		g.choose(outer, g.constant(1), inv)
		log := g.log(inv)
		if dir == forward {
			g.VADDPS(log, sum, sum)
		} else {
			g.VSUBPS(log, sum, sum)
		}
		g.ADDQ(q.step, q.th)
	}, func(at func(reg.GPVirtual) operand.Mem) {
		none, logdet := g.label("nolog"), g.param("logdet")
		g.TESTQ(logdet, logdet)
		g.JZ(ref(none))
		g.VADDPS(at(logdet), sum, sum)
		g.VMOVUPS(sum, at(logdet))
		g.at(none)
	})
	g.ret()
}
