package window

import (
	"context"
	"slices"
	"strings"
	"testing"

	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/scenes"
)

// What went wrong with a program of the user's is said with its last words, while it is asked and when it gave nothing; then it
// can be asked again. What has to be known of the rows that came is said until it is closed.
func TestUnanswered(t *testing.T) {
	d, w, f := showScene(t, "kinematics", 1280, 800, nil)
	said := func(words string) bool {
		d.Frame()
		return slices.ContainsFunc(d.Nodes(), func(n giotest.Node) bool { return strings.Contains(n.Text, words) })
	}
	u := *f.snap.Plan.Setup
	u.Ask = func(context.Context, func(int, int, string)) (*scenes.Scene, error) { return nil, nil }
	f.change(func(s *session.Snapshot) {
		s.Step, s.Plan.Setup, s.Simulating, s.Wrong = 0, &u, true, "it crashed; its last lines: no luck"
	})
	if !said("Last trouble: it crashed; its last lines: no luck.") {
		t.Errorf("nothing is said of the trouble:\n%s", d.Dump())
	}
	f.change(func(s *session.Snapshot) {
		s.Simulating, s.State, s.Problem = false, session.Paused, "the simulator answered 0 of 8 rows"
	})
	if !said("The simulator answered 0 of 8 rows.") || !d.Has("Ask again") {
		t.Errorf("nothing is said of the failure:\n%s", d.Dump())
	}
	d.ClickOn("Change it…")
	d.Frame()
	d.Frame()
	if !w.dialogs.program.Shown() {
		t.Error("the form does not open")
	}
	w.dialogs.close()
	v := *f.snap.Plan.Setup
	v.Ask, v.Notes = nil, []string{"3 rows of the simulator lost"}
	f.change(func(s *session.Snapshot) { s.Step, s.Plan.Setup, s.Problem = 500, &v, "" })
	if !said("3 rows of the simulator lost.") {
		t.Errorf("nothing is said of the rows:\n%s", d.Dump())
	}
	d.ClickOn("Close")
	if said("3 rows of the simulator lost.") || w.noted != &v {
		t.Error("what was closed is still said")
	}
}
