package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// cursor is a place in a loop over elements: it reads and writes one vector of every array, all of it or, at the end,
// the elements that are left.
type cursor struct {
	g      *gen
	off    reg.GPVirtual // elements before this vector
	masked bool
	mask   reg.Register // an opmask in AVX-512, a vector in AVX2
}

// each emits a loop over n elements; n is used up. The body is emitted twice, for whole vectors and for the rest.
func (g *gen) each(n reg.GPVirtual, body func(c *cursor)) {
	full, rest, done := g.label("full"), g.label("rest"), g.label("done")
	off := g.GP64()
	g.XORQ(off, off)
	g.sealed = true
	g.at(full)
	g.CMPQ(n, operand.U8(uint8(g.lanes())))
	g.JLT(ref(rest))
	body(&cursor{g: g, off: off})
	g.ADDQ(operand.U8(uint8(g.lanes())), off)
	g.SUBQ(operand.U8(uint8(g.lanes())), n)
	g.JMP(ref(full))
	g.at(rest)
	g.TESTQ(n, n)
	g.JZ(ref(done))
	body(&cursor{g: g, off: off, masked: true, mask: g.mask(n)})
	g.at(done)
}

// mask selects the first n elements of a vector, 0 < n < lanes.
func (g *gen) mask(n reg.GPVirtual) reg.Register {
	table := g.GP64()
	g.LEAQ(g.maskTable(), table)
	if g.bits == 512 {
		k := g.K()
		g.KMOVW(operand.Mem{Base: table, Index: n, Scale: 2}, k)
		return k
	}
	from := g.GP64()
	g.MOVQ(operand.U32(uint32(g.lanes())), from)
	g.SUBQ(n, from)
	m := g.vec()
	g.VMOVUPS(operand.Mem{Base: table, Index: from, Scale: 4}, m)
	return m
}

// maskTable has for AVX-512 the opmask of every count, for AVX2 a row of ones and then zeros in which a mask is a
// window.
func (g *gen) maskTable() operand.Mem {
	const key = 1 // no float32 constant has these bits
	m, ok := g.consts[key]
	if ok {
		return m
	}
	m = g.StaticGlobal("masks")
	g.DataAttributes(attr.RODATA | attr.NOPTR)
	for i := range 16 {
		switch {
		case g.bits == 512:
			g.AddDatum(2*i, operand.U16(1<<i-1))
		case i < 8:
			g.AddDatum(4*i, operand.U32(1<<32-1))
		default:
			g.AddDatum(4*i, operand.U32(0))
		}
	}
	g.consts[key] = m
	return m
}

func (c *cursor) place(p reg.GPVirtual) operand.Mem {
	return operand.Mem{Base: p, Index: c.off, Scale: 4}
}

// load reads the elements of an array, zeros where it has none.
func (c *cursor) load(p reg.GPVirtual) reg.VecVirtual {
	r := c.g.vec()
	switch {
	case !c.masked:
		c.g.VMOVUPS(c.place(p), r)
	case c.g.bits == 512:
		c.g.VMOVUPS_Z(c.place(p), c.mask, r)
	default:
		c.g.VMASKMOVPS(c.place(p), c.mask, r)
	}
	return r
}

func (c *cursor) store(r reg.VecVirtual, p reg.GPVirtual) {
	switch {
	case !c.masked:
		c.g.VMOVUPS(r, c.place(p))
	case c.g.bits == 512:
		c.g.VMOVUPS(r, c.mask, c.place(p))
	default:
		c.g.VMASKMOVPS(r, c.mask, c.place(p))
	}
}

// present is 1 for the elements that are there and 0 for the others.
func (c *cursor) present() reg.VecVirtual {
	one := c.g.hold(1)
	if !c.masked {
		return one
	}
	r := c.g.vec()
	if c.g.bits == 512 {
		c.g.VMOVAPS_Z(one, c.mask, r)
	} else {
		c.g.VANDPS(one, c.mask, r)
	}
	return r
}
