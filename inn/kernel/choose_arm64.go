package kernel

// neon needs nothing that an arm64 processor could lack. A round of the peak loop has 24 multiply-adds of 4 numbers.
var neon = (&machine{
	gemmZero: panelNeon(startZero, endStore), gemmAdd: panelNeon(startAdd, endStore),
	gemmBias: panelNeon(startBias, endStore), gemmBiasRelu: panelNeon(startBias, endRelu),
	gemmMask: panelNeon(startZero, endMask),
	outer:    outerNeon, rowSum: rowSumNeon, transposeEight: transposeEightNeon, transposeFour: transposeFourNeon,
	block: 4, silu: siluNeon, siluGrad: siluGradNeon,
	coupleFwd: coupleFwdNeon, coupleInv: coupleInvNeon,
	coupleFwdGrad: coupleFwdGradNeon, coupleInvGrad: coupleInvGradNeon,
	splineFwd: splineFwdNeon, splineInv: splineInvNeon,
	splineFwdGrad: splineFwdGradNeon, splineInvGrad: splineInvGradNeon,
	imq: imqNeon, imqValue: imqValueNeon, expNeg: expNegNeon, dropout: dropoutNeon, add: addNeon, adam: adamNeon,
	peak: peakNeon, peakFlops: 24 * 4 * 2,
}).table("neon")

func machineTables() []*Table { return []*Table{&neon} }

// panelNeon is one of the panel products.
func panelNeon(start, end int) gemmCode {
	return func(m, k int, a *float32, ars, acs int, b, c, extra *float32) {
		const row = 4 * Lanes
		extraRow := row
		if start == startBias {
			extraRow = ars
		}
		productNeon(start, end, m, k, Lanes, a, ars, acs, b, row, c, row, extra, extraRow)
	}
}

func outerNeon(m, k, n int, a, bt *float32, ldb int, c *float32, ldc int) {
	productNeon(startAdd, endStore, m, k, n, a, 4*Lanes, 4, bt, ldb, c, ldc, nil, 0)
}
