package kernel

import "time"

// PeakSpeed measures the floating-point operations per second that one core reaches at best with the instructions of
// t: the fastest of several short runs of t.Peak. It takes a few milliseconds.
func (t *Table) PeakSpeed() float64 {
	const runs, rounds = 20, 1000
	best := 0.0
	for range runs {
		start := time.Now()
		flops := t.Peak(rounds)
		best = max(best, flops/time.Since(start).Seconds())
	}
	return best
}
