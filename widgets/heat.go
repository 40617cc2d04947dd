package widgets

// This file draws images of cells: the latent colouring, and the density of a cloud.

import (
	"image"
	"image/color"
	"math"
)

// Heat is a mark that lays an image over a range of data.
type Heat struct {
	Img    *image.RGBA
	Range  Rect // of data: the image's first row lies at Y1
	Smooth bool // neighbouring cells flow into each other
}

func (h Heat) Draw(a *Area) {
	if h.Img == nil {
		return
	}
	p, q := a.At(h.Range.X0, h.Range.Y1), a.At(h.Range.X1, h.Range.Y0)
	full := Rect{p.X, p.Y, q.X, q.Y}
	seen := full.And(a.Inner)
	if seen.Empty() || full.Empty() {
		return
	}
	if full == seen {
		a.Image(h.Img, full, h.Smooth)
		return
	}
	// Only the cells in sight, so that a deep zoom costs no more; whole cells, so the rest is cut.
	b := h.Img.Rect
	cw, ch := full.W()/float64(b.Dx()), full.H()/float64(b.Dy())
	cells := image.Rect(
		int(math.Floor((seen.X0-full.X0)/cw)), int(math.Floor((seen.Y0-full.Y0)/ch)),
		int(math.Ceil((seen.X1-full.X0)/cw)), int(math.Ceil((seen.Y1-full.Y0)/ch)),
	).Add(b.Min).Intersect(b)
	part := Rect{
		full.X0 + float64(cells.Min.X-b.Min.X)*cw, full.Y0 + float64(cells.Min.Y-b.Min.Y)*ch,
		full.X0 + float64(cells.Max.X-b.Min.X)*cw, full.Y0 + float64(cells.Max.Y-b.Min.Y)*ch,
	}
	a.Image(h.Img.SubImage(cells).(*image.RGBA), part, h.Smooth)
}

// Cells makes an image of w×h cells; at is asked for the colour of each, rows from the top.
func Cells(w, h int, at func(x, y int) color.NRGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := at(x, y)
			p := m.Pix[m.PixOffset(x, y):]
			p[0], p[1], p[2], p[3] = c.R, c.G, c.B, 255
		}
	}
	return m
}

// Density is a mark that shows how thick a cloud is, from the background to a colour.
type Density struct {
	Cloud
	Color color.NRGBA
}

// densityCell is the side of a cell of a density in units, densityReach the blur's standard deviation in cells.
const (
	densityCell  = 4
	densityReach = 1.5
)

func (d Density) Draw(a *Area) {
	w, h := int(a.Inner.W()/densityCell)+1, int(a.Inner.H()/densityCell)+1
	n := make([]float64, w*h)
	for k := range d.Len() {
		p := a.At(d.At(k))
		x, y := int((p.X-a.Inner.X0)/densityCell), int((p.Y-a.Inner.Y0)/densityCell)
		if a.Inner.Has(p) && x < w && y < h {
			n[y*w+x]++
		}
	}
	n = smooth(n, w, h, densityReach)
	top := 0.0
	for _, v := range n {
		top = max(top, v)
	}
	if top == 0 {
		return
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i, v := range n {
		c := color.RGBAModel.Convert(Alpha(d.Color, math.Sqrt(v/top))).(color.RGBA)
		img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], img.Pix[4*i+3] = c.R, c.G, c.B, c.A
	}
	r := a.Inner
	r.X1, r.Y1 = r.X0+float64(w*densityCell), r.Y0+float64(h*densityCell)
	a.Image(img, r, true)
}

// smooth spreads a w×h image by a Gaussian of a standard deviation in cells.
func smooth(n []float64, w, h int, sigma float64) []float64 {
	reach := int(math.Ceil(3 * sigma))
	weight, total := make([]float64, 2*reach+1), 0.0
	for i := range weight {
		d := float64(i-reach) / sigma
		weight[i] = math.Exp(-d * d / 2)
		total += weight[i]
	}
	for i := range weight {
		weight[i] /= total
	}
	pass := func(src []float64, dx, dy int) []float64 {
		dst := make([]float64, len(src))
		for y := range h {
			for x := range w {
				v := src[y*w+x]
				if v == 0 {
					continue
				}
				for i, g := range weight {
					xx, yy := x+dx*(i-reach), y+dy*(i-reach)
					if xx >= 0 && xx < w && yy >= 0 && yy < h {
						dst[yy*w+xx] += g * v
					}
				}
			}
		}
		return dst
	}
	return pass(pass(n, 1, 0), 0, 1)
}
