package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// Checks of the spline kernels. A result is right if it is that of the reference for an x within splineError·bound, of a
// bin whose width and height are off by as much: y then lies between the values there, and everything else may differ
// by what it varies there and by the relative error of the bin's size. This holds at knots as well, where gradients of
// the log-determinant jump.

// splineError: knots are off by up to 8 roundings of bound, and a place in a bin feels both and the slope between.
const splineError = 32 * eps

// splineLab is one random spline problem.
type splineLab struct {
	d, bins  int
	bound    float32
	x, theta *buffer
	logdet   *buffer
	ld       []float32 // logdet or nil
}

func newSplineLab(l *lab, s sizes) *splineLab {
	p := &splineLab{d: s.m % 18, bins: 2 + s.k%(MaxBins-1), bound: 1 + 4*l.r.Float32()}
	p.theta = l.in("theta", p.d*SplineRows(p.bins)*Lanes)
	for _, scale := range []float32{4, 20} {
		if l.r.IntN(2) == 0 {
			for i := range p.theta.v {
				p.theta.v[i] *= scale
			}
		}
	}
	copy(p.theta.old, p.theta.v)
	p.x = l.in("x", p.d*Lanes)
	for i := range p.x.v {
		switch l.r.IntN(8) {
		case 0: // any value
		case 1:
			p.x.v[i] = p.bound * float32(1-2*l.r.IntN(2)) // an end
		case 2: // a knot
			spline := p.reference(i)
			p.x.v[i] = float32(spline.xs[l.r.IntN(p.bins)])
		default:
			p.x.v[i] = p.bound * (2.2*l.r.Float32() - 1.1)
		}
	}
	copy(p.x.old, p.x.v)
	p.logdet = l.in("logdet", Lanes)
	p.ld = p.logdet.v
	if l.r.IntN(4) == 0 {
		p.ld = nil
	}
	return p
}

// reference is the spline of element i of the panel.
func (p *splineLab) reference(i int) *refSpline {
	rows := SplineRows(p.bins)
	theta := make([]float64, rows)
	for j := range theta {
		theta[j] = float64(p.theta.old[(i/Lanes*rows+j)*Lanes+i%Lanes])
	}
	return newRefSpline(p.bins, float64(p.bound), theta)
}

// place is an x and a bin.
type place struct {
	x float64
	k int
}

// around are the places that x may be taken for, knots among them from both sides; outside, there is only x.
func (s *refSpline) around(x float64) []place {
	if math.Abs(x) > s.bound {
		return []place{{x, 0}}
	}
	off := splineError * s.bound
	least, most := max(x-off, -s.bound), min(x+off, s.bound)
	all := []place{{least, s.bin(least)}, {x, s.bin(x)}, {most, s.bin(most)}}
	for k := all[0].k; k < all[2].k; k++ {
		all = append(all, place{s.xs[k+1], k}, place{s.xs[k+1], k + 1})
	}
	return all
}

// inaccuracy is the relative error of the sizes of the bins around x.
func (s *refSpline) inaccuracy(x float64) float64 {
	worst := 0.0
	for _, v := range s.around(x) {
		worst = max(worst, s.bound/(s.xs[v.k+1]-s.xs[v.k])+s.bound/(s.ys[v.k+1]-s.ys[v.k]))
	}
	return 2*splineError*worst + 100*eps
}

func checkSpline(l *lab, s sizes, inverse bool, run func(d, bins int, x, theta, y, logdet []float32, bound float32)) error {
	p := newSplineLab(l, s)
	y := l.out("y", p.d*Lanes)
	in := p.x.v
	if l.r.IntN(2) == 0 { // in place
		copy(y.v, p.x.v)
		in = y.v
	}
	run(p.d, p.bins, in, p.theta.v, y.v, p.ld, p.bound)
	if err := l.inspect(y, p.logdet); err != nil {
		return err
	}
	var sum, slack [Lanes]float64
	for i := range y.v {
		spline := p.reference(i)
		x, out := float64(p.x.v[i]), float64(y.v[i])
		if inverse {
			x, out = out, x
		}
		where := spline.around(x)
		if len(where) == 1 && out != x || len(where) > 1 && !(math.Abs(x) <= spline.bound) {
			return fmt.Errorf("element %d, outside ±%g: %g becomes %g", i, p.bound, p.x.v[i], y.v[i])
		}
		least, most := math.Inf(1), math.Inf(-1)
		leastLog, mostLog := math.Inf(1), math.Inf(-1)
		for _, v := range where {
			w, log := spline.value(v.x)
			least, most = min(least, w), max(most, w)
			leastLog, mostLog = min(leastLog, log), max(mostLog, log)
		}
		off := splineError * spline.bound
		if len(where) > 1 && !(out >= least-off && out <= most+off) {
			return fmt.Errorf("element %d, %d bins in ±%g: %g becomes %g; the former should be between %g and %g", i, p.bins,
				p.bound, p.x.v[i], y.v[i], least, most)
		}
		_, log := spline.value(x)
		sum[i%Lanes] += log
		if len(where) > 1 {
			slack[i%Lanes] += mostLog - leastLog + 4*spline.inaccuracy(x) + 2*eps*math.Abs(log)
		}
	}
	for i := range Lanes {
		before, sign := float64(p.logdet.old[i]), 1.0
		if inverse {
			sign = -1
		}
		want := before + sign*sum[i]
		if p.ld == nil {
			want = before
		}
		bound := slack[i] + float64(p.d+2)*eps*(math.Abs(before)+math.Abs(want))
		if err := p.logdet.near(i, want, bound); err != nil {
			return err
		}
	}
	return nil
}

func checkSplineFwd(t *Table, l *lab, s sizes) error { return checkSpline(l, s, false, t.SplineFwd) }
func checkSplineInv(t *Table, l *lab, s sizes) error { return checkSpline(l, s, true, t.SplineInv) }

func checkSplineGrad(l *lab, s sizes, inverse bool,
	run func(d, bins int, grad, x, theta, dlogdet, out, dtheta []float32, bound float32)) error {
	p := newSplineLab(l, s)
	grad, out := l.in("gradient", p.d*Lanes), l.out("gradient of the input", p.d*Lanes)
	dtheta := l.out("dtheta", len(p.theta.v))
	in := grad.v
	if l.r.IntN(2) == 0 { // in place
		copy(out.v, grad.v)
		in = out.v
	}
	run(p.d, p.bins, in, p.x.v, p.theta.v, p.ld, out.v, dtheta.v, p.bound)
	if err := l.inspect(out, dtheta); err != nil {
		return err
	}
	rows := SplineRows(p.bins)
	for i := range out.v {
		spline, x, g, ld := p.reference(i), float64(p.x.v[i]), float64(grad.v[i]), 0.0
		if p.ld != nil {
			ld = float64(p.ld[i%Lanes])
		}
		by, grads := spline.gradient(x, spline.bin(x), g, ld, inverse)
		worst, varies := by, make([]float64, rows)
		change := 0.0
		for _, v := range spline.around(x) {
			near, all := spline.gradient(v.x, v.k, g, ld, inverse)
			change, worst.size = max(change, math.Abs(near.x-by.x)), max(worst.size, near.size)
			for j, n := range all {
				varies[j] = max(varies[j], math.Abs(n.x-grads[j].x))
				grads[j].size = max(grads[j].size, n.size)
			}
		}
		loose := 4 * spline.inaccuracy(x)
		const lost = 1e-36 // by products that pass through denormal numbers
		if err := out.near(i, by.x, 2*change+loose*worst.size+lost); err != nil {
			return fmt.Errorf("%d bins in ±%g, at %g: %w", p.bins, p.bound, x, err)
		}
		for j, want := range grads {
			at := (i/Lanes*rows+j)*Lanes + i%Lanes
			if err := dtheta.near(at, want.x, 2*varies[j]+loose*want.size+lost); err != nil {
				return fmt.Errorf("%d bins in ±%g, at %g, logit %d: %w", p.bins, p.bound, x, j, err)
			}
		}
	}
	return nil
}

func checkSplineFwdGrad(t *Table, l *lab, s sizes) error {
	return checkSplineGrad(l, s, false, t.SplineFwdGrad)
}

func checkSplineInvGrad(t *Table, l *lab, s sizes) error {
	return checkSplineGrad(l, s, true, t.SplineInvGrad)
}

// TestSplineInverts sends values there and back, for logits up to the extreme, and compares with the bound that Table
// promises. With all logits 0 nothing moves.
func TestSplineInverts(t *testing.T) {
	const d, bound = 4, 5
	for _, table := range Tables() {
		r := rand.New(rand.NewPCG(2, 2))
		for _, bins := range []int{2, 8, 16} {
			rows := SplineRows(bins)
			for _, scale := range []float32{0, 1, 5, 30, 1e4} {
				x, theta := make([]float32, d*Lanes), make([]float32, d*rows*Lanes)
				y, back, logdet := make([]float32, d*Lanes), make([]float32, d*Lanes), make([]float32, Lanes)
				for i := range x {
					x[i] = bound * (2.1*r.Float32() - 1.05)
				}
				for i := range theta {
					theta[i] = scale * float32(r.NormFloat64())
				}
				table.SplineFwd(d, bins, x, theta, y, logdet, bound)
				table.SplineInv(d, bins, y, theta, back, logdet, bound)
				p := splineLab{d: d, bins: bins, bound: bound, theta: &buffer{old: theta}}
				for i, v := range back {
					spline := p.reference(i)
					least := math.Inf(1)
					for h := range 21 {
						_, log := spline.value(float64(x[i]) + float64(v-x[i])*float64(h)/20)
						least = min(least, math.Exp(log))
					}
					if off := math.Abs(float64(v - x[i])); !(off <= splineError*bound*(1+1/least)) {
						t.Errorf("%s, %d bins, logits around %g: %g → %g → %g, slope %g", table.Name, bins, scale, x[i], y[i], v, least)
					}
					if scale == 0 && !(math.Abs(float64(y[i]-x[i])) < 4*eps*bound) {
						t.Errorf("%s, %d bins, logits 0: %g → %g", table.Name, bins, x[i], y[i])
					}
				}
				for l, v := range logdet {
					if scale == 0 && !(math.Abs(float64(v)) < 1e-5) {
						t.Errorf("%s, %d bins, lane %d: log-determinants there and back leave %g", table.Name, bins, l, v)
					}
				}
			}
		}
	}
}

// TestSplineRefusesBins sees that a number of bins that the kernels do not have is a panic.
func TestSplineRefusesBins(t *testing.T) {
	s := make([]float32, 64*Lanes)
	for _, table := range Tables() {
		for _, bins := range []int{-1, 0, 1, MaxBins + 1} {
			if !panics(func() { table.SplineFwd(1, bins, s, s, s, nil, 1) }) ||
				!panics(func() { table.SplineInvGrad(1, bins, s, s, s, nil, s, s, 1) }) {
				t.Errorf("%s takes %d bins", table.Name, bins)
			}
		}
	}
}
