package scenes

import (
	"math"
	"math/rand/v2"
	"sort"
)

// A density in two numbers is drawn from by a table of cells and rejection within them.

// table holds a density over a rectangle.
type table struct {
	log        func(u, v float64) float64
	u, v       [2]float64 // the rectangle
	nu, nv     int        // its cells
	cumulative []float64  // of the density at the centres of the cells, scaled by its largest
	top        float64    // logarithm of that largest density
}

// inside is how many times as high as at its centre a density may be within a cell. Where it is higher, the table cuts it
// off; cells must be so fine that this does not matter.
const inside = 3

// newTable tabulates exp(log) over u×v. The density need not be normalised, its logarithm may be −Inf.
func newTable(log func(u, v float64) float64, u, v [2]float64, nu, nv int) *table {
	t := &table{log: log, u: u, v: v, nu: nu, nv: nv, cumulative: make([]float64, nu*nv), top: math.Inf(-1)}
	for k := range t.cumulative {
		t.cumulative[k] = log(t.at(k, 0.5, 0.5))
		t.top = max(t.top, t.cumulative[k])
	}
	var sum float64
	for k, l := range t.cumulative {
		sum += math.Exp(l - t.top)
		t.cumulative[k] = sum
	}
	return t
}

// at returns the point of cell k at the fractions a and b of its sides.
func (t *table) at(k int, a, b float64) (u, v float64) {
	i, j := float64(k%t.nu), float64(k/t.nu)
	return t.u[0] + (t.u[1]-t.u[0])*(i+a)/float64(t.nu), t.v[0] + (t.v[1]-t.v[0])*(j+b)/float64(t.nv)
}

// draw draws a point: a cell by what it holds, then a point of it by rejection.
func (t *table) draw(r *rand.Rand) (u, v float64) {
	for {
		k := sort.SearchFloat64s(t.cumulative, r.Float64()*t.cumulative[len(t.cumulative)-1])
		u, v = t.at(k, r.Float64(), r.Float64())
		if math.Log(inside*r.Float64()) <= t.log(u, v)-t.log(t.at(k, 0.5, 0.5)) {
			return u, v
		}
	}
}
