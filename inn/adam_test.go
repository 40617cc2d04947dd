package inn

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
)

// A gradient whose square overflows while all losses are finite counts as divergence, and what is left is a network
// that can be saved and read.
func TestOverflowIsDivergence(t *testing.T) {
	p := ring()
	c, l := small(p)
	m := train(t, p, c, l, 5)
	m.config.Clip = 0
	m.workers[0].grad[3] = 1e25 // what a step finds there is added to
	before := m.State()
	err := m.Step()
	if !errors.Is(err, ErrDiverged) || !strings.Contains(err.Error(), "the gradient became too large at step 5") {
		t.Fatalf("a gradient of 1e25: %v", err)
	}
	if m.Steps() != 5 || m.params[3] != before.Params[3] || m.v[3] != before.V[3] {
		t.Error("the failed step moved the parameters")
	}
	steps(t, m, 3) // nothing of it is left
	if err := m.State().check(); err != nil {
		t.Error(err)
	}
	m.config.Clip = 5
	m.workers[0].grad[3] = 1e25
	steps(t, m, 1) // clipped, it does no harm
}

func TestLargestBits(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	if got := math.Float32frombits(largestBits([]float32{1, -7, 3, 0})); got != 7 {
		t.Errorf("the largest of 1, −7, 3, 0 is %g", got)
	}
	for _, v := range []float32{inf, -inf, nan, -nan} {
		if largestBits([]float32{math.MaxFloat32, v, 0}) <= math.Float32bits(math.MaxFloat32) {
			t.Errorf("%g passes for finite", v)
		}
	}
}

// Nothing is written that the reader would refuse.
func TestSaveRefusesWhatIsNotFinite(t *testing.T) {
	p := ring()
	c, l := small(p)
	m := train(t, p, c, l, 2)
	for name, part := range map[string][]float32{"params": m.params, "m": m.m, "v": m.v, "average": m.average} {
		old := part[1]
		part[1] = float32(math.Inf(1))
		var b bytes.Buffer
		if err := m.Checkpoint().Save(&b); err == nil || b.Len() > 0 {
			t.Errorf("with ∞ in %s: %v, and %d bytes are written", name, err, b.Len())
		}
		part[1] = old
	}
	var b bytes.Buffer
	if err := m.Checkpoint().Save(&b); err != nil {
		t.Error(err)
	}
}
