package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Transposing a panel in squares of 8 × 8 or 4 × 4: pairs of rows are interleaved, then pairs of pairs, then halves
// of registers are exchanged.

func (g *gen) transposeEight() {
	g.function("transposeEight", "(src, dst *float32, ld int)", "transposes 8 rows of a panel; ld is in bytes.")
	src, dst, ld, left := g.param("src"), g.param("dst"), g.param("ld"), g.GP64()
	g.MOVQ(operand.U32(panelRow/32), left)
	again := g.label("square")
	g.at(again)
	var r [8]reg.VecVirtual
	for i := range r {
		r[i] = g.YMM()
		g.VMOVUPS(operand.Mem{Base: src, Disp: i * panelRow}, r[i])
	}
	low, high := g.interleave(r[:4], g.YMM), g.interleave(r[4:], g.YMM)
	for _, halves := range []operand.U8{0x20, 0x31} { // both low halves, both high halves
		for i := range low {
			out := g.YMM()
			g.VPERM2F128(halves, high[i], low[i], out)
			g.VMOVUPS(out, operand.Mem{Base: dst})
			g.ADDQ(ld, dst)
		}
	}
	g.ADDQ(operand.U8(32), src)
	g.DECQ(left)
	g.JNZ(ref(again))
	g.ret()
}

func (g *gen) transposeFour() {
	g.function("transposeFour", "(src, dst *float32, ld int)", "transposes 4 rows of a panel; ld is in bytes.")
	src, dst, ld, left := g.param("src"), g.param("dst"), g.param("ld"), g.GP64()
	g.MOVQ(operand.U32(panelRow/16), left)
	again := g.label("square")
	g.at(again)
	var r [4]reg.VecVirtual
	for i := range r {
		r[i] = g.XMM()
		g.VMOVUPS(operand.Mem{Base: src, Disp: i * panelRow}, r[i])
	}
	for _, out := range g.interleave(r[:], g.XMM) {
		g.VMOVUPS(out, operand.Mem{Base: dst})
		g.ADDQ(ld, dst)
	}
	g.ADDQ(operand.U8(16), src)
	g.DECQ(left)
	g.JNZ(ref(again))
	g.ret()
}

// interleave transposes four rows of four, in every 128 bits of the registers: result i holds element i of each row.
func (g *gen) interleave(r []reg.VecVirtual, vec func() reg.VecVirtual) [4]reg.VecVirtual {
	ab, AB, cd, CD := vec(), vec(), vec(), vec()
	g.VUNPCKLPS(r[1], r[0], ab)
	g.VUNPCKHPS(r[1], r[0], AB)
	g.VUNPCKLPS(r[3], r[2], cd)
	g.VUNPCKHPS(r[3], r[2], CD)
	out := [4]reg.VecVirtual{vec(), vec(), vec(), vec()}
	g.VUNPCKLPD(cd, ab, out[0])
	g.VUNPCKHPD(cd, ab, out[1])
	g.VUNPCKLPD(CD, AB, out[2])
	g.VUNPCKHPD(CD, AB, out[3])
	return out
}
