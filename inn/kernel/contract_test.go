package kernel

import (
	"math"
	"testing"
)

// TestNotANumber sees that a NaN in an input is never lost, because that is how a diverged training is noticed.
func TestNotANumber(t *testing.T) {
	nan := float32(math.NaN())
	const n, at = 3 * Lanes, Lanes + 5 // in row 1 of a panel of 3
	for _, table := range Tables() {
		bad := func() []float32 {
			s := make([]float32, n)
			for i := range s {
				s[i] = 0.5
			}
			s[at] = nan
			return s
		}
		good := func() []float32 {
			s := bad()
			s[at] = 0.5
			return s
		}
		y, e, u := good(), good(), good()
		logdet := make([]float32, Lanes)
		expect := func(kernel string, v float32) {
			t.Helper()
			if v == v {
				t.Errorf("%s: %s makes %g of a NaN", table.Name, kernel, v)
			}
		}
		weights := []float32{1, 1, 1, 1, 1, 1}
		table.GemmZero(2, 3, weights, 3, 1, bad(), y)
		expect("GemmZero", y[5])
		table.GemmBiasRelu(2, 3, weights, 3, 1, bad(), y, weights)
		expect("GemmBiasRelu", y[5])
		table.RowSum(3, bad(), y, 1)
		expect("RowSum", y[1])
		table.Silu(n, bad(), y)
		expect("Silu", y[at])
		table.SiluGrad(n, bad(), good(), y)
		expect("SiluGrad", y[at])
		table.CoupleFwd(3, good(), bad(), good(), y, e, logdet, 1, 1)
		expect("CoupleFwd", y[at])
		expect("CoupleFwd, e,", e[at])
		expect("CoupleFwd, logdet,", logdet[5])
		table.CoupleInv(3, bad(), good(), good(), y, e, nil, 1, 1)
		expect("CoupleInv", y[at])
		table.CoupleFwdGrad(3, bad(), good(), good(), good(), nil, y, e, u, 1, 1)
		expect("CoupleFwdGrad, dx,", y[at])
		expect("CoupleFwdGrad, ds,", e[at])
		expect("CoupleFwdGrad, dt,", u[at])
		const bins = 5
		theta := make([]float32, 3*SplineRows(bins)*Lanes)
		dtheta := make([]float32, len(theta))
		logit := func(j int) int { return (SplineRows(bins)+j)*Lanes + 5 } // of the element at
		table.SplineFwd(3, bins, bad(), theta, y, logdet, 4)
		expect("SplineFwd", y[at])
		table.SplineFwdGrad(3, bins, bad(), good(), theta, nil, y, dtheta, 4)
		expect("SplineFwdGrad, dx,", y[at])
		expect("SplineFwdGrad, dtheta,", dtheta[logit(0)])
		table.SplineInvGrad(3, bins, good(), bad(), theta, nil, y, dtheta, 4)
		expect("SplineInvGrad, dy,", y[at])
		expect("SplineInvGrad, dtheta,", dtheta[logit(2*bins-1)])
		for _, j := range []int{0, bins - 1, bins, 2*bins - 1, 2*bins + bins/2} { // the last is beside the bin of 0.5
			theta[logit(j)] = nan
			clear(logdet)
			table.SplineInv(3, bins, good(), theta, y, logdet, 4)
			expect("SplineInv", y[at])
			expect("SplineInv, logdet,", logdet[5])
			clear(logdet)
			table.SplineFwd(3, bins, good(), theta, y, logdet, 4)
			expect("SplineFwd", y[at])
			expect("SplineFwd, logdet,", logdet[5])
			theta[logit(j)] = 0
		}
		d := bad()
		expect("Imq, sum,", table.Imq(n, d, []float32{1, 2, 3, 4, 5}, nil))
		expect("Imq", d[at])
		expect("ImqValue", table.ImqValue(n, bad(), []float32{1, 2}, good()))
		d = bad()
		table.ExpNeg(n, d, 1)
		expect("ExpNeg", d[at])
		p := good()
		table.Adam(n, p, good(), good(), bad(), good(), AdamStep{Rate: 1, InvV: 1, Beta1: 0.5, Beta2: 0.5, Clip: 1, Eps: 1})
		expect("Adam", p[at])
	}
}

// TestShortSlices sees that a slice that is one element too short panics, before anything beyond it is touched.
func TestShortSlices(t *testing.T) {
	const m, k, n = 9, 5, 32
	full := func() [][]float32 {
		var s [][]float32
		for range 9 {
			s = append(s, make([]float32, 4096))
		}
		return s
	}
	for _, table := range Tables() {
		for _, c := range []struct {
			kernel string
			need   []int
			run    func(s [][]float32)
		}{
			{"GemmZero", []int{m * k, k * Lanes, m * Lanes}, func(s [][]float32) {
				table.GemmZero(m, k, s[0], k, 1, s[1], s[2])
			}},
			{"GemmAdd", []int{m * k, k * Lanes, m * Lanes}, func(s [][]float32) {
				table.GemmAdd(m, k, s[0], 1, m, s[1], s[2])
			}},
			{"GemmBias", []int{m * k, k * Lanes, m * Lanes, (m-1)*k + 1}, func(s [][]float32) {
				table.GemmBias(m, k, s[0], k, 1, s[1], s[2], s[3])
			}},
			{"GemmBiasRelu", []int{m * k, k * Lanes, m * Lanes, (m-1)*k + 1}, func(s [][]float32) {
				table.GemmBiasRelu(m, k, s[0], k, 1, s[1], s[2], s[3])
			}},
			{"GemmMask", []int{m * k, k * Lanes, m * Lanes, m * Lanes}, func(s [][]float32) {
				table.GemmMask(m, k, s[0], k, 1, s[1], s[2], s[3])
			}},
			{"Outer", []int{(m-1)*Lanes + k, (k-1)*n + n, (m-1)*n + n}, func(s [][]float32) {
				table.Outer(m, k, n, s[0], s[1], n, s[2], n)
			}},
			{"RowSum", []int{m * Lanes, (m-1)*3 + 1}, func(s [][]float32) { table.RowSum(m, s[0], s[1], 3) }},
			{"Transpose", []int{m * Lanes, (Lanes-1)*m + m}, func(s [][]float32) { table.Transpose(m, s[0], s[1], m) }},
			{"Silu", []int{n, n}, func(s [][]float32) { table.Silu(n, s[0], s[1]) }},
			{"SiluGrad", []int{n, n, n}, func(s [][]float32) { table.SiluGrad(n, s[0], s[1], s[2]) }},
			{"CoupleFwd", repeat(m*Lanes, 5, Lanes), func(s [][]float32) {
				table.CoupleFwd(m, s[0], s[1], s[2], s[3], s[4], s[5], 1, 1)
			}},
			{"CoupleInv", repeat(m*Lanes, 5, Lanes), func(s [][]float32) {
				table.CoupleInv(m, s[0], s[1], s[2], s[3], s[4], s[5], 1, 1)
			}},
			{"CoupleFwdGrad", repeat(m*Lanes, 7, Lanes), func(s [][]float32) {
				table.CoupleFwdGrad(m, s[0], s[1], s[2], s[3], s[7], s[4], s[5], s[6], 1, 1)
			}},
			{"CoupleInvGrad", repeat(m*Lanes, 7, Lanes), func(s [][]float32) {
				table.CoupleInvGrad(m, s[0], s[1], s[2], s[3], s[7], s[4], s[5], s[6], 1, 1)
			}},
			{"SplineFwd", []int{m * Lanes, m * 11 * Lanes, m * Lanes, Lanes}, func(s [][]float32) {
				table.SplineFwd(m, 4, s[0], s[1], s[2], s[3], 1)
			}},
			{"SplineInv", []int{m * Lanes, m * 11 * Lanes, m * Lanes, Lanes}, func(s [][]float32) {
				table.SplineInv(m, 4, s[0], s[1], s[2], s[3], 1)
			}},
			{"SplineFwdGrad", []int{m * Lanes, m * Lanes, m * 11 * Lanes, Lanes, m * Lanes, m * 11 * Lanes}, func(s [][]float32) {
				table.SplineFwdGrad(m, 4, s[0], s[1], s[2], s[3], s[4], s[5], 1)
			}},
			{"SplineInvGrad", []int{m * Lanes, m * Lanes, m * 11 * Lanes, Lanes, m * Lanes, m * 11 * Lanes}, func(s [][]float32) {
				table.SplineInvGrad(m, 4, s[0], s[1], s[2], s[3], s[4], s[5], 1)
			}},
			{"Imq", []int{n, n}, func(s [][]float32) { table.Imq(n, s[0], []float32{1}, s[1]) }},
			{"ImqValue", []int{n, n}, func(s [][]float32) { table.ImqValue(n, s[0], []float32{1}, s[1]) }},
			{"ExpNeg", []int{n}, func(s [][]float32) { table.ExpNeg(n, s[0], 1) }},
			{"Dropout", []int{n}, func(s [][]float32) { table.Dropout(n, 1, 2, 0.5, s[0]) }},
			{"Add", []int{n, n}, func(s [][]float32) { table.Add(n, s[0], s[1]) }},
			{"Adam", repeat(n, 5), func(s [][]float32) { table.Adam(n, s[0], s[1], s[2], s[3], s[4], AdamStep{}) }},
		} {
			for short := -1; short < len(c.need); short++ {
				s := full()
				for i, need := range c.need {
					s[i] = s[i][:need:need]
				}
				if short >= 0 {
					s[short] = s[short][: c.need[short]-1 : c.need[short]-1]
				}
				if panicked := panics(func() { c.run(s) }); panicked != (short >= 0) {
					t.Errorf("%s: %s with slice %d one too short: panics is %v", table.Name, c.kernel, short, panicked)
				}
			}
		}
	}
}

func repeat(n, times int, more ...int) []int {
	var s []int
	for range times {
		s = append(s, n)
	}
	return append(s, more...)
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return false
}
