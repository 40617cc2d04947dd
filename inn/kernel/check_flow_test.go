package kernel

import "math"

// Checks of the activation and the coupling against float64 formulas, which the tests in reference_test.go compare
// with finite differences.

// expError is the relative error of exp, atanError the relative error of atan (its absolute error is at most 1.6e-7,
// and it is nearly linear where it is small).
const (
	expError  = 2e-7
	atanError = 3e-7
)

// clampedExp is e^x in the range that the kernels use.
func clampedExp(x float64) float64 { return math.Exp(min(max(x, -87), 87)) }

func refSigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func refSilu(x float64) float64 { return x * refSigmoid(x) }

func refSiluGrad(x float64) float64 {
	s := refSigmoid(x)
	return s + x*s*(1-s)
}

func checkSilu(t *Table, l *lab, s sizes) error {
	x := l.in("x", s.n)
	y := l.out("y", s.n)
	in := x.v
	if l.r.IntN(2) == 0 { // in place
		copy(y.v, x.v)
		in = y.v
	}
	t.Silu(s.n, in, y.v)
	if err := l.inspect(y); err != nil {
		return err
	}
	for i, v := range x.v {
		want := refSilu(float64(v))
		// Below −87 the result stays at that of −87, −1.4e-36.
		if err := y.near(i, want, 2*expError*math.Abs(want)+2e-36); err != nil {
			return err
		}
	}
	return nil
}

func checkSiluGrad(t *Table, l *lab, s sizes) error {
	x, dy := l.in("x", s.n), l.in("dy", s.n)
	dx := l.out("dx", s.n)
	in := dy.v
	if l.r.IntN(2) == 0 { // in place
		copy(dx.v, dy.v)
		in = dx.v
	}
	t.SiluGrad(s.n, x.v, in, dx.v)
	if err := l.inspect(dx); err != nil {
		return err
	}
	for i := range x.v {
		v, g := float64(x.v[i]), float64(dy.v[i])
		// x·(1−σ) carries the rounding of σ next to 1, times x until σ is 1 for good.
		sig := refSigmoid(v)
		// Where dy·σ is denormal, its rounding is multiplied by the rest.
		rest := 1 + math.Abs(v)*(1-sig)
		bound := math.Abs(g)*(sig*(4*expError*rest+2*eps*min(math.Abs(v), 18))+2e-36) + denormal*(1+min(rest, 88))
		if err := dx.near(i, g*refSiluGrad(v), bound); err != nil {
			return err
		}
	}
	return nil
}

// refCouple is the coupling in float64: sign +1 forward, −1 inverse.
func refCouple(sign, x, s, t, amp, inv float64) (y, e, alpha float64) {
	alpha = sign * amp * math.Atan(s*inv)
	e = clampedExp(alpha)
	if sign > 0 {
		return x*e + t, e, alpha
	}
	return (x - t) * e, e, alpha
}

type coupleKernel = func(d int, x, s, t, y, e, logdet []float32, amp, inv float32)

func checkCouple(l *lab, s sizes, sign float64, run coupleKernel) error {
	d := s.m
	amp, inv := float32(0.2+3*l.r.Float64()), float32(0.2+2*l.r.Float64())
	x, sc, sh := l.in("x", d*Lanes), l.in("s", d*Lanes), l.in("t", d*Lanes)
	y, e, logdet := l.out("y", d*Lanes), l.out("e", d*Lanes), l.in("logdet", Lanes)
	ld, in := logdet.v, x.v
	if l.r.IntN(4) == 0 {
		ld = nil
	}
	if l.r.IntN(2) == 0 { // in place
		copy(y.v, x.v)
		in = y.v
	}
	run(d, in, sc.v, sh.v, y.v, e.v, ld, amp, inv)
	if err := l.inspect(y, e, logdet); err != nil {
		return err
	}
	var sum, slack [Lanes]float64
	for i := range x.v {
		xv, tv := float64(x.v[i]), float64(sh.v[i])
		wy, we, alpha := refCouple(sign, xv, float64(sc.v[i]), tv, float64(amp), float64(inv))
		wrong := math.Abs(alpha)*(atanError+3*eps) + expError // relative, in e
		if err := e.near(i, we, wrong*we); err != nil {
			return err
		}
		bound := math.Abs(xv)*we*(wrong+3*eps) + math.Abs(tv)*eps
		if sign < 0 {
			bound = (math.Abs(xv) + math.Abs(tv)) * we * (wrong + 3*eps)
		}
		if err := y.near(i, wy, bound+denormal*(1+we)); err != nil {
			return err
		}
		sum[i%Lanes] += alpha
		slack[i%Lanes] += math.Abs(alpha) * (atanError + float64(d+3)*eps)
	}
	for i := range Lanes {
		before := float64(logdet.old[i])
		want := before + sum[i]
		if ld == nil {
			want = before
		}
		rounded := eps * (math.Abs(before) + math.Abs(want)) * float64(1+d/64) // the sum may come in parts
		if err := logdet.near(i, want, slack[i]+rounded+denormal*float64(d+2)); err != nil {
			return err
		}
	}
	return nil
}

func checkCoupleFwd(t *Table, l *lab, s sizes) error { return checkCouple(l, s, 1, t.CoupleFwd) }
func checkCoupleInv(t *Table, l *lab, s sizes) error { return checkCouple(l, s, -1, t.CoupleInv) }

// refCoupleGrad is the derivative of the coupling: v is the input of the forward and the output of the inverse, e the
// factor.
func refCoupleGrad(sign, dy, v, s, e, dlogdet, amp, inv float64) (dx, ds, dt float64) {
	slope := amp * inv / (1 + s*inv*s*inv)
	if sign > 0 {
		return dy * e, (dy*v*e + dlogdet) * slope, dy
	}
	return dy * e, -(dy*v + dlogdet) * slope, -dy * e
}

type coupleGradKernel = func(d int, dy, v, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32)

func checkCoupleGrad(l *lab, s sizes, sign float64, run coupleGradKernel) error {
	d := s.m
	amp, inv := float32(0.2+3*l.r.Float64()), float32(0.2+2*l.r.Float64())
	dy, v, sc, e := l.in("dy", d*Lanes), l.in("v", d*Lanes), l.in("s", d*Lanes), l.positive("e", d*Lanes)
	dlogdet := l.in("dlogdet", Lanes)
	dx, ds, dt := l.out("dx", d*Lanes), l.out("ds", d*Lanes), l.out("dt", d*Lanes)
	ld, in := dlogdet.v, dy.v
	if l.r.IntN(4) == 0 {
		ld = nil
	}
	if l.r.IntN(2) == 0 { // in place
		copy(dx.v, dy.v)
		in = dx.v
	}
	run(d, in, v.v, sc.v, e.v, ld, dx.v, ds.v, dt.v, amp, inv)
	if err := l.inspect(dx, ds, dt); err != nil {
		return err
	}
	for i := range dy.v {
		g, x, u, f := float64(dy.v[i]), float64(v.v[i]), float64(sc.v[i]), float64(e.v[i])
		var h float64
		if ld != nil {
			h = float64(ld[i%Lanes])
		}
		wx, ws, wt := refCoupleGrad(sign, g, x, u, f, h, float64(amp), float64(inv))
		if err := dx.near(i, wx, eps*math.Abs(wx)+denormal); err != nil {
			return err
		}
		if err := dt.near(i, wt, eps*math.Abs(wt)+denormal); err != nil {
			return err
		}
		size := math.Abs(g*x) + math.Abs(h)
		lost := denormal // where the product passes through a denormal number, that much is lost and then multiplied
		if sign > 0 {
			size = math.Abs(g*x*f) + math.Abs(h)
			lost = denormal * (1 + math.Abs(x))
		}
		slope := float64(amp*inv) / (1 + u*u*float64(inv)*float64(inv))
		if err := ds.near(i, ws, (10*eps*size+2*lost)*slope+2*denormal); err != nil {
			return err
		}
	}
	return nil
}

func checkCoupleFwdGrad(t *Table, l *lab, s sizes) error {
	return checkCoupleGrad(l, s, 1, t.CoupleFwdGrad)
}

func checkCoupleInvGrad(t *Table, l *lab, s sizes) error {
	return checkCoupleGrad(l, s, -1, t.CoupleInvGrad)
}
