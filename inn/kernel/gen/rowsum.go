package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rowSum adds up four rows of a panel side by side: each to eight partial sums, then neighbours of two rows into one
// vector and of all four into another, and at last its two halves. Wider vectors would gain nothing.
func (g *gen) rowSum() {
	g.function("rowSum", "(fours int, a, c *float32, ldc int)",
		"adds the sums of four times so many rows to c, see Table; fours > 0, ldc is in bytes.")
	n, a, c, ldc := g.param("fours"), g.param("a"), g.param("c"), g.param("ldc")
	again := g.label("four")
	g.at(again)
	var part [4]reg.VecVirtual
	for i := range part {
		place := func(v int) operand.Mem { return operand.Mem{Base: a, Disp: i*panelRow + v*g.bytes()} }
		part[i] = g.vec()
		other := g.vec()
		g.VMOVUPS(place(0), part[i])
		g.VMOVUPS(place(1), other)
		g.VADDPS(place(2), part[i], part[i])
		g.VADDPS(place(3), other, other)
		g.VADDPS(other, part[i], part[i])
	}
	g.VHADDPS(part[1], part[0], part[0])
	g.VHADDPS(part[3], part[2], part[2])
	g.VHADDPS(part[2], part[0], part[0])
	high := g.XMM()
	g.VEXTRACTF128(operand.U8(1), part[0], high)
	sum := part[0].AsX()
	g.VADDPS(high, sum, sum)
	for i := range part {
		one := g.XMM()
		g.VADDSS(operand.Mem{Base: c}, sum, one)
		g.VMOVSS(one, operand.Mem{Base: c})
		g.ADDQ(ldc, c)
		if i < len(part)-1 {
			g.VPERMILPS(operand.U8(0x39), sum, sum) // the next to the front
		}
	}
	g.ADDQ(operand.U32(4*panelRow), a)
	g.DECQ(n)
	g.JNZ(ref(again))
	g.ret()
}
