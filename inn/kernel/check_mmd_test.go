package kernel

import (
	"fmt"
	"math"
)

// Checks of the kernels of distances and of the optimiser against float64.

// refImq is the sum of inverse multiquadric kernels of one squared distance and minus its derivative.
func refImq(d float64, a2 []float32) (value, grad float64) {
	d = max(d, 0)
	for _, a := range a2 {
		r := 1 / (float64(a) + d)
		value += float64(a) * r
		grad += float64(a) * r * r
	}
	return value, grad
}

// imqInput draws distances, some of them below zero by rounding, bandwidths and weights (nil in half of all cases).
func imqInput(l *lab, s sizes) (d *buffer, a2, w []float32) {
	d = l.positive("d", s.n)
	for i := range d.v {
		if l.r.IntN(10) == 0 {
			d.v[i] *= -1e-6
		}
	}
	copy(d.old, d.v)
	for range s.k % 9 {
		a2 = append(a2, float32(math.Exp(8*l.r.Float64()-6)))
	}
	if l.r.IntN(2) == 0 {
		w = l.in("w", s.n).v
	}
	return d, a2, w
}

func checkImq(t *Table, l *lab, s sizes) error {
	d, a2, w := imqInput(l, s)
	return compareImq(l, d, a2, w, t.Imq(s.n, d.v, a2, w), true)
}

func checkImqValue(t *Table, l *lab, s sizes) error {
	d, a2, w := imqInput(l, s)
	return compareImq(l, d, a2, w, t.ImqValue(s.n, d.v, a2, w), false)
}

// compareImq allows 1e-6 relative error for a value, twice that for a derivative, and what counting far distances as
// 1e12 times the smallest squared bandwidth leaves.
func compareImq(l *lab, d *buffer, a2, w []float32, got float32, grads bool) error {
	var err error
	if grads {
		err = l.inspect(d)
	} else {
		err = l.inspect()
	}
	if err != nil {
		return err
	}
	var sum, slack float64
	for i, q := range d.old {
		value, grad := refImq(float64(q), a2)
		weight := 1.0
		if w != nil {
			weight = float64(w[i])
		}
		var farValue, farGrad float64
		for _, a := range a2 {
			least := float64(minOf(a2))
			if float64(q) > 0.99e12*least {
				farValue += float64(a) / (1e12 * least)
				farGrad += float64(a) / (1e12 * least) / (1e12 * least)
			}
		}
		sum += weight * value
		slack += math.Abs(weight)*(1e-6*value+farValue) + denormal
		if !grads {
			continue
		}
		if err := d.near(i, weight*grad, math.Abs(weight)*(2e-6*grad+farGrad)+denormal*(1+math.Abs(weight))); err != nil {
			return err
		}
	}
	slack += math.Abs(sum) * eps
	if !(math.Abs(float64(got)-sum) <= slack) {
		return fmt.Errorf("sum is %g, should be %g ± %.2g", got, sum, slack)
	}
	return nil
}

func minOf(a []float32) float32 {
	least := a[0]
	for _, v := range a {
		least = min(least, v)
	}
	return least
}

func checkExpNeg(t *Table, l *lab, s sizes) error {
	d := l.positive("d", s.n)
	for i := range d.v {
		if l.r.IntN(10) == 0 {
			d.v[i] *= -1e-6
		}
	}
	copy(d.old, d.v)
	c := l.r.Float32() * 10
	t.ExpNeg(s.n, d.v, c)
	if err := l.inspect(d); err != nil {
		return err
	}
	for i, q := range d.old {
		arg := float64(c) * max(float64(q), 0)
		want := clampedExp(-arg)
		if err := d.near(i, want, want*(expError+2*eps*min(arg, 87))); err != nil {
			return err
		}
	}
	return nil
}

func checkAdd(t *Table, l *lab, s sizes) error {
	x, y := l.in("x", s.n), l.in("y", s.n)
	t.Add(s.n, x.v, y.v)
	if err := l.inspect(y); err != nil {
		return err
	}
	for i := range x.v {
		if err := y.near(i, float64(x.v[i]+y.old[i]), 0); err != nil {
			return err
		}
	}
	return nil
}

func checkAdam(t *Table, l *lab, s sizes) error {
	c := AdamStep{
		Rate: 1e-3 + l.r.Float32(), InvV: 1 + 10*l.r.Float32(), Beta1: l.r.Float32(), Beta2: l.r.Float32(),
		Eps: 1e-8 + l.r.Float32(), Clip: 0.5 + l.r.Float32(), Decay: l.r.Float32() * 0.1, Avg: l.r.Float32(),
	}
	p, m, v := l.in("p", s.n), l.in("m", s.n), l.positive("v", s.n)
	g, avg := l.in("g", s.n), l.in("avg", s.n)
	t.Adam(s.n, p.v, m.v, v.v, g.v, avg.v, c)
	if err := l.inspect(p, m, v, avg); err != nil {
		return err
	}
	b1, b2, b3 := float64(c.Beta1), float64(c.Beta2), float64(c.Avg)
	for i := range p.v {
		p0, m0, v0, a0 := float64(p.old[i]), float64(m.old[i]), float64(v.old[i]), float64(avg.old[i])
		d := min(max(float64(g.v[i]), -float64(c.Clip)), float64(c.Clip))
		sizeD := math.Abs(d) + math.Abs(float64(c.Decay)*p0)
		d += float64(c.Decay) * p0
		wm, sizeM := b1*m0+(1-b1)*d, b1*math.Abs(m0)+(1-b1)*sizeD
		if err := m.near(i, wm, 6*eps*sizeM+4*denormal); err != nil {
			return err
		}
		// v feels the error of d twice.
		wv, slackV := b2*v0+(1-b2)*d*d, 6*eps*b2*v0+(1-b2)*12*eps*sizeD*sizeD+4*denormal
		if err := v.near(i, wv, slackV); err != nil {
			return err
		}
		root := math.Sqrt(wv*float64(c.InvV)) + float64(c.Eps)
		least := math.Sqrt(max(wv-slackV, 0)*float64(c.InvV)) + float64(c.Eps)
		rate := float64(c.Rate)
		step := rate * wm / root
		slackP := (10*eps*rate*sizeM+6*denormal*(1+rate))/least + math.Abs(step)*(root/least-1+6*eps) +
			eps*math.Abs(p0) + 2*denormal
		if err := p.near(i, p0-step, slackP); err != nil {
			return err
		}
		want := b3*a0 + (1-b3)*(p0-step)
		slack := 4*eps*(b3*math.Abs(a0)+(1-b3)*math.Abs(p0)) + slackP + 4*denormal
		if err := avg.near(i, want, slack); err != nil {
			return err
		}
	}
	return nil
}
