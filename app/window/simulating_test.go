package window

import (
	"slices"
	"strings"
	"testing"

	"innlab/app/session"
	"innlab/app/window/giotest"
)

// While a slow simulator's pairs are made, toolbar and card say how far they are.
func TestSimulating(t *testing.T) {
	d, w, f := showScene(t, "tissue", 1280, 800, nil)
	said := func() bool {
		return slices.ContainsFunc(d.Nodes(), func(n giotest.Node) bool {
			return strings.HasSuffix(n.Text, "Training starts when they are there: 42 %.")
		})
	}
	if said() {
		t.Error("simulations are made before there are any")
	}
	f.change(func(s *session.Snapshot) { s.Step, s.Simulating, s.Simulated = 0, true, 0.428 })
	d.Frame()
	if !said() {
		t.Error("nothing says that simulations are made")
	}
	s := *f.snap
	words, _ := (&frame{Window: w, snap: &s}).state()
	if got := words.String(); got != "Simulating 42 %" {
		t.Errorf("the state is %q", got)
	}
}
