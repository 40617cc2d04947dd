package net

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// Scaling maps a problem's units to the network's: inside = (outside − Mean) / Spread, column by column.
type Scaling struct {
	Mean, Spread []float64
}

// Unscaled leaves columns as they are.
func Unscaled(dim int) Scaling {
	s := Scaling{make([]float64, dim), make([]float64, dim)}
	floats.AddConst(1, s.Spread)
	return s
}

// Measured is the scaling to zero mean and unit spread of the rows; a constant column keeps its units.
func Measured(rows []float64, dim int) Scaling {
	s := Unscaled(dim)
	column := make([]float64, len(rows)/dim)
	for j := range dim {
		for i := range column {
			column[i] = rows[i*dim+j]
		}
		mean, sd := stat.PopMeanStdDev(column, nil)
		s.Mean[j] = mean
		// A constant that is not exactly representable leaves a spread of rounding errors.
		if sd > 1e-9*math.Abs(mean) {
			s.Spread[j] = sd
		}
	}
	return s
}

// In scales the row from into to.
func (s *Scaling) In(from []float64, to []float32) {
	for j, v := range from {
		to[j] = float32((v - s.Mean[j]) / s.Spread[j])
	}
}

// Out undoes In.
func (s *Scaling) Out(from []float32, to []float64) {
	for j, v := range from {
		to[j] = float64(v)*s.Spread[j] + s.Mean[j]
	}
}

// LogDet is log|det| of In.
func (s *Scaling) LogDet() (sum float64) {
	for _, v := range s.Spread {
		sum -= math.Log(v)
	}
	return sum
}
