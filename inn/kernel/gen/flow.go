package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The activation and the affine coupling. The coupling walks down a panel, one vector of lanes after the other, so
// that the sum of the log-determinants stays in a register.

func (g *gen) silu() {
	g.function("silu", "(n int, x, y *float32)", "is SiLU, see Table.")
	n, x, y := g.param("n"), g.param("x"), g.param("y")
	low, _ := g.expReady()
	g.sigmoidReady()
	g.each(n, func(c *cursor) {
		v := c.load(x)
		g.VMAXPS(v, low, v)
		s := g.sigmoid(v)
		g.VMULPS(s, v, v)
		c.store(v, y)
	})
	g.ret()
}

func (g *gen) siluGrad() {
	g.function("siluGrad", "(n int, x, dy, dx *float32)", "is the derivative of SiLU times dy, see Table.")
	n, x, dy, dx := g.param("n"), g.param("x"), g.param("dy"), g.param("dx")
	low, _ := g.expReady()
	g.sigmoidReady()
	g.each(n, func(c *cursor) {
		v := c.load(x)
		g.VMAXPS(v, low, v)
		s := g.sigmoid(v)
		// dy·s·(1 + x·(1−s))
		rest := g.vec()
		g.VSUBPS(s, g.hold(1), rest)
		g.VFMADD213PS(g.hold(1), v, rest)
		g.VMULPS(s, rest, rest)
		g.VMULPS(c.load(dy), rest, rest)
		c.store(rest, dx)
	})
	g.ret()
}

// direction of a coupling.
type direction int

const (
	forward direction = iota
	inverse
)

// down emits a loop over the d rows of panels, for every vector of lanes; before and after see the offset of the
// vector in a row.
func (g *gen) down(d reg.GPVirtual, before, row, after func(at func(reg.GPVirtual) operand.Mem)) {
	lane, off, left := g.GP64(), g.GP64(), g.GP64()
	first := func(p reg.GPVirtual) operand.Mem { return operand.Mem{Base: p, Index: lane, Scale: 1} }
	at := func(p reg.GPVirtual) operand.Mem { return operand.Mem{Base: p, Index: off, Scale: 1} }
	vector, rows := g.label("vector"), g.label("row")
	g.XORQ(lane, lane)
	g.sealed = true
	g.at(vector)
	before(first)
	g.MOVQ(lane, off)
	g.MOVQ(d, left)
	g.at(rows)
	row(at)
	g.ADDQ(operand.U32(panelRow), off)
	g.DECQ(left)
	g.JNZ(ref(rows))
	after(first)
	g.ADDQ(operand.U8(uint8(g.bytes())), lane)
	g.CMPQ(lane, operand.U32(panelRow))
	g.JLT(ref(vector))
}

func (g *gen) couple(name string, dir direction) {
	g.function(name, "(d int, x, s, t, y, e, logdet *float32, amp, inv float32)",
		"is an affine coupling, see Table; d > 0, logdet may be nil.")
	d, x, s, t := g.param("d"), g.param("x"), g.param("s"), g.param("t")
	y, e, logdet := g.param("y"), g.param("e"), g.param("logdet")
	amp, inv := g.spread(g.scalar("amp")), g.spread(g.scalar("inv"))
	if dir == inverse {
		g.xor(g.constantBits(1<<31), amp, amp)
	}
	g.expReady()
	g.atanReady()
	sum := g.vec()
	g.down(d, func(func(reg.GPVirtual) operand.Mem) {
		g.clear(sum)
	}, func(at func(reg.GPVirtual) operand.Mem) {
		u := g.vec()
		g.VMULPS(at(s), inv, u)
		alpha := g.atan(u)
		g.VMULPS(amp, alpha, alpha)
		g.VADDPS(alpha, sum, sum)
		factor := g.exp(alpha)
		out := g.vec()
		if dir == forward {
			g.VMOVUPS(at(t), out)
			g.VFMADD231PS(at(x), factor, out)
		} else {
			g.VMOVUPS(at(x), out)
			g.VSUBPS(at(t), out, out)
			g.VMULPS(factor, out, out)
		}
		g.VMOVUPS(factor, at(e))
		g.VMOVUPS(out, at(y))
	}, func(at func(reg.GPVirtual) operand.Mem) {
		none := g.label("nolog")
		g.TESTQ(logdet, logdet)
		g.JZ(ref(none))
		g.VADDPS(at(logdet), sum, sum)
		g.VMOVUPS(sum, at(logdet))
		g.at(none)
	})
	g.ret()
}

func (g *gen) coupleGrad(name string, dir direction) {
	g.function(name, "(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)",
		"is the derivative of an affine coupling, see Table; d > 0, dlogdet may be nil.")
	d, dy, v, s, e := g.param("d"), g.param("dy"), g.param("v"), g.param("s"), g.param("e")
	dlogdet, dx, ds, dt := g.param("dlogdet"), g.param("dx"), g.param("ds"), g.param("dt")
	inv, slope := g.spread(g.scalar("inv")), g.spread(g.scalar("amp"))
	g.VMULPS(inv, slope, slope)
	sign := g.holdBits(1 << 31)
	if dir == inverse {
		g.xor(sign, slope, slope)
	}
	one := g.hold(1)
	extra := g.vec()
	g.down(d, func(at func(reg.GPVirtual) operand.Mem) {
		none := g.label("nolog")
		g.clear(extra)
		g.TESTQ(dlogdet, dlogdet)
		g.JZ(ref(none))
		g.VMOVUPS(at(dlogdet), extra)
		g.at(none)
	}, func(at func(reg.GPVirtual) operand.Mem) {
		u, grad, out, shift := g.vec(), g.vec(), g.vec(), g.vec()
		g.VMULPS(at(s), inv, u)
		g.VFMADD213PS(one, u, u)
		g.VDIVPS(u, slope, u) // slope/(1 + (s·inv)²)
		g.VMOVUPS(at(dy), grad)
		g.VMULPS(at(e), grad, out)
		if dir == forward {
			g.VMOVAPS(grad, shift)
			g.VMOVAPS(out, grad)
		} else {
			g.xor(sign, out, shift)
		}
		g.VFMADD132PS(at(v), extra, grad)
		g.VMULPS(u, grad, grad)
		g.VMOVUPS(out, at(dx))
		g.VMOVUPS(grad, at(ds))
		g.VMOVUPS(shift, at(dt))
	}, func(func(reg.GPVirtual) operand.Mem) {})
	g.ret()
}
