package inn

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn/net"
)

// Transform maps x, or y, between the problem's units and the network's, column by column: with Logit a bounded column by
// the logit of where it stands between its bounds, or with Probit the normal quantile of that (by a logarithm where it is
// bounded on one side), then everything to the scaling. Whole numbers are spread evenly over ±½ before, where a method
// asks for that, and rounded behind.
type Transform struct {
	net.Scaling
	Logit, Probit bool
	Box           [][2]float64 // as in Problem; nil where nothing is bounded
	Whole         []bool       // nil where nothing is rounded
}

// edge is how near a bound, as a share of the distance between both, the logit tells numbers apart.
const edge = 1e-6

// scaleDraws is the number of simulations on which a scaling is measured.
const scaleDraws = 4096

// newTransforms gives the maps of x and y. Labels are never scaled. Rounds says that whole numbers are answered as such.
func newTransforms(p *Problem, c *Config, rounds bool) (x, y Transform) {
	x = Transform{Scaling: net.Unscaled(p.DimX), Logit: c.Logit, Probit: c.Probit, Box: p.Box}
	y = Transform{Scaling: net.Unscaled(p.DimY), Logit: c.LogitY, Box: p.BoxY}
	if rounds {
		x.Whole = p.Whole
	}
	if c.Scale {
		r := net.NewSource().At(c.Seed, net.ForScale, 0, 0)
		xs, ys := make([]float64, scaleDraws*p.DimX), make([]float64, scaleDraws*p.DimY)
		for i := range scaleDraws {
			row, of := xs[i*p.DimX:(i+1)*p.DimX], ys[i*p.DimY:(i+1)*p.DimY]
			p.Pair(r, row, of)
			x.bendRow(row)
			y.bendRow(of)
		}
		x.Scaling = net.Measured(xs, p.DimX)
		if p.Labels == 0 {
			y.Scaling = net.Measured(ys, p.DimY)
		}
	}
	return x, y
}

// bounds are those of column j, with the room that whole numbers are spread over.
func (t *Transform) bounds(j int) (lo, hi float64) {
	if t.Box == nil {
		return math.Inf(-1), math.Inf(1)
	}
	lo, hi = t.Box[j][0], t.Box[j][1]
	if t.whole(j) {
		lo, hi = lo-0.5, hi+0.5
	}
	return lo, hi
}

func (t *Transform) whole(j int) bool { return t.Whole != nil && t.Whole[j] }

// bend takes a number of column j to where it is not bounded.
func (t *Transform) bend(j int, v float64) float64 {
	if !t.Logit {
		return v
	}
	lo, hi := t.bounds(j)
	switch low, high := !math.IsInf(lo, 0), !math.IsInf(hi, 0); {
	case low && high:
		u := min(max((v-lo)/(hi-lo), edge), 1-edge)
		if t.Probit {
			return distuv.UnitNormal.Quantile(u)
		}
		return math.Log(u / (1 - u))
	case low:
		return math.Log(max(v-lo, edge))
	case high:
		return math.Log(max(hi-v, edge))
	}
	return v
}

// bendRow bends all columns of a row.
func (t *Transform) bendRow(row []float64) {
	for j, v := range row {
		row[j] = t.bend(j, v)
	}
}

// unbend undoes bend.
func (t *Transform) unbend(j int, v float64) float64 {
	if !t.Logit {
		return v
	}
	lo, hi := t.bounds(j)
	switch low, high := !math.IsInf(lo, 0), !math.IsInf(hi, 0); {
	case low && high:
		if t.Probit {
			return lo + (hi-lo)*distuv.UnitNormal.CDF(v)
		}
		return lo + (hi-lo)/(1+math.Exp(-v))
	case low:
		return lo + math.Exp(v)
	case high:
		return hi - math.Exp(v)
	}
	return v
}

// slope is log|d bend/dv|.
func (t *Transform) slope(j int, v float64) float64 {
	if !t.Logit {
		return 0
	}
	lo, hi := t.bounds(j)
	switch low, high := !math.IsInf(lo, 0), !math.IsInf(hi, 0); {
	case low && high:
		u := min(max((v-lo)/(hi-lo), edge), 1-edge)
		if t.Probit {
			return -distuv.UnitNormal.LogProb(distuv.UnitNormal.Quantile(u)) - math.Log(hi-lo)
		}
		return -math.Log(u*(1-u)) - math.Log(hi-lo)
	case low:
		return -math.Log(max(v-lo, edge))
	case high:
		return -math.Log(max(hi-v, edge))
	}
	return 0
}

// In maps a row of x into the network's units; whole numbers are spread by draws from r, or stay for a nil r.
func (t *Transform) In(r *rand.Rand, from []float64, to []float32) {
	for j, v := range from {
		if r != nil && t.whole(j) {
			v += r.Float64() - 0.5
		}
		to[j] = float32((t.bend(j, v) - t.Mean[j]) / t.Spread[j])
	}
}

// unmap undoes In but for the rounding of whole numbers.
func (t *Transform) unmap(from []float32, to []float64) {
	t.Scaling.Out(from, to)
	for j, v := range to {
		to[j] = t.unbend(j, v)
	}
}

// Out undoes In.
func (t *Transform) Out(from []float32, to []float64) {
	t.unmap(from, to)
	for j, v := range to {
		if t.whole(j) {
			to[j] = math.Round(v) + 0 // no minus before a zero
		}
	}
	if t.Logit { // rounding may have gone past a bound
		t.clamp(to)
	}
}

// disturbed is a number of column j in the network's units after noise in the problem's was added to it.
func (t *Transform) disturbed(j int, v float32, noise float64) float32 {
	if !t.Logit {
		return v + float32(noise/t.Spread[j])
	}
	outside := t.unbend(j, float64(v)*t.Spread[j]+t.Mean[j]) + noise
	return float32((t.bend(j, outside) - t.Mean[j]) / t.Spread[j])
}

// LogDet is log|det| of In at the row x, in the problem's units.
func (t *Transform) LogDet(x []float64) float64 {
	sum := t.Scaling.LogDet()
	for j, v := range x {
		sum += t.slope(j, v)
	}
	return sum
}

// holds reports whether a row lies within the bounds.
func (t *Transform) holds(x []float64) bool {
	if t.Box == nil {
		return true
	}
	for j, v := range x {
		if lo, hi := t.bounds(j); !(v >= lo && v <= hi) {
			return false
		}
	}
	return true
}

// clamp moves a row to the nearest that lies within the bounds.
func (t *Transform) clamp(x []float64) {
	if t.Box == nil {
		return
	}
	for j, v := range x {
		lo, hi := t.Box[j][0], t.Box[j][1]
		x[j] = min(max(v, lo), hi)
	}
}
