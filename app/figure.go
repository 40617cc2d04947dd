package main

import (
	"context"
	"slices"
	"strings"

	"innlab/app/figure"
	"innlab/app/file"
	"innlab/app/session"
	"innlab/inn"
)

// figureKind is one kind of figure.
type figureKind struct {
	name  string
	build func(j *figureJob) (figure.Figure, error)
	blank func(j *figureJob) figure.Figure // without its numbers: enough to judge a size
}

// figureKinds lists what figure draws.
var figureKinds = []figureKind{
	{"ablation", (*figureJob).ablation, (*figureJob).blankAblation},
	{"posterior", (*figureJob).posterior, func(j *figureJob) figure.Figure { return &figure.Posterior{Setup: j.plan.setup} }},
	{"latent", (*figureJob).latent, func(j *figureJob) figure.Figure { return &figure.Latent{Setup: j.plan.setup} }},
	{"marginals", (*figureJob).marginals, func(j *figureJob) figure.Figure { return &figure.Marginals{Setup: j.plan.setup} }},
	{"pairs", (*figureJob).pairs, func(j *figureJob) figure.Figure { return &figure.Pairs{Setup: j.plan.setup} }},
	{"compare", (*figureJob).compare, (*figureJob).blankComparison},
	{"calibration", (*figureJob).calibration, func(j *figureJob) figure.Figure { return &figure.Calibration{Setup: j.plan.setup} }},
	{"losses", (*figureJob).losses, func(*figureJob) figure.Figure { return &figure.Losses{} }},
}

// figureJob is one figure to be drawn.
type figureJob struct {
	streams
	ctx     context.Context
	given   func(flag string) bool
	path    string // of the model; empty: train first
	methods string // of the comparison, separated by commas; empty: the usual ones
	model   *model
	plan    *plan
	exam    *session.Exam // of the rows held out, where losses are recorded; nil for none
	y       []float64
}

var figureCommand = command{
	name:    "figure",
	operand: "KIND",
	does:    "a figure for a paper",
	more: "KIND is one of " + strings.Join(names(figureKinds, func(k figureKind) string { return k.name }), ", ") +
		". Without -model the network is trained first; the ablation trains one for each column.",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network (or source, method and budget: trains first)")
		y := f.text("y", "V,V,...", "the measurement that is shown (default: the y that the scene shows first); of losses -data, the columns that are measured")
		size := f.text("size", "WxHmm", "on paper, in mm, in or px (default: fits the kind)")
		theme := f.text("theme", "NAME", "light or dark (default light)")
		out := f.text("o", "FILE", "where it goes, .png, .svg or .pdf")
		methods := f.text("methods", "LIST", "what the figure compare shows, such as inn,cinn,abc (default: "+strings.Join(session.Rivals, ",")+")")
		t := f.training(false)
		return func(s streams, kind string) error {
			drawn, err := findFigure(kind)
			if err != nil {
				return err
			}
			if t.helpAsked() {
				return t.knobHelp(s)
			}
			o := figure.Options{}
			if *size != "" {
				if o.Size, err = figure.ParseSize(*size); err != nil {
					return usageError{err}
				}
			}
			if err := check("theme", *theme, []string{"light", "dark"}); err != nil {
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
			j := &figureJob{streams: s, given: f.given, path: *path, methods: *methods}
			if err := j.prepare(t, kind, *y, f.given("y")); err != nil {
				return err
			}
			if o.Size != (figure.Size{}) {
				if err := figure.CheckSize(drawn.blank(j), o.Size); err != nil {
					return usageError{err}
				}
			}
			ctx, stop := interruptible()
			defer stop()
			j.ctx = ctx
			fig, err := await(ctx, func() (figure.Figure, error) { return drawn.build(j) })
			if err != nil {
				return err
			}
			return figure.Write(*out, fig, o)
		}
	},
}

// findFigure returns a kind by name.
func findFigure(kind string) (figureKind, error) {
	have := names(figureKinds, func(k figureKind) string { return k.name })
	if kind == "" {
		return figureKind{}, usagef("say which figure: %s", strings.Join(have, ", "))
	}
	if err := check("figure", kind, have); err != nil {
		return figureKind{}, err
	}
	return figureKinds[slices.Index(have, kind)], nil
}

// prepare reads the model or puts the training together, and reads y.
func (j *figureJob) prepare(t *training, kind, y string, given bool) (err error) {
	if j.path != "" {
		for _, name := range []string{"scene", "setup", "method", "losses", "set", "steps", "time", "sims", "seed", "sim", "prior"} {
			if j.given(name) {
				return usagef("give -model, or -%s and what else is to be trained, not both", name)
			}
		}
		if j.model, err = readModel(j.path); err != nil {
			return err
		}
		if err := t.own.attach(j.streams, j.model); err != nil {
			return err
		}
		j.plan = &plan{
			scene: j.model.scene, setup: j.model.setup, kind: j.model.checkpoint.Kind(), problem: j.model.setup.Problem,
			config: j.model.checkpoint.Config, live: j.model.checkpoint.Live,
		}
		if *t.workers > 0 {
			j.plan.config.Workers = *t.workers
		}
		j.plan.until.steps = max(1, j.model.checkpoint.State.Step)
	} else if kind == "losses" && *t.own.data != "" { // they are of no measurement
		*t.own.y, given = y, false
		if j.plan, err = t.plan(j.streams); err != nil {
			return err
		}
	} else if *t.own.data != "" {
		return usagef("here -y is a measurement, so the columns of -data cannot be named; innlab train it, and give -model with -data")
	} else if j.plan, err = t.plan(j.streams); err != nil {
		return err
	}
	j.y = j.plan.setup.Start
	switch {
	case given && j.model != nil:
		j.y, err = j.model.parseY(y)
	case given:
		j.y, err = parseY(y, j.plan.setup)
	}
	if err == nil && j.model != nil && given {
		j.model.tell(j.streams, j.y)
	}
	return err
}

// network returns the model, or trains one. It fails where the training is interrupted or diverges: a figure of half
// a network would mislead.
func (j *figureJob) network() (inn.Estimator, error) {
	if j.model != nil {
		return j.model.Estimator, nil
	}
	m, err := j.train("", j.plan.live, nil)
	if err != nil {
		return nil, err
	}
	return m, nil
}
