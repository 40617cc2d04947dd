package window

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/inn"
	"innlab/scenes"
)

// openReal is a window on a session that really trains, driven without a screen.
func openReal(t *testing.T) (*giotest.Driver, *Window) {
	t.Helper()
	setup, err := scenes.All[0].Setup("some")
	if err != nil {
		t.Fatal(err)
	}
	return openWith(t, Options{Setup: setup})
}

// openWith is such a window on what o names.
func openWith(t *testing.T, o Options) (*giotest.Driver, *Window) {
	t.Helper()
	o.Workers, o.Theme = 1, "light"
	o, err := o.complete()
	if err != nil {
		t.Fatal(err)
	}
	w, err := open(o, func() {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	d := giotest.New(t, image.Pt(1280, 800), func(gtx layout.Context) { w.Layout(gtx) })
	return d, w
}

// until runs frames until something is so.
func until(t *testing.T, d *giotest.Driver, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if d.Frame(); so() {
			return
		}
	}
	t.Fatalf("after a minute still not: %s", what)
}

// The window and a session that trains: from the first step to a click, a switch, a reset and its undo.
func TestWindowOnSession(t *testing.T) {
	d, w := openReal(t)
	run := w.run()
	step := func() int { return run.Snapshot().Step }
	d.ClickOn("Train")
	until(t, d, "twenty steps", func() bool { return step() >= 20 })
	d.ClickOn("label 1")
	until(t, d, "an answer to label 1", func() bool {
		a := run.Answer()
		return w.choice.answered(a) && a.Query.Y[1] == 1
	})
	d.ClickOn("loss x")
	until(t, d, "loss x off", func() bool { return !run.Snapshot().Plan.Columns[0].Live.Loss[inn.LossX].On })
	d.ClickOn("Pause")
	until(t, d, "a pause", func() bool { return run.Snapshot().State == session.Paused })
	at := step()
	d.ClickOn("Step")
	until(t, d, "one step", func() bool { return step() == at+1 })
	d.ClickOn("Reset")
	until(t, d, "step 0", func() bool { return step() == 0 })
	w.undo()
	until(t, d, "the steps from before", func() bool { return step() == at+1 })
	if run.Snapshot().Plan.Columns[0].Live.Loss[inn.LossX].On {
		t.Error("undo brings loss x back on")
	}
	d.ClickOn("none")
	until(t, d, "set-up none", func() bool { return w.setup.Name == "none" && run.Snapshot().Step == 0 })
}

// A model that is saved and opened again is the same network; what comes with the program can be opened too.
func TestSaveOpenModel(t *testing.T) {
	d, w := openReal(t)
	run := w.run()
	for range 3 {
		run.StepOnce()
	}
	until(t, d, "three steps", func() bool { return run.Snapshot().Step == 3 })
	path := filepath.Join(t.TempDir(), "three.innlab")
	w.writeModel(path)
	until(t, d, "a file", func() bool {
		_, err := os.Stat(path)
		return err == nil && w.toast.Words() != ""
	})
	run.Reset()
	until(t, d, "step 0", func() bool { return run.Snapshot().Step == 0 })
	w.readModel(path)
	until(t, d, "step 3 again", func() bool { return run.Snapshot().Step == 3 })
	if w.broken != "" {
		t.Errorf("opening says %q", w.broken)
	}
	if !w.hasTrained() {
		t.Fatal("no trained network comes with the program")
	}
	w.useTrained()
	until(t, d, "a trained network", func() bool { return run.Snapshot().Step > 100 })
}

func TestSavePictureAndSamples(t *testing.T) {
	d, w := openReal(t)
	until(t, d, "an answer", func() bool { return w.run().Answer() != nil })
	folder := t.TempDir()
	for _, c := range []struct {
		name  string
		write func(path string)
		start string
	}{
		{"a.svg", w.writePicture, "<?xml"},
		{"a.png", w.writePicture, "\x89PNG"},
		{"a.csv", w.writeSamples, "x1,x2\n"},
	} {
		path := filepath.Join(folder, c.name)
		w.toast.Hide()
		c.write(path)
		until(t, d, c.name, func() bool { return w.toast.Words() != "" })
		b, err := os.ReadFile(path)
		if err != nil || len(b) < len(c.start) || string(b[:len(c.start)]) != c.start {
			t.Errorf("%s: %v, %q; the window says %q", c.name, err, b[:min(len(b), 20)], w.toast.Words())
		}
	}
	w.toast.Hide()
	w.writePicture(filepath.Join(folder, "no", "such", "folder.png"))
	until(t, d, "a complaint", func() bool { return w.toast.Words() != "" })
	if words := w.toast.Words(); len(words) < 10 || words[:5] == "Saved" {
		t.Errorf("a picture into a folder that is not there: %q", words)
	}
}

// The picture of the window after a moment of training.
func TestShot(t *testing.T) {
	setup, err := scenes.All[0].Setup("some")
	if err != nil {
		t.Fatal(err)
	}
	watched := 0
	img, err := Shot(Options{
		Setup: setup, Workers: 1, Theme: "dark", Width: 960, Height: 600, Scale: 1.5,
		Watch: func(*session.Snapshot) { watched++ },
	}, 300*time.Millisecond)
	if err != nil {
		if os.Getenv("CI") != "true" && strings.Contains(err.Error(), "OpenGL") {
			t.Skip(err)
		}
		t.Fatal(err)
	}
	if img.Rect.Max != image.Pt(1440, 900) || watched == 0 {
		t.Errorf("the picture is %v large; training was watched %d times", img.Rect.Max, watched)
	}
	colours := map[color.RGBA]int{}
	for y := range 900 {
		for x := range 1440 {
			colours[img.RGBAAt(x, y)]++
		}
	}
	if card := (color.RGBA{0x17, 0x1C, 0x22, 255}); len(colours) < 200 || colours[card] < 1440*900/10 {
		t.Errorf("%d colours, %d pixels of a dark card: that is not the window", len(colours), colours[card])
	}
}
