package inn

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// scaling maps a problem's units to the network's: inside = (outside − Mean) / Spread, column by column.
type scaling struct {
	Mean, Spread []float64
}

// scaleDraws is the number of simulations on which a scaling is measured.
const scaleDraws = 4096

// unscaled leaves columns as they are.
func unscaled(dim int) scaling {
	s := scaling{make([]float64, dim), make([]float64, dim)}
	floats.AddConst(1, s.Spread)
	return s
}

// newScalings gives the scalings of x and y. Labels are never scaled.
func newScalings(p *Problem, c *Config) (x, y scaling) {
	x, y = unscaled(p.DimX), unscaled(p.DimY)
	if c.Scale {
		r := newSource().at(c.Seed, forScale, 0, 0)
		xs, ys := make([]float64, scaleDraws*p.DimX), make([]float64, scaleDraws*p.DimY)
		for i := range scaleDraws {
			p.Pair(r, xs[i*p.DimX:(i+1)*p.DimX], ys[i*p.DimY:(i+1)*p.DimY])
		}
		x = measured(xs, p.DimX)
		if p.Labels == 0 {
			y = measured(ys, p.DimY)
		}
	}
	return x, y
}

// measured is the scaling to zero mean and unit spread of the rows; a constant column keeps its units.
func measured(rows []float64, dim int) scaling {
	s := unscaled(dim)
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

// in scales the row from into to.
func (s *scaling) in(from []float64, to []float32) {
	for j, v := range from {
		to[j] = float32((v - s.Mean[j]) / s.Spread[j])
	}
}

// out undoes in.
func (s *scaling) out(from []float32, to []float64) {
	for j, v := range from {
		to[j] = float64(v)*s.Spread[j] + s.Mean[j]
	}
}

// logdet is log|det| of in.
func (s *scaling) logdet() (sum float64) {
	for _, v := range s.Spread {
		sum -= math.Log(v)
	}
	return sum
}
