package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strings"

	"gonum.org/v1/gonum/stat"

	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

var tablesCommand = command{
	name: "tables",
	does: "methods and losses on every scene, as a table",
	more: "Each method learns from the same number of simulations, drawn once, and is judged as eval does. Of the scene's first " +
		"parameter the table has its own calibration error and that of its most likely value. Writes NAME.md and NAME.csv.",
	declare: func(f *flags) action {
		list := f.text("scenes", "LIST", "scenes in the table (default modes,kinematics,two-moons)")
		methods := f.text("methods", "LIST", "methods (default "+strings.Join(session.Rivals, ",")+")")
		losses := f.toggle("losses", "subsets of the losses of inn in place of methods")
		tests := f.whole("tests", 0, 20, 1_000_000, "pairs of x and y of the calibration (default as eval)")
		sims := f.whole("sims", 10000, 100, most, "simulations of each training (default 10000)")
		seeds := f.whole("seeds", 1, 1, 20, "trainings of each cell, for the spread (default 1)")
		out := f.text("o", "NAME", "where it goes (default tables)")
		return func(s streams, _ string) error {
			if *list == "" {
				*list = "modes,kinematics,two-moons"
			}
			if *methods != "" {
				for _, m := range strings.Split(*methods, ",") {
					if err := checkMethod(m); err != nil {
						return err
					}
				}
			} else {
				*methods = strings.Join(session.Rivals, ",")
			}
			if *out == "" {
				*out = "tables"
			}
			ctx, stop := interruptible()
			defer stop()
			rows := [][]string{{"scene", "method", "simulations", "seeds", "c2st", "mmd2", "calibration_error", "resimulation_error",
				"parameter", "calibration_error_of_it", "map_error_of_it"}}
			for _, name := range strings.Split(*list, ",") {
				columns, err := tableColumns(ctx, s, name, *methods, *losses, *sims)
				if err != nil {
					return err
				}
				for _, c := range columns.Columns {
					row, err := tableRow(ctx, s, &columns, c, *sims, *seeds, *tests)
					if err != nil {
						return err
					}
					rows = append(rows, row)
				}
			}
			if err := write(*out+".csv", s, func(w io.Writer) error { return csv.NewWriter(w).WriteAll(rows) }); err != nil {
				return err
			}
			return write(*out+".md", s, func(w io.Writer) error {
				for i, r := range rows {
					markdownRow(w, r, i == 0)
				}
				return nil
			})
		}
	},
}

// tableColumns are the trainings of a scene.
func tableColumns(ctx context.Context, s streams, name, methods string, losses bool, sims int) (session.Plan, error) {
	scene, setup, err := findSetup(name, "")
	if err != nil {
		return session.Plan{}, err
	}
	if losses {
		p, _, err := session.Preset(setup, inn.Invertible.Name, "")
		if err != nil {
			return session.Plan{}, err
		}
		return session.Ablation(scene, setup, p.Config, p.Live), nil
	}
	fixed := *setup
	if fixed.Problem, err = tableProblem(ctx, s, setup, sims, 1); err != nil {
		return session.Plan{}, err
	}
	var list []string
	for _, m := range strings.Split(methods, ",") {
		if _, err := baseline.Find(m); err == nil {
			list = append(list, m)
		}
	}
	p, err := session.Compare(scene, &fixed, list, 0)
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

// tableRow trains and judges one cell for each seed: mean, and spread where there are several.
func tableRow(ctx context.Context, s streams, p *session.Plan, c session.Column, sims, seeds, tests int) ([]string, error) {
	var values [6][]float64
	for seed := range seeds {
		c.Config.Seed = uint64(seed + 1)
		problem, err := tableProblem(ctx, s, p.Setup, sims, c.Config.Seed)
		if err != nil {
			return nil, err
		}
		m, err := c.Kind().New(&problem, c.Config, c.Live)
		if err != nil {
			return nil, err
		}
		show := newProgress(s.err, p.Scene.Name+", "+c.Name)
		o, err := fit(ctx, m, budget{steps: c.Config.Steps}, show.watch)
		show.done()
		if err == nil && o.interrupted {
			err = errInterrupted
		}
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", p.Scene.Name, c.Name, err)
		}
		show = newProgress(s.err, p.Scene.Name+", "+c.Name)
		e, err := evaluate(ctx, &model{Estimator: m.Freeze(), checkpoint: m.Checkpoint(), scene: p.Scene, setup: p.Setup}, 1, sizes{samples: 2000, tests: tests, estimates: tests}, show.part)
		show.done()
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", p.Scene.Name, c.Name, err)
		}
		first := p.Setup.X[0].Name
		for i, v := range []*number{e.C2ST, e.MMD2, e.CalibrationError, e.Resimulation, known(e.CalibrationEach, first), known(e.MAPError, first)} {
			if v != nil {
				values[i] = append(values[i], float64(*v))
			}
		}
	}
	row := []string{p.Scene.Name, c.Name, fmt.Sprint(sims), fmt.Sprint(seeds)}
	for i, v := range values {
		if i == 4 {
			row = append(row, p.Setup.X[0].Name)
		}
		mean, sd := stat.MeanStdDev(v, nil)
		switch {
		case len(v) == 0:
			row = append(row, "")
		case len(v) == 1 || math.IsNaN(sd):
			row = append(row, fmt.Sprintf("%.4g", mean))
		default:
			row = append(row, fmt.Sprintf("%.4g ± %.2g", mean, sd))
		}
	}
	return row, nil
}

// known is an entry of a table of numbers; nil where it has none.
func known(m map[string]number, name string) *number {
	if v, ok := m[name]; ok {
		return &v
	}
	return nil
}
