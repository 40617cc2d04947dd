package widgets

// This file is the exact canvas: any gonum/plot canvas, for PNG, SVG and PDF.

import (
	"image"
	"image/color"
	"math"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	vgfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Vector is a canvas on a gonum/plot canvas; a unit is a point, the origin the top left corner.
type Vector struct {
	C      vg.Canvas
	Format Format
	Height float64 // of the page in points
	// DotsDPI is the resolution at which dots are rastered into an image instead of being drawn one by one; 0: never.
	DotsDPI float64
}

// Format is the kind of file behind a gonum/plot canvas, for what they do not do alike.
type Format int

const (
	PNG Format = iota
	SVG        // writes a circle shortest as arcs
	PDF        // its text lacks characters such as σ and the minus sign; its colours are taken as if premultiplied, its images upside down
)

// color hands a colour to the canvas.
func (v *Vector) color(c color.NRGBA) {
	if v.Format == PDF {
		v.C.SetColor(straight(c))
		return
	}
	v.C.SetColor(c)
}

// straight is a colour whose RGBA are not premultiplied, which is how gonum/plot's PDF canvas understands them.
type straight color.NRGBA

func (c straight) RGBA() (r, g, b, a uint32) {
	return uint32(c.R) * 0x101, uint32(c.G) * 0x101, uint32(c.B) * 0x101, uint32(c.A) * 0x101
}

func (v *Vector) Scale() float64 { return 1 }

func (v *Vector) Clip(Rect) Canvas { return v }

// at returns a place on the page, whose y points up.
func (v *Vector) at(p Point) vg.Point {
	return vg.Point{X: vg.Length(p.X), Y: vg.Length(v.Height - p.Y)}
}

func (v *Vector) path(pts []Point, closed bool) vg.Path {
	var p vg.Path
	p.Move(v.at(pts[0]))
	for _, q := range pts[1:] {
		p.Line(v.at(q))
	}
	if closed {
		p.Close()
	}
	return p
}

func (v *Vector) Stroke(path []Point, closed bool, pen Pen) {
	if len(path) < 2 || pen.Width <= 0 {
		return
	}
	v.C.Push()
	defer v.C.Pop()
	v.color(pen.Color)
	v.C.SetLineWidth(vg.Length(pen.Width))
	var pattern []vg.Length
	for _, d := range pen.Dash {
		pattern = append(pattern, vg.Length(d))
	}
	v.C.SetLineDash(pattern, 0)
	v.C.Stroke(v.path(path, closed))
	v.C.SetLineDash(nil, 0)
}

func (v *Vector) Fill(path []Point, c color.NRGBA) {
	if len(path) < 3 {
		return
	}
	v.color(c)
	v.C.Fill(v.path(path, true))
}

func (v *Vector) Box(r Rect, c color.NRGBA) {
	if !r.Empty() {
		v.Fill(r.corners(), c)
	}
}

func (v *Vector) Disc(at Point, r float64, c color.NRGBA) {
	v.color(c)
	v.C.Fill(v.round(at, r))
}

// round returns a circle: as four Bézier curves, which every format draws alike, or as arcs.
func (v *Vector) round(at Point, r float64) vg.Path {
	const k = 0.5522847498 // (4/3)(√2 − 1)
	c := v.at(at)
	if v.Format == SVG {
		var p vg.Path
		p.Move(vg.Point{X: c.X + vg.Length(r), Y: c.Y})
		p.Arc(c, vg.Length(r), 0, 2*math.Pi)
		return p
	}
	pt := func(x, y float64) vg.Point { return vg.Point{X: c.X + vg.Length(r*x), Y: c.Y + vg.Length(r*y)} }
	var p vg.Path
	p.Move(pt(1, 0))
	p.CubeTo(pt(1, k), pt(k, 1), pt(0, 1))
	p.CubeTo(pt(-k, 1), pt(-1, k), pt(-1, 0))
	p.CubeTo(pt(-1, -k), pt(-k, -1), pt(0, -1))
	p.CubeTo(pt(k, -1), pt(1, -k), pt(1, 0))
	p.Close()
	return p
}

func (v *Vector) Dots(at []Point, r float64, each []color.NRGBA) {
	if len(each) == 0 || len(at) == 0 {
		return
	}
	if v.DotsDPI > 0 {
		v.dotsImage(at, r, each)
		return
	}
	for i, q := range at {
		v.color(each[i%len(each)])
		v.C.Fill(v.round(q, r))
	}
}

// dotsImage rasters dots into a transparent image and places that.
func (v *Vector) dotsImage(at []Point, r float64, each []color.NRGBA) {
	box := Rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, q := range at {
		box = Rect{min(box.X0, q.X), min(box.Y0, q.Y), max(box.X1, q.X), max(box.Y1, q.Y)}
	}
	box = box.Grow(2 * r)
	s := v.DotsDPI / 72
	m := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(box.W()*s)), int(math.Ceil(box.H()*s))))
	moved := make([]Point, len(at))
	for i, q := range at {
		moved[i] = Point{q.X - box.X0, q.Y - box.Y0}
	}
	NewPixels(m, s).Dots(moved, r, each)
	box.X1, box.Y1 = box.X0+float64(m.Rect.Dx())/s, box.Y0+float64(m.Rect.Dy())/s
	v.Image(m, box, true)
}

// Image places an image. Formats differ in how they enlarge one, so it is enlarged here: cells keep hard edges or flow
// into each other as asked.
func (v *Vector) Image(m *image.RGBA, r Rect, smooth bool) {
	const dpi = 300
	w, h := int(r.W()/72*dpi+0.5), int(r.H()/72*dpi+0.5)
	if w < 1 || h < 1 || m.Rect.Empty() {
		return
	}
	if m.Rect.Dx() < w || m.Rect.Dy() < h {
		big := image.NewRGBA(image.Rect(0, 0, w, h))
		NewPixels(big, dpi/72.).Image(m, Rect{0, 0, r.W(), r.H()}, smooth)
		m = big
	}
	if v.Format == PDF {
		m = flipped(m)
	}
	a, b := v.at(Point{r.X0, r.Y1}), v.at(Point{r.X1, r.Y0})
	v.C.DrawImage(vg.Rectangle{Min: a, Max: b}, m)
}

// flipped returns an image upside down, which is how gonum/plot's PDF canvas takes it.
func flipped(m *image.RGBA) *image.RGBA {
	f := image.NewRGBA(image.Rectangle{Max: m.Rect.Size()})
	for y := range m.Rect.Dy() {
		from := m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Max.Y-1-y):]
		copy(f.Pix[y*f.Stride:][:f.Stride], from)
	}
	return f
}

func (v *Vector) Text(l Label, at Point, s TextStyle) {
	if len(l) == 0 {
		return
	}
	start := v.at(s.anchor(l, at))
	v.C.Push()
	defer v.C.Pop()
	v.color(s.Color)
	v.C.Translate(start)
	if s.Up {
		v.C.Rotate(math.Pi / 2)
	}
	x := 0.0
	for _, r := range l {
		size, drop := r.size(s.Size)
		if o := outlined(r.Text, s.Weight, r.Italic); o != nil {
			for _, g := range o.glyphs {
				v.C.Fill(o.path(g, vg.Point{X: vg.Length(x), Y: vg.Length(-drop)}, size))
			}
			x += o.advance * size
			continue
		}
		f := face(s.Weight, r.Italic, size)
		words := strings.TrimLeft(r.Text, " ") // readers of SVG leave out spaces at the start
		lead := f.Width(r.Text) - f.Width(words)
		origin := vg.Point{X: vg.Length(x) + lead, Y: vg.Length(-drop)}
		if v.Format == PDF {
			v.outlines(f, origin, words)
		} else {
			v.C.FillString(f, origin, words)
		}
		x += f.Width(r.Text).Points()
	}
}

// outlines fills the shapes of the glyphs of s.
func (v *Vector) outlines(f vgfont.Face, origin vg.Point, s string) {
	var buf sfnt.Buffer
	em := f.Face.UnitsPerEm()
	ppem := fixed.I(int(em))
	scale := f.Font.Size / vg.Length(em)
	before := ""
	for _, r := range s {
		pen := origin.X + f.Width(before)
		pt := func(p fixed.Point26_6) vg.Point {
			return vg.Point{X: pen + vg.Length(p.X)/64*scale, Y: origin.Y - vg.Length(p.Y)/64*scale}
		}
		before += string(r)
		g, err := f.Face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		segments, err := f.Face.LoadGlyph(&buf, g, ppem, nil)
		if err != nil || len(segments) == 0 {
			continue
		}
		var p vg.Path
		for i, e := range segments {
			switch e.Op {
			case sfnt.SegmentOpMoveTo:
				if i > 0 {
					p.Close()
				}
				p.Move(pt(e.Args[0]))
			case sfnt.SegmentOpLineTo:
				p.Line(pt(e.Args[0]))
			case sfnt.SegmentOpQuadTo:
				p.QuadTo(pt(e.Args[0]), pt(e.Args[1]))
			case sfnt.SegmentOpCubeTo:
				p.CubeTo(pt(e.Args[0]), pt(e.Args[1]), pt(e.Args[2]))
			}
		}
		p.Close()
		v.C.Fill(p)
	}
}
