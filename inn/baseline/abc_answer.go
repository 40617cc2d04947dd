package baseline

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"innlab/inn"
	"innlab/inn/net"
)

// accepter answers from simulations: it is what abc is frozen into.
type accepter struct {
	view
	config inn.Config
	labels bool
	dims   inn.Dims
	scale  net.Scaling
}

// Sample fills x (n×DimX) with simulations that are accepted for y, one row for all or n rows. Draws are systematic (Kitagawa
// 1996), in random order: no simulation comes twice where enough are accepted.
func (a *accepter) Sample(r *rand.Rand, y, x []float64) {
	n, dy := len(x)/a.dims.X, a.dims.Y
	if len(x) != n*a.dims.X || len(y) != dy && len(y) != n*dy {
		panic(fmt.Sprintf("baseline: %d numbers of y for %d of x, with %d and %d columns", len(y), len(x), dy, a.dims.X))
	}
	if a.n == 0 { // before the first step
		for i := range x {
			x[i] = math.NaN()
		}
		return
	}
	order, shift := r.Perm(n), r.Float64()
	known := map[string][]near{} // accepted before for the same y
	for i := range n {
		row := y
		if len(y) != dy {
			row = y[i*dy : (i+1)*dy]
		}
		key := string(fmt.Append(nil, row))
		list, ok := known[key]
		if !ok {
			if len(known) == 64 {
				clear(known)
			}
			list = a.accept(a.scaled(row))
			known[key] = list
		}
		u := (float64(order[i]) + shift) / float64(n)
		at := list[min(len(list)-1, int(u*float64(len(list))))].at
		copy(x[i*a.dims.X:], a.x(at, a.dims.X))
	}
}

func (a *accepter) scaled(y []float64) []float32 {
	v := make([]float32, len(y))
	a.scale.In(y, v)
	return v
}

// accept lists simulations for a scaled y, the nearest first. Of labels it is all that match exactly, or else all that come
// nearest. There is always one at least: the nearest, where none lies within a tolerance.
func (a *accepter) accept(y []float32) []near {
	k := &keeper{most: all, limit: math.Inf(1)}
	switch c := &a.config; {
	case a.labels:
		k.most, k.ties = 1, true
	case c.Accept == inn.AcceptNearest:
		k.most = min(a.n, c.Nearest)
	case c.Accept == inn.AcceptQuantile:
		k.most = max(1, int(math.Ceil(c.Quantile*float64(a.n))))
	default:
		k.limit = c.Tolerance * c.Tolerance
	}
	a.search(y, k, a.grows())
	if len(k.list) == 0 {
		k.most, k.limit = 1, math.Inf(1)
		a.search(y, k, a.grows())
	}
	slices.SortFunc(k.list, func(u, v near) int { return cmp.Or(cmp.Compare(u.d, v.d), cmp.Compare(u.at, v.at)) })
	return k.list
}

// radius is the median over scaled y of the distance to the farthest that is accepted.
func (a *accepter) radius(ys []float32) float64 {
	var d []float64
	for i := 0; i < len(ys); i += a.dims.Y {
		list := a.accept(ys[i : i+a.dims.Y])
		d = append(d, math.Sqrt(list[len(list)-1].d))
	}
	slices.Sort(d)
	return (d[(len(d)-1)/2] + d[len(d)/2]) / 2
}
