package inn

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"innlab/inn/net"
)

// eight is the toy with eight modes and as many labels, enough of it to measure speed.
func eight() *Problem {
	return &Problem{DimX: 2, DimY: 8, Labels: 8,
		Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = 2*r.NormFloat64(), 2*r.NormFloat64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			clear(y)
			label := 0
			for i, above := range []bool{x[0] > 0, x[1] > 0, x[0] > x[1]} {
				if above {
					label |= 1 << i
				}
			}
			y[label] = 1
		}}
}

// toyConfig and notebookConfig train by the paper's losses: the small preset's network, and the notebook's.
func toyConfig() (Config, Live) {
	c, l := small(eight())
	c.Blocks, c.Hidden, c.Width, c.Batch, c.Steps, c.Cross = 6, []int{64, 64}, 10, 128, 2000, 4
	c.Kernels = []float64{0.05, 0.2, 0.9}
	l.Loss[LossNLL].On = false
	l.YNoise, l.ZNoise = 0, 0
	return c, l
}

func notebookConfig() (Config, Live) {
	c, l := small(eight())
	c.Blocks, c.Hidden, c.Width, c.Batch, c.Cross, c.Lattice = 8, []int{512}, 16, 1600, 0, false
	c.Shape, c.RecZGrad, c.FitPadding = ShapeX, false, true
	c.Kernels = []float64{0.05, 0.2, 0.9}
	l.Loss[LossNLL].On = false
	return c, l
}

// flops counts the multiplications and additions of the linear layers in one step: per run of the network one pass
// forward and two for the gradients.
func (f *flow) flops(batch int) float64 {
	n := 0
	for i := range f.blocks {
		for _, s := range []*net.Perceptron{&f.blocks[i].sub1, &f.blocks[i].sub2} {
			for _, l := range s.Layers {
				n += 2 * l.In * l.Out
			}
		}
	}
	return float64(n) * 3 * float64(numPasses) * float64(batch)
}

func benchmarkStep(b *testing.B, c Config, l Live) {
	for _, workers := range []int{1, 2} {
		b.Run(map[int]string{1: "1worker", 2: "2workers"}[workers], func(b *testing.B) {
			c.Workers = workers
			m := train(b, eight(), c, l, 1)
			b.ReportAllocs()
			best := math.Inf(1)
			for b.Loop() {
				start := time.Now()
				if err := m.Step(); err != nil {
					b.Fatal(err)
				}
				best = min(best, time.Since(start).Seconds())
			}
			speed := m.flow.flops(c.Batch) / best
			b.ReportMetric(1e3*best, "ms/fastest")
			b.ReportMetric(speed/1e9, "GFLOP/s")
			b.ReportMetric(100*speed/(float64(workers)*m.flow.k.PeakSpeed()), "%peak")
		})
	}
}

// BenchmarkStepToy is a step of the toy's preset.
func BenchmarkStepToy(b *testing.B) {
	c, l := toyConfig()
	benchmarkStep(b, c, l)
}

// BenchmarkStepNotebook is a step of the network and batch of the published notebook.
func BenchmarkStepNotebook(b *testing.B) {
	c, l := notebookConfig()
	benchmarkStep(b, c, l)
}

// BenchmarkSample draws 4000 samples from the toy's network.
func BenchmarkSample(b *testing.B) {
	c, l := toyConfig()
	m := train(b, eight(), c, l, 1).Model()
	y, x := make([]float64, 8), make([]float64, 8000)
	y[0] = 1
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		m.Sample(r, y, x)
	}
	b.ReportMetric(4000*float64(b.N)/b.Elapsed().Seconds(), "samples/s")
}

// BenchmarkFreeze is what publishing a snapshot costs.
func BenchmarkFreeze(b *testing.B) {
	c, l := toyConfig()
	m := train(b, eight(), c, l, 1)
	for b.Loop() {
		m.Freeze()
	}
}
