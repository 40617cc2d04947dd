package inn

import (
	"errors"
	"math"
)

// errPadded is why a network that pads x tells no density.
var errPadded = errors.New("the network pads x with further columns, so it knows how likely x and padding are together, " +
	"and not log q(x | y) of x alone; a width of the columns of x, with as many of y and z together, leaves no padding")

// SmoothedDensity fills out (n) with log q(x | y), in the units of x (n×DimX); y is one row for all, or n rows. q is the
// density of what the inverse pass makes of z ~ N(0, I) and a y that is known to within a normal noise of standard
// deviation Config.Sigma, in the network's units, as is the output's padding; without that noise its x lie on a surface
// and have no density. Its mean over pairs, with x and y scaled, is what the loss L_n makes large. Where the network
// pads x there is none, and the error says so.
func (m *Model) SmoothedDensity(x, y, out []float64) error {
	f := m.flow
	if f.width > f.dimX {
		return errPadded
	}
	n := rows("x", len(x), f.dimX)
	same("out", len(out), n)
	if len(y) != f.dimY {
		same("y", len(y), n*f.dimY)
	}
	to := make([]float64, n*f.width)
	m.ForwardPadded(x, to, out)
	first := f.width - f.dimY
	for i := range n {
		row, yi := to[i*f.width:(i+1)*f.width], rowOf(y, f.dimY, i)
		out[i] += m.scaleY.LogDet(row[first:])
		for j, v := range row[first:] {
			row[first+j] = (m.scaleY.bend(j, v) - m.scaleY.bend(j, yi[j])) / m.scaleY.Spread[j]
		}
		out[i] += logNormal(row[:f.dimZ], 1) + logNormal(row[f.dimZ:], m.sigma)
	}
	return nil
}

// logNormal is log N(v; 0, sd²I).
func logNormal(v []float64, sd float64) (sum float64) {
	for _, x := range v {
		sum -= x * x / (2 * sd * sd)
	}
	return sum - float64(len(v))*math.Log(sd*math.Sqrt(2*math.Pi))
}
