package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The outer product. A tile of rows × 16 columns of c stays in registers while the lanes of the panel run: AVX-512
// takes 16 rows at once, AVX2 4, and fewer at the end.

const outerColumns = 16

func (g *gen) outer() {
	g.function("outer", "(m, k, n int, a, bt *float32, ldb int, c *float32, ldc int)",
		"adds an outer product to c, see Table; ldb and ldc are in bytes.")
	k, n, bt, ldb := g.param("k"), g.param("n"), g.param("bt"), g.param("ldb")
	c, ldc := g.param("c"), g.param("ldc")
	columns, done := g.label("columns"), g.label("done")
	g.at(columns)
	g.CMPQ(n, operand.U8(outerColumns))
	g.JLT(ref(done))
	a, m, row := g.param("a"), g.param("m"), g.GP64()
	g.MOVQ(c, row)
	most := g.lanes()
	if g.bits == 256 {
		most = 4
	}
	for rows := most; rows > 0; rows /= 2 {
		again, next := g.label("tile"), g.label("fewer")
		g.at(again)
		g.CMPQ(m, operand.U8(uint8(rows)))
		g.JLT(ref(next))
		g.outerTile(rows, k, a, bt, ldb, row, ldc)
		g.ADDQ(operand.U32(uint32(rows*panelRow)), a)
		g.SUBQ(operand.U8(uint8(rows)), m)
		if rows == most {
			g.JMP(ref(again))
		}
		g.at(next)
	}
	g.ADDQ(operand.U8(4*outerColumns), bt)
	g.ADDQ(operand.U8(4*outerColumns), c)
	g.SUBQ(operand.U8(outerColumns), n)
	g.JMP(ref(columns))
	g.at(done)
	g.ret()
}

// outerTile updates so many rows of 16 columns at row, and moves row behind them.
func (g *gen) outerTile(rows int, k, a, bt, ldb, row, ldc reg.GPVirtual) {
	vectors := 4 * outerColumns / g.bytes()
	banks := 1
	if rows*vectors <= 4 {
		banks = 2
	}
	sum := make([][]reg.VecVirtual, rows*banks)
	place := func(base reg.GPVirtual, v int) operand.Mem { return operand.Mem{Base: base, Disp: v * g.bytes()} }
	from := g.GP64()
	g.MOVQ(row, from)
	for i := range sum {
		for v := range vectors {
			s := g.vec()
			if i < rows {
				g.VMOVUPS(place(from, v), s)
			} else {
				g.clear(s)
			}
			sum[i] = append(sum[i], s)
		}
		if i < rows-1 {
			g.ADDQ(ldc, from)
		}
	}

	w, x, left := g.GP64(), g.GP64(), g.GP64()
	g.MOVQ(a, w)
	g.MOVQ(bt, x)
	g.MOVQ(k, left)
	g.twice(left, func(u int) {
		bank := sum[u%banks*rows:][:rows]
		var b []reg.VecVirtual
		for v := range vectors {
			b = append(b, g.vec())
			g.VMOVUPS(place(x, v), b[v])
		}
		g.ADDQ(ldb, x)
		for i := range bank {
			weight := operand.Mem{Base: w, Disp: i*panelRow + 4*u}
			if g.bits == 512 {
				g.VFMADD231PS_BCST(weight, b[0], bank[i][0])
				continue
			}
			f := g.spread(weight)
			for v := range b {
				g.VFMADD231PS(b[v], f, bank[i][v])
			}
		}
	}, func(steps int) { g.ADDQ(operand.U8(uint8(4*steps)), w) })

	for i, s := range sum[:rows] {
		for v := range s {
			if banks == 2 {
				g.VADDPS(sum[rows+i][v], s[v], s[v])
			}
			g.VMOVUPS(s[v], place(row, v))
		}
		g.ADDQ(ldc, row)
	}
}
