package main

import (
	"context"
	"errors"
	"strings"

	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

var tablesCommand = command{
	name: "tables",
	does: "methods and losses on every scene, as a table",
	more: "Each method learns from the same number of simulations, drawn once, and is judged as eval does; exact samples are judged " +
		"beside them, as far as there are any. Writes NAME.md and NAME.csv.",
	declare: func(f *flags) action {
		list := f.text("scenes", "LIST", "scenes in the table, each as NAME or NAME:SETUP (default "+tableScenes+"; with -losses "+lossScenes+")")
		methods := f.text("methods", "LIST", "methods (default all)")
		losses := f.toggle("losses", "subsets of the losses of inn in place of methods")
		tests := f.whole("tests", 0, 20, 1_000_000, "pairs of x and y of the calibration (default as eval)")
		sims := f.whole("sims", 10000, 100, most, "simulations of each training (default 10000)")
		seeds := f.whole("seeds", 2, 1, 20, "trainings of each cell, for the spread (default 2)")
		out := f.text("o", "NAME", "where it goes (default tables)")
		return func(s streams, _ string) error {
			if *list == "" {
				*list = tableScenes
				if *losses {
					*list = lossScenes
				}
			}
			if *methods == "" {
				*methods = strings.Join(baseline.Names(), ",")
			}
			for _, m := range strings.Split(*methods, ",") {
				if err := checkMethod(m); err != nil {
					return err
				}
			}
			if *out == "" {
				*out = "tables"
			}
			ctx, stop := interruptible()
			defer stop()
			t := tables{losses: *losses, sims: *sims, seeds: *seeds, tests: *tests}
			for _, name := range strings.Split(*list, ",") {
				plan, err := tablePlan(ctx, s, name, *methods, *losses, *sims)
				if err != nil {
					return err
				}
				of := tableScene{plan: plan}
				for _, c := range plan.Columns {
					row, err := t.row(ctx, s, &plan, c)
					if err != nil {
						return err
					}
					of.rows = append(of.rows, row)
				}
				t.scenes = append(t.scenes, of)
				// after each scene, since the next takes minutes
				if err := errors.Join(write(*out+".csv", s, t.csv), write(*out+".md", s, t.markdown)); err != nil {
					return err
				}
			}
			return nil
		}
	},
}

// tableScenes are those of the tables: labels that several modes share, arms, and a task of the benchmark.
// Each row of the losses trains an invertible network, which takes minutes for the arms.
const (
	tableScenes = "modes:some,kinematics,two-moons"
	lossScenes  = "modes:some,two-moons"
)

// tablePlan are the trainings of a scene.
func tablePlan(ctx context.Context, s streams, name, methods string, losses bool, sims int) (session.Plan, error) {
	name, set, _ := strings.Cut(name, ":")
	scene, setup, err := findSetup(name, set)
	if err != nil {
		return session.Plan{}, err
	}
	if losses {
		p, _, err := session.Preset(setup, inn.Invertible.Name, "")
		if err != nil {
			return session.Plan{}, err
		}
		plan := session.Ablation(scene, setup, p.Config, p.Live)
		plan.Columns = append(plan.Columns, session.Ablated(p.Config, p.Live, inn.LossNLL))
		return plan, nil
	}
	fixed := *setup // presets may depend on the number of simulations
	if fixed.Problem, err = tableProblem(ctx, s, setup, sims, 1); err != nil {
		return session.Plan{}, err
	}
	var list []string
	for _, m := range strings.Split(methods, ",") {
		if _, err := baseline.Find(m); err == nil {
			list = append(list, m)
		}
	}
	p, err := session.Compare(scene, &fixed, list, session.Budget{})
	p.Setup = setup
	return p, err
}

// tableProblem is a set-up's problem with n simulations drawn once; those of a slow simulator are kept, and the same for
// every seed.
func tableProblem(ctx context.Context, s streams, setup *scenes.Setup, n int, seed uint64) (inn.Problem, error) {
	if setup.Slow == nil {
		return fixed(setup.Problem, n, seed), nil
	}
	p := plan{setup: setup, sims: func() int { return n }}
	err := p.simulate(ctx, s.err)
	return p.problem, err
}
