package window

// Colours of places in the latent image and in the cloud, where there are no modes.

import (
	"image/color"

	"innlab/app/figure"
	"innlab/widgets"
)

// placeShade colours by place, with a selection as in modeShade.
func placeShade(p *figure.Places, th *widgets.Theme, chosen widgets.Rect, alpha float64) shade {
	return func(a, b float64) color.NRGBA {
		c, left := p.At(a, b), alpha
		if !chosen.Empty() && !chosen.Has(widgets.Point{X: a, Y: b}) {
			left *= faintness
		}
		if left < 1 {
			c = blended(th.Card, c, left)
		}
		return c
	}
}

// byPlace are the colours of points by where they lie among all.
func byPlace(c widgets.Cloud, th *widgets.Theme) []color.NRGBA {
	p := figure.PlacesOf(c.Data, c.Dim, th)
	list := make([]color.NRGBA, c.Len())
	for k := range list {
		list[k] = p.At(c.At(k))
	}
	return list
}

// blended is widgets.Mix for every pixel of an image: rounded, and several times as fast.
func blended(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(a, b uint8) uint8 { return uint8(blend(float64(a), float64(b), t) + 0.5) }
	return color.NRGBA{R: f(a.R, b.R), G: f(a.G, b.G), B: f(a.B, b.B), A: 255}
}
