package window

import (
	"slices"
	"testing"

	"innlab/app/session"
	"innlab/app/window/giotest"
)

// Where the rows held out say so, the card of the losses has a word for it.
func TestOverfits(t *testing.T) {
	d, _, f := showScene(t, "kinematics", 1280, 800, nil)
	said := func() bool {
		return slices.ContainsFunc(d.Nodes(), func(n giotest.Node) bool { return n.Text == "overfits since 1\u2009200" })
	}
	if said() {
		t.Error("a training overfits that nobody has judged")
	}
	f.change(func(s *session.Snapshot) { s.Columns[0].Verdict = session.Verdict{Overfits: true, Since: 1200} })
	d.Frame()
	if !said() {
		t.Error("nothing says that the training overfits")
	}
}
