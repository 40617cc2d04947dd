package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/metric"
)

// The presets of the toy are held to what they promise: posteriors at a clean one-hot y that cannot be told from exact
// ones by eye, and an ablation that shows what each loss is for.

// judged is how right a network is: means over the labels that modes carry, extremes where a name says so.
type judged struct {
	right, tv, between float64
	narrowest, widest  float64 // spread inside 3σ over the labels
	mmd                float64 // largest unbiased MMD² to exact samples over the labels
	minor              float64 // least principal-axis spread over the modes
	accuracy, round    float64 // of labels in the forward pass; of the round trip, relative to the spread of x
	prior              float64 // unbiased MMD² of x for the labels of fresh data to fresh x
}

// bounds are what a set-up must reach.
type bounds struct {
	right, tv, mmd, minor, accuracy float64
}

// The bounds of the three set-ups. An exact sampler reaches 0.989, 0 to 0.019 (4000 draws), 0 ± 0.0004, 0.195.
var modesBounds = map[string]bounds{
	"all":  {right: 0.985, tv: 0.002, mmd: 0.001, minor: 0.165, accuracy: 0.995},
	"some": {right: 0.98, tv: 0.02, mmd: 0.001, minor: 0.16, accuracy: 0.995},
	"none": {right: 0.975, tv: 0.03, mmd: 0.001, minor: 0.15},
}

// misses lists what falls short of the bounds.
func (j judged) misses(b bounds) error {
	var all []string
	hold := func(ok bool, format string, a ...any) {
		if !ok {
			all = append(all, fmt.Sprintf(format, a...))
		}
	}
	hold(j.right >= b.right, "%.4f within 3σ of a right mode, not %g", j.right, b.right)
	hold(j.tv <= b.tv, "total variation %.4f, not %g", j.tv, b.tv)
	hold(j.narrowest >= 0.18 && j.widest <= 0.205, "spread %.4f to %.4f, not 0.18 to 0.205", j.narrowest, j.widest)
	hold(j.mmd <= b.mmd, "MMD² %.5f, not %g", j.mmd, b.mmd)
	hold(j.minor >= b.minor, "least spread of a mode %.4f, not %g", j.minor, b.minor)
	hold(j.accuracy >= b.accuracy, "label accuracy %.4f, not %g", j.accuracy, b.accuracy)
	hold(j.round <= 1e-4, "round trip off by %.2g", j.round)
	if len(all) > 0 {
		return fmt.Errorf("%s", strings.Join(all, "; "))
	}
	return nil
}

// judge measures an estimator with 4000 samples for every label, and the forward pass of a model.
func judge(t *testing.T, s *Setup, e inn.Estimator) judged {
	t.Helper()
	const n = 4000
	j := judged{narrowest: math.Inf(1), minor: math.Inf(1)}
	used := s.Modes.Used()
	x, exact := make([]float64, 2*n), make([]float64, 2*n)
	for _, label := range used {
		y := OneHot(label, labels)
		e.Sample(stream(1), y, x)
		if err := s.Exact(stream(2), y, exact); err != nil {
			t.Fatal(err)
		}
		m := (*metric.Mixture)(s.Modes).Measure(x, label)
		k := float64(len(used))
		j.right, j.tv, j.between = j.right+m.Right/k, j.tv+m.TV/k, j.between+m.Between/k
		j.narrowest, j.widest = min(j.narrowest, m.Width), max(j.widest, m.Width)
		j.minor = min(j.minor, m.Minor)
		j.mmd = max(j.mmd, metric.MMD2(x, exact, 2, s.Kernels))
	}
	data, y, other := make([]float64, 2*n), make([]float64, labels*n), make([]float64, labels*n)
	r := stream(3)
	for i := range n {
		s.Problem.Pair(r, data[2*i:2*i+2], y[labels*i:labels*(i+1)])
	}
	e.Sample(r, y, x)
	j.prior = metric.MMD2(x, data, 2, s.Kernels)
	j.accuracy = 1
	if m, ok := e.(*inn.Model); ok {
		m.Forward(nil, data, other, nil)
		j.accuracy = metric.LabelAccuracy(other, y, labels)
		m.RoundTrip(data, x)
		j.round = metric.RoundTrip(data, x, 2)
	}
	return j
}

// trained is a network trained with the default preset, a seed and the losses named.
func trained(t *testing.T, s *Setup, seed uint64, losses ...int) *inn.Model {
	t.Helper()
	c, l := s.Presets[0].Config, s.Presets[0].Live
	c.Seed, c.Workers = seed, 2
	if len(losses) > 0 {
		for i := range l.Loss {
			l.Loss[i].On = false
		}
		for _, i := range losses {
			l.Loss[i].On = true
		}
	}
	m, err := inn.New(&s.Problem, c, l)
	if err != nil {
		t.Fatal(err)
	}
	for range c.Steps {
		if err := m.Step(); err != nil {
			t.Fatal(err)
		}
	}
	return m.Model()
}

// seeds are those that are tried: three where the kernels are machine code, one where a training takes a minute.
func seeds() []uint64 {
	if kernel.Best.Name == kernel.Plain.Name {
		return []uint64{1}
	}
	return []uint64{1, 2, 3}
}

// Each set-up reaches its bounds with every seed; none, whose bounds are the tightest for it, in the mean.
func TestModesPresets(t *testing.T) {
	for i := range All[0].Setups {
		s := &All[0].Setups[i]
		t.Run(s.Name, func(t *testing.T) {
			if s.Name == "none" && len(seeds()) < 3 {
				t.Skip("is judged by the mean of three trainings, which take minutes each with these kernels")
			}
			var mean judged
			for _, seed := range seeds() {
				j := judge(t, s, trained(t, s, seed))
				t.Logf("seed %d: %+.5v", seed, j)
				k := float64(len(seeds()))
				mean.right, mean.tv, mean.mmd, mean.minor = mean.right+j.right/k, mean.tv+j.tv/k, mean.mmd+j.mmd/k, mean.minor+j.minor/k
				mean.narrowest, mean.widest, mean.round = mean.narrowest+j.narrowest/k, mean.widest+j.widest/k, max(mean.round, j.round)
				if s.Name == "none" {
					continue
				}
				if err := j.misses(modesBounds[s.Name]); err != nil {
					t.Errorf("seed %d: %v", seed, err)
				}
			}
			if s.Name == "none" {
				if err := mean.misses(modesBounds[s.Name]); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// The ablation on set-up some: without L_x the labels are right and mass lies between the modes; L_x on x alone gives
// the right x over all and loses the labels. The first is also the broken network that the bounds must refuse.
func TestModesAblation(t *testing.T) {
	s := &All[0].Setups[1]
	full := judge(t, s, exactly{s})
	for _, seed := range seeds() {
		j := judge(t, s, trained(t, s, seed, inn.LossY, inn.LossZ))
		t.Logf("seed %d, L_y and L_z: %+.5v", seed, j)
		// All losses together leave up to 0.02 between the modes, exact samples 0.011.
		if j.accuracy < 0.97 || j.between < 5*(full.between+0.009) {
			t.Errorf("seed %d, L_y and L_z: accuracy %.3f, %.3f between the modes", seed, j.accuracy, j.between)
		}
		if j.misses(modesBounds[s.Name]) == nil {
			t.Errorf("seed %d: the bounds accept a network trained without L_x", seed)
		}
		j = judge(t, s, trained(t, s, seed, inn.LossX))
		t.Logf("seed %d, L_x: %+.5v", seed, j)
		if j.accuracy > 0.6 || j.prior > 0.003 {
			t.Errorf("seed %d, L_x alone: accuracy %.3f, MMD² of all x %.5f", seed, j.accuracy, j.prior)
		}
	}
}

// exactly samples the exact posterior.
type exactly struct{ s *Setup }

func (e exactly) Sample(r *rand.Rand, y, x []float64) {
	for i, k := 0, 0; i < len(x); i, k = i+2, k+labels {
		row := y
		if len(y) > labels {
			row = y[k : k+labels]
		}
		if err := e.s.Exact(r, row, x[i:i+2]); err != nil {
			panic(err)
		}
	}
}

// The bounds are fair: exact samples keep all of them.
func TestModesBoundsTakeTheTruth(t *testing.T) {
	for i := range All[0].Setups {
		s := &All[0].Setups[i]
		if err := judge(t, s, exactly{s}).misses(modesBounds[s.Name]); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}
