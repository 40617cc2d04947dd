package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Comparisons and choices by element: a mask is an opmask in AVX-512 and a vector in AVX2.

// The comparisons of VCMPPS, false where one side is NaN.
const (
	equal     = operand.U8(0)
	less      = operand.U8(1)
	lessEqual = operand.U8(2)
	greater   = operand.U8(14)
)

// newMask is a register for a mask.
func (g *gen) newMask() reg.Register {
	if g.bits == 512 {
		return g.K()
	}
	return g.vec()
}

// compare sets a mask where a (how) b.
func (g *gen) compare(how operand.U8, a reg.VecVirtual, b operand.Op, mask reg.Register) {
	g.VCMPPS(how, b, a, mask)
}

// choose replaces the elements of d by those of v, a register or in memory, where the mask is set.
func (g *gen) choose(mask reg.Register, v operand.Op, d reg.VecVirtual) {
	_, memory := v.(operand.Mem)
	switch {
	case g.bits == 256:
		g.VBLENDVPS(mask, v, d, d)
	case memory:
		g.VMOVUPS(v, mask, d)
	default:
		g.VMOVAPS(v, mask, d)
	}
}
