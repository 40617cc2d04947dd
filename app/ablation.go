package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/metric"
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
	if j.plan.kind.Name != inn.Invertible.Name {
		return nil, usagef("the ablation takes the losses of method %s apart; leave out -method", inn.Invertible.Name)
	}
	s := j.plan.setup
	p := &s.Problem
	r := rand.New(rand.NewPCG(1, 11))
	var exact []float64
	floor := math.NaN()
	if s.Exact != nil {
		exact = make([]float64, judgedSamples*p.DimX)
		if err := s.Exact(r, j.y, exact); err != nil {
			return nil, usagef("-y: %w", err)
		}
	}
	prior, every := make([]float64, shownSamples*p.DimX), make([]float64, shownSamples*p.DimY)
	for i := range shownSamples {
		p.Pair(r, prior[i*p.DimX:(i+1)*p.DimX], every[i*p.DimY:(i+1)*p.DimY])
	}
	labels := figure.Labels(s, every)
	if s.Modes == nil { // the first row shows one y too
		labels, every = nil, nil
	}
	if exact != nil {
		floor = metric.NoiseFloor(func(x []float64) {
			s.Exact(r, j.y, x)
			copy(x, s.Scaled(x))
		}, judgedSamples, p.DimX, s.Kernels, 2)
	}
	f := &figure.Ablation{Setup: s, Y: j.y, Prior: prior, Columns: []figure.Column{
		figure.Simulated(s, j.y, prior[:len(labels)*p.DimX], labels, exact[:min(len(exact), shownSamples*p.DimX)], floor),
	}}
	columns := session.Ablation(j.plan.scene, s, j.plan.config, j.plan.live).Columns
	for i := range columns {
		m, err := j.column(fmt.Sprintf("network %d of %d", i+1, len(columns)), columns[i].Live)
		if err != nil {
			return nil, err
		}
		col := figure.Trained(&columns[i])
		col.Labels, col.Every = labels, make([]float64, len(labels)*p.DimX)
		if len(labels) > 0 {
			m.Sample(rand.New(rand.NewPCG(1, 12)), every, col.Every)
		}
		judged := make([]float64, judgedSamples*p.DimX)
		m.Sample(rand.New(rand.NewPCG(1, 13)), j.y, judged)
		if err := finite(append(judged, col.Every...), j.y); err != nil {
			return nil, err
		}
		col.Cloud = judged[:shownSamples*p.DimX]
		col.Right = figure.RightLabel(s, j.y, judged)
		if exact != nil {
			col.Error = metric.MMD2(s.Scaled(judged), s.Scaled(exact), p.DimX, s.Kernels)
		}
		f.Columns = append(f.Columns, col)
	}
	f.Note = fmt.Sprintf("Each network: %s, seed %d, the same batches.", j.plan.until, j.plan.config.Seed)
	return f, nil
}

// blankAblation is the ablation with its columns and nothing in them.
func (j *figureJob) blankAblation() figure.Figure {
	p := j.plan
	f := &figure.Ablation{Setup: p.setup}
	for range 1 + len(session.Ablation(p.scene, p.setup, p.config, p.live).Columns) {
		f.Columns = append(f.Columns, figure.Column{Labels: make([]int, 1)})
	}
	return f
}

// column returns the model where it is what the column asks for, or trains a network.
func (j *figureJob) column(title string, live inn.Live) (inn.Estimator, error) {
	if j.model != nil && live == j.plan.live {
		return j.model.Estimator, nil
	}
	return j.train(title, live, nil)
}

// train trains a network of the plan with the given losses. Record, which may be nil, is called after every step.
func (j *figureJob) train(title string, live inn.Live, record func(moment)) (inn.Estimator, error) {
	if err := j.plan.simulate(j.ctx, j.err); err != nil {
		return nil, err
	}
	m, err := j.plan.kind.New(&j.plan.problem, j.plan.config, live)
	if err != nil {
		return nil, err
	}
	show := newProgress(j.err, title)
	if record != nil {
		j.exam = session.NewExam(m, j.plan.setup.Held, j.plan.config.Steps)
	}
	o, err := fit(j.ctx, m, j.plan.until, func(n moment) {
		show.watch(n)
		if record != nil {
			j.exam.After(n.step, n.losses)
			record(n)
		}
	})
	show.done()
	if err != nil {
		return nil, err
	}
	if o.interrupted {
		return nil, errInterrupted
	}
	return m.Freeze(), nil
}
