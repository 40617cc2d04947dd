package figure

// This file turns what networks answer into the columns of an ablation, the same for the window and the command line.

import (
	"math"

	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/metric"
	"innlab/scenes"
	"innlab/widgets"
)

// Trained is a column that says how a network was trained; samples and numbers are still to be filled in.
func Trained(c *session.Column) Column {
	col := Column{
		Name: widgets.Marked(c.Name), Shape: inn.LossXForm(&c.Config, &c.Live), Right: math.NaN(), Error: math.NaN(),
	}
	for i, t := range c.Live.Loss {
		col.Losses[i] = t.On
	}
	return col
}

// Hide takes away a column's numbers, where they mean nothing yet.
func (c *Column) Hide() { c.Right, c.Error = math.NaN(), math.NaN() }

// Simulated is the column of the truth: every holds rows of x from the prior, labels the label of each, exact samples
// of the exact p(x | y), floor what exact sampling itself scores. Without exact samples it is the column of the prior.
func Simulated(s *scenes.Setup, y, every []float64, labels []int, exact []float64, floor float64) Column {
	name := "Truth"
	if s.Modes == nil && len(exact) == 0 {
		name = "Prior"
	}
	return Column{
		Name: widgets.Words(name), Truth: true, Every: every, Labels: labels, Cloud: exact,
		Right: RightLabel(s, y, exact), Error: floor,
	}
}

// RightLabel is the share of samples x of p(x | y) within 3σ of a mode that carries the label y; NaN where y is no
// label or there are no modes or samples.
func RightLabel(s *scenes.Setup, y, x []float64) float64 {
	label, err := scenes.Label(y, s.Problem.DimY)
	if err != nil || s.Modes == nil || len(x) == 0 || len(s.Modes.Carriers(label)) == 0 {
		return math.NaN()
	}
	return (*metric.Mixture)(s.Modes).Measure(x, label).Right
}

// Labels are the labels of rows of y; −1 for a row that is none.
func Labels(s *scenes.Setup, y []float64) []int {
	dim := s.Problem.DimY
	labels := make([]int, len(y)/dim)
	for i := range labels {
		l, err := scenes.Label(y[i*dim:(i+1)*dim], dim)
		if err != nil {
			l = -1
		}
		labels[i] = l
	}
	return labels
}

// Answered is the ablation of a session whose columns have answered, with the truth before them.
func Answered(a *session.Answer) *Ablation {
	s := a.Snapshot.Plan.Setup
	f := &Ablation{Setup: s, Y: a.Query.Y, Prior: a.PairX}
	labels := Labels(s, a.PairY)
	floor := math.NaN()
	for i, c := range a.Clouds {
		col := Trained(&a.Snapshot.Plan.Columns[i])
		col.Every, col.Labels, col.Cloud = c.PairX, labels, c.X
		if c.Quality != nil {
			col.Right, col.Error, floor = c.Quality.Right, c.Quality.Error, c.Quality.Exact
		}
		f.Columns = append(f.Columns, col)
	}
	f.Columns = append([]Column{Simulated(s, a.Query.Y, a.PairX, labels, a.Truth, floor)}, f.Columns...)
	return f
}
