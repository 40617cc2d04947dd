package main

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

// render generates every file, by name.
func render() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, bits := range []int{512, 256} {
		g := newGen(bits)
		g.kernels()
		if err := g.print(files); err != nil {
			return nil, fmt.Errorf("%d-bit kernels: %w", bits, err)
		}
	}
	return files, nil
}

// kernels emits all functions of one instruction set.
func (g *gen) kernels() {
	for _, f := range []form{
		{name: "gemmZero"},
		{name: "gemmAdd", start: startAdd},
		{name: "gemmBias", start: startBias},
		{name: "gemmBiasRelu", start: startBias, end: endRelu},
		{name: "gemmMask", end: endMask},
	} {
		g.gemm(f)
	}
	g.outer()
	if g.bits == 256 {
		g.rowSum()
		g.transposeEight()
		g.transposeFour()
	}
	g.silu()
	g.siluGrad()
	g.couple("coupleFwd", forward)
	g.couple("coupleInv", inverse)
	g.coupleGrad("coupleFwdGrad", forward)
	g.coupleGrad("coupleInvGrad", inverse)
	g.spline("splineFwd", forward)
	g.spline("splineInv", inverse)
	g.splineGrad("splineFwdGrad", forward)
	g.splineGrad("splineInvGrad", inverse)
	g.imq("imq", true)
	g.imq("imqValue", false)
	g.expNeg()
	g.dropout()
	g.add()
	g.adam()
	g.peak()
}

// print allocates registers and adds the assembly and the declarations to files.
func (g *gen) print(files map[string][]byte) error {
	file, err := g.Result()
	if err != nil {
		if list, ok := err.(build.ErrorList); ok && len(list) > 0 {
			return list[0] // the first mistake is the one that explains the others
		}
		return err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return err
	}
	if err := checkInstructions(g.bits, file.Functions()); err != nil {
		return err
	}
	cfg := printer.Config{Name: "inn/kernel/gen", Pkg: "kernel"}
	asm, err := printer.NewGoAsm(cfg).Print(file)
	if err != nil {
		return err
	}
	if err := checkRegisters(g.bits, asm); err != nil {
		return err
	}
	stubs, err := printer.NewStubs(cfg).Print(file)
	if err != nil {
		return err
	}
	name := map[int]string{512: "avx512", 256: "avx2"}[g.bits]
	files[name+"_amd64.s"] = asm
	files[name+"_amd64.go"] = stubs
	return nil
}

// extensions are the parts of the instruction set that the code of each width may use. Package kernel asks the
// processor for AVX-512 F, DQ and VL, which no processor has without AVX2 and FMA, or for the latter two.
var extensions = map[int][]string{
	512: {"AVX", "AVX2", "FMA3", "AVX512F", "AVX512DQ", "AVX512VL"},
	256: {"AVX", "AVX2", "FMA3"},
}

// checkInstructions refuses instructions that the processors of this width may not have.
func checkInstructions(bits int, functions []*ir.Function) error {
	for _, f := range functions {
		for _, isa := range f.ISA {
			if !slices.Contains(extensions[bits], isa) {
				return fmt.Errorf("%s needs %s", f.Name, isa)
			}
		}
	}
	return nil
}

// wide matches the registers that only AVX-512 has.
var wide = regexp.MustCompile(`\b(Z[0-9]+|[XY](1[6-9]|2[0-9]|3[01])|K[0-7])\b`)

// checkRegisters refuses AVX2 code that names a register of AVX-512: short of registers, avo takes those without a
// word, and the code would then stop older processors.
func checkRegisters(bits int, asm []byte) error {
	if bits == 512 {
		return nil
	}
	if m := wide.Find(asm); m != nil {
		return fmt.Errorf("the AVX2 code uses %s, which AVX2 does not have; some kernel needs too many registers", m)
	}
	return nil
}
