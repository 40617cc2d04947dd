package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The outer product. A tile of rows × columns of c stays in registers while the lanes of the panel run: 16 columns at
// a time, with AVX-512 16 rows and with AVX2 4, fewer at the end; then, if n is an odd multiple of 8, 8 columns.

// outerGen holds the registers of the outer product.
type outerGen struct {
	*gen
	k, n, bt, ldb, c, ldc reg.GPVirtual
	columns               int
}

func (g *gen) outer() {
	g.function("outer", "(m, k, n int, a, bt *float32, ldb int, c *float32, ldc int)",
		"adds an outer product to c, see Table; ldb and ldc are in bytes.")
	o := &outerGen{gen: g}
	o.k, o.n, o.bt, o.ldb = g.param("k"), g.param("n"), g.param("bt"), g.param("ldb")
	o.c, o.ldc = g.param("c"), g.param("ldc")
	for _, o.columns = range []int{16, 8} {
		again, done := g.label("columns"), g.label("narrower")
		g.at(again)
		g.CMPQ(o.n, operand.U8(uint8(o.columns)))
		g.JLT(ref(done))
		o.rows()
		g.ADDQ(operand.U8(uint8(4*o.columns)), o.bt)
		g.ADDQ(operand.U8(uint8(4*o.columns)), o.c)
		g.SUBQ(operand.U8(uint8(o.columns)), o.n)
		g.JMP(ref(again))
		g.at(done)
	}
	g.ret()
}

// vectors is how many registers a row of a tile takes; vec makes one of them.
func (o *outerGen) vectors() int { return max(1, 4*o.columns/o.bytes()) }

func (o *outerGen) vec() reg.VecVirtual {
	if o.columns == 8 {
		return o.YMM()
	}
	return o.gen.vec()
}

// rows covers all rows of the columns at hand.
func (o *outerGen) rows() {
	g := o.gen
	a, m, row := g.param("a"), g.param("m"), g.GP64()
	g.MOVQ(o.c, row)
	most := 16
	if g.bits == 256 {
		most = 8 / o.vectors()
	}
	for rows := most; rows > 0; rows /= 2 {
		again, next := g.label("tile"), g.label("fewer")
		g.at(again)
		g.CMPQ(m, operand.U8(uint8(rows)))
		g.JLT(ref(next))
		o.tile(rows, a, row)
		g.ADDQ(operand.U32(uint32(rows*panelRow)), a)
		g.SUBQ(operand.U8(uint8(rows)), m)
		if rows == most {
			g.JMP(ref(again))
		}
		g.at(next)
	}
}

// tile updates so many rows at row, and moves row behind them. With few sums, odd and even lanes go to separate ones.
func (o *outerGen) tile(rows int, a, row reg.GPVirtual) {
	g := o.gen
	banks := 1
	if rows*o.vectors() <= 4 {
		banks = 2
	}
	place := func(base reg.GPVirtual, v int) operand.Mem { return operand.Mem{Base: base, Disp: v * g.bytes()} }
	sum := make([][]reg.VecVirtual, rows*banks)
	from := g.GP64()
	g.MOVQ(row, from)
	for i := range sum {
		for v := range o.vectors() {
			s := o.vec()
			if i < rows {
				g.VMOVUPS(place(from, v), s)
			} else {
				g.clear(s)
			}
			sum[i] = append(sum[i], s)
		}
		if i < rows-1 {
			g.ADDQ(o.ldc, from)
		}
	}

	w, x, left := g.GP64(), g.GP64(), g.GP64()
	g.MOVQ(a, w)
	g.MOVQ(o.bt, x)
	g.MOVQ(o.k, left)
	g.twice(left, func(u int) {
		var b []reg.VecVirtual
		for v := range o.vectors() {
			b = append(b, o.vec())
			g.VMOVUPS(place(x, v), b[v])
		}
		g.ADDQ(o.ldb, x)
		for i, s := range sum[u%banks*rows:][:rows] {
			weight := operand.Mem{Base: w, Disp: i*panelRow + 4*u}
			if g.bits == 512 {
				g.VFMADD231PS_BCST(weight, b[0], s[0])
				continue
			}
			f := g.spread(weight)
			for v := range b {
				g.VFMADD231PS(b[v], f, s[v])
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
		g.ADDQ(o.ldc, row)
	}
}
