package kernel

import "math"

// Plain is the reference in Go: right on every machine, and the measure of every other table.
var Plain = Table{
	Name:          "go",
	GemmZero:      gemmZero,
	GemmAdd:       gemmAdd,
	GemmBias:      gemmBias,
	GemmBiasRelu:  gemmBiasRelu,
	GemmMask:      gemmMask,
	Outer:         outer,
	RowSum:        rowSum,
	Transpose:     transpose,
	Silu:          silu,
	SiluGrad:      siluGrad,
	CoupleFwd:     coupleFwd,
	CoupleInv:     coupleInv,
	CoupleFwdGrad: coupleFwdGrad,
	CoupleInvGrad: coupleInvGrad,
	SplineFwd:     splineFwd,
	SplineInv:     splineInv,
	SplineFwdGrad: splineFwdGrad,
	SplineInvGrad: splineInvGrad,
	Imq:           imq,
	ImqValue:      imqValue,
	ExpNeg:        expNeg,
	Dropout:       dropout,
	Add:           add,
	Adam:          adam,
	Peak:          peak,
}

func add(n int, x, y []float32) {
	x, y = x[:n], y[:n]
	for i, v := range x {
		y[i] += v
	}
}

func adam(n int, p, m, v, g, avg []float32, c AdamStep) {
	p, m, v, g, avg = p[:n], m[:n], v[:n], g[:n], avg[:n]
	for i := range p {
		d := min(max(g[i], -c.Clip), c.Clip) + c.Decay*p[i]
		m[i] = c.Beta1*m[i] + (1-c.Beta1)*d
		v[i] = c.Beta2*v[i] + (1-c.Beta2)*d*d
		p[i] -= c.Rate * m[i] / (float32(math.Sqrt(float64(v[i]*c.InvV))) + c.Eps)
		avg[i] = c.Avg*avg[i] + (1-c.Avg)*p[i]
	}
}

// peak keeps eight sums going, so that the additions wait for none of their own results.
func peak(n int) float64 {
	const rounds, chains = 64, 8
	a, b, c, d, e, f, g, h := float32(1), float32(2), float32(3), float32(4), float32(5), float32(6), float32(7), float32(8)
	w := float32(n)
	for range n * rounds {
		a += w * w
		b += w * w
		c += w * w
		d += w * w
		e += w * w
		f += w * w
		g += w * w
		h += w * w
	}
	if a+b+c+d+e+f+g+h < 0 {
		return 0 // never: it only keeps the sums from being optimised away
	}
	return 2 * rounds * chains * float64(n)
}
