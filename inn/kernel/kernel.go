// Package kernel holds the float32 arithmetic of innlab behind one table of functions.
//
// Activations stand in panels of Lanes samples, feature by feature: element (f, l) of a panel with rows
// features is at [f*Lanes+l]. Weights are row-major with a row stride; every kernel that reads them takes the
// strides of both directions, so one kernel serves W·X and Wᵀ·dY without packing.
//
// A Table is one implementation of all kernels. Plain is the reference in Go and works everywhere.
package kernel

// Lanes is the number of samples in a panel.
const Lanes = 32

// Table is one implementation of the kernels. All functions are safe for concurrent use on disjoint outputs,
// none keeps its arguments, and none writes outside the elements it names; a slice that is too short panics. Row
// counts m and d and element counts n may be any number ≥ 0, depths k too, strides any number ≥ 0. Strides count
// elements. Outputs not named as accumulated are overwritten. Unless said otherwise outputs must not overlap inputs.
//
// A NaN in the input gives NaN wherever it enters. The argument of an exponential is clamped to ±87, so that the
// result is neither denormal nor infinite.
type Table struct {
	Name string

	// GemmZero: c[i][l] = Σ_j a[i·ars+j·acs]·b[j][l] for i<m, j<k; b and c are panels.
	GemmZero func(m, k int, a []float32, ars, acs int, b, c []float32)
	// GemmAdd: the same added to c.
	GemmAdd func(m, k int, a []float32, ars, acs int, b, c []float32)
	// GemmBias: the same plus bias[i·ars], the bias standing in a column of the weights.
	GemmBias func(m, k int, a []float32, ars, acs int, b, c, bias []float32)
	// GemmBiasRelu: GemmBias followed by max(0, ·).
	GemmBiasRelu func(m, k int, a []float32, ars, acs int, b, c, bias []float32)
	// GemmMask: GemmZero, then 0 wherever mask (m×Lanes) is not above 0: the derivative of ReLU.
	GemmMask func(m, k int, a []float32, ars, acs int, b, c, mask []float32)

	// Outer: c[i·ldc+j] += Σ_{l<k} a[i][l]·bt[l·ldb+j] for i<m and j<n, with k ≤ Lanes, n a multiple of 8 and
	// rows of a Lanes apart: weight gradients from a panel a and the transposed panel bt.
	Outer func(m, k, n int, a, bt []float32, ldb int, c []float32, ldc int)
	// Transpose: dst[l·ld+f] = src[f][l] for f<rows, l<Lanes.
	Transpose func(rows int, src, dst []float32, ld int)

	// Silu: y = x·sigmoid(x) over n elements; y may be x.
	Silu func(n int, x, y []float32)
	// SiluGrad: dx = dy·silu'(x); dx may be dy.
	SiluGrad func(n int, x, dy, dx []float32)

	// The coupling kernels take panels of d rows.
	//
	// CoupleFwd: α = amp·atan(s·inv), e = exp(α), y = x·e + t; logdet[l] += Σ_rows α where logdet is not
	// nil; y may be x. (Dinh et al. 2017, eq. 8, with the soft clamp of Ardizzone et al. 2019, app. 1.)
	CoupleFwd func(d int, x, s, t, y, e, logdet []float32, amp, inv float32)
	// CoupleInv: e = exp(−α), y = (x − t)·e; logdet[l] −= Σ_rows α; y may be x.
	CoupleInv func(d int, x, s, t, y, e, logdet []float32, amp, inv float32)
	// CoupleFwdGrad: dx = dy·e, dt = dy, ds = (dy·x·e + dlogdet)·amp·inv/(1+(s·inv)²), of CoupleFwd with input x;
	// dlogdet (Lanes) may be nil. dx may be dy.
	CoupleFwdGrad func(d int, dy, x, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32)
	// CoupleInvGrad: dx = dy·e, dt = −dx, ds = −(dy·y + dlogdet)·amp·inv/(1+(s·inv)²), of CoupleInv with output y.
	// dx may be dy.
	CoupleInvGrad func(d int, dy, y, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32)

	// Imq: for n squared distances in d (clamped at 0 from below) returns Σ_i w_i Σ_b a_b/(a_b+d_i) and replaces
	// d_i by w_i Σ_b a_b/(a_b+d_i)², the inverse multiquadric kernels and minus their derivatives by d. a2 holds the
	// squared bandwidths, all above 0, at most 8; w nil means ones. Distances beyond 1e12 times the smallest squared
	// bandwidth may count as that.
	Imq func(n int, d, a2, w []float32) float32
	// ImqValue returns the same sum and leaves d as it is.
	ImqValue func(n int, d, a2, w []float32) float32
	// ExpNeg: d_i = exp(−c·max(d_i,0)), c ≥ 0.
	ExpNeg func(n int, d []float32, c float32)

	// Add: y += x over n elements.
	Add func(n int, x, y []float32)
	// Adam: one step of Adam (Kingma & Ba 2015, alg. 1) over n parameters, and the moving average of the result.
	Adam func(n int, p, m, v, g, avg []float32, c AdamStep)

	// Peak runs n rounds of multiplications and additions that wait for nothing, in the instructions this table uses,
	// and returns how many floating-point operations that was: timed, the speed no kernel can exceed.
	Peak func(n int) float64
}

// AdamStep holds the scalars of one Adam step.
type AdamStep struct {
	Rate         float32 // learning rate divided by 1−β1^t
	InvV         float32 // 1/(1−β2^t)
	Beta1, Beta2 float32
	Eps          float32
	Clip         float32 // each gradient entry is clamped to ±Clip
	Decay        float32 // L2: Decay·p is added to the clamped gradient
	Avg          float32 // avg = Avg·avg + (1−Avg)·p
}
