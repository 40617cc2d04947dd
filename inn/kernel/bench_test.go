package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// Speed of every table of this processor, as GFLOP/s and as a share of the table's measured peak, or as nanoseconds
// per element. Beside Go's mean over a long time, which other programs lengthen, stands the fastest of many short runs:
// the peak is measured in the same way, so the two belong together.

// benchShapes are the products of common subnets: square, wide and narrow on either side.
var benchShapes = [][2]int{{64, 64}, {64, 5}, {10, 64}, {512, 8}, {16, 512}}

func BenchmarkGemm(b *testing.B) {
	eachTable(b, func(b *testing.B, t *Table) {
		for _, s := range benchShapes {
			m, k := s[0], s[1]
			w, x, y := noise(m*k), noise(k*Lanes), noise(m*Lanes)
			b.Run(fmt.Sprintf("%dx%d", m, k), func(b *testing.B) {
				flops(b, t, 2*m*k*Lanes, func() { t.GemmZero(m, k, w, k, 1, x, y) })
			})
		}
	})
}

// BenchmarkGemmBack is the product with the transposed weights, masked: the gradient through a hidden layer.
func BenchmarkGemmBack(b *testing.B) {
	eachTable(b, func(b *testing.B, t *Table) {
		for _, s := range benchShapes {
			m, k := s[0], s[1]
			w, x, y, mask := noise(m*k), noise(k*Lanes), noise(m*Lanes), noise(m*Lanes)
			for i := range mask {
				mask[i] -= 0.5 // a ReLU's, in no order
			}
			b.Run(fmt.Sprintf("%dx%d", m, k), func(b *testing.B) {
				flops(b, t, 2*m*k*Lanes, func() { t.GemmMask(m, k, w, 1, m, x, y, mask) })
			})
		}
	})
}

func BenchmarkOuter(b *testing.B) {
	eachTable(b, func(b *testing.B, t *Table) {
		for _, s := range [][2]int{{64, 64}, {64, 16}, {10, 64}, {512, 16}, {16, 512}} {
			m, n := s[0], s[1]
			x, y, c := noise(m*Lanes), noise(n*Lanes), noise(m*n)
			b.Run(fmt.Sprintf("%dx%d", m, n), func(b *testing.B) {
				flops(b, t, 2*m*n*Lanes, func() { t.Outer(m, Lanes, n, x, y, n, c, n) })
			})
		}
	})
}

func BenchmarkElementwise(b *testing.B) {
	const d = 8
	const n = d * Lanes
	x, s, u, y, e, g := noise(n), noise(n), noise(n), noise(n), noise(n), noise(n)
	dx, ds, dt, ld, bandwidths := noise(n), noise(n), noise(n), noise(Lanes), []float32{0.0025, 0.04, 0.81}
	const bins = 8
	theta, dtheta := noise(SplineRows(bins)*n), noise(SplineRows(bins)*n)
	tile, near := noise(2048), noise(n)
	p, first, second, avg := noise(n), noise(n), noise(n), noise(n)
	step := AdamStep{Rate: 1e-3, InvV: 1, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Clip: 5, Avg: 0.99}
	eachTable(b, func(b *testing.B, t *Table) {
		for _, c := range []struct {
			name string
			n    int
			run  func()
		}{
			{"CoupleFwd", n, func() { t.CoupleFwd(d, x, s, u, y, e, ld, 1.2, 0.5) }},
			{"CoupleInv", n, func() { t.CoupleInv(d, x, s, u, y, e, ld, 1.2, 0.5) }},
			{"CoupleFwdGrad", n, func() { t.CoupleFwdGrad(d, g, x, s, e, ld, dx, ds, dt, 1.2, 0.5) }},
			{"CoupleInvGrad", n, func() { t.CoupleInvGrad(d, g, y, s, e, ld, dx, ds, dt, 1.2, 0.5) }},
			{"SplineFwd8", n, func() { t.SplineFwd(d, bins, x, theta, y, ld, 1) }},
			{"SplineInv8", n, func() { t.SplineInv(d, bins, x, theta, y, ld, 1) }},
			{"SplineFwdGrad8", n, func() { t.SplineFwdGrad(d, bins, g, x, theta, ld, dx, dtheta, 1) }},
			{"SplineInvGrad8", n, func() { t.SplineInvGrad(d, bins, g, x, theta, ld, dx, dtheta, 1) }},
			{"Silu", n, func() { t.Silu(n, x, y) }},
			{"SiluGrad", n, func() { t.SiluGrad(n, x, g, dx) }},
			{"Imq3", len(tile), func() { t.Imq(len(tile), tile, bandwidths, nil) }},
			{"ImqValue3", len(tile), func() { t.ImqValue(len(tile), tile, bandwidths, nil) }},
			{"ExpNeg", n, func() { t.ExpNeg(n, near, 0.1) }},
			{"Dropout", n, func() { t.Dropout(n, 1, 2, 0.9, y) }},
			{"RowSum", n, func() { t.RowSum(d, x, y, 16) }},
			{"Transpose", n, func() { t.Transpose(d, x, y, d) }},
			{"Adam", n, func() { t.Adam(n, p, first, second, g, avg, step) }},
		} {
			b.Run(c.name, func(b *testing.B) {
				b.ReportMetric(1e9*fastest(b, c.run)/float64(c.n), "ns/element")
			})
		}
	})
}

func eachTable(b *testing.B, run func(*testing.B, *Table)) {
	for _, t := range Tables() {
		b.Run(t.Name, func(b *testing.B) { run(b, t) })
	}
}

// flops measures an operation of so many floating-point operations.
func flops(b *testing.B, t *Table, perOp int, run func()) {
	speed := float64(perOp) / fastest(b, run)
	b.ReportMetric(speed/1e9, "GFLOP/s")
	b.ReportMetric(100*speed/t.PeakSpeed(), "%peak")
}

// fastest runs the benchmark, and returns the seconds per run in the fastest of many bursts of about 50 µs.
func fastest(b *testing.B, run func()) float64 {
	for b.Loop() {
		run()
	}
	perBurst := max(1, int(50e3/(1+b.Elapsed().Nanoseconds()/int64(b.N))))
	best := math.Inf(1)
	for range 200 {
		start := time.Now()
		for range perBurst {
			run()
		}
		best = min(best, time.Since(start).Seconds()/float64(perBurst))
	}
	return best
}

// noise returns n numbers in (0, 1).
func noise(n int) []float32 {
	r := rand.New(rand.NewPCG(1, 2))
	s := make([]float32, n)
	for i := range s {
		s[i] = r.Float32()
	}
	return s
}
