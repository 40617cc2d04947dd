package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Random masks: a counter in every element of a vector, hashed, made a number in [0, 1) and compared.

func (g *gen) dropout() {
	g.function("dropout", "(n int, seed, at uint32, keep, scale float32, mask *float32)",
		"makes a random mask of 0 and scale, see Table.")
	n, mask := g.param("n"), g.param("mask")
	seed, count := g.spread(g.scalar("seed")), g.spread(g.scalar("at"))
	keep, scale := g.spread(g.scalar("keep")), g.spread(g.scalar("scale"))
	g.VPADDD(g.ascending(), count, count)
	vectors := g.holdBits(uint32(g.lanes()))
	step, first, second := g.holdBits(0x9e3779b1), g.holdBits(0x7feb352d), g.holdBits(0x846ca68b)
	unit := g.hold(1.0 / (1 << 24))
	g.each(n, func(c *cursor) {
		x := g.vec()
		g.VPMULLD(step, count, x)
		g.VPADDD(seed, x, x)
		g.foldBits(16, x)
		g.VPMULLD(first, x, x)
		g.foldBits(15, x)
		g.VPMULLD(second, x, x)
		g.foldBits(16, x)
		g.VPSRLD(operand.U8(8), x, x)
		g.VCVTDQ2PS(x, x)
		g.VMULPS(unit, x, x)
		out := g.vec()
		g.VMOVAPS(scale, out)
		g.whereLess(x, keep, out)
		c.store(out, mask)
		g.VPADDD(vectors, count, count)
	})
	g.ret()
}

// foldBits is x ^ x>>by.
func (g *gen) foldBits(by uint8, x reg.VecVirtual) {
	high := g.vec()
	g.VPSRLD(operand.U8(by), x, high)
	g.xor(high, x, x)
}

// ascending is a full vector of 0, 1, 2 … in memory.
func (g *gen) ascending() operand.Mem {
	m := g.StaticGlobal("ascending")
	g.DataAttributes(attr.RODATA | attr.NOPTR)
	for i := range g.lanes() {
		g.AddDatum(4*i, operand.U32(uint32(i)))
	}
	return m
}
