package main

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// heldOut compares what a network makes of rows that it was trained on with rows that it has never seen.
type heldOut struct {
	Measure  string `json:"measure"`
	Train    number `json:"train"`
	Held     number `json:"held_out"`
	Overfits bool   `json:"overfits"`                 // says the course of its losses
	Since    int    `json:"overfits_since,omitempty"` // step
}

// density is the measure of networks that have one.
const density = "-log q(x | y)"

// heldRows is the most rows of either kind that are compared.
const heldRows = 5000

// measureHeldOut compares a network on the rows of a set-up; nil where it has no rows held out, or the network has neither
// a density nor a forward pass. Medians are compared, since a few rows far off would rule a mean.
func measureHeldOut(e inn.Estimator, s *scenes.Setup) *heldOut {
	if s.Held == nil || s.Held.N == 0 || s.Problem.Table == nil || s.Problem.Table.N == 0 {
		return nil
	}
	p := &s.Problem
	tx, ty := someRows(s.Problem.Table, p.DimX, p.DimY)
	hx, hy := someRows(s.Held, p.DimX, p.DimY)
	spread := make([]float64, p.DimY)
	for i := range spread {
		var v []float64
		for k := i; k < len(ty); k += p.DimY {
			v = append(v, ty[k])
		}
		if spread[i] = stat.StdDev(v, nil); !(spread[i] > 0) {
			spread[i] = 1
		}
	}
	h := &heldOut{Measure: density}
	var loss func(x, y []float64) []float64
	if d, ok := e.(inn.Density); ok {
		loss = func(x, y []float64) []float64 {
			out := make([]float64, len(x)/p.DimX)
			d.LogDensity(x, y, out)
			for i := range out {
				out[i] = -out[i]
			}
			return out
		}
	} else if f, ok := e.(inn.Forwarder); ok {
		h.Measure = "squared error of the predicted y, in units of its variance, median"
		loss = func(x, y []float64) []float64 {
			out, got := make([]float64, len(x)/p.DimX), make([]float64, len(y))
			f.Forward(nil, x, got, nil)
			for i := range got {
				out[i/p.DimY] += math.Pow((got[i]-y[i])/spread[i%p.DimY], 2) / float64(p.DimY)
			}
			return out
		}
	} else {
		return nil
	}
	train, held := loss(tx, ty), loss(hx, hy)
	slices.Sort(train)
	slices.Sort(held)
	a, b := train[len(train)/2], held[len(held)/2]
	h.Train, h.Held = number(a), number(b)
	return h
}

// judge takes over what an exam found.
func (h *heldOut) judge(v session.Verdict) { h.Overfits, h.Since = v.Overfits, v.Since }

// someRows are up to heldRows rows of a table, evenly spread over it.
func someRows(t *inn.Table, dimX, dimY int) (x, y []float64) {
	n := min(t.N, heldRows)
	for k := range n {
		i := k * t.N / n
		x, y = append(x, t.X[i*dimX:(i+1)*dimX]...), append(y, t.Y[i*dimY:(i+1)*dimY]...)
	}
	return x, y
}
