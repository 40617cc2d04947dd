package inn

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// height is a problem whose network needs no padding: two numbers, of which one that is curved in both is measured.
func height() *Problem {
	return &Problem{
		DimX: 2, DimY: 1,
		Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = 3+2*r.NormFloat64(), 0.5*r.NormFloat64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			y[0] = 0.3*(x[0]-3)*(x[0]-3) + x[1]
			if r != nil {
				y[0] += 0.1 * r.NormFloat64()
			}
		},
	}
}

// byLikelihood is a training of height by likelihood alone.
func byLikelihood(t testing.TB, n int) *INN {
	c, l := small(height())
	c.Width, c.DimZ, c.Scale, c.Average, c.Sigma, c.Steps, c.Blocks = 2, 1, true, 0, 0.2, 300, 4
	l.YNoise, l.Rate = 0, 1e-2
	for i := range l.Loss {
		l.Loss[i].On = i == LossNLL
	}
	return train(t, height(), c, l, n)
}

// Over the plane the density is one, for every y; without the determinant it is not. Samples with y as blurred as it
// says lie where it says.
func TestSmoothedDensity(t *testing.T) {
	m := byLikelihood(t, 300).Model()
	const side, step = 500, 0.04
	grid := make([]float64, 0, 2*side*side)
	for i := range side {
		for j := range side {
			grid = append(grid, 3+step*(float64(i)-side/2+0.5), step*(float64(j)-side/2+0.5))
		}
	}
	density, bare := make([]float64, side*side), make([]float64, side*side)
	for _, y := range []float64{0, 1.5} {
		if err := m.SmoothedDensity(grid, []float64{y}, density); err != nil {
			t.Fatal(err)
		}
		m.ForwardPadded(grid, make([]float64, len(grid)), bare)
		var whole, wrong, right float64
		for i, v := range density {
			whole += math.Exp(v) * step * step
			wrong += math.Exp(v-bare[i]) * step * step
			if grid[2*i] > 3 {
				right += math.Exp(v) * step * step
			}
		}
		if math.Abs(whole-1) > 0.005 {
			t.Errorf("y = %g: the density comes to %.4f over the plane", y, whole)
		}
		if math.Abs(wrong-1) < 0.1 {
			t.Errorf("y = %g: without the determinant it comes to %.4f as well", y, wrong)
		}
		const n = 20000
		r := rand.New(rand.NewPCG(5, 6))
		blurred, z, x := make([]float64, n), make([]float64, n), make([]float64, 2*n)
		for i := range n {
			blurred[i], z[i] = y+m.sigma*m.scaleY.Spread[0]*r.NormFloat64(), r.NormFloat64()
		}
		m.Inverse(blurred, z, x)
		count := 0.0
		for i := range n {
			if x[2*i] > 3 {
				count++
			}
		}
		if math.Abs(count/n-right) > 0.015 { // four standard deviations
			t.Errorf("y = %g: %.4f of the samples lie on the right, the density says %.4f", y, count/n, right)
		}
	}
}

// The loss is the density's mean over the batch, and likelihood alone makes it large.
func TestLikelihoodIsDensity(t *testing.T) {
	m := byLikelihood(t, 1)
	first := m.values[LossNLL]
	steps(t, m, 299)
	half(t, m)
	n := m.config.Batch
	x, y, out := make([]float64, 2*n), make([]float64, n), make([]float64, n)
	for i := range n {
		m.scaleX.Out(m.batch.rowX(i), x[2*i:2*i+2])
		m.scaleY.Out(m.batch.rowY(i), y[i:i+1])
	}
	if err := m.Model().SmoothedDensity(x, y, out); err != nil {
		t.Fatal(err)
	}
	var mean float64
	for i, v := range out {
		mean += (v - m.scaleX.LogDet(x[2*i:2*i+2])) / float64(n)
	}
	if math.Abs(mean+m.values[LossNLL]) > 1e-4 {
		t.Errorf("L_n is %g, the density says %g", m.values[LossNLL], -mean)
	}
	if fall := first - m.values[LossNLL]; fall < 1 {
		t.Errorf("300 steps bring L_n from %g to %g", first, m.values[LossNLL])
	}
}

// Padding leaves no density of x, and the error says why.
func TestSmoothedDensityNeedsNoPadding(t *testing.T) {
	c, l := small(ring())
	err := train(t, ring(), c, l, 1).Model().SmoothedDensity(make([]float64, 3), make([]float64, 2), make([]float64, 1))
	if err == nil || !strings.Contains(err.Error(), "pads x") {
		t.Errorf("says %v", err)
	}
}

// A likelihood that is off is measured, and changes no bit of the training; on, it does.
func TestLikelihoodOff(t *testing.T) {
	run := func(on bool, sigma float64) *INN {
		c, l := small(ring())
		c.Sigma, l.Loss[LossNLL].On = sigma, on
		return train(t, ring(), c, l, 25)
	}
	off, other := run(false, 0.3), run(false, 1)
	if !slices.Equal(off.params, other.params) {
		t.Error("the likelihood trains though it is off")
	}
	if a, b := off.values[LossNLL], other.values[LossNLL]; math.IsNaN(a) || a == b {
		t.Errorf("off it measures %g and %g", a, b)
	}
	if on := run(true, 0.3); slices.Equal(off.params, on.params) {
		t.Error("the likelihood does not train though it is on")
	}
	// What it measures by leaves the runs as they are.
	p, q := off.passes[passForward], off.flow.newPass(off.passes[passForward].panels, true)
	copy(q.states[0], p.states[0])
	q.logdet = make([]float32, len(off.logdet))
	p.logdet = nil
	for _, p := range []*pass{p, q} {
		p.forward(off.params, 0, p.panels, off.workers[0].block)
	}
	for i := range q.states {
		if !slices.Equal(p.states[i], q.states[i]) {
			t.Fatal("the log-determinant changes what comes out")
		}
	}
}

// A file from before the likelihood is read as one in which it is off, and goes on with the same bits.
func TestLoadWithoutLikelihood(t *testing.T) {
	c, l := small(ring())
	c.Sigma, l.Loss[LossNLL] = 0.05, Term{Weight: 1}
	m, file := saved(t, ring(), c, l)
	s, err := readSafetensors(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"weight.nll", "on.nll", "nll.sigma"} {
		if _, ok := s.meta[setting+name]; !ok {
			t.Fatalf("the file does not say %s", name)
		}
		delete(s.meta, setting+name)
	}
	cut := func(n int) (*Checkpoint, error) {
		for i := range s.tensors {
			if s.tensors[i].Name == "losses" {
				s.tensors[i] = Tensor{"losses", []int{n}, s.tensors[i].Data.([]float64)[:n]}
			}
		}
		var b bytes.Buffer
		if err := s.write(&b); err != nil {
			t.Fatal(err)
		}
		return load(&b)
	}
	k, err := cut(4)
	if err != nil {
		t.Fatal(err)
	}
	if k.Live != l || k.Config.Sigma != c.Sigma || len(k.State.Losses) != NumLosses || !math.IsNaN(k.State.Losses[LossNLL]) {
		t.Errorf("came back as %+v, sigma %g, losses %v", k.Live, k.Config.Sigma, k.State.Losses)
	}
	r, err := k.resume(ring())
	if err != nil {
		t.Fatal(err)
	}
	steps(t, m, 10)
	steps(t, r, 10)
	if !slices.Equal(m.params, r.params) {
		t.Error("goes on otherwise")
	}
	if _, err := cut(3); err == nil || !strings.Contains(err.Error(), "losses") {
		t.Errorf("of a file with three losses says %v", err)
	}
}
