package kernel

import "innlab/inn/kernel/internal/coef"

// The activation and the affine coupling in plain Go.

func silu(n int, x, y []float32) {
	x, y = x[:n], y[:n]
	for i, v := range x {
		v = max(v, -coef.ExpLimit)
		y[i] = v * sigmoid(v)
	}
}

func siluGrad(n int, x, dy, dx []float32) {
	x, dy, dx = x[:n], dy[:n], dx[:n]
	for i, v := range x {
		v = max(v, -coef.ExpLimit)
		s := sigmoid(v)
		dx[i] = dy[i] * s * (1 + v*(1-s))
	}
}

// coupleFwd and its three companions walk row by row, so that the log-determinants of the lanes stand in one array.
func coupleFwd(d int, x, s, t, y, e, logdet []float32, amp, inv float32) {
	var sum [Lanes]float32
	for i := range d {
		x, s, t := panelRow(x, i), panelRow(s, i), panelRow(t, i)
		y, e := panelRow(y, i), panelRow(e, i)
		for l := range Lanes {
			a := amp * atan32(s[l]*inv)
			g := exp32(a)
			e[l] = g
			y[l] = x[l]*g + t[l]
			sum[l] += a
		}
	}
	if logdet != nil {
		add(Lanes, sum[:], logdet)
	}
}

func coupleInv(d int, x, s, t, y, e, logdet []float32, amp, inv float32) {
	var sum [Lanes]float32
	for i := range d {
		x, s, t := panelRow(x, i), panelRow(s, i), panelRow(t, i)
		y, e := panelRow(y, i), panelRow(e, i)
		for l := range Lanes {
			a := -amp * atan32(s[l]*inv)
			g := exp32(a)
			e[l] = g
			y[l] = (x[l] - t[l]) * g
			sum[l] += a
		}
	}
	if logdet != nil {
		add(Lanes, sum[:], logdet)
	}
}

func coupleFwdGrad(d int, dy, x, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32) {
	ld, slope := lanesOrZero(dlogdet), amp*inv
	for i := range d {
		dy, x, s, e := panelRow(dy, i), panelRow(x, i), panelRow(s, i), panelRow(e, i)
		dx, ds, dt := panelRow(dx, i), panelRow(ds, i), panelRow(dt, i)
		for l := range Lanes {
			g, u := dy[l], s[l]*inv
			v := g * e[l]
			dx[l] = v
			dt[l] = g
			ds[l] = (v*x[l] + ld[l]) * slope / (1 + u*u)
		}
	}
}

func coupleInvGrad(d int, dy, y, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32) {
	ld, slope := lanesOrZero(dlogdet), -amp*inv
	for i := range d {
		dy, y, s, e := panelRow(dy, i), panelRow(y, i), panelRow(s, i), panelRow(e, i)
		dx, ds, dt := panelRow(dx, i), panelRow(ds, i), panelRow(dt, i)
		for l := range Lanes {
			g, u := dy[l], s[l]*inv
			v := g * e[l]
			ds[l] = (g*y[l] + ld[l]) * slope / (1 + u*u)
			dx[l] = v
			dt[l] = -v
		}
	}
}

// panelRow is row i of a panel as an array, which needs no bounds checks.
func panelRow(p []float32, i int) *[Lanes]float32 { return (*[Lanes]float32)(p[i*Lanes:]) }

// noLanes stands for a gradient of the log-determinant that is not there; it is never written.
var noLanes [Lanes]float32

func lanesOrZero(v []float32) *[Lanes]float32 {
	if v == nil {
		return &noLanes
	}
	return (*[Lanes]float32)(v)
}
