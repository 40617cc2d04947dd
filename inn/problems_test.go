package inn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// ring is a problem with continuous y: two numbers from three.
func ring() *Problem {
	return &Problem{
		DimX: 3, DimY: 2,
		Prior: func(r *rand.Rand, x []float64) {
			for i := range x {
				x[i] = r.NormFloat64()
			}
		},
		Simulate: func(r *rand.Rand, x, y []float64) {
			y[0], y[1] = math.Hypot(x[0], x[1]), x[2]+0.5*x[0]
			if r != nil {
				y[0] += 0.05 * r.NormFloat64()
				y[1] += 0.05 * r.NormFloat64()
			}
		},
	}
}

// sides is a problem with labels: three sectors of the plane.
func sides() *Problem {
	return &Problem{
		DimX: 2, DimY: 3, Labels: 3, LogitScale: 4,
		Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = r.NormFloat64(), r.NormFloat64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			clear(y)
			y[min(2, int(3*(math.Atan2(x[1], x[0])/(2*math.Pi)+0.5)))] = 1
		},
	}
}

// small is a configuration that trains either problem in no time.
func small(p *Problem) (Config, Live) {
	c := Config{
		Blocks: 2, Hidden: []int{16, 12}, Activation: ReLU, Width: 7, DimZ: 2, Clamp: 2, Mix: Permute,
		Init: Xavier, LastScale: 0.5,
		Batch: 45, Steps: 60, Warmup: 5, FloorRate: 0.02, Cosine: true,
		Beta1: 0.8, Beta2: 0.99, Eps: 1e-6, Clip: 15, Average: 0.9,
		Kernels: []float64{0.2, 0.9}, Cross: 2, Lattice: true,
		Fit: Square, Shape: ShapeAuto, ShapeY: 1.5, RecPadding: 0.3, RecZGrad: true, Sigma: 0.3,
		Seed: 3, Workers: 2,
	}
	l := Live{Rate: 3e-3, YNoise: 0.02, PadNoise: 0.05, ZNoise: 0.03}
	for i := range l.Loss {
		l.Loss[i] = Term{On: true, Weight: []float64{100, 50, 80, 10, 2}[i]}
	}
	return c, l
}

// train makes a training and n steps of it.
func train(t testing.TB, p *Problem, c Config, l Live, n int) *INN {
	t.Helper()
	m, err := New(p, c, l)
	if err != nil {
		t.Fatal(err)
	}
	steps(t, m, n)
	return m
}

func steps(t testing.TB, m *INN, n int) {
	t.Helper()
	for range n {
		if err := m.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

// sampled is 100 draws for one y.
func sampled(e Estimator, p *Problem) []float64 {
	y, x := make([]float64, p.DimY), make([]float64, 100*p.DimX)
	y[0] = 1
	e.Sample(rand.New(rand.NewPCG(1, 2)), y, x)
	return x
}
