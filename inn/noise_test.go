package inn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innlab/inn/net"
)

// noisy is half signal, half noise: y = x + e. Its posterior is N(y/2, ½).
func noisy() *Problem {
	return &Problem{
		DimX: 1, DimY: 1, Noise: 1,
		Prior: func(r *rand.Rand, x []float64) { x[0] = r.NormFloat64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			if y[0] = x[0]; r != nil {
				y[0] += r.NormFloat64()
			}
		},
	}
}

// The noise that comes with a pair is that which made its y: of a simulator, of a table that was drawn, and of one that
// is observed anew. Pairs are the same whether it is asked for or not.
func TestNoiseOfPairs(t *testing.T) {
	simulated := noisy()
	drawn, observed := *simulated, *simulated
	drawn.Table = simulated.Drawn(30, 1)
	observed.Table = &Table{N: 30, X: drawn.Table.X, Y: slices.Clone(drawn.Table.X),
		Observe: func(r *rand.Rand, raw, y []float64) { y[0] = raw[0] + r.NormFloat64() }}
	again := observed
	again.Table = observed.Drawn(30, 2)
	for name, p := range map[string]*Problem{"simulated": simulated, "drawn": &drawn, "observed": &observed, "drawn of observed": &again} {
		if p.known() != 1 {
			t.Errorf("%s: %d numbers of noise are known", name, p.known())
		}
		s, plain := net.NewSource(), net.NewSource()
		s.At(1, net.ForData, 0, 0)
		plain.At(1, net.ForData, 0, 0)
		x, y, e := make([]float64, 1), make([]float64, 1), make([]float64, 1)
		x2, y2 := make([]float64, 1), make([]float64, 1)
		for i := range 30 {
			p.pairNoise(s, i, x, y, e)
			p.pairNoise(plain, i, x2, y2, nil)
			if e[0] == 0 || math.Abs(x[0]+e[0]-y[0]) > 1e-12 {
				t.Fatalf("%s: y is %g of x = %g and noise %g", name, y[0], x[0], e[0])
			}
			if x[0] != x2[0] || y[0] != y2[0] {
				t.Fatalf("%s: asking for the noise changes the pair", name)
			}
		}
	}
	bare := drawn
	bare.Table = &Table{N: 30, X: drawn.Table.X, Y: drawn.Table.Y}
	if bare.known() != 0 {
		t.Error("the noise of rows that came without is said to be known")
	}
}

// A network that learns the noise with x has the posterior by L_y and L_z alone, since these make a flow of it; one that
// does not makes f_y the mean of y and its inverse answers with what is far too sure.
func TestNoiseIsLearned(t *testing.T) {
	p := noisy()
	posterior := func(noise int) (mean, sd float64, m *Model) {
		c, l := small(p)
		c.Width, c.DimZ, c.SimNoise, c.Batch, c.Steps, c.Kernels = 2, 1, noise, 128, 600, []float64{0.5, 2}
		l = Live{Rate: 1e-2}
		l.Loss[LossY], l.Loss[LossZ] = Term{On: true, Weight: 30}, Term{On: true, Weight: 100}
		n := train(t, p, c, l, c.Steps)
		m = n.Model()
		x := make([]float64, 4000)
		m.Sample(rand.New(rand.NewPCG(1, 2)), []float64{1}, x)
		mean, sd = moments(x)
		return mean, sd, m
	}
	mean, sd, m := posterior(1)
	if math.Abs(mean-0.5) > 0.06 || math.Abs(sd-math.Sqrt(0.5)) > 0.06 {
		t.Errorf("with the noise learned, x given y = 1 is %.3f ± %.3f, not 0.5 ± 0.707", mean, sd)
	}
	if mean, sd, _ := posterior(0); math.Abs(mean-0.5) < 0.2 || sd > 0.4 {
		t.Errorf("without, it is %.3f ± %.3f: the bounds above show nothing", mean, sd)
	}
	// Forward without noise gives the clean y, and with noise the y and z of the data.
	r := rand.New(rand.NewPCG(3, 4))
	x, y, z := make([]float64, 4000), make([]float64, 4000), make([]float64, 4000)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	m.Forward(nil, x, y, z)
	var off float64
	for i := range y {
		off += math.Abs(y[i]-x[i]) / 4000
	}
	if _, narrow := moments(z); off > 0.1 || narrow > 0.85 {
		t.Errorf("without noise y is %.3f off, and z spreads by %.3f", off, narrow)
	}
	m.Forward(r, x, y, z)
	if mean, wide := moments(y); math.Abs(mean) > 0.1 || math.Abs(wide-math.Sqrt2) > 0.1 {
		t.Errorf("with noise y is %.3f ± %.3f, not 0 ± 1.41", mean, wide)
	}
	if mean, wide := moments(z); math.Abs(mean) > 0.1 || math.Abs(wide-1) > 0.1 {
		t.Errorf("with noise z is %.3f ± %.3f, not 0 ± 1", mean, wide)
	}
}

// moments are mean and standard deviation.
func moments(v []float64) (mean, sd float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	for _, x := range v {
		sd += (x - mean) * (x - mean) / float64(len(v))
	}
	return mean, math.Sqrt(sd)
}

// A network that has no room for the noise is refused, in a line that says how much there must be.
func TestNoiseNeedsRoom(t *testing.T) {
	p := ring()
	c, l := small(p)
	c.SimNoise = 5 // beside 3 numbers of x, in a width of 7
	if _, err := New(p, c, l); err == nil {
		t.Error("a network of width 7 holds 8 numbers")
	}
	c.SimNoise = 4 // of which the problem does not know any
	train(t, p, c, l, 2)
}
