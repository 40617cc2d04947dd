package main

import (
	"strings"

	"innlab/app/figure"
	"innlab/app/file"
	"innlab/inn"
)

// figureKind is one kind of figure.
type figureKind struct {
	name  string
	build func(j *figureJob) (figure.Figure, error)
}

// figureKinds lists what figure draws; laterFigures are kinds that the command line has words for and this version
// does not draw.
var (
	figureKinds = []figureKind{
		{"ablation", (*figureJob).ablation},
		{"posterior", (*figureJob).posterior},
		{"latent", (*figureJob).latent},
		{"marginals", (*figureJob).marginals},
		{"losses", (*figureJob).losses},
	}
	laterFigures = []string{"pairs", "calibration", "compare"}
)

// figureJob is one figure to be drawn.
type figureJob struct {
	streams
	given func(flag string) bool
	path  string // of the model; empty: train first
	model *model
	plan  *plan
	y     []float64
}

var figureCommand = command{
	name:    "figure",
	operand: "KIND",
	does:    "a figure for a paper",
	more: "KIND is one of " + strings.Join(names(figureKinds, func(k figureKind) string { return k.name }), ", ") +
		". Without -model the network is trained first; the ablation trains one for each column.",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network (or source, method and budget: trains first)")
		y := f.text("y", "V,V,...", "the measurement that is shown (default: the y that the scene shows first)")
		size := f.text("size", "WxHmm", "on paper, in mm, in or px (default: fits the kind)")
		theme := f.text("theme", "NAME", "light or dark (default light)")
		out := f.text("o", "FILE", "where it goes, .png, .svg or .pdf")
		t := f.training(false)
		return func(s streams, kind string) error {
			build, err := findFigure(kind)
			if err != nil {
				return err
			}
			if t.helpAsked() {
				return t.knobHelp(s.out)
			}
			o := figure.Options{}
			if *size != "" {
				if o.Size, err = figure.ParseSize(*size); err != nil {
					return usageError{err}
				}
			}
			if err := check("theme", *theme, []string{"light", "dark"}, nil); err != nil {
				return err
			}
			o.Dark = *theme == "dark"
			if *out == "" {
				return usagef("say with -o where the figure goes, as .png, .svg or .pdf")
			}
			if err := figure.CheckPath(*out); err != nil {
				return usageError{err}
			}
			if err := file.Probe(*out); err != nil {
				return err
			}
			j := &figureJob{streams: s, given: f.given, path: *path}
			if err := j.prepare(t, *y, f.given("y")); err != nil {
				return err
			}
			fig, err := build(j)
			if err != nil {
				return err
			}
			return figure.Write(*out, fig, o)
		}
	},
}

// findFigure returns the builder of a kind.
func findFigure(kind string) (func(*figureJob) (figure.Figure, error), error) {
	have := names(figureKinds, func(k figureKind) string { return k.name })
	if kind == "" {
		return nil, usagef("say which figure: %s", strings.Join(have, ", "))
	}
	if err := check("figure", kind, have, laterFigures); err != nil {
		return nil, err
	}
	for _, k := range figureKinds {
		if k.name == kind {
			return k.build, nil
		}
	}
	return nil, nil
}

// prepare reads the model or puts the training together, and reads y.
func (j *figureJob) prepare(t *training, y string, given bool) (err error) {
	if j.path != "" {
		for _, name := range []string{"scene", "setup", "method", "losses", "set", "steps", "time", "sims"} {
			if j.given(name) {
				return usagef("give -model, or -%s and what else is to be trained, not both", name)
			}
		}
		if j.model, err = readModel(j.path); err != nil {
			return err
		}
		j.plan = &plan{
			scene: j.model.scene, setup: j.model.setup, method: methods[0], problem: j.model.setup.Problem,
			config: j.model.checkpoint.Config, live: j.model.checkpoint.Live,
		}
		j.plan.until.steps = max(1, j.model.checkpoint.State.Step)
	} else if j.plan, err = t.plan(); err != nil {
		return err
	}
	j.y = j.plan.setup.Start
	if given {
		j.y, err = parseY(y, j.plan.setup)
	}
	return err
}

// network returns the model, or trains one. It fails where the training is interrupted or diverges: a figure of half
// a network would mislead.
func (j *figureJob) network() (*inn.Model, error) {
	if j.model != nil {
		return j.model.Model, nil
	}
	m, err := j.train("", j.plan.live, nil)
	if err != nil {
		return nil, err
	}
	return m, nil
}
