package widgets

// This file rasters curves and polygons: each segment of a curve becomes a quadrilateral and each joint a small
// disc, all turning the same way, so that golang.org/x/image/vector adds them up to one shape.

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"math"
)

func (p *Pixels) Stroke(path []Point, closed bool, pen Pen) {
	if len(path) < 2 || pen.Width <= 0 {
		return
	}
	if closed {
		path = append(append([]Point(nil), path...), path[0])
	}
	half := max(pen.Width*p.scale, 1) / 2
	var shapes [][]Point
	dashes(path, pen.Dash, func(d []Point) { shapes = p.outline(shapes, d, half) })
	p.rastered(shapes, 1, pen.Color)
}

// outline appends the shapes of a path, in pixels, with half the width of the line.
func (p *Pixels) outline(shapes [][]Point, path []Point, half float64) [][]Point {
	prev := Point{path[0].X * p.scale, path[0].Y * p.scale}
	var dx, dy float64
	for i := 1; i < len(path); i++ {
		q := Point{path[i].X * p.scale, path[i].Y * p.scale}
		ex, ey := q.X-prev.X, q.Y-prev.Y
		length := math.Hypot(ex, ey)
		if length < 1e-9 {
			continue
		}
		ex, ey = ex/length, ey/length
		nx, ny := -ey*half, ex*half
		// The outline turns from +normal to −normal; so does the fan at a joint.
		shapes = append(shapes, []Point{
			{prev.X + nx, prev.Y + ny}, {q.X + nx, q.Y + ny}, {q.X - nx, q.Y - ny}, {prev.X - nx, prev.Y - ny},
		})
		switch turn := dx*ex + dy*ey; {
		case dx == 0 && dy == 0 || turn > 0.995:
		case math.Abs(turn) < 1e-6: // a right angle, as in a histogram: the piece before fills the corner
			before := shapes[len(shapes)-2]
			for k := 1; k <= 2; k++ {
				before[k].X, before[k].Y = before[k].X+half*dx, before[k].Y+half*dy
			}
		default:
			shapes = append(shapes, joint(prev, half))
		}
		dx, dy, prev = ex, ey, q
	}
	return shapes
}

// joint returns a small polygon that rounds a corner, turning like the quadrilaterals of outline.
func joint(c Point, half float64) []Point {
	n := 8
	if half > 2 {
		n = 16
	}
	j := make([]Point, n)
	for i := range j {
		s, cos := math.Sincos(-2 * math.Pi * float64(i) / float64(n))
		j[i] = Point{c.X + half*cos, c.Y + half*s}
	}
	return j
}

// rastered fills polygons, given in units of 1/scale pixels, together with one colour.
func (p *Pixels) rastered(shapes [][]Point, scale float64, c color.NRGBA) {
	box := Rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, s := range shapes {
		for _, q := range s {
			box = Rect{min(box.X0, q.X), min(box.Y0, q.Y), max(box.X1, q.X), max(box.Y1, q.Y)}
		}
	}
	if !(box.X1 >= box.X0) || !(box.Y1 >= box.Y0) {
		return
	}
	clip := Rect{float64(p.clip.Min.X), float64(p.clip.Min.Y), float64(p.clip.Max.X), float64(p.clip.Max.Y)}
	box = Rect{box.X0 * scale, box.Y0 * scale, box.X1 * scale, box.Y1 * scale}.And(clip)
	if box.Empty() {
		return
	}
	r := image.Rect(int(math.Floor(box.X0)), int(math.Floor(box.Y0)), int(math.Ceil(box.X1)), int(math.Ceil(box.Y1)))
	z := &p.work.raster
	z.Reset(r.Dx(), r.Dy())
	ox, oy := float64(r.Min.X), float64(r.Min.Y)
	for _, s := range shapes {
		for i, q := range s {
			x, y := float32(q.X*scale-ox), float32(q.Y*scale-oy)
			if i == 0 {
				z.MoveTo(x, y)
			} else {
				z.LineTo(x, y)
			}
		}
		z.ClosePath()
	}
	m := p.work.alpha(r.Dx(), r.Dy())
	z.DrawOp = draw.Src
	z.Draw(m, m.Rect, image.Opaque, image.Point{})
	p.tint(m, r, c)
}

// alpha returns a mask of w×h pixels, which is all written before it is read.
func (w *workspace) alpha(width, height int) *image.Alpha {
	if n := width * height; cap(w.mask) < n {
		w.mask = make([]uint8, n)
	}
	return &image.Alpha{Pix: w.mask[:width*height], Stride: width, Rect: image.Rect(0, 0, width, height)}
}

// tint blends a colour into r where the mask covers it. Most of a curve's mask is empty, so whole words of it are
// skipped; that makes it several times as fast as blending every pixel.
func (p *Pixels) tint(m *image.Alpha, r image.Rectangle, c color.NRGBA) {
	w := r.Dx()
	for y := range r.Dy() {
		cover := m.Pix[y*m.Stride:][:w]
		row := p.Img.Pix[p.Img.PixOffset(r.Min.X, r.Min.Y+y):][:4*w]
		for x := 0; x < w; x++ {
			if x+8 <= w && binary.NativeEndian.Uint64(cover[x:]) == 0 {
				x += 7
				continue
			}
			if cover[x] == 0 {
				continue
			}
			a := uint32(cover[x]) * uint32(c.A) / 255
			q := row[4*x : 4*x+4 : 4*x+4]
			q[0] = uint8((uint32(c.R)*a + uint32(q[0])*(255-a) + 127) / 255)
			q[1] = uint8((uint32(c.G)*a + uint32(q[1])*(255-a) + 127) / 255)
			q[2] = uint8((uint32(c.B)*a + uint32(q[2])*(255-a) + 127) / 255)
			q[3] = uint8(a + uint32(q[3])*(255-a)/255)
		}
	}
}
