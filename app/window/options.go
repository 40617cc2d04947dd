package window

import (
	"fmt"
	"runtime"
	"slices"
	"strings"

	"innlab/app/own"
	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Options say what the window shows when it opens. The zero value is the first scene, trained from scratch at once.
type Options struct {
	Scene   *scenes.Scene           // nil: the first
	Setup   *scenes.Setup           // nil: the scene's first
	Method  string                  // empty: that of the first preset of the set-up
	Config  *inn.Config             // nil: that of the set-up's first preset
	Live    *inn.Live               // nil: that of the set-up's first preset
	Asked   *own.Simulator          // the user's simulator that the scene is of; nil where it is of none
	Model   *inn.Checkpoint         // a trained network to show instead of training; decides scene and set-up
	Seed    uint64                  // 0: the preset's
	Workers int                     // goroutines of a training step; 0: all processors but one
	Theme   string                  // light, dark or system; empty: system
	View    string                  // of Views; empty: explore
	Width   int                     // of the window in dp; 0: 1280
	Height  int                     // of the window in dp; 0: 800
	Scale   float64                 // pixels per dp of a picture; 0: 1. A real window asks the system
	Watch   func(*session.Snapshot) // called now and then while Shot trains; may be nil
}

// Themes and Views list what Options.Theme and Options.View may be.
var (
	Themes = []string{"light", "dark", "system"}
	Views  = []string{"explore", "ablation", "methods", "calibration"}
)

// complete fills in what was left out and reports what cannot be.
func (o Options) complete() (Options, error) {
	if o.Scene == nil {
		o.Scene = &scenes.All[0]
	}
	if o.Setup == nil {
		o.Setup = &o.Scene.Setups[0]
	}
	if o.Method == "" {
		o.Method = o.Setup.Presets[0].By()
	}
	if o.Theme == "" {
		o.Theme = "system"
	}
	if o.View == "" {
		o.View = Views[0]
	}
	if o.Width == 0 {
		o.Width = 1280
	}
	if o.Height == 0 {
		o.Height = 800
	}
	if o.Scale == 0 {
		o.Scale = 1
	}
	for _, c := range []struct {
		what, got string
		list      []string
	}{{"theme", o.Theme, Themes}, {"view", o.View, Views}} {
		if !slices.Contains(c.list, c.got) {
			return o, fmt.Errorf("unknown %s %q; there is: %s", c.what, c.got, strings.Join(c.list, ", "))
		}
	}
	if o.Model != nil {
		o.Method = o.Model.Method
	}
	_, err := baseline.Find(o.Method)
	return o, err
}

// plan is what the options train.
func (o *Options) plan() session.Plan {
	p := planOf(o.Scene, o.Setup, o.Method)
	c := &p.Columns[0]
	if o.Config != nil {
		c.Config = *o.Config
	}
	if o.Live != nil {
		c.Live = *o.Live
	}
	if o.Seed != 0 {
		c.Config.Seed = o.Seed
	}
	c.Config.Workers = workers(o.Workers)
	return p
}

// workers is the number of goroutines of a training step: n, or all processors but one, so that the window stays
// quick.
func workers(n int) int {
	if n > 0 {
		return n
	}
	return max(1, runtime.NumCPU()-1)
}
