package figure

// This file makes the numbers that the tests draw: exact samples, and clouds as networks would make them.

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/app/measure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
	"innlab/widgets"
)

// sample holds the numbers of one set-up.
type sample struct {
	setup        *scenes.Setup
	y            []float64
	prior, exact []float64
	r            *rand.Rand
}

func newSample(t testing.TB, setup string, n int) *sample {
	t.Helper()
	scene, err := scenes.Find("modes")
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{r: rand.New(rand.NewPCG(7, 7))}
	if s.setup, err = scene.Setup(setup); err != nil {
		t.Fatal(err)
	}
	s.y = scenes.OneHot(0, s.setup.Problem.DimY)
	s.prior = make([]float64, 2*n)
	for k := range n {
		s.setup.Problem.Prior(s.r, s.prior[2*k:2*k+2])
	}
	s.exact = s.draw(s.y, n, 1)
	return s
}

// draw makes n exact samples of p(x | y), each axis spread by a factor about its mode.
func (s *sample) draw(y []float64, n int, spread float64) []float64 {
	x := make([]float64, 2*n)
	if err := s.setup.Exact(s.r, y, x); err != nil {
		panic(err)
	}
	for k := range n {
		m, _ := s.setup.Modes.Nearest(x[2*k], x[2*k+1])
		c := s.setup.Modes.Centres[m]
		x[2*k], x[2*k+1] = c[0]+spread*(x[2*k]-c[0]), c[1]+spread*(x[2*k+1]-c[1])
	}
	return x
}

// smear moves samples along the ring, as a network without L_x does.
func (s *sample) smear(x []float64) []float64 {
	for k := 0; k < len(x); k += 2 {
		sin, cos := math.Sincos(0.35 * s.r.NormFloat64())
		x[k], x[k+1] = cos*x[k]-sin*x[k+1], sin*x[k]+cos*x[k+1]
	}
	return x
}

// every makes n samples for each used label.
func (s *sample) every(n int, make func(y []float64, n int) []float64) (x []float64, labels []int) {
	for _, l := range s.setup.Modes.Used() {
		x = append(x, make(scenes.OneHot(l, s.setup.Problem.DimY), n)...)
		for range n {
			labels = append(labels, l)
		}
	}
	return x, labels
}

// sampleAblation is the figure of the paper: truth, all losses, L_y + L_z, L_x only.
func sampleAblation(t testing.TB, n int) *Ablation {
	s := newSample(t, "some", n)
	exact := func(y []float64, n int) []float64 { return s.draw(y, n, 1) }
	near := func(y []float64, n int) []float64 { return s.draw(y, n, 0.93) }
	smeared := func(y []float64, n int) []float64 { return s.smear(s.draw(y, n, 1)) }
	any := func(_ []float64, n int) []float64 {
		x := make([]float64, 2*n)
		for k := range n {
			s.setup.Problem.Prior(s.r, x[2*k:2*k+2])
		}
		return x
	}
	nan := math.NaN()
	column := func(name widgets.Label, make func([]float64, int) []float64, right, err float64) Column {
		c := Column{Name: name, Right: right, Error: err, Cloud: make(s.y, n)}
		c.Every, c.Labels = s.every(n/2, make)
		return c
	}
	f := &Ablation{
		Setup: s.setup, Y: s.y, Prior: s.prior,
		Note: "Same seed, same batches, 2 000 steps each.",
		Columns: []Column{
			column(widgets.Words("Truth"), exact, 1, nan),
			column(widgets.Words("All losses"), near, 0.991, 0.0007),
			column(widgets.Join(" + ", widgets.L("L", "y"), widgets.L("L", "z")), smeared, 0.987, 0.021),
			column(widgets.L("L", "x").And(widgets.Words(" only")), any, 0.314, 0.088),
		},
	}
	f.Columns[0].Truth = true
	f.Columns[1].Losses, f.Columns[1].Shape = [inn.NumLosses]bool{true, true, true, true}, inn.ShapeJoint
	f.Columns[2].Losses = [inn.NumLosses]bool{true, true, false, false}
	f.Columns[3].Losses, f.Columns[3].Shape = [inn.NumLosses]bool{false, false, true, false}, inn.ShapeX
	return f
}

// sampleLatent is a plane of z in which four sectors land on the four modes of label 0.
func sampleLatent(t testing.TB) *Latent {
	s := newSample(t, "some", 1)
	const side = 64
	f := &Latent{Setup: s.setup, Y: s.y, Side: side}
	for j := range side {
		for i := range side {
			z1 := (float64(i)+0.5)/side*2*Span - Span
			z2 := Span - (float64(j)+0.5)/side*2*Span
			turn := (math.Atan2(z2, z1) + math.Pi) / (2 * math.Pi) * 4
			k := min(int(turn), 3)
			c := s.setup.Modes.Centres[k]
			off := 0.2 * math.Hypot(z1, z2) * (turn - float64(k) - 0.5)
			f.X = append(f.X, c[0]+off, c[1]+0.1*off)
		}
	}
	return f
}

// sampleGrowth is what a machine might measure.
func sampleGrowth() *Growth {
	batch := GrowthSeries{Name: "batch"}
	for n := 100.0; n <= 12800; n *= 2 {
		batch.At = append(batch.At, n)
		batch.Seconds = append(batch.Seconds, 4e-5*n+3e-9*n*n)
		batch.Bytes = append(batch.Bytes, 6e6+8e3*n)
	}
	blocks := GrowthSeries{Name: "blocks"}
	for n := 1.0; n <= 32; n *= 2 {
		blocks.At, blocks.Seconds = append(blocks.At, n), append(blocks.Seconds, 8e-3*n)
		blocks.Bytes = append(blocks.Bytes, 2e6*(1+n))
	}
	return &Growth{Series: []GrowthSeries{batch, blocks}}
}

// sampleLosses is a run of 4800 steps with a switched loss.
func sampleLosses() *Losses {
	r := rand.New(rand.NewPCG(3, 3))
	h := &session.History{Events: []session.Event{{Step: 800, Text: "ramp"}, {Step: 3000, Text: "L_z off"}}}
	for k := range 400 {
		step := 12 * float64(k+1)
		h.Step = append(h.Step, step)
		for i, top := range []float64{0.9, 0.35, 1, 2} {
			v := (top*math.Exp(-step/(400*float64(i+1))) + 0.003*float64(i+1)) * math.Exp(0.1*r.NormFloat64())
			h.Value[i] = append(h.Value[i], v)
		}
		h.Value[inn.LossNLL] = append(h.Value[inn.LossNLL], 900*math.Exp(-step/300)-11+r.NormFloat64())
	}
	return &Losses{History: h, On: [inn.NumLosses]bool{true, false, true, true, true}, Name: "Eight modes, some"}
}

// sampleCalibration is of a posterior whose first parameter is too narrow.
func sampleCalibration(setup *scenes.Setup) *Calibration {
	const tests = 300
	r := rand.New(rand.NewPCG(8, 8))
	k := &measure.Calibration{
		Tests: tests, Ranks: make([][]float64, 2), Recovery: make([]*metric.Recovery, 2), Floor: metric.Floor{Mean: 0.02, SD: 0.006},
	}
	for range tests {
		u := min(max(0.5+(r.Float64()-0.5)*1.3, 0), 1)
		k.Ranks[0] = append(k.Ranks[0], math.Round(u*measure.RankSamples)/measure.RankSamples)
		k.Ranks[1] = append(k.Ranks[1], float64(r.IntN(measure.RankSamples+1))/measure.RankSamples)
		k.Distance = append(k.Distance, r.Float64())
	}
	return &Calibration{Setup: setup, Of: k, Name: "INN"}
}

// sampleComparison is of methods instead of losses.
func sampleComparison(t testing.TB, n int) *Ablation {
	f := sampleAblation(t, n)
	f.Methods = true
	for i := range f.Columns {
		c := &f.Columns[i]
		c.Every, c.Labels = nil, nil
		c.Name = widgets.Words([]string{"Truth", "INN", "cVAE", "cGAN", "ABC", "nn"}[i])
		if c.C2ST = 0.5 + 0.1*float64(i); c.Truth {
			c.C2ST = 0
			c.Hide()
		}
	}
	return f
}
