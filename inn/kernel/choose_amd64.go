package kernel

import "golang.org/x/sys/cpu"

//go:generate go run ./gen

// avx512 needs AVX-512 F, DQ and VL, avx2 needs AVX2 and FMA. A round of the peak loop has 24 multiply-adds of 16
// numbers, or 12 of 8.
var (
	avx512 = (&machine{
		gemmZero: gemmZero512, gemmAdd: gemmAdd512, gemmBias: gemmBias512,
		gemmBiasRelu: gemmBiasRelu512, gemmMask: gemmMask512,
		outer: outer512, rowSum: rowSum256, transposeEight: transposeEight256, transposeFour: transposeFour256,
		silu: silu512, siluGrad: siluGrad512,
		coupleFwd: coupleFwd512, coupleInv: coupleInv512,
		coupleFwdGrad: coupleFwdGrad512, coupleInvGrad: coupleInvGrad512,
		splineFwd: splineFwd512, splineInv: splineInv512, splineFwdGrad: splineFwdGrad512, splineInvGrad: splineInvGrad512,
		imq: imq512, imqValue: imqValue512, expNeg: expNeg512, dropout: dropout512, add: add512, adam: adam512,
		peak: peak512, peakFlops: 24 * 16 * 2,
	}).table("avx512")

	avx2 = (&machine{
		gemmZero: gemmZero256, gemmAdd: gemmAdd256, gemmBias: gemmBias256,
		gemmBiasRelu: gemmBiasRelu256, gemmMask: gemmMask256,
		outer: outer256, rowSum: rowSum256, transposeEight: transposeEight256, transposeFour: transposeFour256,
		silu: silu256, siluGrad: siluGrad256,
		coupleFwd: coupleFwd256, coupleInv: coupleInv256,
		coupleFwdGrad: coupleFwdGrad256, coupleInvGrad: coupleInvGrad256,
		splineFwd: splineFwd256, splineInv: splineInv256, splineFwdGrad: splineFwdGrad256, splineInvGrad: splineInvGrad256,
		imq: imq256, imqValue: imqValue256, expNeg: expNeg256, dropout: dropout256, add: add256, adam: adam256,
		peak: peak256, peakFlops: 12 * 8 * 2,
	}).table("avx2")
)

// machineTables are the tables in machine code that this processor and its operating system can run, fastest first.
func machineTables() []*Table {
	var tables []*Table
	x := &cpu.X86
	if x.HasAVX512F && x.HasAVX512DQ && x.HasAVX512VL {
		tables = append(tables, &avx512)
	}
	if x.HasAVX2 && x.HasFMA {
		tables = append(tables, &avx2)
	}
	return tables
}
