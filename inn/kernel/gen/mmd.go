package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"innlab/inn/kernel/internal/coef"
)

// Kernels of distances. With r_b = 1/(1 + d/a_b), the value is Σ r_b and minus the derivative Σ r_b²/a_b. Division is
// the slow part, so three bandwidths share one: 1/(u·v·w) times v·w is 1/u.

// imqGen holds the registers of an imq function.
type imqGen struct {
	*gen
	grad            bool
	inverses        operand.Mem // 1/a_b, on the stack
	far, one, zero  reg.VecVirtual
	dist, value, de reg.VecVirtual // of the vector at hand
}

func (g *gen) imq(name string, grad bool) {
	g.function(name, "(n int, d, a2 *float32, bands int, w *float32) float32",
		"is the sum of inverse multiquadric kernels, see Table; w may be nil.")
	n, d, bands, w := g.param("n"), g.param("d"), g.param("bands"), g.param("w")
	q := &imqGen{gen: g, grad: grad, inverses: g.AllocLocal(32)}
	q.prepare(bands)
	q.zero, q.one = g.zero(), g.hold(1)
	total := g.zero()
	g.each(n, func(c *cursor) {
		q.dist, q.value = c.load(d), g.vec()
		g.VMAXPS(q.dist, q.zero, q.dist)
		g.VMINPS(q.dist, q.far, q.dist)
		g.clear(q.value)
		if grad {
			q.de = g.zero()
		}
		q.bandwidths(bands)
		q.weigh(c, w)
		g.VADDPS(q.value, total, total)
		if grad {
			c.store(q.de, d)
		}
	})
	g.sum(total)
	g.VMOVSS(total.AsX(), g.result())
	g.ret()
}

// prepare stores the inverse bandwidths and the distance that counts as far.
func (q *imqGen) prepare(bands reg.GPVirtual) {
	g := q.gen
	again, done := g.label("band"), g.label("banded")
	a2, i, least, a, inverse := g.param("a2"), g.GP64(), g.XMM(), g.XMM(), g.XMM()
	q.far = g.vec()
	one := g.hold(1)
	g.VMOVSS(g.data(0x7f7fffff), least) // the largest number
	g.XORQ(i, i)
	g.at(again)
	g.CMPQ(i, bands)
	g.JGE(ref(done))
	g.VMOVSS(operand.Mem{Base: a2, Index: i, Scale: 4}, a)
	g.VMINSS(a, least, least)
	g.VDIVSS(a, one.AsX(), inverse)
	place := q.inverses
	place.Index, place.Scale = i, 4
	g.VMOVSS(inverse, place)
	g.INCQ(i)
	g.JMP(ref(again))
	g.at(done)
	g.VMULSS(g.data(math.Float32bits(coef.FarDistance)), least, least)
	g.VBROADCASTSS(least, q.far)
}

// bandwidths adds all bandwidths, three at a time.
func (q *imqGen) bandwidths(bands reg.GPVirtual) {
	g := q.gen
	three, two, one, done := g.label("three"), g.label("two"), g.label("one"), g.label("bands")
	at, left := g.GP64(), g.GP64()
	g.XORQ(at, at)
	g.MOVQ(bands, left)
	g.at(three)
	g.CMPQ(left, operand.U8(3))
	g.JLT(ref(two))
	q.group(3, at)
	g.ADDQ(operand.U8(3), at)
	g.SUBQ(operand.U8(3), left)
	g.JMP(ref(three))
	g.at(two)
	g.CMPQ(left, operand.U8(2))
	g.JLT(ref(one))
	q.group(2, at)
	g.JMP(ref(done))
	g.at(one)
	g.TESTQ(left, left)
	g.JZ(ref(done))
	q.group(1, at)
	g.at(done)
}

// group adds one to three bandwidths with one division.
func (q *imqGen) group(count int, at reg.GPVirtual) {
	g := q.gen
	inv, u, r := make([]reg.VecVirtual, count), make([]reg.VecVirtual, count), make([]reg.VecVirtual, count)
	for i := range count {
		place := q.inverses
		place.Index, place.Scale, place.Disp = at, 4, place.Disp+4*i
		inv[i], u[i], r[i] = g.spread(place), g.vec(), g.vec()
		g.VMOVAPS(q.one, u[i])
		g.VFMADD231PS(inv[i], q.dist, u[i]) // 1 + d/a
	}
	switch count {
	case 1:
		g.VDIVPS(u[0], q.one, r[0])
	case 2:
		all := g.vec()
		g.VMULPS(u[0], u[1], all)
		g.VDIVPS(all, q.one, all)
		g.VMULPS(all, u[1], r[0])
		g.VMULPS(all, u[0], r[1])
	case 3:
		tail, all := g.vec(), g.vec()
		g.VMULPS(u[1], u[2], tail)
		g.VMULPS(u[0], tail, all)
		g.VDIVPS(all, q.one, all)
		g.VMULPS(all, tail, r[0])
		g.VMULPS(all, u[0], all)
		g.VMULPS(all, u[2], r[1])
		g.VMULPS(all, u[1], r[2])
	}
	for i := range count {
		g.VADDPS(r[i], q.value, q.value)
		if q.grad {
			g.VMULPS(r[i], r[i], r[i])
			g.VFMADD231PS(inv[i], r[i], q.de)
		}
	}
}

// weigh multiplies by the weights, and clears what lies behind the end.
func (q *imqGen) weigh(c *cursor, w reg.GPVirtual) {
	g := q.gen
	plain, done := g.label("plain"), g.label("weighed")
	apply := func(f reg.VecVirtual) {
		g.VMULPS(f, q.value, q.value)
		if q.grad {
			g.VMULPS(f, q.de, q.de)
		}
	}
	g.TESTQ(w, w)
	g.JZ(ref(plain))
	apply(c.load(w))
	g.JMP(ref(done))
	g.at(plain)
	if c.masked {
		apply(c.present())
	}
	g.at(done)
}

// sum adds up the elements of a vector into its first.
func (g *gen) sum(v reg.VecVirtual) {
	if g.bits == 512 {
		half := g.YMM()
		g.VEXTRACTF64X4(operand.U8(1), v, half)
		g.VADDPS(half, v.AsY(), v.AsY())
	}
	x := g.XMM()
	g.VEXTRACTF128(operand.U8(1), v.AsY(), x)
	g.VADDPS(x, v.AsX(), v.AsX())
	g.VHADDPS(v.AsX(), v.AsX(), v.AsX())
	g.VHADDPS(v.AsX(), v.AsX(), v.AsX())
}

func (g *gen) expNeg() {
	g.function("expNeg", "(n int, d *float32, c float32)", "is exp(−c·max(d, 0)), see Table.")
	n, d, c := g.param("n"), g.param("d"), g.spread(g.scalar("c"))
	g.xor(g.constantBits(1<<31), c, c)
	g.expReady()
	zero := g.zero()
	g.each(n, func(at *cursor) {
		v := at.load(d)
		g.VMAXPS(v, zero, v)
		g.VMULPS(c, v, v)
		at.store(g.exp(v), d)
	})
	g.ret()
}
