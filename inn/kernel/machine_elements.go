//go:build amd64 || arm64

package kernel

// The elementwise kernels with lengths checked, see machine.go. Elements that do not fill a block go in Go.

// whole is how many of n elements fill blocks.
func (c *machine) whole(n int) int { return n - n%max(c.block, 1) }

func (c *machine) siluChecked(n int, x, y []float32) {
	first(x, n)
	first(y, n)
	whole := c.whole(n)
	for i := 0; i < whole; i += callElements {
		c.silu(min(callElements, whole-i), &x[i], &y[i])
	}
	if whole < n {
		silu(n-whole, x[whole:], y[whole:])
	}
}

func (c *machine) siluGradChecked(n int, x, dy, dx []float32) {
	first(x, n)
	first(dy, n)
	first(dx, n)
	whole := c.whole(n)
	for i := 0; i < whole; i += callElements {
		c.siluGrad(min(callElements, whole-i), &x[i], &dy[i], &dx[i])
	}
	if whole < n {
		siluGrad(n-whole, x[whole:], dy[whole:], dx[whole:])
	}
}

// callRows is how many rows of a panel a coupling kernel takes in one call.
const callRows = callElements / Lanes

func coupleChecked(run func(d int, x, s, t, y, e, logdet *float32, amp, inv float32)) coupleFunc {
	return func(d int, x, s, t, y, e, logdet []float32, amp, inv float32) {
		ld := lanesOrNil(logdet)
		for i := 0; i < d; i += callRows {
			rows := min(callRows, d-i)
			at, n := i*Lanes, rows*Lanes
			run(rows, first(x[at:], n), first(s[at:], n), first(t[at:], n), first(y[at:], n), first(e[at:], n), ld, amp, inv)
		}
	}
}

func coupleGradChecked(run func(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)) coupleGradFunc {
	return func(d int, dy, v, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32) {
		ld := lanesOrNil(dlogdet)
		for i := 0; i < d; i += callRows {
			rows := min(callRows, d-i)
			at, n := i*Lanes, rows*Lanes
			run(rows, first(dy[at:], n), first(v[at:], n), first(s[at:], n), first(e[at:], n), ld,
				first(dx[at:], n), first(ds[at:], n), first(dt[at:], n), amp, inv)
		}
	}
}

type (
	coupleFunc     = func(d int, x, s, t, y, e, logdet []float32, amp, inv float32)
	coupleGradFunc = func(d int, dy, v, s, e, dlogdet, dx, ds, dt []float32, amp, inv float32)
)

func lanesOrNil(s []float32) *float32 {
	if s == nil {
		return nil
	}
	return first(s, Lanes)
}

func (c *machine) imqChecked(run func(n int, d, a2 *float32, bands int, w *float32) float32,
	plain func(n int, d, a2, w []float32) float32) func(n int, d, a2, w []float32) float32 {
	return func(n int, d, a2, w []float32) float32 {
		if len(a2) > maxBands {
			panic("kernel: more than 8 bandwidths")
		}
		first(d, n)
		if w != nil {
			first(w, n)
		}
		var sum float64
		whole := c.whole(n)
		for i := 0; i < whole; i += callElements {
			var wp *float32
			if w != nil {
				wp = &w[i]
			}
			sum += float64(run(min(callElements, whole-i), &d[i], first(a2, len(a2)), len(a2), wp))
		}
		if whole < n {
			var rest []float32
			if w != nil {
				rest = w[whole:]
			}
			sum += float64(plain(n-whole, d[whole:], a2, rest))
		}
		return float32(sum)
	}
}

func (c *machine) expNegChecked(n int, d []float32, scale float32) {
	first(d, n)
	whole := c.whole(n)
	for i := 0; i < whole; i += callElements {
		c.expNeg(min(callElements, whole-i), &d[i], scale)
	}
	if whole < n {
		expNeg(n-whole, d[whole:], scale)
	}
}

func (c *machine) dropoutChecked(n int, seed, at uint32, keep float32, mask []float32) {
	first(mask, n)
	whole := c.whole(n)
	for i := 0; i < whole; i += callElements {
		c.dropout(min(callElements, whole-i), seed, at+uint32(i), keep, 1/keep, &mask[i])
	}
	if whole < n {
		dropout(n-whole, seed, at+uint32(whole), keep, mask[whole:])
	}
}

func (c *machine) addChecked(n int, x, y []float32) {
	first(x, n)
	first(y, n)
	whole := c.whole(n)
	for i := 0; i < whole; i += callElements {
		c.add(min(callElements, whole-i), &x[i], &y[i])
	}
	if whole < n {
		add(n-whole, x[whole:], y[whole:])
	}
}

func (c *machine) adamChecked(n int, p, m, v, grad, avg []float32, s AdamStep) {
	first(p, n)
	first(m, n)
	first(v, n)
	first(grad, n)
	first(avg, n)
	whole := c.whole(n)
	for i := 0; i < whole; i += callElements {
		c.adam(min(callElements, whole-i), &p[i], &m[i], &v[i], &grad[i], &avg[i],
			s.Rate, s.InvV, s.Beta1, 1-s.Beta1, s.Beta2, 1-s.Beta2, s.Eps, s.Clip, s.Decay, s.Avg, 1-s.Avg)
	}
	if whole < n {
		adam(n-whole, p[whole:], m[whole:], v[whole:], grad[whole:], avg[whole:], s)
	}
}
