package session

import (
	"testing"

	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Presets of a method come with the changes that a set-up has for it, and those of one preset go into no other.
func TestTunedPresets(t *testing.T) {
	s := scenes.All[0].Setups[0] // a copy
	s.Tunings = []scenes.Tuning{
		{Method: "cgan", Change: func(c *inn.Config, _ *inn.Live) { c.Batch = 99 }},
		{Method: "cgan", Preset: "large", Change: func(_ *inn.Config, l *inn.Live) { l.Rate = 0.25 }},
		{Method: "cvae", Change: func(c *inn.Config, _ *inn.Live) { c.Batch = 11 }},
	}
	small, k, err := Preset(&s, "cgan", "")
	if err != nil {
		t.Fatal(err)
	}
	large, _, err := Preset(&s, "cgan", "large")
	if err != nil {
		t.Fatal(err)
	}
	if small.Name != "default" || small.Config.Batch != 99 || small.Live.Rate == 0.25 || small.Config.Latent == 128 {
		t.Errorf("the default is %+v", small)
	}
	if large.Config.Batch != 99 || large.Live.Rate != 0.25 || large.Config.Latent != 128 {
		t.Errorf("large is %+v", large)
	}
	if c, l := large.Fixed(1000); c.Batch != 99 || l.Rate != 0.25 || c.Latent != 128 {
		t.Errorf("large for 1000 simulations is %+v, %+v", c, l)
	}
	if _, _, err := Preset(&s, "cvae", "large"); err == nil {
		t.Error("cvae has a preset large")
	}
	for _, p := range Presets(&s, k) {
		if err := k.Validate(&s.Problem, &p.Config, &p.Live); err != nil {
			t.Errorf("preset %s: %v", p.Name, err)
		}
	}
}

// Every preset and every tuning of every scene names a method and one of its presets, and is valid, also for 1000 simulations.
func TestPresetsOfScenes(t *testing.T) {
	for _, scene := range scenes.All {
		for i := range scene.Setups {
			s := &scene.Setups[i]
			known := map[[2]string]bool{}
			for m := range baseline.Methods {
				k := &baseline.Methods[m]
				known[[2]string{k.Name, ""}] = true
				for _, p := range Presets(s, k) {
					known[[2]string{k.Name, p.Name}] = true
					if err := k.Validate(&s.Problem, &p.Config, &p.Live); err != nil {
						t.Errorf("%s %s, %s %s: %v", scene.Name, s.Name, k.Name, p.Name, err)
					}
					if p.Fixed == nil {
						continue
					}
					c, l := p.Fixed(1000)
					if err := k.Validate(&s.Problem, &c, &l); err != nil {
						t.Errorf("%s %s, %s %s for 1000 simulations: %v", scene.Name, s.Name, k.Name, p.Name, err)
					}
				}
			}
			for _, u := range s.Tunings {
				if !known[[2]string{u.Method, u.Preset}] || u.Change == nil {
					t.Errorf("%s %s tunes %q %q, which there is not", scene.Name, s.Name, u.Method, u.Preset)
				}
			}
		}
	}
}
