package window

// Colours of places, for scenes whose posterior has no known clusters: each x has the colour of where it lies among the
// samples, so that latent image and cloud can be compared.

import (
	"image/color"
	"slices"

	"innlab/widgets"
)

// placed is a range of the first two x with a colour for each place in it.
type placed struct {
	lo, hi [2]float64
	colour *widgets.Places
}

// placesOf spans the middle 96 % of a cloud x (n×dim).
func placesOf(x []float64, dim int, th *widgets.Theme) *placed {
	p := &placed{colour: widgets.NewPlaces(th)}
	for k := range min(dim, 2) {
		v := column(x, dim, k)
		if len(v) == 0 {
			continue
		}
		slices.Sort(v)
		p.lo[k], p.hi[k] = v[len(v)/50], v[len(v)-1-len(v)/50]
	}
	return p
}

// at is the colour of a place.
func (p *placed) at(a, b float64) color.NRGBA {
	share := func(v float64, k int) float64 {
		if !(p.hi[k] > p.lo[k]) {
			return 0.5
		}
		return (v - p.lo[k]) / (p.hi[k] - p.lo[k])
	}
	return p.colour.At(share(a, 0), share(b, 1))
}

// shade colours by place, with a selection as in modeShade.
func (p *placed) shade(th *widgets.Theme, chosen widgets.Rect, alpha float64) shade {
	return func(a, b float64) color.NRGBA {
		c, left := p.at(a, b), alpha
		if !chosen.Empty() && !chosen.Has(widgets.Point{X: a, Y: b}) {
			left *= faintness
		}
		if left < 1 {
			c = blended(th.Card, c, left)
		}
		return c
	}
}

// each are the colours of the points of a cloud.
func (p *placed) each(c widgets.Cloud) []color.NRGBA {
	list := make([]color.NRGBA, c.Len())
	for k := range list {
		list[k] = p.at(c.At(k))
	}
	return list
}

// blended is widgets.Mix for every pixel of an image: rounded, and several times as fast.
func blended(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(a, b uint8) uint8 { return uint8(blend(float64(a), float64(b), t) + 0.5) }
	return color.NRGBA{R: f(a.R, b.R), G: f(a.G, b.G), B: f(a.B, b.B), A: 255}
}
