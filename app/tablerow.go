package main

// A row of the tables: one method on one scene, trained and judged once for each seed.

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"

	"innlab/app/session"
)

// tableMeasure is a column of the tables.
type tableMeasure struct {
	name, title string
	percent     bool // written in percent
	digits      int
	value       func(e *evaluation, first string) *number
	exact       func(e *evaluation) *number // what exact samples score; nil: that is not measured
}

// tableMeasures are the columns; MAP error and the calibration error before it are of the scene's first parameter.
var tableMeasures = []tableMeasure{
	{"c2st", "C2ST", false, 3,
		func(e *evaluation, _ string) *number { return e.C2ST }, func(e *evaluation) *number { return e.C2STFloor }},
	{"mmd2", "MMD²", false, 4,
		func(e *evaluation, _ string) *number { return e.MMD2 }, func(e *evaluation) *number { return e.MMD2Floor }},
	{"calibration_error", "Calibration error", true, 1,
		func(e *evaluation, _ string) *number { return e.CalibrationError }, func(e *evaluation) *number { return e.CalibrationFloor }},
	{"resimulation_error", "Re-simulation error", false, 4,
		func(e *evaluation, _ string) *number { return e.Resimulation }, func(e *evaluation) *number { return e.ResimulationBest }},
	{"calibration_error_first", "Calibration error, %s", true, 1,
		func(e *evaluation, first string) *number { return known(e.CalibrationEach, first) }, nil},
	{"map_error_first", "MAP error, %s", false, 3,
		func(e *evaluation, first string) *number { return known(e.MAPError, first) }, nil},
	{"training_seconds", "Training, s", false, 1,
		func(e *evaluation, _ string) *number { return &e.trained }, nil},
}

// words write a value, or a distance between values.
func (m *tableMeasure) words(v float64) string {
	if m.percent {
		return fmt.Sprintf("%.*f %%", m.digits, 100*v)
	}
	return fmt.Sprintf("%.*f", m.digits, v)
}

// tableCell is what the seeds scored: one value each, none where the measure has no meaning.
type tableCell []float64

// mean and spread are NaN where there are too few values.
func (c tableCell) mean() float64 { return stat.Mean(c, nil) }

func (c tableCell) spread() float64 {
	if len(c) < 2 {
		return math.NaN()
	}
	return stat.StdDev(c, nil)
}

// tableRow is a method, or a subset of the losses, on a scene. Values and exact have a cell for each measure.
type tableRow struct {
	method        string
	steps         int
	values, exact []tableCell
}

// row trains and judges a column for each seed.
func (t *tables) row(ctx context.Context, s streams, p *session.Plan, c session.Column) (tableRow, error) {
	row := tableRow{c.Name, c.Config.Steps, make([]tableCell, len(tableMeasures)), make([]tableCell, len(tableMeasures))}
	for seed := range t.seeds {
		c.Config.Seed = uint64(seed + 1)
		name := fmt.Sprintf("%s, %s, seed %d", p.Scene.Name, c.Name, seed+1)
		e, err := t.judge(ctx, s, p, c, name)
		if err != nil {
			return row, fmt.Errorf("%s: %w", name, err)
		}
		t.eval = *e
		for i := range tableMeasures {
			m := &tableMeasures[i]
			if v := m.value(e, p.Setup.X[0].Name); v != nil {
				row.values[i] = append(row.values[i], float64(*v))
			}
			if m.exact == nil {
				continue
			}
			if v := m.exact(e); v != nil {
				row.exact[i] = append(row.exact[i], float64(*v))
			}
		}
	}
	return row, nil
}

// judge is one training and its evaluation.
func (t *tables) judge(ctx context.Context, s streams, p *session.Plan, c session.Column, name string) (*evaluation, error) {
	problem, err := tableProblem(ctx, s, p.Setup, t.sims, c.Config.Seed)
	if err != nil {
		return nil, err
	}
	m, err := c.Kind().New(&problem, c.Config, c.Live)
	if err != nil {
		return nil, err
	}
	show := newProgress(s.err, name)
	o, err := fit(ctx, m, budget{steps: c.Config.Steps}, show.watch)
	show.done()
	if err == nil && o.interrupted {
		err = errInterrupted
	}
	if err != nil {
		return nil, err
	}
	show = newProgress(s.err, name)
	defer show.done()
	e, err := evaluate(ctx, &model{Estimator: m.Freeze(), checkpoint: m.Checkpoint(), scene: p.Scene, setup: p.Setup}, 1,
		sizes{ys: tableY, samples: tableSamples, tests: t.tests}, show.part)
	e.trained = number(o.elapsed.Seconds())
	return &e, err
}

// tableY is at how many y posteriors are judged, tableSamples how many samples at each are compared with as many exact ones.
const tableY, tableSamples = 12, 2000

// known is an entry of a table of numbers; nil where it has none.
func known(m map[string]number, name string) *number {
	if v, ok := m[name]; ok {
		return &v
	}
	return nil
}
