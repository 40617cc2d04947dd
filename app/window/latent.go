package window

// The latent image: for one y, every point of a grid over [−3, 3]² of z went through the inverse pass; the colour is
// that of the mode whose centre is nearest to the x that came out, and it fades with the distance from that centre.
// Colours are found after interpolating x, which is smooth in z, so that few cells already give sharp borders.

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

// paintLatent fills dst with the colouring of x, side×side×2 values, rows from the top. Only what lands in chosen, a
// range of x, stays bright; an empty one chooses all. Opacity alpha is over the theme's card.
func paintLatent(dst *image.RGBA, x []float64, side int, m *scenes.Modes, th *widgets.Theme, chosen widgets.Rect, alpha float64) {
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	bright, faint := fades(th, alpha), fades(th, alpha*faintness)
	all := chosen.Empty()
	reach := (shades - 1) / (3 * m.Sigma)
	across := make([]cell, w)
	for i := range across {
		across[i] = between((float64(i)+0.5)/float64(w)*float64(side)-0.5, side)
	}
	alone, mode := m.Alone(), 0
	line := make([]float64, 2*side) // of cells, at the height of a row of pixels
	for j := range h {
		v := between((float64(j)+0.5)/float64(h)*float64(side)-0.5, side)
		top, bottom := x[2*side*v.i:][:2*side], x[2*side*v.k:][:2*side]
		for i := range line {
			line[i] = blend(top[i], bottom[i], v.t)
		}
		row := dst.Pix[j*dst.Stride:][:4*w]
		for i, u := range across {
			a := blend(line[2*u.i], line[2*u.k], u.t)
			b := blend(line[2*u.i+1], line[2*u.k+1], u.t)
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
			c := ramp[mode%modeColours][int(min(math.Sqrt(d2)*reach, shades-1)+0.5)]
			row[4*i], row[4*i+1], row[4*i+2], row[4*i+3] = c.R, c.G, c.B, 255
		}
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
