package figure

// This file colours places, for scenes whose posterior has no known clusters: each x has the colour of where it lies among
// the samples, so that a latent colouring and a cloud can be compared.

import (
	"image/color"
	"slices"

	"innlab/widgets"
)

// Places is a range of the first two x with a colour for each place in it.
type Places struct {
	lo, hi [2]float64
	colour *widgets.Places
}

// PlacesOf spans the middle 96 % of a cloud x (n×dim).
func PlacesOf(x []float64, dim int, t *widgets.Theme) *Places {
	p := &Places{colour: widgets.NewPlaces(t)}
	for k := range min(dim, 2) {
		v := widgets.Cloud{Data: x, Dim: dim}.Column(k)
		if len(v) == 0 {
			continue
		}
		slices.Sort(v)
		p.lo[k], p.hi[k] = v[len(v)/50], v[len(v)-1-len(v)/50]
	}
	return p
}

// At is the colour of a place.
func (p *Places) At(a, b float64) color.NRGBA {
	share := func(v float64, k int) float64 {
		if !(p.hi[k] > p.lo[k]) {
			return 0.5
		}
		return (v - p.lo[k]) / (p.hi[k] - p.lo[k])
	}
	return p.colour.At(share(a, 0), share(b, 1))
}
