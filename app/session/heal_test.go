//go:build !race

// The race detector makes a training take minutes; the plain run of the tests has it.

package session

import (
	"testing"

	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
)

// between is the share of samples farther than 3σ from every mode, mean over the labels that modes carry.
func (s *Session) between() float64 {
	setup, e := s.Snapshot().Plan.Setup, s.Snapshot().Columns[0].Estimator
	m := metric.Mixture{Centres: setup.Modes.Centres, Sigma: setup.Modes.Sigma, Label: setup.Modes.Label}
	var sum float64
	used := setup.Modes.Used()
	x := make([]float64, 2*4000)
	for _, label := range used {
		e.Sample(stream(forSample), scenes.OneHot(label, setup.Problem.DimY), x)
		sum += m.Measure(x, label).Between
	}
	return sum / float64(len(used))
}

// A finished run is alive: L_x switched off, with the reconstruction, which holds the solution too, lets mass come up
// between the modes, and switched on again heals it.
func TestSwitchesActOnAFinishedRun(t *testing.T) {
	p := toy(t, "some", 1, 0)
	p.Columns[0].Config = p.Setup.Presets[0].Config
	p.Columns[0].Config.Workers = 2
	s := trained(t, p, false)
	steps := func(n int) {
		for range n {
			s.StepOnce()
		}
		s.obeyed(t)
	}
	both := func(on bool) {
		s.SetLive(0, func(l *inn.Live) { l.Loss[inn.LossX].On, l.Loss[inn.LossRec].On = on, on })
	}

	start := s.between()
	if start > 0.03 {
		t.Fatalf("%.4f of the mass lies between the modes of a trained network; exact samples leave 0.011", start)
	}
	both(false)
	steps(600)
	off := s.between()
	both(true)
	steps(1200)
	healed := s.between()
	t.Logf("between the modes: trained %.4f, 600 steps without L_x %.4f, healed %.4f", start, off, healed)
	if off < 5*start {
		t.Errorf("without L_x the mass between the modes grows from %.4f to %.4f only", start, off)
	}
	if healed > 0.03 {
		t.Errorf("with L_x on again %.4f of the mass stays between the modes", healed)
	}
}
