package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// What is known of the rivals, each with its measure, on the eight modes: a training that is shorter than that of a user,
// and the posterior at a clean y.

// toy is a set-up of the eight modes.
func toy(t *testing.T, name string) *scenes.Setup {
	t.Helper()
	s, err := scenes.Find("modes")
	if err != nil {
		t.Fatal(err)
	}
	setup, err := s.Setup(name)
	if err != nil {
		t.Fatal(err)
	}
	return setup
}

// judged is what samples of a label look like beside the truth.
type judged struct {
	between float64 // share farther than 3σ from all modes that carry the label; exact: 0.011
	narrow  float64 // least spread of any such mode along any axis, of samples within 3σ; exact: near 0.19
	mmd     float64 // unbiased MMD² to exact samples, the worst label
}

// judge draws 2000 samples for each label and keeps the worst.
func judge(e inn.Estimator, s *scenes.Setup) judged {
	const n = 2000
	m := s.Modes
	worst := judged{narrow: math.Inf(1)}
	for _, label := range m.Used() {
		y, x, exact := make([]float64, 8), make([]float64, 2*n), make([]float64, 2*n)
		y[label] = 1
		e.Sample(rand.New(rand.NewPCG(1, uint64(label))), y, x)
		if err := s.Exact(rand.New(rand.NewPCG(2, uint64(label))), y, exact); err != nil {
			panic(err)
		}
		of, between := map[int][]float64{}, 0.0
		for i := 0; i < len(x); i += 2 {
			mode, d2 := m.Nearest(x[i], x[i+1])
			if m.Label[mode] == label && d2 < 9*m.Sigma*m.Sigma {
				of[mode] = append(of[mode], x[i:i+2]...)
			} else {
				between += 1.0 / n
			}
		}
		for _, rows := range of {
			if len(rows) > 2*30 {
				worst.narrow = min(worst.narrow, metric.MinorSpread(rows, 2))
			}
		}
		worst.between = max(worst.between, between)
		worst.mmd = max(worst.mmd, metric.MMD2(x, exact, 2, s.Kernels))
	}
	return worst
}

// rival is a method trained on a set-up for so many steps, by its default.
func rival(t *testing.T, k *inn.Kind, s *scenes.Setup, steps int, change func(c *inn.Config)) inn.Estimator {
	t.Helper()
	c, l := Default(k, &s.Problem)
	c.Workers, c.Steps = 1, steps
	change(&c)
	return begun(t, k, &s.Problem, c, l, steps).Freeze()
}

func asItIs(*inn.Config) {}

// One mode is what regression and dropout can do. Of several they make one, most of whose mass lies between them.
func TestBlur(t *testing.T) {
	one, some := toy(t, "all"), toy(t, "some")
	if j := judge(rival(t, &monteCarlo, one, 500, asItIs), one); j.between > 0.1 || j.mmd > 0.03 {
		t.Errorf("dropout does not find a mode that is alone: %+v", j)
	}
	if j := judge(rival(t, &regression, one, 500, asItIs), one); j.between > 0 || j.narrow > 1e-6 {
		t.Errorf("regression does not find the middle of a mode that is alone: %+v", j)
	}
	for _, k := range []*inn.Kind{&regression, &monteCarlo} {
		if j := judge(rival(t, k, some, 500, asItIs), some); j.between < 0.7 || j.mmd < 0.2 {
			t.Errorf("%s tells four modes apart: %+v", k.Name, j)
		}
	}
}

// Where all eight modes share a label, the one answer of regression is the middle of them.
func TestAverage(t *testing.T) {
	none := toy(t, "none")
	x := make([]float64, 2)
	rival(t, &regression, none, 500, asItIs).Sample(nil, []float64{1, 0, 0, 0, 0, 0, 0, 0}, x)
	var middle [2]float64
	for _, c := range none.Modes.Centres {
		middle[0], middle[1] = middle[0]+c[0]/8, middle[1]+c[1]/8
	}
	off := math.Hypot(x[0]-middle[0], x[1]-middle[1])
	if _, d2 := none.Modes.Nearest(x[0], x[1]); off > 0.15 || math.Sqrt(d2) < 10*none.Modes.Sigma {
		t.Errorf("regression answers %.3f, %.3f from the middle of the modes and %.3f from the nearest", x, off, math.Sqrt(d2))
	}
}

// The MMD² of abc to the exact posterior of two moons falls with the tolerance, to less than a tenth.
func TestRejectionOnMoons(t *testing.T) {
	scene, err := scenes.Find("two-moons")
	if err != nil {
		t.Fatal(err)
	}
	s := &scene.Setups[0]
	a := simulated(&s.Problem, 300, func(*inn.Config) {}).freeze()
	a.config.Accept = inn.AcceptTolerance
	x, exact, y := make([]float64, 2*2000), make([]float64, 2*2000), s.Start
	if err := s.Exact(rand.New(rand.NewPCG(1, 2)), y, exact); err != nil {
		t.Fatal(err)
	}
	var off []float64
	for _, tolerance := range []float64{1, 0.3, 0.1} {
		a.config.Tolerance = tolerance
		a.Sample(rand.New(rand.NewPCG(3, 4)), y, x)
		off = append(off, metric.MMD2(s.Scaled(x), s.Scaled(exact), 2, s.Kernels))
	}
	if off[0] < off[1] || off[1] < off[2] || off[2] > off[0]/10 {
		t.Errorf("MMD² for falling tolerances: %.4f", off)
	}
}

// With inverse autoregressive flow the linear posterior is as right, and where all eight modes share a label, much less lies
// between them than with cvae. (The invertible network leaves 0.02 there, and an MMD² below 0.001.)
func TestFlowAutoencoder(t *testing.T) {
	c, l := Default(&flowAutoencoder, linear)
	c.Workers, c.Steps = 1, 800
	linearly(t, begun(t, &flowAutoencoder, linear, c, l, c.Steps).Freeze(), 0.55)
	none := toy(t, "none")
	plain := judge(rival(t, &autoencoder, none, 3000, asItIs), none)
	flow := judge(rival(t, &flowAutoencoder, none, 3000, asItIs), none)
	t.Logf("cvae %+v, cvae-iaf %+v", plain, flow)
	if flow.mmd > 0.006 || flow.mmd > plain.mmd/2 || flow.between > plain.between*3/4 {
		t.Errorf("the flow does not help: cvae %+v, cvae-iaf %+v", plain, flow)
	}
}

// What cvae learns of a linear problem is the exact posterior; on several modes it is near the truth, with mass between them.
func TestAutoencoder(t *testing.T) {
	c, l := Default(&autoencoder, linear)
	c.Workers, c.Steps = 1, 800
	linearly(t, begun(t, &autoencoder, linear, c, l, c.Steps).Freeze(), 0.55)
	some := toy(t, "some")
	if j := judge(rival(t, &autoencoder, some, 1500, asItIs), some); j.mmd > 0.04 || j.between < 0.03 || j.between > 0.3 {
		t.Errorf("cvae on the eight modes: %+v", j)
	}
}

// With a z of two numbers the modes of cgan collapse to threads; its variant large, with 128, gives them width, and is nearer
// to the truth.
func TestCollapse(t *testing.T) {
	some := toy(t, "some")
	small := judge(rival(t, &adversarial, some, 1500, asItIs), some)
	large := judge(rival(t, &adversarial, some, 1500, func(c *inn.Config) { adversarial.Variants[0].Change(c, nil) }), some)
	if small.narrow > 0.06 || small.between > 0.2 {
		t.Errorf("the small cgan does not collapse on its modes: %+v", small)
	}
	if large.narrow < 0.08 || large.mmd > small.mmd*2/3 {
		t.Errorf("the large cgan is no better: %+v, small %+v", large, small)
	}
}
