package main

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"innlab/assets"
	"innlab/inn/baseline"
	"innlab/inn/metric"
	"innlab/scenes"
)

// The trained networks that come with the program belong to the presets of today and are as right as these.
func TestModelsThatComeAlong(t *testing.T) {
	for i := range scenes.All {
		scene := &scenes.All[i]
		for j := range scene.Setups {
			setup := &scene.Setups[j]
			b, ok := assets.Model(scene.Name, setup.Name)
			if !ok || setup.Modes == nil {
				continue
			}
			c, err := baseline.Load(bytes.NewReader(b))
			if err != nil {
				t.Errorf("%s, %s: %v; make models trains them anew", scene.Name, setup.Name, err)
				continue
			}
			if c.Scene != scene.Name || c.Setup != setup.Name || c.State.Step != setup.Presets[0].Config.Steps {
				t.Errorf("%s, %s: the model says %s, %s, step %d", scene.Name, setup.Name, c.Scene, c.Setup, c.State.Step)
			}
			m := (*metric.Mixture)(setup.Modes)
			for _, label := range setup.Modes.Used() {
				x := make([]float64, 2*4000)
				c.Estimator().Sample(rand.New(rand.NewPCG(1, 2)), scenes.OneHot(label, setup.Problem.DimY), x)
				if q := m.Measure(x, label); q.Right < 0.97 {
					t.Errorf("%s, %s, label %d: %.3f of the samples are on a right mode", scene.Name, setup.Name, label, q.Right)
				}
			}
		}
	}
}
