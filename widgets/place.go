package widgets

// This file colours places: where nothing is known of clusters, a point is coloured by where it lies. The two
// coordinates are the two axes of OKLab, so that places far apart look far apart, and there is no rainbow.

import (
	"image/color"

	"github.com/lucasb-eyer/go-colorful"
)

// placeSteps is the number of colours along each axis.
const placeSteps = 33

// Places holds the colour of each place of the unit square.
type Places [placeSteps * placeSteps]color.NRGBA

// NewPlaces makes the colours of a theme.
func NewPlaces(t *Theme) *Places {
	p := new(Places)
	light := 0.66
	if t.Dark {
		light = 0.74
	}
	for j := range placeSteps {
		for i := range placeSteps {
			u, v := 2*float64(i)/(placeSteps-1)-1, 2*float64(j)/(placeSteps-1)-1
			r, g, b := colorful.OkLab(light+0.1*v, 0.15*u, 0.15*v).Clamped().RGB255()
			p[j*placeSteps+i] = color.NRGBA{R: r, G: g, B: b, A: 255}
		}
	}
	return p
}

// At is the colour of the place (u, v), each 0 to 1; what lies outside has that of the border.
func (p *Places) At(u, v float64) color.NRGBA {
	i := int(min(max(u, 0), 1)*(placeSteps-1) + 0.5)
	j := int(min(max(v, 0), 1)*(placeSteps-1) + 0.5)
	return p[j*placeSteps+i]
}
