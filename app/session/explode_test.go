package session

import (
	"bytes"
	"testing"

	"innlab/assets"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Settings that tear a trained network apart stop the run before anything is infinite, and the network stays.
func TestExplosionKeepsTheNetwork(t *testing.T) {
	b, ok := assets.Model("modes", "some")
	if !ok {
		t.Fatal("no trained network of set-up some comes with the program")
	}
	c, err := baseline.Load(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewFrom(c, nil, nil, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.SetLive(0, func(l *inn.Live) {
		l.Rate = 1
		l.Loss[inn.LossY].Weight, l.Loss[inn.LossX].Weight = 1e4, 4e4
	})
	for range 600 {
		s.StepOnce()
	}
	s.obeyed(t)
	snap := s.Snapshot()
	if snap.State != Stopped || snap.Problem == "" {
		t.Fatalf("state %d after settings that no training survives, losses %v", snap.State, snap.Columns[0].Losses)
	}
	x := make([]float64, 2*2000)
	y := scenes.OneHot(0, 8)
	snap.Columns[0].Estimator.Sample(stream(forSample), y, x)
	want := make([]float64, len(x))
	c.Estimator().(*inn.Model).Sample(stream(forSample), y, want)
	for i := range x {
		if d := x[i] - want[i]; d > 1 || d < -1 {
			t.Fatalf("%s, but sample %d of the network that stays went from %.2f to %.2f", snap.Problem, i/2, want[i], x[i])
		}
	}
	t.Log(snap.Problem)
}

// A log-density that comes from below 0 to a few nats has not grown a thousandfold, as a distance would have; one of
// millions has.
func TestGrowthOfLogDensity(t *testing.T) {
	for _, v := range []struct {
		loss     int
		from, to float64
		strains  bool
	}{
		{inn.LossNLL, -12, 20, false}, {inn.LossY, 1e-3, 20, true}, {inn.LossNLL, -12, 1e7, true}, {inn.LossNLL, 5, 7e3, true},
	} {
		c := &column{}
		c.forget()
		var live inn.Live
		live.Loss[v.loss].On = true
		losses := make([]float64, inn.NumLosses)
		losses[v.loss] = v.from
		c.growth(losses, inn.Losses, live)
		losses[v.loss] = v.to
		if _, by := c.growth(losses, inn.Losses, live); (by > strained) != v.strains {
			t.Errorf("%s from %g to %g has grown by %g", inn.Losses[v.loss].Symbol, v.from, v.to, by)
		}
	}
}
