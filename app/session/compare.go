package session

import (
	"fmt"
	"slices"
	"time"

	"innlab/inn/baseline"
	"innlab/scenes"
)

// The comparison puts methods side by side, each as its own preset has it. Window and command line train the columns that
// are made here.

// Rivals are the methods that a comparison begins with, of those that there are.
var Rivals = []string{"inn", "cinn", "cvae", "cgan", "dropout", "abc"}

// Budget is what every method of a comparison is given. Zero: each trains to the end of its own schedule, all of them for
// the same time at any moment.
type Budget struct {
	Time time.Duration // each for so long at most, to the end of its own schedule; 0: without such an end
	Sims int           // each on so many simulated pairs, its schedule as long as they last, as many at any moment; 0: no such number
}

// Compare is the plan that compares methods, by default the Rivals.
func Compare(scene *scenes.Scene, setup *scenes.Setup, methods []string, b Budget) (Plan, error) {
	p := Plan{Scene: scene, Setup: setup, Compare: true, Budget: b}
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
		c, err := Compared(setup, name, b)
		if err != nil {
			return p, err
		}
		p.Columns = append(p.Columns, c)
	}
	p = p.own()
	return p, check(p)
}

// Compared is the column of a method, named after it.
func Compared(setup *scenes.Setup, method string, b Budget) (Column, error) {
	preset, kind, err := Preset(setup, method, "")
	if err != nil {
		return Column{}, err
	}
	c := Column{Name: kind.Title, Method: kind.Name, Config: preset.Config, Live: preset.Live}
	if b.Sims > 0 {
		c.Config.Steps = max(1, b.Sims/max(c.Config.Batch, 1))
		c.Config.Warmup = min(c.Config.Warmup, c.Config.Steps/4)
	}
	return c, nil
}

// had is how much of a budget a column has had after so many steps and so long: seconds, or pairs.
func (b Budget) had(c *Column, steps int, spent time.Duration) float64 {
	if b.Sims > 0 {
		return float64(steps) * float64(max(c.Config.Batch, 1))
	}
	return spent.Seconds()
}

// share is how far a column is on its way to the end of its schedule or of the budget: 1 at the end.
func (b Budget) share(c *Column, steps int, spent time.Duration) float64 {
	share := float64(steps) / float64(max(c.Config.Steps, 1))
	if b.Time > 0 {
		share = max(share, spent.Seconds()/b.Time.Seconds())
	}
	return min(share, 1)
}

// Share is how far column i of a comparison is on its way: 1 at the end of its schedule or of the budget.
func (s *Snapshot) Share(i int) float64 {
	return s.Plan.Budget.share(&s.Plan.Columns[i], s.Columns[i].Step, s.Columns[i].Spent)
}
