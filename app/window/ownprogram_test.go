//go:build unix

package window

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gioui.org/io/key"

	"innlab/app/own"
)

// ownCache has simulations kept in a folder of the test.
func ownCache(t *testing.T) {
	t.Helper()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME"} { // of Linux and macOS
		t.Setenv(name, t.TempDir())
	}
}

// From the scene picker through a trial that fails and one that does not to a training on what the program answers.
func TestOwnSimulator(t *testing.T) {
	ownCache(t)
	d, w := openReal(t)
	w.openScenes()
	d.Frame()
	d.Frame()
	d.ClickOn("Own simulator…")
	d.Frame()
	d.Frame()
	d.Retype("Command", `awk '{ print "no luck" > "/dev/stderr"; exit 3 }'`)
	d.ClickOn("Try it")
	until(t, d, "what went wrong", func() bool { return d.Has("It ended with exit status 3; its last lines: no luck.") })

	folder := t.TempDir()
	for name, text := range map[string]string{
		"bad.json":   `{"u": {"distribution": "gauss"}}`,
		"prior.json": `{"u": {"distribution": "uniform", "min": 0, "max": 1}, "v": {"distribution": "normal", "mean": 0, "sd": 1}}`,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	choose := func(name string) {
		d.ClickOn("From a file…")
		d.Frame()
		w.dialogs.files.Open(w.dialogs.asked, folder)
		d.Frame()
		d.ClickOn(name)
		d.ClickOn("Open")
	}
	choose("bad.json")
	until(t, d, "what is wrong with the file", func() bool { return strings.Contains(d.Dump(), "is no distribution") })
	d.ClickOn("Cancel")
	d.Frame()
	if !w.dialogs.program.Shown() {
		t.Fatal("the form does not come back when no file is chosen")
	}
	choose("prior.json")
	until(t, d, "the prior of the file", func() bool { return w.dialogs.program.Shown() && d.Has("sd of v") })
	d.Retype("Command", `awk -F, '{ print $1 + $2 "," $1 - $2 }'`)
	d.ClickOn("Try it")
	until(t, d, "rows", func() bool { return strings.Contains(d.Dump(), "It answered 4 rows of x in") && d.Has("y2") })
	d.Retype("Simulations", "400")
	d.Key(key.NameReturn)
	d.ClickOn("Open")
	until(t, d, "ten steps on the answers", func() bool {
		s := w.run().Snapshot()
		return s.Plan.Setup.Problem.DimY == 2 && s.Step >= 10
	})
	p := w.run().Snapshot().Plan
	if p.Setup.Problem.Table.N != 360 || p.Setup.X[1].Name != "v" || p.Scene.Name != "simulator" {
		t.Errorf("%d rows of %v train", p.Setup.Problem.Table.N, p.Setup.X)
	}
}

// A time limit that is too short is made longer in the form, which is filled with the simulator of the command line; what
// came before is not asked again.
func TestTimeLimit(t *testing.T) {
	ownCache(t)
	prior, err := own.Named([]own.Entry{{Name: "u", Distribution: "uniform", Values: []float64{0, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	starts := filepath.Join(t.TempDir(), "starts")
	sim := &own.Simulator{
		Command: "echo >> '" + starts + "'; sleep 0.3; awk '{ print $1, $1 }' OFS=,", Prior: prior, Count: 100, Seed: 1, Workers: 1, Timeout: 50 * time.Millisecond,
	}
	scene := sim.Asking()
	d, w := openWith(t, Options{Scene: scene, Asked: sim})
	w.run().Play()
	until(t, d, "the limit", func() bool { return strings.Contains(d.Dump(), "it took longer than 50ms") })
	w.openSimulator()
	d.Frame()
	d.Frame()
	if !strings.Contains(d.Dump(), sim.Command) {
		t.Errorf("the form is not filled:\n%s", d.Dump())
	}
	d.Retype("Time limit", "20")
	d.Key(key.NameReturn)
	d.ClickOn("Open")
	until(t, d, "training", func() bool { return w.run().Snapshot().Step >= 5 })
	if n := w.run().Snapshot().Plan.Setup.Problem.Table.N; n < 80 {
		t.Errorf("%d rows train", n)
	}
	before, err := os.ReadFile(starts)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := scene.Setups[0].Ask(context.Background(), func(int, int, string) {}); err != nil {
		t.Error(err)
	}
	if after, _ := os.ReadFile(starts); len(after) != len(before) {
		t.Error("the same simulator is asked again")
	}
}
