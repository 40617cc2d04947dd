package window

import (
	"image"
	"testing"

	"gioui.org/layout"

	"innlab/app/window/giotest"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Explore shows every method, whatever it has of losses and latents.
func TestEveryMethodIsExplored(t *testing.T) {
	for _, k := range baseline.Methods {
		for _, name := range []string{"modes", "two-moons"} {
			scene, err := scenes.Find(name)
			if err != nil {
				t.Fatal(err)
			}
			o, err := Options{Scene: scene, Method: k.Name, Workers: 1}.complete()
			if err != nil {
				t.Fatal(err)
			}
			w, err := open(o, func() {})
			if err != nil {
				t.Fatalf("%s, %s: %v", k.Name, name, err)
			}
			d := giotest.New(t, image.Pt(1280, 800), func(gtx layout.Context) { w.Layout(gtx) })
			d.Frame()
			w.run().StepOnce()
			d.Wait(50_000_000)
			for range 3 {
				d.Frame()
			}
			if c := w.run().Snapshot().Plan.Columns[0]; c.Method != k.Name {
				t.Errorf("asked for %s it explores %s", k.Name, c.Method)
			}
			if k.Name != "inn" {
				b, err := w.views[1].(*ablation).begin(ablationOf(w.run().Snapshot().Plan))
				if err != nil {
					t.Fatalf("%s: the ablation beside it: %v", k.Name, err)
				}
				b.Close()
			}
			w.Close()
		}
	}
}
