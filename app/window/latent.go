package window

// The latent image: for one y, every point of a grid over [−3, 3]² of z went through the inverse pass; the colour is
// that of the mode whose centre is nearest to the x that came out, and it fades with the distance from that centre.
// Without modes it is that of the place (places.go). Colours are found after interpolating x, which is smooth in z, so that few cells already give sharp borders.

import (
	"image"
	"image/color"
	"math"

	"innlab/scenes"
	"innlab/widgets"
)

// latentSpan is half the side of the latent image in units of z.
const latentSpan = 3

// fade is how much of the mode's colour is gone at 3σ from its centre.
const fade = 0.82

// faintness is what is left of a colour outside a selection.
const faintness = 0.25

// shade is the colour of a place in the first two x.
type shade func(a, b float64) color.NRGBA

// paintLatent fills dst with the colouring of x, side×side×dim values, rows from the top.
func paintLatent(dst *image.RGBA, x []float64, side, dim int, at shade) {
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	across := make([]cell, w)
	for i := range across {
		across[i] = between((float64(i)+0.5)/float64(w)*float64(side)-0.5, side)
	}
	line := make([]float64, 2*side) // the first two x of cells, at the height of a row of pixels
	for j := range h {
		v := between((float64(j)+0.5)/float64(h)*float64(side)-0.5, side)
		top, bottom := x[dim*side*v.i:][:dim*side], x[dim*side*v.k:][:dim*side]
		for i := range side {
			line[2*i] = blend(top[dim*i], bottom[dim*i], v.t)
			if dim > 1 {
				line[2*i+1] = blend(top[dim*i+1], bottom[dim*i+1], v.t)
			}
		}
		row := dst.Pix[j*dst.Stride:][:4*w]
		for i, u := range across {
			c := at(blend(line[2*u.i], line[2*u.k], u.t), blend(line[2*u.i+1], line[2*u.k+1], u.t))
			row[4*i], row[4*i+1], row[4*i+2], row[4*i+3] = c.R, c.G, c.B, 255
		}
	}
}

// modeShade colours by the nearest mode. Only what lies in chosen, a range of x, stays bright; an empty one chooses all.
// Opacity alpha is over the theme's card.
func modeShade(m *scenes.Modes, th *widgets.Theme, chosen widgets.Rect, alpha float64) shade {
	bright, faint := fades(th, alpha), fades(th, alpha*faintness)
	all := chosen.Empty()
	reach := (shades - 1) / (3 * m.Sigma)
	alone, mode := m.Alone(), 0
	return func(a, b float64) color.NRGBA {
		p, q := a-m.Centres[mode][0], b-m.Centres[mode][1]
		d2 := p*p + q*q
		if d2 > alone*alone { // else no other mode than that of the pixel before can be nearer
			for k := range m.Centres {
				p, q := a-m.Centres[k][0], b-m.Centres[k][1]
				if d := p*p + q*q; d < d2 {
					mode, d2 = k, d
				}
			}
		}
		ramp := bright
		if !all && !chosen.Has(widgets.Point{X: a, Y: b}) {
			ramp = faint
		}
		return ramp[mode%modeColours][int(min(math.Sqrt(d2)*reach, shades-1)+0.5)]
	}
}

// modeColours is how many modes have a colour of their own.
const modeColours = len(widgets.Theme{}.Mode)

// shades is the number of steps between a mode's colour and the faded one.
const shades = 64

// fades holds, for each mode, its colour at 0 to 3σ from the centre, at an opacity over the card.
func fades(th *widgets.Theme, alpha float64) *[modeColours][shades]color.NRGBA {
	r := new([modeColours][shades]color.NRGBA)
	for i, c := range th.Mode {
		for k := range shades {
			r[i][k] = widgets.Mix(th.Card, widgets.Mix(c, th.Shade, fade*float64(k)/(shades-1)), alpha)
		}
	}
	return r
}

// cell is a place between two cells.
type cell struct {
	i, k int
	t    float64
}

// between finds the cells next to p among n, whose centres are at 0 … n−1.
func between(p float64, n int) cell {
	p = min(max(p, 0), float64(n-1))
	i := int(p)
	return cell{i, min(i+1, n-1), p - float64(i)}
}

func blend(a, b, t float64) float64 { return a + (b-a)*t }
