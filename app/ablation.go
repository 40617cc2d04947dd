package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"innlab/app/figure"
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

// ablationColumns says which losses each network of the ablation trains with. The reconstruction goes with all
// losses only: it alone would hold what L_x is there to find.
var ablationColumns = []struct {
	name widgets.Label
	on   [inn.NumLosses]bool
}{
	{widgets.Words("All losses"), [inn.NumLosses]bool{inn.LossY: true, inn.LossZ: true, inn.LossX: true, inn.LossRec: true}},
	{widgets.L("L", "y").And(widgets.Words(" + ")).And(widgets.L("L", "z")), [inn.NumLosses]bool{inn.LossY: true, inn.LossZ: true}},
	{widgets.L("L", "x").And(widgets.Words(" only")), [inn.NumLosses]bool{inn.LossX: true}},
}

// ablation trains the columns one after the other, from the same seed and on the same batches. A model that was
// trained with all losses is the column of that name.
func (j *figureJob) ablation() (figure.Figure, error) {
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
	for i, c := range ablationColumns {
		live := j.plan.live
		for l, on := range c.on {
			live.Loss[l].On = on
		}
		m, err := j.column(fmt.Sprintf("%d of %d", i+1, len(ablationColumns)), live)
		if err != nil {
			return nil, err
		}
		col := figure.Column{
			Name: c.name, Losses: c.on, Shape: inn.LossXForm(&j.plan.config, &live),
			Every: make([]float64, shownSamples*p.DimX), Labels: label,
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
	f.Note = fmt.Sprintf("Each network: %d steps, seed %d, the same batches.", j.plan.until.steps, j.plan.config.Seed)
	return f, nil
}

// column returns the model where it is what the column asks for, or trains a network.
func (j *figureJob) column(title string, live inn.Live) (*inn.Model, error) {
	if j.model != nil && live == j.plan.live {
		return j.model.Model, nil
	}
	return j.train("network "+title, live, nil)
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
