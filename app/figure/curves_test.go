package figure

import (
	"math"
	"testing"

	"innlab/inn"
	"innlab/widgets"
)

// A log-density keeps its order on an axis of distances, whatever its sign, and stays on it; without its own scale it
// would not.
func TestPlaced(t *testing.T) {
	v := []float64{1e6, 2000, 3, 0, -4, -11, -11.5}
	for _, y := range []widgets.Axis{{Min: 3e-3, Max: 1.5, Log: true}, {Min: 0, Max: 2}} {
		at := Placed(v, v, y)
		for i, p := range at {
			if !(p > y.Min && p < y.Max) || i > 0 && !(p < at[i-1]) {
				t.Errorf("%v is placed at %v on %+v", v, at, y)
				break
			}
		}
		if bare := lifted(v, y); bare[5] > bare[6] {
			t.Errorf("as a distance it keeps its order too: %v", bare)
		}
		if p := Placed([]float64{math.NaN(), -50}, v, y); !math.IsNaN(p[0]) || p[1] < y.Min {
			t.Errorf("what is not measured and what is beyond are placed at %v", p)
		}
		if p := Placed([]float64{5}, []float64{5}, y); !(p[0] > y.Min && p[0] < y.Max) {
			t.Errorf("a single value is placed at %v", p)
		}
	}
	if !Apart(inn.Losses, inn.LossNLL) || Apart(inn.Losses, inn.LossX) || Apart([]inn.Loss{{Signed: true}, {Signed: true}}, 1) {
		t.Error("not the log-density among distances has a scale of its own")
	}
}

// The figure shows a likelihood where it trains, and the other losses always.
func TestLossesShowLikelihoodThatTrains(t *testing.T) {
	f := sampleLosses()
	if !f.shown(inn.LossNLL) || !f.shown(inn.LossZ) {
		t.Error("a loss is missing")
	}
	f.On[inn.LossNLL], f.On[inn.LossX] = false, false
	if f.shown(inn.LossNLL) || !f.shown(inn.LossX) {
		t.Error("what is off is shown as if it trained")
	}
}
