package session

import (
	"fmt"
	"slices"

	"innlab/inn/baseline"
	"innlab/scenes"
)

// The comparison puts methods side by side, each as its own preset has it. Window and command line train the columns that
// are made here.

// Rivals are the methods that a comparison begins with, of those that there are.
var Rivals = []string{"inn", "cinn", "cvae", "cgan", "dropout", "abc"}

// Compare is the plan that compares methods, by default the Rivals. Sims is the number of simulations that each gets: its
// schedule is as long as they last; 0: each as long as its preset is.
func Compare(scene *scenes.Scene, setup *scenes.Setup, methods []string, sims int) (Plan, error) {
	p := Plan{Scene: scene, Setup: setup, Compare: true}
	if methods == nil {
		for _, name := range Rivals {
			if slices.Contains(baseline.Names(), name) {
				methods = append(methods, name)
			}
		}
	}
	if n := len(methods); n > mostMethods {
		return p, fmt.Errorf("%d methods are more than there is room for; compare at most %d", n, mostMethods)
	}
	for _, name := range methods {
		c, err := Compared(setup, name, sims)
		if err != nil {
			return p, err
		}
		p.Columns = append(p.Columns, c)
	}
	p = p.own()
	return p, check(p)
}

// Compared is the column of a method, named after it.
func Compared(setup *scenes.Setup, method string, sims int) (Column, error) {
	preset, kind, err := Preset(setup, method, "")
	if err != nil {
		return Column{}, err
	}
	c := Column{Name: kind.Title, Method: kind.Name, Config: preset.Config, Live: preset.Live}
	if sims > 0 {
		c.Config.Steps = max(1, sims/max(c.Config.Batch, 1))
		c.Config.Warmup = min(c.Config.Warmup, c.Config.Steps/4)
	}
	return c, nil
}
