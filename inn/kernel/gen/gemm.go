package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The panel product. A tile of rows × lanes of c stays in registers while the depth runs: per step one row of b is
// loaded and each weight spread over a register. AVX-512 takes 8 rows × 32 lanes, AVX2 4 rows × 16 lanes, twice.
// Rows that are left over go in tiles of half the size, down to one.

// form is one of the five products: how the sums start and what happens to them at the end.
type form struct {
	name  string
	start int
	end   int
}

const (
	startZero = iota
	startAdd  // c
	startBias // extra, with the row stride of a
)

const (
	endStore = iota
	endRelu
	endMask // extra, a panel
)

// product holds the registers of a gemm function. Strides are in bytes.
type product struct {
	*gen
	form
	m, k, a, ars, ars3, acs, b, c, extra reg.GPVirtual
}

func (g *gen) gemm(f form) {
	g.function(f.name, "(m, k int, a *float32, ars, acs int, b, c, extra *float32)",
		"is a panel product, see Table; strides are in bytes, extra is the bias or the mask.")
	p := &product{gen: g, form: f}
	p.m, p.k, p.a, p.ars, p.acs = g.param("m"), g.param("k"), g.param("a"), g.param("ars"), g.param("acs")
	p.b, p.c = g.param("b"), g.param("c")
	if f.start == startBias || f.end == endMask {
		p.extra = g.param("extra")
	}
	p.ars3 = g.GP64()
	g.LEAQ(operand.Mem{Base: p.ars, Index: p.ars, Scale: 2}, p.ars3)
	most := g.lanes() / 2
	for rows := most; rows > 0; rows /= 2 {
		again, next := g.label("tile"), g.label("fewer")
		g.at(again)
		g.CMPQ(p.m, operand.U8(uint8(rows)))
		g.JLT(ref(next))
		p.tile(rows)
		g.SUBQ(operand.U8(uint8(rows)), p.m)
		if rows == most {
			g.JMP(ref(again))
		}
		g.at(next)
	}
	g.ret()
}

// tile computes so many rows and moves on to the next.
func (p *product) tile(rows int) {
	g := p.gen
	if g.bits == 512 {
		p.sums(rows)
	} else {
		half, side := g.label("half"), g.GP64()
		g.MOVQ(operand.U32(2), side)
		g.at(half)
		p.sums(rows)
		p.aside(panelRow / 2)
		g.DECQ(side)
		g.JNZ(ref(half))
		p.aside(-panelRow)
	}
	g.ADDQ(operand.U32(uint32(rows*panelRow)), p.c)
	g.LEAQ(operand.Mem{Base: p.a, Index: p.ars, Scale: uint8(rows)}, p.a)
	switch {
	case p.end == endMask:
		g.ADDQ(operand.U32(uint32(rows*panelRow)), p.extra)
	case p.start == startBias:
		g.LEAQ(operand.Mem{Base: p.extra, Index: p.ars, Scale: uint8(rows)}, p.extra)
	}
}

// aside moves along the rows of all panels by so many bytes.
func (p *product) aside(bytes int32) {
	p.ADDQ(operand.I32(bytes), p.b)
	p.ADDQ(operand.I32(bytes), p.c)
	if p.end == endMask {
		p.ADDQ(operand.I32(bytes), p.extra)
	}
}

// sums computes two vectors of lanes for so many rows. With few rows, odd and even steps go to separate sums: one
// alone would wait for its own last addition.
func (p *product) sums(rows int) {
	g := p.gen
	banks := 1
	if rows <= 2 {
		banks = 2
	}
	sum := make([][2]reg.VecVirtual, rows*banks)
	for i := range sum {
		for v := range sum[i] {
			sum[i][v] = g.vec()
			switch {
			case i >= rows || p.start == startZero:
				g.clear(sum[i][v])
			case p.start == startAdd:
				g.VMOVUPS(p.panel(p.c, i, v), sum[i][v])
			case v == 0:
				g.VBROADCASTSS(p.row(p.extra, p.extra, i), sum[i][v])
			default:
				g.VMOVAPS(sum[i][0], sum[i][1])
			}
		}
	}

	a0, b, k := g.GP64(), g.GP64(), g.GP64()
	a4 := a0
	g.MOVQ(p.a, a0)
	if rows > 4 {
		a4 = g.GP64()
		g.LEAQ(operand.Mem{Base: p.a, Index: p.ars, Scale: 4}, a4)
	}
	g.MOVQ(p.b, b)
	g.MOVQ(p.k, k)
	step := func(u int) {
		var x [2]reg.VecVirtual
		for v := range x {
			x[v] = g.vec()
			g.VMOVUPS(p.panel(b, u, v), x[v])
		}
		for i := range rows {
			w := g.vec()
			g.VBROADCASTSS(p.row(a0, a4, i), w)
			for v := range x {
				g.VFMADD231PS(x[v], w, sum[u%banks*rows+i][v])
			}
		}
		g.ADDQ(p.acs, a0)
		if rows > 4 {
			g.ADDQ(p.acs, a4)
		}
	}
	g.twice(k, step, func(steps int) { g.ADDQ(operand.U32(uint32(steps*panelRow)), b) })

	for i := rows; i < len(sum); i++ {
		for v := range sum[i] {
			g.VADDPS(sum[i][v], sum[i-rows][v], sum[i-rows][v])
		}
	}
	p.finish(sum[:rows])
}

// twice emits a loop of k steps, two in a round and an odd one before; move follows so many steps.
func (g *gen) twice(k reg.GPVirtual, step func(u int), move func(steps int)) {
	even, round, done := g.label("even"), g.label("round"), g.label("done")
	g.TESTQ(operand.U32(1), k)
	g.JZ(ref(even))
	step(0)
	move(1)
	g.at(even)
	g.SHRQ(operand.U8(1), k)
	g.JZ(ref(done))
	g.at(round)
	step(0)
	step(1)
	move(2)
	g.DECQ(k)
	g.JNZ(ref(round))
	g.at(done)
}

// finish stores the sums.
func (p *product) finish(sum [][2]reg.VecVirtual) {
	g := p.gen
	var zero reg.VecVirtual
	if p.end != endStore {
		zero = g.zero()
	}
	for i := range sum {
		for v, s := range sum[i] {
			switch p.end {
			case endRelu:
				g.VMAXPS(s, zero, s)
			case endMask:
				g.whereLess(zero, p.panel(p.extra, i, v), s)
			}
			g.VMOVUPS(s, p.panel(p.c, i, v))
		}
	}
}

// whereLess keeps the elements of s where a < b and clears the others.
func (g *gen) whereLess(a reg.VecVirtual, b operand.Op, s reg.VecVirtual) {
	if g.bits == 512 {
		k := g.K()
		g.VCMPPS(less, b, a, k)
		g.VMOVAPS_Z(s, k, s)
		return
	}
	m := g.vec()
	g.VCMPPS(less, b, a, m)
	g.VANDPS(m, s, s)
}

// panel is vector v of row i of the panel at base.
func (p *product) panel(base reg.GPVirtual, i, v int) operand.Mem {
	return operand.Mem{Base: base, Disp: i*panelRow + v*p.bytes()}
}

// row is the number at base in row i, where base4 is base for rows from 4 on if it differs.
func (p *product) row(base, base4 reg.GPVirtual, i int) operand.Mem {
	if i >= 4 {
		if base4 == base {
			base4 = p.GP64()
			p.LEAQ(operand.Mem{Base: base, Index: p.ars, Scale: 4}, base4)
		}
		base = base4
	}
	switch i % 4 {
	case 1, 2:
		return operand.Mem{Base: base, Index: p.ars, Scale: uint8(i % 4)}
	case 3:
		return operand.Mem{Base: base, Index: p.ars3, Scale: 1}
	}
	return operand.Mem{Base: base}
}
