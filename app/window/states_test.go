package window

import (
	"image"
	"strings"
	"testing"
	"time"

	"innlab/app/session"
	"innlab/inn"
)

// What is drawn says what it is.

func TestUntrained(t *testing.T) {
	d, w, f := showAt(t, 1280, 800, func(f *fake, w *Window) {
		f.change(func(s *session.Snapshot) { s.Step, s.State = 0, session.Paused })
		w.trained = func(scene, setup string) ([]byte, bool) { return nil, scene == "modes" && setup == "some" }
	})
	if !d.Has("An untrained network: the cloud is noise.") || !d.Has("Use a trained one") {
		t.Error("an untrained network is not said to be one")
	}
	if d.Has("posterior error (MMD)") {
		t.Error("numbers are shown for an untrained network")
	}
	d.ClickOn("Train")
	if !f.told("play") || d.Has("An untrained network: the cloud is noise.") {
		t.Error("Train does not train, or the note stays")
	}
	w.trained = nil
	f.change(func(s *session.Snapshot) { s.State = session.Paused })
	d.Frame()
	if d.Has("Use a trained one") {
		t.Error("a trained network is offered where there is none")
	}
}

func TestEarly(t *testing.T) {
	d, _, f := showAt(t, 1280, 800, func(f *fake, _ *Window) {
		f.change(func(s *session.Snapshot) { s.Step = 199 })
	})
	if !d.Has("The read-out is hidden before step 200.") || d.Has("posterior error (MMD)") {
		t.Error("the read-out is shown too early")
	}
	f.change(func(s *session.Snapshot) { s.Step = 200 })
	f.ans = fakeAnswer(f.snap, f.asked[len(f.asked)-1])
	d.Frame()
	if !d.Has("posterior error (MMD)") || !d.Has("99.4 %") {
		t.Error("the read-out does not come")
	}
}

func TestDiverged(t *testing.T) {
	d, w, f := showAt(t, 1280, 800, func(f *fake, _ *Window) {
		f.undo = 1
		f.change(func(s *session.Snapshot) {
			s.State, s.Problem = session.Stopped, "L_x became infinite at step 4\u2009812"
			s.Columns[0].Bad = inn.LossX
		})
	})
	if !d.Has("Stopped: Lx became infinite") {
		t.Errorf("the toolbar does not say that training stopped:\n%s", d.Dump())
	}
	if !d.Has("L_x became infinite at step 4\u2009812. This is the last good network.") {
		t.Error("nothing says which network is shown")
	}
	if l := seen(f.snap, f.ans, &w.choice, 0); l.alpha != alphaDiverged {
		t.Errorf("the last good cloud is drawn at %v", l.alpha)
	}
	d.ClickOn("Go on at ½ rate")
	if !f.told("halve") {
		t.Errorf("going on does nothing: %v", f.calls)
	}
}

func TestStale(t *testing.T) {
	d, w, f := show(t)
	f.mute = true
	d.ClickOn("label 1")
	l := seen(f.snap, f.ans, &w.choice, 0)
	if !l.stale || l.alpha != alphaStale || l.updating {
		t.Errorf("an answer to another y is drawn as %+v", l)
	}
	if d.Has("updating") {
		t.Error("an answer that is not late is said to be")
	}
	d.Wait(2 * late)
	if !d.Has("updating") {
		t.Error("a late answer is not said to be on its way")
	}
	f.ans = fakeAnswer(f.snap, f.asked[len(f.asked)-1])
	d.Frame()
	if d.Has("updating") || seen(f.snap, f.ans, &w.choice, 0).stale {
		t.Error("the answer has come and is still said to be on its way")
	}
	if w.meter.clicks.n == 0 {
		t.Error("the time from click to answer was not measured")
	}
}

func TestRoughWhileDragging(t *testing.T) {
	_, w, f := show(t)
	q := w.choice.query()
	q.Rough, q.N = true, roughSamples
	a := fakeAnswer(f.snap, q)
	if l := seen(f.snap, a, &w.choice, 0); l.stale || l.alpha != alphaRough {
		t.Errorf("a rough answer is drawn as %+v", l)
	}
}

func TestAllLossesOff(t *testing.T) {
	d, _, f := show(t)
	const words = "All losses are off: nothing is trained."
	if d.Has(words) {
		t.Fatal("the banner is there from the start")
	}
	f.change(func(s *session.Snapshot) { s.Frozen, s.State = true, session.Paused })
	d.Frame()
	if !d.Has(words) || !d.Has("Paused 0:23, all losses are off") {
		t.Error("nothing says that all losses are off")
	}
	if !d.Find("Step").Disabled {
		t.Error("a step can be asked for though nothing is trained")
	}
}

func TestUnusedLabel(t *testing.T) {
	d, _, _ := show(t)
	d.ClickOn("label 6")
	if !d.Has("This label is carried by no mode; choose 0 to 3.") {
		t.Error("an unused label is not said to be one")
	}
	if d.Has("posterior error (MMD)") {
		t.Error("numbers are shown for a label without a posterior")
	}
	d.ClickOn("label 3")
	if d.Has("This label is carried by no mode; choose 0 to 3.") {
		t.Error("the banner stays")
	}
}

func TestBrokenFile(t *testing.T) {
	d, w, _ := show(t)
	w.readModel("fake_test.go")
	for range 200 {
		time.Sleep(5 * time.Millisecond)
		if d.Frame(); w.broken != "" {
			break
		}
	}
	d.Frame()
	if !d.Has("Choose another") || !says(d, "The file fake_test.go cannot be opened") {
		t.Errorf("a file that is no model: %q\n%s", w.broken, d.Dump())
	}
	d.ClickOn("Choose another")
	if !d.Has("Open model") {
		t.Errorf("no other file can be chosen:\n%s", d.Dump())
	}
}

func TestTrainedIsSaid(t *testing.T) {
	d, _, _ := showAt(t, 1280, 800, func(f *fake, _ *Window) {
		f.change(func(s *session.Snapshot) { s.State, s.Done = session.Paused, true })
	})
	if !d.Has("Trained 0:23") {
		t.Error("a trained network is not said to be one")
	}
}

// A problem that is no divergence, such as a restart that failed, is said as well.
func TestProblemIsSaid(t *testing.T) {
	d, _, _ := showAt(t, 1280, 800, func(f *fake, _ *Window) {
		f.change(func(s *session.Snapshot) { s.State, s.Problem = session.Paused, "there is not enough memory" })
	})
	if !d.Has("There is not enough memory.") {
		t.Error("the problem is not said")
	}
}

func TestSpoken(t *testing.T) {
	for _, c := range []struct {
		n    []int
		want string
	}{
		{nil, ""}, {[]int{0}, "0"}, {[]int{0, 1}, "0 and 1"}, {[]int{0, 1, 2, 3}, "0 to 3"}, {[]int{0, 2, 5}, "0, 2 and 5"},
	} {
		if got := spoken(c.n); got != c.want {
			t.Errorf("%v is spoken as %q, want %q", c.n, got, c.want)
		}
	}
}

func TestSamplesAsTable(t *testing.T) {
	_, _, f := show(t)
	var b strings.Builder
	if err := tableOf(&b, f.ans); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2001 || lines[0] != "x1,x2" || strings.Count(lines[2000], ",") != 1 {
		t.Errorf("%d lines, the first %q, the last %q", len(lines), lines[0], lines[len(lines)-1])
	}
}

// A banner of two lines is whole, and the plots begin below it.
func TestLongBanner(t *testing.T) {
	d, w, _ := showScene(t, "gaussian-linear", 960, 600, nil)
	plots := func() int {
		top := 1 << 20
		for _, n := range d.Nodes() {
			if strings.HasPrefix(n.Description, sayCell) {
				top = min(top, n.Bounds.Min.Y)
			}
		}
		return top
	}
	free := plots()
	w.broken = "This network was trained on own data, measurements of the spring of last year.csv. Open them, too, to ask it and to train on."
	d.Frame()
	d.Frame()
	var b image.Rectangle
	for _, n := range d.Nodes() {
		if n.Text == w.broken && n.Bounds.Dy() < 600 { // the words themselves have no end
			b = n.Bounds
		}
	}
	if b.Dy() < 60 { // three lines of 17.6 dp and the margins
		t.Errorf("the banner is %d high", b.Dy())
	}
	if top := plots(); top < b.Max.Y || top < free+b.Dy() {
		t.Errorf("the plots begin at %d, without a banner at %d; the banner ends at %d", top, free, b.Max.Y)
	}
}
