package session

import (
	"slices"
	"testing"

	"innlab/inn"
	"innlab/scenes"
)

// The three columns differ in what is switched on and in nothing else, and L_x by itself looks at x alone.
func TestAblation(t *testing.T) {
	scene := &scenes.All[0]
	setup, err := scene.Setup("some")
	if err != nil {
		t.Fatal(err)
	}
	preset := setup.Presets[0]
	live := preset.Live
	live.Loss[inn.LossX].On = false // as a user may have left it
	live.Loss[inn.LossX].Weight = 123
	p := Ablation(scene, setup, preset.Config, live)
	if err := check(p); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name string
		on   [inn.NumLosses]bool
		form string
	}{
		{"All losses", [inn.NumLosses]bool{true, true, true, true}, inn.ShapeJoint},
		{"L_y + L_z", [inn.NumLosses]bool{inn.LossY: true, inn.LossZ: true}, inn.ShapeJoint},
		{"L_x only", [inn.NumLosses]bool{inn.LossX: true}, inn.ShapeX},
	}
	if len(p.Columns) != len(want) {
		t.Fatalf("%d columns", len(p.Columns))
	}
	for i, w := range want {
		c := p.Columns[i]
		same := c.Live
		for k := range same.Loss {
			if same.Loss[k].On != w.on[k] {
				t.Errorf("%s: %s is on: %v", w.name, inn.Losses[k].Symbol, same.Loss[k].On)
			}
			same.Loss[k].On = live.Loss[k].On
		}
		if c.Name != w.name || same != live || c.Config.Seed != preset.Config.Seed || !slices.Equal(c.Config.Hidden, preset.Config.Hidden) {
			t.Errorf("column %d is %q, %+v", i, c.Name, c.Live)
		}
		if form := inn.LossXForm(&c.Config, &c.Live); form != w.form {
			t.Errorf("%s: L_x compares %s, want %s", c.Name, form, w.form)
		}
	}
}

func TestTitle(t *testing.T) {
	for want, on := range map[string][]int{
		"No losses":       nil,
		"L_z only":        {inn.LossZ},
		"L_y + L_x":       {inn.LossX, inn.LossY},
		"L_y + L_z + L_x": {inn.LossY, inn.LossZ, inn.LossX},
		"L_y + L_z + rec": {inn.LossY, inn.LossZ, inn.LossRec},
		"All losses":      {inn.LossY, inn.LossZ, inn.LossX, inn.LossRec},

		"All losses + L_n": {inn.LossY, inn.LossZ, inn.LossX, inn.LossRec, inn.LossNLL},
		"L_n only":         {inn.LossNLL},
		"L_x + L_n":        {inn.LossX, inn.LossNLL},
	} {
		if got := Ablated(inn.Config{}, inn.Live{}, on...).Name; got != want {
			t.Errorf("%v is called %q, want %q", on, got, want)
		}
	}
}
