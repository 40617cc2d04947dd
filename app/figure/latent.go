package figure

// This file is the latent colouring: for one y, which mode each z lands on, or where there are none, which place.

import (
	"errors"
	"image"
	"image/color"
	"math"

	"innlab/scenes"
	"innlab/widgets"
)

// Latent colours the plane of the first two z by where the inverse pass takes them.
type Latent struct {
	Setup *scenes.Setup
	Y     []float64 // DimY
	Side  int       // cells along each side
	X     []float64 // Side×Side×DimX: x of a grid over [−Span, Span]², rows from the top
	Cloud []float64 // n×DimX samples, among which places are coloured where there are no modes; nil: X
}

// Span is half the side of the latent plane in units of z.
const Span = 3

// fade is how much of a mode's colour is gone 3σ from its centre.
const fade = 0.82

// latentColour is the colour of one x: that of the mode whose centre is nearest, fading with the distance from it.
func latentColour(t *widgets.Theme, m *scenes.Modes, x1, x2 float64) color.NRGBA {
	mode, d2 := m.Nearest(x1, x2)
	d := min(math.Sqrt(d2)/(3*m.Sigma), 1)
	return widgets.Mix(t.Mode[mode%len(t.Mode)], t.Shade, fade*d)
}

// latentImage colours w×h pixels of the plane. Between the cells x is interpolated, not its colour, so that few cells
// give sharp borders.
func latentImage(at func(a, b float64) color.NRGBA, x []float64, side, dimX, w, h int) *image.RGBA {
	return widgets.Cells(w, h, func(i, j int) color.NRGBA {
		u, ui := between(i, w, side)
		v, vi := between(j, h, side)
		coordinate := func(k int) float64 {
			top := x[(vi*side+ui)*dimX+k]*(1-u) + x[(vi*side+ui+1)*dimX+k]*u
			low := x[((vi+1)*side+ui)*dimX+k]*(1-u) + x[((vi+1)*side+ui+1)*dimX+k]*u
			return top*(1-v) + low*v
		}
		return at(coordinate(0), coordinate(min(1, dimX-1)))
	})
}

// between says where pixel i of n lies among the centres of side cells: after cell k, a fraction f of the way.
func between(i, n, side int) (f float64, k int) {
	p := (float64(i)+0.5)/float64(n)*float64(side) - 0.5
	k = min(max(int(math.Floor(p)), 0), side-2)
	return min(max(p-float64(k), 0), 1), k
}

// Size is one column of text wide.
func (f *Latent) Size() Size { return Millimetres(85, 90) }

// Least leaves room for the words.
func (f *Latent) Least() Size { return Millimetres(55, 60) }

// Check says what is missing.
func (f *Latent) Check() error {
	switch {
	case f.Setup == nil:
		return errors.New("the figure has no scene")
	case f.Side < 2 || len(f.X) != f.Side*f.Side*f.Setup.Problem.DimX:
		return errors.New("the latent colouring needs x for a square grid of z")
	}
	return nil
}

// Dots is none.
func (f *Latent) Dots() int { return 0 }

// latentPixels is the side of the image in a file.
const latentPixels = 512

// Draw draws the figure in the middle of r.
func (f *Latent) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	head := line(s.Title) + 1.3*line(s.Label)
	foot := 2.1*s.Tick + 1.25*s.Label
	left := line(s.Label) + 0.9*s.Tick + widgets.Words("−2").Width(s.Tick, widgets.Regular) + 0.5*s.Tick
	side := min(r.W()-left-0.8*s.Label, r.H()-head-foot)
	if side < 1 {
		return
	}
	x0 := r.X0 + left + (r.W()-left-0.8*s.Label-side)/2
	y0 := r.Y0 + head + (r.H()-head-foot-side)/2
	in := widgets.Rect{X0: x0, Y0: y0, X1: x0 + side, Y1: y0 + side}
	f.plot(t, s, in).Draw(c, widgets.Rect{})

	title := widgets.Words("Where each ").And(widgets.L("z", "")).And(widgets.Words(" lands"))
	if g := GivenLabel(f.Setup, f.Y); g != "" {
		title = widgets.Join("", title, widgets.Words(", "), widgets.L("y", ""), widgets.Words(" = "+g))
	}
	top := in.Y0 - head
	c.Text(title, widgets.Point{X: in.X0, Y: top + 0.95*s.Title},
		widgets.TextStyle{Size: s.Title, Weight: widgets.Medium, Color: t.Text})
	f.legend(c, t, s, in, top+line(s.Title)+0.55*s.Label)
}

// plot is the plane with its rings at 1σ and 2σ.
func (f *Latent) plot(t widgets.Theme, s Sizes, in widgets.Rect) *widgets.Plot {
	frame := s.frame(t)
	frame.X = widgets.Axis{Label: widgets.L("z", "1"), Min: -Span, Max: Span}
	frame.Y = widgets.Axis{Label: widgets.L("z", "2"), Min: -Span, Max: Span}
	frame.Inner = in
	m := latentImage(f.colours(&t), f.X, f.Side, f.Setup.Problem.DimX, latentPixels, latentPixels)
	plane := widgets.Heat{Img: m, Range: widgets.Rect{X0: -Span, Y0: -Span, X1: Span, Y1: Span}, Smooth: true}
	return &widgets.Plot{Frame: frame, Marks: append([]widgets.Mark{plane}, s.encoding(t).NormalRings()...)}
}

// colours is the colour of each place in the first two x.
func (f *Latent) colours(t *widgets.Theme) func(a, b float64) color.NRGBA {
	if m := f.Setup.Modes; m != nil {
		return func(a, b float64) color.NRGBA { return latentColour(t, m, a, b) }
	}
	x := f.Cloud
	if x == nil {
		x = f.X
	}
	return PlacesOf(x, f.Setup.Problem.DimX, t).At
}

// key shows which colour which place has: across the first parameter, up the second.
func (f *Latent) key(c widgets.Canvas, t widgets.Theme, s Sizes, in widgets.Rect, y float64) {
	side := 1.8 * s.Label
	r := widgets.Rect{X0: in.X1 - side, Y0: y - side/2, X1: in.X1, Y1: y + side/2}
	p := widgets.NewPlaces(&t)
	const n = 24
	c.Image(widgets.Cells(n, n, func(i, j int) color.NRGBA { return p.At((float64(i)+0.5)/n, 1-(float64(j)+0.5)/n) }), r, true)
	words := widgets.Words("colour: ").And(AxisLabel(f.Setup.X[0])).And(widgets.Words(" across"))
	if len(f.Setup.X) > 1 {
		words = words.And(widgets.Words(", ")).And(AxisLabel(f.Setup.X[1])).And(widgets.Words(" up"))
	}
	c.Text(words, widgets.Point{X: in.X0, Y: y}, widgets.TextStyle{Size: s.Label, Color: t.Text2, Y: 0.5})
}

// legend names the colours by the modes' digits: those that the label carries first filled, the others hollow.
func (f *Latent) legend(c widgets.Canvas, t widgets.Theme, s Sizes, in widgets.Rect, y float64) {
	m := f.Setup.Modes
	if m == nil {
		f.key(c, t, s, in, y)
		return
	}
	carries := map[int]bool{}
	if label, err := scenes.Label(f.Y, f.Setup.Problem.Labels); err == nil {
		for _, k := range m.Carriers(label) {
			carries[k] = true
		}
	}
	words := widgets.Words("mode")
	c.Text(words, widgets.Point{X: in.X0, Y: y}, widgets.TextStyle{Size: s.Label, Color: t.Text2, Y: 0.5})
	x := in.X0 + words.Width(s.Label, widgets.Regular) + 1.2*s.Label
	r := 0.62 * s.Label
	for k := range m.Centres {
		col := t.Mode[k%len(t.Mode)]
		ink := widgets.Ink(col)
		at := widgets.Point{X: x, Y: y}
		c.Disc(at, r, col)
		if !carries[k] {
			c.Disc(at, r-2*s.Hair, t.Card)
			ink = t.Text
		}
		c.Text(widgets.Words(widgets.Count(k)), at,
			widgets.TextStyle{Size: max(s.Tick, 1.3*r), Weight: widgets.Medium, Color: ink, X: 0.5, Y: 0.5})
		x += 1.75 * s.Label
	}
}
