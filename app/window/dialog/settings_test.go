package dialog_test

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/window/dialog"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
	"innlab/widgets/control"
)

// presets of a problem like the toy, fixed so that the pictures do not change with its recipe.
var presets = []scenes.Preset{
	{
		Name: "default",
		Config: inn.Config{
			Blocks: 6, Hidden: []int{64, 64}, Activation: "relu", Width: 10, DimZ: 2, Clamp: 2, Mix: "permute",
			Init: "xavier", LastScale: 0.3, Batch: 128, Steps: 6000, Warmup: 50, Cosine: true, FloorRate: 0.02,
			Beta1: 0.8, Beta2: 0.99, Eps: 1e-6, Clip: 15, Average: 0.99, Kernels: []float64{0.05, 0.2, 0.9}, Cross: 4,
			Lattice: true, Fit: "square", Shape: "auto", ShapeY: 2, RecPadding: 0.2, RecZGrad: true, Sigma: 0.1, Seed: 1,
		},
		Live: inn.Live{
			Rate: 1e-2, PadNoise: 0.05,
			Loss: [inn.NumLosses]inn.Term{{On: true, Weight: 100}, {On: true, Weight: 100}, {On: true, Weight: 400}, {On: true, Weight: 30}},
		},
	},
	{
		Name: "paper",
		Config: inn.Config{
			Blocks: 8, Hidden: []int{512}, Activation: "relu", Width: 16, DimZ: 2, Clamp: 2, ClampOld: true, Mix: "permute",
			Init: "normal", InitScale: 0.05, LastScale: 1, Batch: 1600, Steps: 400, Beta1: 0.8, Beta2: 0.9, Eps: 1e-6,
			Decay: 2e-5, Clip: 15, Kernels: []float64{0.05, 0.2, 0.9}, Biased: true, Fit: "square", FitPadding: true,
			Shape: "x", RecPadding: 7, Ramp: true, Sigma: 0.1, Seed: 1,
		},
		Live: inn.Live{
			Rate: 1e-3, YNoise: 0.1, PadNoise: 0.05, ZNoise: 0.1,
			Loss: [inn.NumLosses]inn.Term{{On: true, Weight: 3}, {On: true, Weight: 300}, {On: true, Weight: 400}, {On: true, Weight: 1}},
		},
	},
}

// owner stands for the window: it does what the settings ask for.
type owner struct {
	dialog.Settings
	running  dialog.Running
	restarts []dialog.Restart
	closed   bool
}

func newSettings(t *testing.T, tab int, height int, dark bool) (*owner, *bench) {
	p := presets[0]
	o := &owner{running: dialog.Running{
		Kind: &inn.Invertible, Config: p.Config, Live: p.Live, Problem: &inn.Problem{DimX: 2, DimY: 8, Labels: 8}, Presets: presets,
		View: dialog.View{Theme: "light", Workers: 3, Samples: 2000},
	}}
	o.Open(tab)
	b := newBench(t, image.Pt(dialog.SettingsWidth+24, height), dark, func(gtx layout.Context, env control.Env) {
		for {
			c, ok := o.Update(gtx, o.running)
			if !ok {
				break
			}
			if c.Live != nil {
				c.Live(&o.running.Live)
			}
			if c.Restart != nil {
				o.restarts = append(o.restarts, *c.Restart)
				o.running.Config, o.running.Live = c.Restart.Config, c.Restart.Live
			}
			if c.View != nil {
				o.running.View = *c.View
			}
			o.closed = o.closed || c.Closed
		}
		env.In(gtx, image.Rect(12, 12, 12+dialog.SettingsWidth, height-12), o.Layout)
	})
	b.Frame()
	return o, b
}

func TestRestartWithTheseAndDiscard(t *testing.T) {
	o, b := newSettings(t, dialog.RestartTab, 716, false)
	if b.Has("Restart with these") {
		t.Fatal("offers a restart with nothing changed")
	}
	b.ClickOn("more Coupling blocks")
	b.ClickOn("more Coupling blocks")
	b.ClickOn("less Clamp")
	if !b.Has("Two values wait for a restart.") {
		t.Fatalf("no count of what waits:\n%s", b.Dump())
	}
	if o.running.Config.Blocks != 6 {
		t.Fatal("acts before the restart")
	}
	b.ClickOn("Discard")
	if b.Has("Restart with these") {
		t.Fatal("Discard leaves values waiting")
	}
	b.ClickOn("more Coupling blocks")
	b.ClickOn("Mixing: permute")
	b.ClickOn("orthogonal")
	b.ClickOn("Restart with these")
	if len(o.restarts) != 1 || o.restarts[0].Config.Blocks != 7 || o.restarts[0].Config.Mix != "orthogonal" {
		t.Fatalf("restarts %+v", o.restarts)
	}
	if o.restarts[0].Live != o.running.Live || b.Has("Restart with these") {
		t.Error("values still wait after the restart")
	}
}

func TestWrongValuesStandUnderTheirFields(t *testing.T) {
	o, b := newSettings(t, dialog.RestartTab, 716, false)
	b.ClickOn("Coupling blocks")
	b.Type("0")
	b.Key(key.NameReturn)
	b.ClickOn("Width")
	b.Type("3")
	b.Key(key.NameReturn)
	b.ClickOn("Clamp")
	b.Type("much")
	b.Key(key.NameReturn)
	for _, words := range []string{
		`Blocks must be a whole number from 1 to 64, not "0".`,
		"Width must be a whole number from 10 (x has 2 columns, y and z have 10) to 4096, not 3.",
		`Clamp must be a number from 0.001 to 20, not "much".`,
		"Three values cannot be used.",
	} {
		if !b.Has(words) {
			t.Errorf("does not say %s\n%s", words, b.Dump())
		}
	}
	b.ClickOn("Restart with these")
	if len(o.restarts) != 0 {
		t.Fatal("restarts with values that cannot be used")
	}
	b.ClickOn("Discard")
	if b.Has("Three values cannot be used.") {
		t.Error("Discard leaves the errors")
	}
}

// A z for which the network has no room makes it wider, until z is smaller again; one that no network has is refused.
func TestWideZ(t *testing.T) {
	o, b := newSettings(t, dialog.RestartTab, 716, false)
	width, dimZ := o.running.Config.Width, o.running.Config.DimZ
	typed := func(text string) {
		b.ClickOn("Width of z")
		b.Frame()
		b.Key("A", key.ModShortcut)
		b.Type(text)
		b.Key(key.NameReturn)
		b.Frame()
	}
	typed("20")
	if !b.Has("Two values wait for a restart.") {
		t.Errorf("the network is not made wider:\n%s", b.Dump())
	}
	typed(fmt.Sprint(dimZ))
	if b.Has("Restart with these") {
		t.Errorf("the network stays wide:\n%s", b.Dump())
	}
	typed("5000")
	if !b.Has(`Dimz must be a whole number from 1 to 4096, not "5000".`) {
		t.Errorf("nothing is said of a z that is too wide:\n%s", b.Dump())
	}
	typed("20")
	b.ClickOn("Restart with these")
	if len(o.restarts) != 1 || o.restarts[0].Config.DimZ != 20 || o.restarts[0].Config.Width != 28 || width >= 28 {
		t.Errorf("restarts %+v", o.restarts)
	}
}

func TestPresetFillsTheFields(t *testing.T) {
	o, b := newSettings(t, dialog.RestartTab, 716, false)
	b.ClickOn("Preset: default")
	b.ClickOn("paper")
	b.ClickOn("Restart with these")
	paper := presets[1]
	if len(o.restarts) != 1 || o.restarts[0].Config.Batch != paper.Config.Batch || o.restarts[0].Live != paper.Live {
		t.Fatalf("restarted with %+v", o.restarts)
	}
	if !b.Has("Preset: paper") {
		t.Error("does not show that the preset runs")
	}
}

func TestLiveActsAtOnce(t *testing.T) {
	o, b := newSettings(t, dialog.LiveTab, 716, false)
	b.ClickOn("switch of Lx")
	if o.running.Live.Loss[inn.LossX].On {
		t.Error("the switch does not act")
	}
	b.ClickOn("Learning rate as a number")
	b.Type("2e-3")
	b.Key(key.NameReturn)
	if o.running.Live.Rate != 2e-3 {
		t.Errorf("rate %v", o.running.Live.Rate)
	}
	track := b.Find("Weight of Lx").Bounds
	b.Scroll(f32.Pt(float32(track.Min.X+20), float32(track.Min.Y+16)), -20)
	if w := o.running.Live.Loss[inn.LossX].Weight; w != 450 {
		t.Errorf("weight %v after a notch", w)
	}
	if len(o.restarts) > 0 {
		t.Error("a live value restarts")
	}
}

func TestViewActsAtOnce(t *testing.T) {
	o, b := newSettings(t, dialog.ViewTab, 716, false)
	b.ClickOn("dark")
	b.ClickOn("Size: auto")
	b.ClickOn("150 %")
	b.ClickOn("Samples: 2\u2009000")
	b.ClickOn("500")
	b.ClickOn("less Workers")
	b.ClickOn("Show speed")
	want := dialog.View{Theme: "dark", Scale: 1.5, Samples: 500, Workers: 2, Speed: true}
	if o.running.View != want {
		t.Errorf("view %+v", o.running.View)
	}
}

func TestSettingsClose(t *testing.T) {
	o, b := newSettings(t, dialog.RestartTab, 716, false)
	b.ClickOn("Coupling blocks")
	b.Key(key.NameEscape) // leaves the editor first
	if o.closed {
		t.Fatal("Escape in an editor closes the sheet")
	}
	b.Key(key.NameEscape)
	if !o.closed || o.Shown() {
		t.Error("Escape does not close the sheet")
	}
}

// TestEveryKnobHasARow makes sure that a new hyper-parameter appears without a line in the tables of this package.
func TestEveryKnobHasARow(t *testing.T) {
	seen := map[string]bool{}
	for _, tab := range []int{dialog.LiveTab, dialog.RestartTab} {
		for _, name := range dialog.Rows(&inn.Invertible, tab) {
			if seen[name] {
				t.Errorf("%s has two rows", name)
			}
			seen[name] = true
			if !slices.ContainsFunc(inn.Invertible.Knobs(), func(k inn.Knob) bool { return k.Name == name && k.Live == (tab == dialog.LiveTab) }) {
				t.Errorf("%s is no knob of its tab", name)
			}
		}
	}
	for _, k := range inn.Invertible.Knobs() {
		switchOfWeight := len(k.Name) > 3 && k.Name[:3] == "on." && seen["weight."+k.Name[3:]]
		if !seen[k.Name] && !switchOfWeight && k.Name != "workers" {
			t.Errorf("%s has no row", k.Name)
		}
	}
}

func TestSettingsGolden(t *testing.T) {
	shot := func(name string, b *bench) {
		golden.Check(t, name, func() *image.RGBA {
			b.Frame()
			return screen.Shot(t, b.Driver)
		})
	}
	_, b := newSettings(t, dialog.RestartTab, 716, false)
	b.ClickOn("more Coupling blocks")
	b.ClickOn("Width")
	b.Type("3")
	b.Key(key.NameReturn)
	b.Leave()
	shot("settings-restart", b)
	_, b = newSettings(t, dialog.LiveTab, 716, false)
	shot("settings-live", b)
	_, b = newSettings(t, dialog.ViewTab, 500, true)
	shot("settings-view-dark", b)
	_, b = newSettings(t, dialog.RestartTab, 532, true)
	b.ClickOn("more Coupling blocks")
	b.Leave()
	shot("settings-small-dark", b)
}

// Rows can be held out only where there is a fixed number of them.
func TestHeldOutIsForFixedRows(t *testing.T) {
	k, err := baseline.Find("nn")
	if err != nil {
		t.Fatal(err)
	}
	o, b := newSettings(t, dialog.RestartTab, 2400, false)
	o.running.Kind, o.running.Presets = k, nil
	for _, fixed := range []bool{false, true, false} {
		o.running.Fixed = fixed
		b.Frame()
		b.Frame()
		if b.Has("Held out") != fixed {
			t.Errorf("fixed %v, but held out shown: %v", fixed, !fixed)
		}
	}
}
