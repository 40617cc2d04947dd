package widgets

// This file is the fast canvas: pixels in an image.RGBA, for the screen.

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Pixels is a canvas of pixels. It keeps its working memory, so one that is used again makes little garbage. It is
// not safe for concurrent use.
type Pixels struct {
	Img   *image.RGBA
	scale float64
	clip  image.Rectangle
	work  *workspace
}

// workspace is what all clips of one canvas share.
type workspace struct {
	raster  vector.Rasterizer
	mask    []uint8
	kernels map[int]*kernel
	count   []uint32
	faces   map[faceKey]font.Face
}

type faceKey struct {
	weight Weight
	italic bool
	px     float64
}

// NewPixels returns a canvas on an image whose top left corner is (0, 0), with scale pixels to a unit.
func NewPixels(m *image.RGBA, scale float64) *Pixels {
	return &Pixels{Img: m, scale: scale, clip: m.Rect, work: &workspace{
		kernels: map[int]*kernel{}, faces: map[faceKey]font.Face{},
	}}
}

// Reuse points the canvas at another image.
func (p *Pixels) Reuse(m *image.RGBA, scale float64) {
	p.Img, p.scale, p.clip = m, scale, m.Rect
}

func (p *Pixels) Scale() float64 { return p.scale }

func (p *Pixels) Clip(r Rect) Canvas {
	q := *p
	q.clip = q.clip.Intersect(p.pixels(r))
	return &q
}

// pixels returns the whole pixels of r.
func (p *Pixels) pixels(r Rect) image.Rectangle {
	at := func(v float64) int { return int(math.Round(v * p.scale)) }
	return image.Rectangle{Min: image.Pt(at(r.X0), at(r.Y0)), Max: image.Pt(at(r.X1), at(r.Y1))}
}

func (p *Pixels) Box(r Rect, c color.NRGBA) {
	q := p.pixels(r)
	if q.Dx() == 0 && r.W() > 0 { // a thin line stays visible
		q.Max.X = q.Min.X + 1
	}
	if q.Dy() == 0 && r.H() > 0 {
		q.Max.Y = q.Min.Y + 1
	}
	q = q.Intersect(p.clip)
	if q.Empty() {
		return
	}
	if c.A == 255 {
		fill(p.Img, q, c)
		return
	}
	draw.Draw(p.Img, q, image.NewUniform(c), image.Point{}, draw.Over)
}

// fill sets all pixels of r to an opaque colour, by doubling copies.
func fill(m *image.RGBA, r image.Rectangle, c color.NRGBA) {
	first := m.Pix[m.PixOffset(r.Min.X, r.Min.Y):][:4*r.Dx()]
	first[0], first[1], first[2], first[3] = c.R, c.G, c.B, 255
	for n := 4; n < len(first); n *= 2 {
		copy(first[n:], first[:n])
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(m.Pix[m.PixOffset(r.Min.X, y):], first)
	}
}

func (p *Pixels) Fill(path []Point, c color.NRGBA) {
	if len(path) < 3 {
		return
	}
	p.rastered([][]Point{path}, p.scale, c)
}

func (p *Pixels) Disc(at Point, r float64, c color.NRGBA) { p.Fill(circle(at, r, r), c) }

func (p *Pixels) Image(m *image.RGBA, r Rect, smooth bool) {
	q := p.pixels(r)
	if q.Empty() || m.Rect.Empty() {
		return
	}
	if p.clip != p.Img.Rect {
		sub := p.Img.SubImage(p.clip).(*image.RGBA)
		scaler(smooth).Scale(sub, q, m, m.Rect, draw.Over, nil)
		return
	}
	scaler(smooth).Scale(p.Img, q, m, m.Rect, draw.Over, nil)
}

func scaler(smooth bool) xdraw.Scaler {
	if smooth {
		return xdraw.ApproxBiLinear
	}
	return xdraw.NearestNeighbor
}

func (p *Pixels) Text(l Label, at Point, s TextStyle) {
	if len(l) == 0 {
		return
	}
	at = s.anchor(l, at)
	x, y := at.X*p.scale, at.Y*p.scale
	if s.Up {
		p.textUp(l, math.Round(x), y, s)
		return
	}
	p.runs(p.Img.SubImage(p.clip).(*image.RGBA), l, x, math.Round(y), s)
}

// runs sets a label from (x, y) on, in pixels.
func (p *Pixels) runs(dst draw.Image, l Label, x, y float64, s TextStyle) {
	d := font.Drawer{Dst: dst, Src: image.NewUniform(s.Color)}
	for _, r := range l {
		size, drop := r.size(s.Size)
		if o := outlined(r.Text, s.Weight, r.Italic); o != nil {
			o.fill(dst, x, y+drop*p.scale, size*p.scale, s.Color)
			x += o.advance * size * p.scale
			continue
		}
		d.Face = p.face(s.Weight, r.Italic, size)
		d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6((y + drop*p.scale) * 64)}
		d.DrawString(r.Text)
		f := face(s.Weight, r.Italic, size)
		x += f.Width(r.Text).Points() * p.scale
	}
}

// textUp sets a label turned by a quarter, its baseline at x, its start at y.
func (p *Pixels) textUp(l Label, x, y float64, s TextStyle) {
	w := int(math.Ceil(l.Width(s.Size, s.Weight)*p.scale)) + 4
	up := int(math.Ceil(s.Size * p.scale * 1.1))
	down := int(math.Ceil(s.Size * p.scale * 0.5))
	flat := image.NewAlpha(image.Rect(0, 0, w, up+down))
	opaque := s
	opaque.Color = color.NRGBA{A: 255}
	p.runs(flat, l, 2+(math.Ceil(y)-y), float64(up), opaque)
	turned := image.NewAlpha(image.Rect(0, 0, up+down, w))
	for j := range up + down {
		for i := range w {
			turned.Pix[(w-1-i)*turned.Stride+j] = flat.Pix[j*flat.Stride+i]
		}
	}
	r := turned.Rect.Add(image.Pt(int(x)-up, int(math.Ceil(y))+2-w))
	q := r.Intersect(p.clip)
	draw.DrawMask(p.Img, q, image.NewUniform(s.Color), image.Point{}, turned, q.Min.Sub(r.Min), draw.Over)
}

// face returns the font face for a size in units.
func (p *Pixels) face(w Weight, italic bool, size float64) font.Face {
	k := faceKey{w, italic, size * p.scale}
	f, ok := p.work.faces[k]
	if !ok {
		if len(p.work.faces) > 64 { // sizes change while a window is dragged
			clear(p.work.faces)
		}
		vf := face(w, italic, k.px)
		f = vf.FontFace(72)
		p.work.faces[k] = f
	}
	return f
}
