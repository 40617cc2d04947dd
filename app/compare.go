package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"innlab/app/figure"
	"innlab/app/measure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/widgets"
)

// compare trains methods one after the other, each as its preset has it, and shows their posteriors of one y side by side.
// A model is the column of its method.
func (j *figureJob) compare() (figure.Figure, error) {
	for _, name := range []string{"losses", "set", "method"} {
		if j.given(name) {
			return nil, usagef("each method of the comparison trains as its own preset has it; leave out -%s, and choose by -methods", name)
		}
	}
	plan, err := j.rivals()
	if err != nil {
		return nil, err
	}
	s, p := j.plan.setup, &j.plan.setup.Problem
	exact := make([]float64, judgedSamples*p.DimX)
	if s.Exact == nil || s.Exact(rand.New(rand.NewPCG(1, 11)), j.y, exact) != nil {
		exact = nil
	}
	prior := make([]float64, shownSamples*p.DimX)
	r := rand.New(rand.NewPCG(1, 21))
	for i := 0; i < len(prior); i += p.DimX {
		p.Prior(r, prior[i:i+p.DimX])
	}
	f := &figure.Ablation{Setup: s, Y: j.y, Prior: prior, Methods: true, Columns: []figure.Column{
		figure.Simulated(s, j.y, nil, nil, exact[:min(len(exact), shownSamples*p.DimX)], math.NaN()),
	}}
	f.Columns[0].Hide()
	for i := range plan.Columns {
		c := &plan.Columns[i]
		m, err := j.rival(c, fmt.Sprintf("%s, %d of %d", c.Name, i+1, len(plan.Columns)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		x := make([]float64, judgedSamples*p.DimX)
		m.Sample(rand.New(rand.NewPCG(1, 13)), j.y, x)
		if err := finite(x, j.y); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		col := figure.Trained(c)
		col.Cloud = x[:shownSamples*p.DimX]
		subject := measure.Subject{Estimator: m, Setup: s, YNoise: c.Live.YNoise}
		q, ok := subject.Posterior(j.y, x, measure.Order{Seed: 1, C2ST: true, Stop: func() bool { return j.ctx.Err() != nil }})
		if !ok {
			return nil, errInterrupted
		}
		col.Error = q.MMD2
		if q.C2ST > 0 {
			col.C2ST = q.C2ST
		}
		f.Columns = append(f.Columns, col)
	}
	f.Note = j.shared(&plan)
	return f, nil
}

// rivals is the plan of the methods asked for.
func (j *figureJob) rivals() (session.Plan, error) {
	var names []string
	if j.methods != "" {
		names = strings.Split(j.methods, ",")
		for _, n := range names {
			if err := checkMethod(n); err != nil {
				return session.Plan{}, err
			}
		}
	}
	s := *j.plan.setup // presets may depend on the number of simulations
	s.Problem = j.plan.problem
	return session.Compare(j.plan.scene, &s, names, session.Budget{})
}

// rival returns the model where it is one of the column's method, or trains one.
func (j *figureJob) rival(c *session.Column, title string) (inn.Estimator, error) {
	if j.model != nil && j.model.checkpoint.Method == c.Method {
		c.Live = j.model.checkpoint.Live
		return j.model.Estimator, nil
	}
	one, plan := *j, *j.plan
	kind, err := baseline.Find(c.Method)
	if err != nil {
		return nil, err
	}
	plan.kind, plan.config, plan.live = kind, c.Config, c.Live
	plan.config.Seed, plan.config.Workers = j.plan.config.Seed, j.plan.config.Workers
	if j.given("steps") {
		plan.config.Steps = plan.until.steps
	} else if plan.until.time == 0 {
		plan.until.steps = plan.config.Steps
	}
	one.plan = &plan
	return one.train(title, plan.live, nil)
}

// shared says what the methods have in common.
func (j *figureJob) shared(p *session.Plan) string {
	words := "Each method as its preset has it"
	switch {
	case j.given("sims"):
		words = "Each method: the same simulations"
		if t := j.plan.problem.Table; t != nil {
			words = "Each method: the same " + widgets.Count(t.N) + " simulations"
		}
	case j.given("time"):
		words = fmt.Sprintf("Each method: %v of training", j.plan.until.time)
	case j.given("steps"):
		words = fmt.Sprintf("Each method: %s steps", widgets.Count(j.plan.until.steps))
	}
	return fmt.Sprintf("%s, seed %d.", words, j.plan.config.Seed)
}

// blankComparison is the comparison with its columns and nothing in them.
func (j *figureJob) blankComparison() figure.Figure {
	f := &figure.Ablation{Setup: j.plan.setup, Methods: true, Columns: make([]figure.Column, 1)}
	if p, err := j.rivals(); err == nil {
		f.Columns = make([]figure.Column, 1+len(p.Columns))
	}
	return f
}
