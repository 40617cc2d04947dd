package dialog

// Thumbnails of scenes: what lies under all of it, a few strokes, and discs over them.

import (
	"image"
	"image/color"
	"math"

	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// Thumbs keeps grounds and strokes of thumbnails as pictures: they are slow to draw anew in every frame.
type Thumbs struct{ drawn map[thumbKey]paint.ImageOp }

// thumbKey names everything that such a picture depends on.
type thumbKey struct {
	scene string
	side  int
	dark  bool
}

// thumbLine is the width of a stroke, as a share of the side.
const thumbLine = 1.0 / 26

// Layout draws a scene's picture on a sunk square that fills the constraints.
func (c *Thumbs) Layout(gtx layout.Context, env control.Env, s *scenes.Scene) {
	t := env.Theme
	side := gtx.Constraints.Max.X
	r := image.Rect(0, 0, side, side)
	fill := func(r image.Rectangle, radius int, c color.NRGBA) {
		paint.FillShape(gtx.Ops, c, clip.UniformRRect(r, radius).Op(gtx.Ops))
	}
	fill(r, dp(gtx, 5), t.Line)
	fill(r.Inset(1), dp(gtx, 5)-1, t.Sunk)
	c.picture(gtx, t, s, side)
	for _, d := range s.Thumb {
		px := func(v float64) int { return int(math.Round(v * float64(side))) }
		b := image.Rect(px(d.X-d.R), px(1-d.Y-d.R), px(d.X+d.R), px(1-d.Y+d.R))
		paint.FillShape(gtx.Ops, t.Mode[d.Mode%len(t.Mode)], clip.UniformRRect(b, px(d.R)).Op(gtx.Ops))
	}
}

// picture draws ground and strokes, from the picture that is kept of them.
func (c *Thumbs) picture(gtx layout.Context, t *widgets.Theme, s *scenes.Scene, side int) {
	const edge = 2 // of the square, which stays free
	if s.Ground == nil && len(s.Strokes) == 0 || side <= 2*edge {
		return
	}
	k := thumbKey{s.Name, side, t.Dark}
	img, ok := c.drawn[k]
	if !ok {
		if c.drawn == nil || len(c.drawn) > 200 {
			c.drawn = map[thumbKey]paint.ImageOp{}
		}
		m := image.NewRGBA(image.Rect(0, 0, side-2*edge, side-2*edge))
		p := widgets.NewPixels(m, 1)
		f := float64(side)
		p.Box(widgets.Rect{X1: f, Y1: f}, t.Sunk)
		if s.Ground != nil {
			n := float64(side - 2*edge)
			for y := range m.Rect.Dy() {
				for x := range m.Rect.Dx() {
					m.Set(x, y, s.Ground((float64(x)+0.5)/n, 1-(float64(y)+0.5)/n))
				}
			}
		}
		for _, l := range s.Strokes {
			path := make([]widgets.Point, len(l.Points))
			for i, q := range l.Points {
				path[i] = widgets.Point{X: q[0]*f - edge, Y: (1-q[1])*f - edge}
			}
			p.Stroke(path, false, widgets.Pen{Color: strokeColour(t, l.Role), Width: max(f*thumbLine, 1.25)})
		}
		img = paint.NewImageOp(m)
		img.Filter = paint.FilterNearest
		c.drawn[k] = img
	}
	defer op.Offset(image.Pt(edge, edge)).Push(gtx.Ops).Pop()
	defer clip.Rect{Max: img.Size()}.Push(gtx.Ops).Pop()
	img.Add(gtx.Ops)
	paint.PaintOp{}.Add(gtx.Ops)
}

// strokeColour is the colour of what a stroke shows.
func strokeColour(t *widgets.Theme, r scenes.Role) color.NRGBA {
	switch r {
	case scenes.RolePosterior:
		return t.Post
	case scenes.RoleTruth:
		return t.Truth
	case scenes.RoleY:
		return t.Ly
	}
	return t.Prior
}
