package inn

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"innlab/inn/net"
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

// One entry anywhere is enough, and ordinary large ones are not.
func TestWild(t *testing.T) {
	c, l := small(ring())
	m := train(t, ring(), c, l, 1)
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, clip := range []float64{0, 5} {
		m.config.Clip = clip
		for _, at := range []int{0, 17, 39} { // the last may stand behind the whole panels
			for v, want := range map[float32]bool{
				1e17: false, -1e17: false, 1e20: clip == 0, -1e20: clip == 0, inf: true, -inf: true, nan: true,
			} {
				g := make([]float32, 40)
				if g[at] = v; m.wild(g, make([]float32, net.Lanes)) != want {
					t.Errorf("clip %g: an entry %d of %g passes for %t, want %t", clip, at, v, !want, want)
				}
			}
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
