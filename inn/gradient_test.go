package inn

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn/net"
)

// half runs a step up to its gradients and returns the gradient summed over the workers. With every loss off,
// measured values come all the same.
func half(t testing.TB, m *INN) []float64 {
	t.Helper()
	m.plan()
	m.parallel(phaseDraw)
	m.batch.sort(m.problem.Labels > 0, m.config.Lattice)
	m.batch.shift[0] = 0.3
	m.parallel(phaseRun)
	m.parallel(phaseGrad)
	if err := m.collect(); err != nil {
		t.Fatal(err)
	}
	g := make([]float64, m.flow.params)
	for _, w := range m.workers {
		for i, v := range w.grad {
			g[i] += float64(v)
		}
	}
	return g
}

// used are the places of the parameters that stand for a weight or a bias.
func used(f *flow) (at []int) {
	for i := range f.blocks {
		for _, s := range []*net.Perceptron{&f.blocks[i].sub1, &f.blocks[i].sub2} {
			for _, l := range s.Layers {
				for row := range l.Out {
					for j := range l.In + 1 {
						at = append(at, l.Place(row, j))
					}
				}
			}
		}
	}
	return at
}

// gradientError compares a gradient with differences of the reference at n places drawn at random: the largest
// difference, relative to the root mean square of the gradient.
func gradientError(r *reference, g []float64, n int) float64 {
	var w []float64
	for _, v := range r.t.params {
		w = append(w, float64(v))
	}
	places := used(r.t.flow)
	var square float64
	for _, i := range places {
		square += g[i] * g[i]
	}
	size := math.Sqrt(square/float64(len(places))) + 1e-12
	random, worst := rand.New(rand.NewPCG(11, 12)), 0.0
	for range n {
		i := places[random.IntN(len(places))]
		const h = 1e-6
		old := w[i]
		w[i] = old + h
		up := r.objective(w)
		w[i] = old - h
		down := r.objective(w)
		w[i] = old
		worst = max(worst, math.Abs((up-down)/(2*h)-g[i])/max(size, math.Abs(g[i])))
	}
	return worst
}

// variant is one choice of options.
type variant struct {
	name   string
	p      *Problem
	change func(c *Config, l *Live)
}

// variants take every option of the losses and the network at least once, each loss alone, and all together.
func variants() []variant {
	only := func(loss int) func(c *Config, l *Live) {
		return func(c *Config, l *Live) {
			for i := range l.Loss {
				l.Loss[i].On = i == loss
			}
		}
	}
	told := ring()
	told.Noise = 2
	return []variant{
		{"all losses", ring(), func(c *Config, l *Live) {}},
		{"labels", sides(), func(c *Config, l *Live) {}},
		{"L_y alone", ring(), only(LossY)},
		{"L_y with padding", ring(), func(c *Config, l *Live) { only(LossY)(c, l); c.FitPadding = true }},
		{"cross-entropy", sides(), func(c *Config, l *Live) { only(LossY)(c, l); c.Fit = Entropy }},
		{"cross-entropy, all losses", sides(), func(c *Config, l *Live) { c.Fit = Entropy }},
		{"L_z alone", ring(), only(LossZ)},
		{"L_z biased", ring(), func(c *Config, l *Live) { only(LossZ)(c, l); c.Biased = true }},
		{"L_x alone, so on x", ring(), only(LossX)},
		{"L_x on x, biased, against the batch", ring(), func(c *Config, l *Live) {
			only(LossX)(c, l)
			c.Shape, c.Biased, c.Cross = ShapeX, true, 0
		}},
		{"L_x joint", ring(), func(c *Config, l *Live) { only(LossX)(c, l); c.Shape = ShapeJoint }},
		{"L_x near", ring(), func(c *Config, l *Live) { only(LossX)(c, l); c.Shape, c.ShapeY, c.Cross = ShapeNear, 0.7, 1 }},
		{"L_x near, all losses", sides(), func(c *Config, l *Live) { c.Shape, c.Lattice, c.Cross = ShapeNear, false, 3 }},
		{"L_x with its ramp", ring(), func(c *Config, l *Live) { only(LossX)(c, l); c.Ramp, c.Steps = true, 7 }},
		{"reconstruction", ring(), only(LossRec)},
		{"reconstruction as published", ring(), func(c *Config, l *Live) { only(LossRec)(c, l); c.RecZGrad = false }},
		{"likelihood alone", ring(), only(LossNLL)},
		{"likelihood alone, sharp", ring(), func(c *Config, l *Live) { only(LossNLL)(c, l); c.Sigma = 0.05 }},
		{"likelihood of logits", sides(), func(c *Config, l *Live) { only(LossNLL)(c, l); c.Fit = Entropy }},
		{"all but likelihood", ring(), func(c *Config, l *Live) { l.Loss[LossNLL].On = false }},
		{"the simulator's noise learned", told, func(c *Config, l *Live) { c.SimNoise = 2 }},
		{"no noise, scaled", ring(), func(c *Config, l *Live) { c.Scale = true; l.YNoise, l.PadNoise, l.ZNoise = 0, 0, 0 }},
		{"SiLU, deep", ring(), func(c *Config, l *Live) { c.Activation, c.Hidden = SiLU, []int{35, 34, 6} }},
		{"ReLU, deep", ring(), func(c *Config, l *Live) { c.Hidden = []int{35, 34, 6} }},
		{"rotations, old clamp", ring(), func(c *Config, l *Live) { c.Mix, c.ClampOld, c.Width = Orthogonal, true, 6 }},
		{"z of 3, a batch of 5", ring(), func(c *Config, l *Live) { c.DimZ, c.Batch, c.Cross = 3, 5, 7 }},
		{"no padding", sides(), func(c *Config, l *Live) { c.Width = 5 }},
		{"one worker, whole panels", ring(), func(c *Config, l *Live) { c.Workers, c.Batch = 1, 64 }},
	}
}

// The values of the losses and the gradient of the whole step are those of the reference.
func TestGradients(t *testing.T) {
	for _, v := range variants() {
		t.Run(v.name, func(t *testing.T) {
			c, l := small(v.p)
			c.Batch, c.Hidden = 35, []int{9, 8}
			v.change(&c, &l)
			m := train(t, v.p, c, l, 2)
			m.step = 0 // a step in which every loss is measured
			g := half(t, m)
			r := newReference(m)
			var w []float64
			for _, p := range m.params {
				w = append(w, float64(p))
			}
			for i, want := range r.losses(w) {
				if math.Abs(m.values[i]-want) > 1e-5*(1+math.Abs(want)) {
					t.Errorf("%s is %g, the reference says %g", Losses[i].Symbol, m.values[i], want)
				}
			}
			if e := gradientError(r, g, 40); e > 2e-3 {
				t.Errorf("the gradient is off by %g of its size", e)
			}
		})
	}
}

// A gradient with one loss forgotten, or one layer's sign turned, must not pass.
func TestGradientsReject(t *testing.T) {
	p := ring()
	c, l := small(p)
	c.Hidden = []int{9, 8}
	m := train(t, p, c, l, 2)
	m.step = 0
	g := half(t, m)
	r := newReference(m)
	last := m.flow.blocks[1].sub1.Layers[2]
	for i := last.At; i < last.At+last.Size(); i++ {
		g[i] = -g[i]
	}
	if e := gradientError(r, g, 40); e < 2e-3 {
		t.Errorf("a layer with the wrong sign passes with %g", e)
	}
	for i := last.At; i < last.At+last.Size(); i++ {
		g[i] = -g[i]
	}
	m.live.Loss[LossRec].Weight = 0
	if e := gradientError(r, g, 40); e < 2e-3 {
		t.Errorf("a forgotten loss passes with %g", e)
	}
}

// The gradient of the log-determinant, which a likelihood needs, in both directions.
func TestLogDetGradient(t *testing.T) {
	for name, c := range shapes() {
		f := newFlow(3, 2, &c)
		w := f.start(&c)
		m := &INN{flow: f, training: training{config: c, params: w}}
		r := &reference{t: m}
		random := rand.New(rand.NewPCG(2, 3))
		p, s := f.newPass(1, true), f.blocks[0].scratch()
		p.logdet, p.slope = make([]float32, net.Lanes), make([]float32, net.Lanes)
		at := make([]float64, c.Width)
		for i := range at {
			at[i] = random.NormFloat64()
		}
		for _, forward := range []bool{true, false} {
			clear(p.logdet)
			clear(p.slope)
			clear(p.grad)
			p.slope[0] = 1
			g, row := make([]float32, f.params), make([]float32, c.Width)
			narrow(at, row)
			if forward {
				net.PutRow(p.x(0), 0, row)
				p.forward(w, 0, 1, s)
				p.forwardGrad(w, g, 0, 1, s)
			} else {
				net.PutRow(p.y(0), 0, row)
				p.inverse(w, 0, 1, s)
				p.inverseGrad(w, g, 0, 1, s)
			}
			logdet := func(w []float64) float64 { return r.logdet(w, at, forward) }
			w64 := wide(w)
			if d := math.Abs(logdet(w64) - float64(p.logdet[0])); d > 1e-4 {
				t.Errorf("%s: log-determinant off by %g", name, d)
			}
			places := used(f)
			for range 30 {
				i := places[random.IntN(len(places))]
				old := w64[i]
				w64[i] = old + 1e-6
				up := logdet(w64)
				w64[i] = old - 1e-6
				want := (up - logdet(w64)) / 2e-6
				w64[i] = old
				if math.Abs(want-float64(g[i])) > 1e-3*(1+math.Abs(want)) {
					t.Errorf("%s, forward %v: gradient %g at %d, differences give %g", name, forward, g[i], i, want)
				}
			}
		}
	}
}

// logdet is Σ α over the blocks, with the sign of the direction.
func (r *reference) logdet(w, at []float64, forward bool) (sum float64) {
	x := at
	if !forward {
		x = r.inverse(w, at)
	}
	for i := range r.t.flow.blocks {
		b := &r.t.flow.blocks[i]
		one := &reference{t: &INN{training: training{config: r.t.config}, flow: &flow{blocks: r.t.flow.blocks[i : i+1]}}}
		st2 := r.perceptron(w, &b.sub2, x[b.d1:])
		y1 := make([]float64, b.d1)
		for j := range y1 {
			y1[j] = x[j]*r.scale(st2[j]) + st2[b.d1+j]
			sum += math.Log(r.scale(st2[j]))
		}
		for _, s := range r.perceptron(w, &b.sub1, y1)[:b.d2] {
			sum += math.Log(r.scale(s))
		}
		x = one.forward(w, x)
	}
	if !forward {
		return -sum
	}
	return sum
}
