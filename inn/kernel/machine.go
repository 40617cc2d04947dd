//go:build amd64 || arm64

package kernel

import "unsafe"

// Between a Table and the machine code stand thin functions in Go: they check every length once, so that a mistake in
// a caller is a panic and never a write into foreign memory, and they cut long work into calls of a few microseconds,
// because machine code cannot be interrupted by the scheduler or the garbage collector.

// machine is the machine code of one instruction set. Strides are in bytes.
type machine struct {
	gemmZero, gemmAdd, gemmBias, gemmBiasRelu, gemmMask gemmCode

	outer                         func(m, k, n int, a, bt *float32, ldb int, c *float32, ldc int)
	rowSum                        func(fours int, a, c *float32, ldc int)
	transposeEight, transposeFour func(src, dst *float32, ld int)
	block                         int // the kernels over n elements take a multiple of so many, 0: any number
	silu                          func(n int, x, y *float32)
	siluGrad                      func(n int, x, dy, dx *float32)
	coupleFwd, coupleInv          func(d int, x, s, t, y, e, logdet *float32, amp, inv float32)
	coupleFwdGrad, coupleInvGrad  func(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)
	splineFwd, splineInv          splineCode
	splineFwdGrad, splineInvGrad  splineGradCode
	imq, imqValue                 func(n int, d, a2 *float32, bands int, w *float32) float32
	expNeg                        func(n int, d *float32, c float32)
	dropout                       func(n int, seed, at uint32, keep, scale float32, mask *float32)
	add                           func(n int, x, y *float32)
	adam                          adamCode
	peak                          func(n int)
	peakFlops                     float64 // operations per round of peak
}

type (
	gemmCode = func(m, k int, a *float32, ars, acs int, b, c, extra *float32)
	adamCode = func(n int, p, m, v, grad, avg *float32,
		rate, invV, beta1, rest1, beta2, rest2, eps, clip, decay, keep, rest float32)
)

const (
	// callElements is how many elements an elementwise kernel takes in one call: 2 to 5 µs.
	callElements = 4096
	// callProducts is about how many rows times depth a panel product takes in one call: 5 µs at 100 GFLOP/s.
	callProducts = 8192
	// peakRounds is how many rounds of the peak loop run in one call.
	peakRounds = 1000
	// maxBands is how many bandwidths an imq kernel has room for.
	maxBands = 8
)

// table makes a Table of the machine code.
func (c *machine) table(name string) Table {
	return Table{
		Name: name,
		GemmZero: func(m, k int, a []float32, ars, acs int, b, y []float32) {
			gemmCalls(c.gemmZero, m, k, a, ars, acs, b, y, nil, 0, 0)
		},
		GemmAdd: func(m, k int, a []float32, ars, acs int, b, y []float32) {
			gemmCalls(c.gemmAdd, m, k, a, ars, acs, b, y, nil, 0, 0)
		},
		GemmBias: func(m, k int, a []float32, ars, acs int, b, y, bias []float32) {
			gemmCalls(c.gemmBias, m, k, a, ars, acs, b, y, bias, ars, spanOf(m, ars))
		},
		GemmBiasRelu: func(m, k int, a []float32, ars, acs int, b, y, bias []float32) {
			gemmCalls(c.gemmBiasRelu, m, k, a, ars, acs, b, y, bias, ars, spanOf(m, ars))
		},
		GemmMask: func(m, k int, a []float32, ars, acs int, b, y, mask []float32) {
			gemmCalls(c.gemmMask, m, k, a, ars, acs, b, y, mask, Lanes, m*Lanes)
		},
		Outer:         c.outerChecked,
		RowSum:        c.rowSumChecked,
		Transpose:     c.transposeChecked,
		Silu:          c.siluChecked,
		SiluGrad:      c.siluGradChecked,
		CoupleFwd:     coupleChecked(c.coupleFwd),
		CoupleInv:     coupleChecked(c.coupleInv),
		CoupleFwdGrad: coupleGradChecked(c.coupleFwdGrad),
		CoupleInvGrad: coupleGradChecked(c.coupleInvGrad),
		SplineFwd:     splineChecked(c.splineFwd),
		SplineInv:     splineChecked(c.splineInv),
		SplineFwdGrad: splineGradChecked(c.splineFwdGrad),
		SplineInvGrad: splineGradChecked(c.splineInvGrad),
		Imq:           c.imqChecked(c.imq, imq),
		ImqValue:      c.imqChecked(c.imqValue, imqValue),
		ExpNeg:        c.expNegChecked,
		Dropout:       c.dropoutChecked,
		Add:           c.addChecked,
		Adam:          c.adamChecked,
		Peak:          c.peakCalls,
	}
}

// first points to the first of n elements of s, which must be there.
func first(s []float32, n int) *float32 {
	if n > 0 {
		_ = s[n-1]
	}
	return unsafe.SliceData(s)
}

// spanOf is the length of n elements that stand stride apart, without what follows the last.
func spanOf(n, stride int) int {
	if n <= 0 {
		return 0
	}
	return (n-1)*stride + 1
}

// noNegative panics on negative strides, which would step out of a slice.
func noNegative(strides ...int) {
	for _, s := range strides {
		if s < 0 {
			panic("kernel: a stride must not be negative")
		}
	}
}

// gemmCalls runs a panel product in pieces of several rows. extra has extraRow elements from row to row, extraLen in
// all.
func gemmCalls(run gemmCode, m, k int, a []float32, ars, acs int, b, c, extra []float32, extraRow, extraLen int) {
	if m <= 0 {
		return
	}
	k = max(k, 0)
	noNegative(ars, acs)
	if k > 0 {
		_ = a[(m-1)*ars+(k-1)*acs]
	}
	bp := first(b, k*Lanes)
	first(c, m*Lanes)
	first(extra, extraLen)
	rows := m
	if k > 0 {
		rows = max(callProducts/k, 8) &^ 7
	}
	for i := 0; ; i += rows {
		var ap *float32
		if k > 0 {
			ap = &a[i*ars]
		}
		var ep *float32
		if extra != nil {
			ep = &extra[i*extraRow]
		}
		run(min(rows, m-i), k, ap, 4*ars, 4*acs, bp, &c[i*Lanes], ep)
		if i+rows >= m {
			return
		}
	}
}

func (c *machine) outerChecked(m, k, n int, a, bt []float32, ldb int, out []float32, ldc int) {
	if m <= 0 || n <= 0 || k <= 0 {
		return
	}
	noNegative(ldb, ldc)
	if k > Lanes || n%8 != 0 {
		panic("kernel: an outer product takes at most Lanes lanes and a multiple of 8 columns")
	}
	_ = a[(m-1)*Lanes+k-1]
	_ = bt[(k-1)*ldb+n-1]
	_ = out[(m-1)*ldc+n-1]
	rows := max(callProducts/n, 16) &^ 15
	for i := 0; i < m; i += rows {
		c.outer(min(rows, m-i), k, n, &a[i*Lanes], &bt[0], 4*ldb, &out[i*ldc], 4*ldc)
	}
}

// rowSumChecked takes four rows at a time; those left over go in Go.
func (c *machine) rowSumChecked(m int, a, out []float32, ldc int) {
	noNegative(ldc)
	first(a, m*Lanes)
	first(out, spanOf(m, ldc))
	const most = callElements / Lanes
	i := 0
	for ; i+4 <= m; i += most {
		rows := min(most, m-i)
		c.rowSum(rows/4, &a[i*Lanes], &out[i*ldc], 4*ldc)
	}
	if left := m % 4; left > 0 {
		i = m - left
		rowSum(left, a[i*Lanes:], out[i*ldc:], ldc)
	}
}

// transposeChecked covers the rows in blocks of eight or four. The last block overlaps the one before it.
func (c *machine) transposeChecked(rows int, src, dst []float32, ld int) {
	if rows < 4 {
		transpose(rows, src, dst, ld)
		return
	}
	noNegative(ld)
	_ = src[rows*Lanes-1]
	_ = dst[(Lanes-1)*ld+rows-1]
	block, run := 8, c.transposeEight
	if rows < 8 {
		block, run = 4, c.transposeFour
	}
	for f := 0; f < rows; f += block {
		f := min(f, rows-block)
		run(&src[f*Lanes], &dst[f], 4*ld)
	}
}

func (c *machine) peakCalls(n int) float64 {
	for left := n; left > 0; left -= peakRounds {
		c.peak(min(left, peakRounds))
	}
	return c.peakFlops * float64(n)
}
