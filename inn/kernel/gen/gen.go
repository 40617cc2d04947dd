package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
	"github.com/mmcloughlin/avo/x86"
)

// panelRow is the size of a row of a panel, 32 float32, in bytes.
const panelRow = 128

// gen emits the kernels of one instruction set. Operands stand in the order of Go assembly, destination last.
//
// Where one operand of a minimum or maximum is a limit, the other stands first: the processor returns that one when it
// is NaN.
type gen struct {
	*build.Context
	bits   int // width of a vector: 512 (AVX-512 F, DQ, VL) or 256 (AVX2, FMA)
	labels int
	consts map[uint32]operand.Mem
	held   map[uint32]reg.VecVirtual // constants in registers of the current function
	sealed bool                      // in a loop, where a constant would be loaded again and again
	frugal bool                      // constants that nothing holds are read from memory, with AVX-512 too
}

func newGen(bits int) *gen {
	g := &gen{Context: build.NewContext(), bits: bits, consts: map[uint32]operand.Mem{}}
	g.ConstraintExpr("amd64")
	return g
}

// bytes and lanes are the size of a vector.
func (g *gen) bytes() int { return g.bits / 8 }
func (g *gen) lanes() int { return g.bits / 32 }

// function starts a function; its name carries the width.
func (g *gen) function(name, params, doc string) {
	g.Function(fmt.Sprintf("%s%d", name, g.bits))
	g.Attributes(attr.NOSPLIT)
	g.SignatureExpr("func" + params)
	g.Pragma("noescape")
	g.Doc(fmt.Sprintf("%s%d %s", name, g.bits, doc))
	g.labels, g.held, g.sealed, g.frugal = 0, map[uint32]reg.VecVirtual{}, false, false
}

// ret returns from the function.
func (g *gen) ret() {
	g.VZEROUPPER()
	g.RET()
}

// label makes a name that is new in the function.
func (g *gen) label(name string) string {
	g.labels++
	return fmt.Sprintf("%s%d", name, g.labels)
}

// at places a label.
func (g *gen) at(label string) { g.Label(label) }

func ref(label string) operand.Op { return operand.LabelRef(label) }

// vec is a new vector register.
func (g *gen) vec() reg.VecVirtual {
	if g.bits == 512 {
		return g.ZMM()
	}
	return g.YMM()
}

// param loads an integer or pointer parameter.
func (g *gen) param(name string) reg.GPVirtual {
	r := g.GP64()
	g.Load(g.Param(name), r)
	return r
}

// scalar is the place of a parameter in memory, result that of the result.
func (g *gen) scalar(name string) operand.Mem { return location(g.Param(name)) }

func (g *gen) result() operand.Mem { return location(g.ReturnIndex(0)) }

func location(c gotypes.Component) operand.Mem {
	b, err := c.Resolve()
	if err != nil {
		panic(err) // a name that the signature does not have
	}
	return b.Addr
}

// spread loads a number into all elements of a new register.
func (g *gen) spread(m operand.Mem) reg.VecVirtual {
	r := g.vec()
	g.VBROADCASTSS(m, r)
	return r
}

// zero is a new register of zeros.
func (g *gen) zero() reg.VecVirtual {
	r := g.vec()
	g.clear(r)
	return r
}

// clear sets a register to zeros. For AVX-512 avo has to be told that r xor r does not read r, or it would keep the
// register occupied from the start of the function.
func (g *gen) clear(r reg.VecVirtual) {
	if g.bits == 256 {
		g.VXORPS(r, r, r)
		return
	}
	i, err := x86.VPXORD(r, r, r)
	if err != nil {
		panic(err) // r is always a vector
	}
	i.CancellingInputs = true
	g.Instruction(i)
}

// and and xor work on bits.
func (g *gen) and(a operand.Op, b, d reg.VecVirtual) {
	if g.bits == 512 {
		g.VPANDD(a, b, d)
	} else {
		g.VANDPS(a, b, d)
	}
}

func (g *gen) xor(a operand.Op, b, d reg.VecVirtual) {
	if g.bits == 512 {
		g.VPXORD(a, b, d)
	} else {
		g.VXORPS(a, b, d)
	}
}

// data is a full vector of copies of one constant in memory.
func (g *gen) data(bits uint32) operand.Mem {
	m, ok := g.consts[bits]
	if !ok {
		m = g.StaticGlobal(fmt.Sprintf("const%08x", bits))
		g.DataAttributes(attr.RODATA | attr.NOPTR)
		for i := range g.lanes() {
			g.AddDatum(4*i, operand.U32(bits))
		}
		g.consts[bits] = m
	}
	return m
}

// hold brings a constant into a register, once per function and outside all loops.
func (g *gen) hold(f float64) reg.VecVirtual { return g.holdBits(bitsOf(f)) }

func bitsOf(f float64) uint32 { return math.Float32bits(float32(f)) }

func (g *gen) holdBits(bits uint32) reg.VecVirtual {
	r, ok := g.held[bits]
	if !ok && g.sealed {
		panic(fmt.Sprintf("constant %08x is first held inside a loop", bits))
	}
	if !ok {
		r = g.vec()
		g.VMOVUPS(g.data(bits), r)
		g.held[bits] = r
	}
	return r
}

// constant is an operand for the first place of an instruction: AVX-512 has registers to spare, AVX2 reads memory.
func (g *gen) constant(f float64) operand.Op { return g.constantBits(bitsOf(f)) }

func (g *gen) constantBits(bits uint32) operand.Op {
	if r, ok := g.held[bits]; ok && g.bits == 512 {
		return r
	}
	if g.bits == 512 && !g.frugal {
		return g.holdBits(bits)
	}
	return g.data(bits)
}
