package kernel

import "math"

// Plain is the reference in Go: right on every machine, and the measure of every other table.
var Plain = Table{
	Name:     "go",
	GemmZero: func(m, k int, a []float32, ars, acs int, b, c []float32) { gemm(m, k, a, ars, acs, b, c, nil, false) },
	GemmAdd:  func(m, k int, a []float32, ars, acs int, b, c []float32) { gemm(m, k, a, ars, acs, b, c, nil, true) },
	GemmBias: func(m, k int, a []float32, ars, acs int, b, c, bias []float32) {
		gemm(m, k, a, ars, acs, b, c, bias, false)
	},
	GemmBiasRelu: func(m, k int, a []float32, ars, acs int, b, c, bias []float32) {
		gemm(m, k, a, ars, acs, b, c, bias, false)
		for i, v := range c[:m*Lanes] {
			c[i] = max(v, 0)
		}
	},
	GemmMask: func(m, k int, a []float32, ars, acs int, b, c, mask []float32) {
		gemm(m, k, a, ars, acs, b, c, nil, false)
		for i, v := range mask[:m*Lanes] {
			if !(v > 0) {
				c[i] = 0
			}
		}
	},
	Outer:         outer,
	Transpose:     transpose,
	Silu:          silu,
	SiluGrad:      siluGrad,
	CoupleFwd:     coupleFwd,
	CoupleInv:     coupleInv,
	CoupleFwdGrad: coupleFwdGrad,
	CoupleInvGrad: coupleInvGrad,
	Imq:           imq,
	ImqValue:      imqValue,
	ExpNeg:        expNeg,
	Add: func(n int, x, y []float32) {
		for i, v := range x[:n] {
			y[i] += v
		}
	},
	Adam: adam,
}

// gemm walks two rows of a at a time over a panel; the compiler keeps the inner loop free of bounds checks.
func gemm(m, k int, a []float32, ars, acs int, b, c, bias []float32, add bool) {
	for i := 0; i < m; i++ {
		row := (*[Lanes]float32)(c[i*Lanes:])
		if !add {
			var v float32
			if bias != nil {
				v = bias[i*ars]
			}
			for l := range row {
				row[l] = v
			}
		}
		acc := *row
		for j := 0; j < k; j++ {
			w := a[i*ars+j*acs]
			x := (*[Lanes]float32)(b[j*Lanes:])
			for l := range acc {
				acc[l] += w * x[l]
			}
		}
		*row = acc
	}
}

func outer(m, k, n int, a, bt []float32, ldb int, c []float32, ldc int) {
	for i := 0; i < m; i++ {
		row := c[i*ldc : i*ldc+n]
		for l := 0; l < k; l++ {
			v := a[i*Lanes+l]
			if v == 0 { // half of a ReLU's panel
				continue
			}
			x := bt[l*ldb : l*ldb+n]
			for j := range row {
				row[j] += v * x[j]
			}
		}
	}
}

func transpose(rows int, src, dst []float32, ld int) {
	for f := 0; f < rows; f++ {
		x := (*[Lanes]float32)(src[f*Lanes:])
		for l, v := range x {
			dst[l*ld+f] = v
		}
	}
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

func silu(n int, x, y []float32) {
	for i, v := range x[:n] {
		y[i] = v * sigmoid(v)
	}
}

func siluGrad(n int, x, dy, dx []float32) {
	for i, v := range x[:n] {
		g := sigmoid(v)
		dx[i] = dy[i] * g * (1 + v*(1-g))
	}
}

func coupleFwd(d int, x, s, t, y, e, logdet []float32, amp, inv float32) {
	for i := range d * Lanes {
		a := amp * float32(math.Atan(float64(s[i]*inv)))
		e[i] = float32(math.Exp(float64(a)))
		y[i] = x[i]*e[i] + t[i]
		if logdet != nil {
			logdet[i%Lanes] += a
		}
	}
}

func coupleInv(d int, x, s, t, y, e, logdet []float32, amp, inv float32) {
	for i := range d * Lanes {
		a := amp * float32(math.Atan(float64(s[i]*inv)))
		e[i] = float32(math.Exp(-float64(a)))
		y[i] = (x[i] - t[i]) * e[i]
		if logdet != nil {
			logdet[i%Lanes] -= a
		}
	}
}

func coupleFwdGrad(d int, dy, x, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32) {
	for i := range d * Lanes {
		g := dy[i]
		v := g * x[i] * e[i]
		if dlogdet != nil {
			v += dlogdet[i%Lanes]
		}
		u := s[i] * inv
		ds[i] = v * amp * inv / (1 + u*u)
		dt[i] = g
		dx[i] = g * e[i]
	}
}

func coupleInvGrad(d int, dy, y, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32) {
	for i := range d * Lanes {
		g := dy[i]
		v := g * y[i]
		if dlogdet != nil {
			v += dlogdet[i%Lanes]
		}
		u := s[i] * inv
		ds[i] = -v * amp * inv / (1 + u*u)
		dx[i] = g * e[i]
		dt[i] = -dx[i]
	}
}

func imq(n int, d, a2, w []float32) float32 {
	var sum float32
	for i, q := range d[:n] {
		q = max(q, 0)
		var v, g float32
		for _, a := range a2 {
			r := 1 / (a + q)
			v += a * r
			g += a * r * r
		}
		if w != nil {
			v *= w[i]
			g *= w[i]
		}
		sum += v
		d[i] = g
	}
	return sum
}

func imqValue(n int, d, a2, w []float32) float32 {
	var sum float32
	for i, q := range d[:n] {
		q = max(q, 0)
		var v float32
		for _, a := range a2 {
			v += a / (a + q)
		}
		if w != nil {
			v *= w[i]
		}
		sum += v
	}
	return sum
}

func expNeg(n int, d []float32, c float32) {
	for i, q := range d[:n] {
		d[i] = float32(math.Exp(-float64(c * max(q, 0))))
	}
}

func adam(n int, p, m, v, g, avg []float32, c AdamStep) {
	for i := range n {
		d := min(max(g[i], -c.Clip), c.Clip) + c.Decay*p[i]
		m[i] = c.Beta1*m[i] + (1-c.Beta1)*d
		v[i] = c.Beta2*v[i] + (1-c.Beta2)*d*d
		p[i] -= c.Rate * m[i] / (float32(math.Sqrt(float64(v[i]*c.InvV))) + c.Eps)
		avg[i] = c.Avg*avg[i] + (1-c.Avg)*p[i]
	}
}
