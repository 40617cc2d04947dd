package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
	"innlab/widgets"
)

// Numbers of points in a figure, and of samples behind its numbers.
const (
	shownSamples  = 2000
	judgedSamples = 4000
)

// ablation trains the columns one after the other, from the same seed and on the same batches. A model that was
// trained with all losses is the column of that name.
func (j *figureJob) ablation() (figure.Figure, error) {
	if j.given("losses") {
		return nil, usagef("each column of the ablation trains with losses of its own; leave out -losses")
	}
	s := j.plan.setup
	p := &s.Problem
	r := rand.New(rand.NewPCG(j.plan.config.Seed, 11))
	f := &figure.Ablation{Setup: s, Y: j.y, Prior: make([]float64, shownSamples*p.DimX)}
	every, label := make([]float64, shownSamples*p.DimY), make([]int, shownSamples)
	for i := range shownSamples {
		y := every[i*p.DimY : (i+1)*p.DimY]
		p.Pair(r, f.Prior[i*p.DimX:(i+1)*p.DimX], y)
		if l, err := scenes.Label(y, p.DimY); err == nil {
			label[i] = l
		}
	}
	truth := figure.Column{Name: widgets.Words("Truth"), Truth: true, Every: f.Prior, Labels: label, Right: math.NaN(), Error: math.NaN()}
	exact := make([]float64, judgedSamples*p.DimX)
	if s.Exact == nil {
		return nil, fmt.Errorf("scene %s has no exact posterior to stand beside the ablation", j.plan.scene.Name)
	}
	if err := s.Exact(r, j.y, exact); err != nil {
		return nil, usagef("-y: %w", err)
	}
	truth.Cloud = exact[:shownSamples*p.DimX]
	f.Columns = append(f.Columns, truth)
	columns := session.Ablation(j.plan.scene, s, j.plan.config, j.plan.live).Columns
	for i, c := range columns {
		m, err := j.column(fmt.Sprintf("network %d of %d", i+1, len(columns)), c.Live)
		if err != nil {
			return nil, err
		}
		col := figure.Column{
			Name: widgets.Marked(c.Name), Shape: inn.LossXForm(&c.Config, &c.Live),
			Every: make([]float64, shownSamples*p.DimX), Labels: label,
		}
		for l, t := range c.Live.Loss {
			col.Losses[l] = t.On
		}
		m.Sample(rand.New(rand.NewPCG(1, 12)), every, col.Every)
		judged := make([]float64, judgedSamples*p.DimX)
		m.Sample(rand.New(rand.NewPCG(1, 13)), j.y, judged)
		col.Cloud = judged[:shownSamples*p.DimX]
		col.Error = metric.MMD2(judged, exact, p.DimX, s.Kernels)
		col.Right = math.NaN()
		if l, err := scenes.Label(j.y, p.DimY); err == nil && s.Modes != nil {
			col.Right = (*metric.Mixture)(s.Modes).Measure(judged, l).Right
		}
		f.Columns = append(f.Columns, col)
	}
	f.Note = fmt.Sprintf("Each network: %s, seed %d, the same batches.", j.plan.until, j.plan.config.Seed)
	return f, nil
}

// column returns the model where it is what the column asks for, or trains a network.
func (j *figureJob) column(title string, live inn.Live) (*inn.Model, error) {
	if j.model != nil && live == j.plan.live {
		return j.model.Model, nil
	}
	return j.train(title, live, nil)
}

// train trains a network of the plan with the given losses. Record, which may be nil, is called after every step.
func (j *figureJob) train(title string, live inn.Live, record func(moment)) (*inn.Model, error) {
	ctx, stop := interruptible()
	defer stop()
	m, err := inn.New(&j.plan.problem, j.plan.config, live)
	if err != nil {
		return nil, err
	}
	show := newProgress(j.err, title)
	o, err := fit(ctx, m, j.plan.until, func(n moment) {
		show.watch(n)
		if record != nil {
			record(n)
		}
	})
	show.done()
	if err != nil {
		return nil, err
	}
	if o.interrupted {
		return nil, errors.New("interrupted before the network was trained; no figure was written")
	}
	return m.Freeze().(*inn.Model), nil
}
