package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
)

// What the figures of one network need. All draws have fixed seeds: the same network gives the same figure.

// latentSide is the number of cells along a side of the latent colouring.
const latentSide = 256

// countedSamples is the number of samples behind a histogram that stands by itself.
const countedSamples = 20000

// curvePoints is the most points of a loss curve in a figure.
const curvePoints = 300

// posterior draws p(x | y) over the prior, with marginals.
func (j *figureJob) posterior() (figure.Figure, error) {
	m, err := j.network()
	if err != nil {
		return nil, err
	}
	c, err := j.clouds(m, shownSamples)
	if err != nil {
		return nil, err
	}
	return &figure.Posterior{Setup: j.plan.setup, Y: j.y, Prior: c.prior, Cloud: c.posterior, Truth: c.truth}, nil
}

// marginals draws a histogram of every parameter.
func (j *figureJob) marginals() (figure.Figure, error) {
	m, err := j.network()
	if err != nil {
		return nil, err
	}
	c, err := j.clouds(m, countedSamples)
	if err != nil {
		return nil, err
	}
	return &figure.Marginals{Setup: j.plan.setup, Y: j.y, Prior: c.prior, Cloud: c.posterior, Truth: c.truth}, nil
}

// pairs draws every two of the first parameters.
func (j *figureJob) pairs() (figure.Figure, error) {
	m, err := j.network()
	if err != nil {
		return nil, err
	}
	c, err := j.clouds(m, shownSamples)
	if err != nil {
		return nil, err
	}
	return &figure.Pairs{Setup: j.plan.setup, Y: j.y, Prior: c.prior, Cloud: c.posterior, Truth: c.truth}, nil
}

// clouds are draws from prior and posterior, and from the exact posterior where there is one for y.
type clouds struct{ prior, posterior, truth []float64 }

// clouds draws count of each.
func (j *figureJob) clouds(m inn.Estimator, count int) (clouds, error) {
	s := j.plan.setup
	n := count * s.Problem.DimX
	c := clouds{make([]float64, n), make([]float64, n), make([]float64, n)}
	r := rand.New(rand.NewPCG(1, 21))
	if s.Problem.Prior == nil { // a model of own data without them
		c.prior = nil
	}
	for i := 0; i < len(c.prior); i += s.Problem.DimX {
		s.Problem.Prior(r, c.prior[i:i+s.Problem.DimX])
	}
	m.Sample(rand.New(rand.NewPCG(1, 22)), j.y, c.posterior)
	if err := finite(c.posterior, j.y); err != nil {
		return c, err
	}
	if s.Exact == nil || s.Exact(rand.New(rand.NewPCG(1, 23)), j.y, c.truth) != nil {
		c.truth = nil // a y between labels has none, and is drawn all the same
	}
	return c, nil
}

// finite refuses samples that are not finite, as a far-off y gives.
func finite(x, y []float64) error {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("the network's answer to y = %s is not finite: "+
				"that y is too far from what it has seen, or its training went wrong", list(y))
		}
	}
	return nil
}

// latent draws where each z lands in x.
func (j *figureJob) latent() (figure.Figure, error) {
	e, err := j.network()
	if err != nil {
		return nil, err
	}
	m, ok := e.(inn.Inverter)
	if !ok {
		return nil, fmt.Errorf("method %s has no latent space to draw", j.plan.kind.Name)
	}
	z := make([]float64, 0, latentSide*latentSide*m.DimZ())
	cell := func(i int) float64 { return figure.Span * (2*(float64(i)+0.5)/latentSide - 1) }
	for row := range latentSide {
		for column := range latentSide {
			at := make([]float64, m.DimZ()) // further dimensions at their middle
			at[0] = cell(column)
			if len(at) > 1 {
				at[1] = -cell(row) // rows from the top
			}
			z = append(z, at...)
		}
	}
	x := make([]float64, latentSide*latentSide*j.plan.setup.Problem.DimX)
	m.Inverse(j.y, z, x)
	if err := finite(x, j.y); err != nil {
		return nil, err
	}
	f := &figure.Latent{Setup: j.plan.setup, Y: j.y, Side: latentSide, X: x}
	if f.Setup.Modes == nil {
		f.Cloud = make([]float64, shownSamples*f.Setup.Problem.DimX)
		e.Sample(rand.New(rand.NewPCG(1, 22)), j.y, f.Cloud)
	}
	return f, nil
}

// losses draws the loss curves of a training.
func (j *figureJob) losses() (figure.Figure, error) {
	if j.model != nil {
		return nil, usagef("a model file holds no loss curves; leave out -model to draw those of a new training")
	}
	var r recorder
	if _, err := j.train("", j.plan.live, r.add); err != nil {
		return nil, err
	}
	f := &figure.Losses{
		History: r.history(),
		Held:    j.exam.History(),
		Name:    j.plan.scene.Title,
	}
	if j.plan.setup.Name != f.Name { // own data have one name
		f.Name += ", set-up " + j.plan.setup.Name
	}
	for i, t := range j.plan.live.Loss {
		f.On[i] = t.On
	}
	return f, nil
}

// recorder keeps the losses of every step.
type recorder struct {
	step  []float64
	value [inn.NumLosses][]float64
}

func (r *recorder) add(m moment) {
	r.step = append(r.step, float64(m.step))
	for i, v := range m.losses {
		r.value[i] = append(r.value[i], v)
	}
}

// history averages the steps in at most curvePoints stretches of equal length.
func (r *recorder) history() *session.History {
	h := &session.History{}
	length := (len(r.step) + curvePoints - 1) / curvePoints
	for from := 0; from < len(r.step); from += length {
		to := min(from+length, len(r.step))
		h.Step = append(h.Step, r.step[to-1])
		for i := range r.value {
			var sum, n float64
			for _, v := range r.value[i][from:to] {
				if !math.IsNaN(v) { // not measured in this step
					sum, n = sum+v, n+1
				}
			}
			h.Value[i] = append(h.Value[i], sum/n)
		}
	}
	return h
}
