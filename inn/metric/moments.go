package metric

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Covariance returns the sample covariance of x (n×dim), n ≥ 2.
func Covariance(x []float64, dim int) *mat.SymDense {
	var c mat.SymDense
	stat.CovarianceMatrix(&c, mat.NewDense(rows(x, dim), dim, x), nil)
	return &c
}

// Spread returns the sample standard deviation of each column of x (n×dim), n ≥ 2.
func Spread(x []float64, dim int) []float64 {
	s := make([]float64, dim)
	column := make([]float64, rows(x, dim))
	for f := range dim {
		for i := range column {
			column[i] = x[i*dim+f]
		}
		s[f] = stat.StdDev(column, nil)
	}
	return s
}

// MinorSpread returns the standard deviation of x (n×dim) along its smallest principal axis; 0 where there are too
// few points to have one. A cloud that has collapsed to a line has 0 too. A point that is not finite gives NaN.
func MinorSpread(x []float64, dim int) float64 {
	if rows(x, dim) <= dim {
		return 0
	}
	c := Covariance(x, dim)
	if t := mat.Trace(c); math.IsNaN(t) || math.IsInf(t, 0) {
		return math.NaN()
	}
	var e mat.EigenSym
	if !e.Factorize(c, false) {
		return math.NaN()
	}
	return math.Sqrt(max(0, e.Values(nil)[0])) // values rise; rounding may push a zero below
}

// Mean returns the mean of each column of x (n×dim).
func Mean(x []float64, dim int) []float64 {
	m := make([]float64, dim)
	for i, v := range x {
		m[i%dim] += v
	}
	for f := range m {
		m[f] /= float64(rows(x, dim))
	}
	return m
}
