package window

// The card of the picture: what the network makes of every pixel, filled by the answering goroutine, and the pixel whose
// posterior is shown.

import (
	"fmt"
	"image"
	"image/color"
	"slices"

	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// imageCard is the card.
type imageCard struct {
	widgets.Picture
	shows control.Segments
	bar   widgets.Picture
	setup *scenes.Setup
	at    image.Point // the pixel that was chosen
	on    bool
	down  bool
}

// What the picture shows.
const (
	showMid = iota
	showSpread
	showBands
)

// Measures in dp: the bar of colours with its ends, and the line below.
const (
	imageRatio = 0.72 // at most so high as wide
	imageFoot  = 64
)

// newest is the picture with what is known of it; nil before it is there.
func newest(f *frame) *session.Map {
	if f.ans == nil {
		return nil
	}
	return f.ans.Map
}

func (c *imageCard) size(f *frame) (w, h float32) {
	w = f.left - 2*cardPad
	h = imageRatio * w
	if m := newest(f); m != nil {
		h = min(h, w*float32(m.Image.H)/float32(m.Image.W))
	}
	return w, h
}

func (c *imageCard) height(f *frame) float32 {
	_, h := c.size(f)
	return cardContent + h + imageFoot
}

// clear forgets the pixel.
func (c *imageCard) clear() { c.on = false }

// truth is the x (DimX) that made the chosen pixel; nil where y is none.
func (c *imageCard) truth(f *frame) []float64 {
	m, u := newest(f), f.snap.Plan.Setup
	if !c.on || m == nil || c.setup != u {
		return nil
	}
	i := c.at.Y*m.Image.W + c.at.X
	if d := u.Problem.DimY; slices.Equal(f.choice.y, m.Image.Y[i*d:(i+1)*d]) {
		d := u.Problem.DimX
		return m.Image.X[i*d : (i+1)*d]
	}
	return nil
}

// choose asks about a pixel; one beyond the edge is the nearest at the edge.
func (c *imageCard) choose(f *frame, x, y int) {
	m, u := newest(f), f.snap.Plan.Setup
	if m == nil {
		return
	}
	c.at = image.Pt(min(max(x, 0), m.Image.W-1), min(max(y, 0), m.Image.H-1))
	c.on, c.setup = true, u
	i, d := c.at.Y*m.Image.W+c.at.X, u.Problem.DimY
	f.choice.y = slices.Clone(m.Image.Y[i*d : (i+1)*d])
}

// update acts on pointer and keys and reports whether the pixel is still moving.
func (c *imageCard) update(gtx layout.Context, f *frame) bool {
	c.shows.Update(gtx)
	c.Drag = widgets.Pull
	c.Keys(key.NameLeftArrow, key.NameRightArrow, key.NameUpArrow, key.NameDownArrow)
	m := newest(f)
	if u := f.snap.Plan.Setup; m != nil && !c.on && slices.Equal(f.choice.y, u.Start) {
		c.choose(f, m.Image.W/2, m.Image.H/2)
	}
	for _, e := range c.Update(gtx) {
		if m == nil {
			continue
		}
		x, y := int(e.X), int(float64(m.Image.H)-e.Y)
		switch e.Kind {
		case widgets.Press, widgets.Pulled:
			c.down = true
			c.choose(f, x, y)
		case widgets.Release:
			c.down = false
			c.choose(f, x, y)
		case widgets.Hover:
			f.hints.Explain(c.sentence(f, m, x, y))
		case widgets.KeyPress:
			n := 1
			if e.Modifiers.Contain(key.ModShift) {
				n = 10
			}
			d := map[key.Name]image.Point{
				key.NameLeftArrow: {-n, 0}, key.NameRightArrow: {n, 0}, key.NameUpArrow: {0, -n}, key.NameDownArrow: {0, n},
			}[e.Key]
			c.choose(f, c.at.X+d.X, c.at.Y+d.Y)
		}
	}
	return c.down
}

// sentence says what is known of a pixel.
func (c *imageCard) sentence(f *frame, m *session.Map, x, y int) string {
	if x < 0 || y < 0 || x >= m.Image.W || y >= m.Image.H {
		return sayImage
	}
	a, i := f.snap.Plan.Setup.X[0], y*m.Image.W+x
	words := fmt.Sprintf("Pixel %d, %d", x, y)
	if v := m.Mid[i]; v == v {
		words += fmt.Sprintf(": %s %s (%s to %s with 90 %%)", a.Name, widgets.Fixed(v, 2), widgets.Fixed(m.Low[i], 2), widgets.Fixed(m.High[i], 2))
	}
	return words + "."
}

// imageKey names everything that the picture depends on.
type imageKey struct {
	m    *session.Map
	show int
	dark bool
}

func (c *imageCard) layout(gtx layout.Context, f *frame, r rect) {
	u, m := f.snap.Plan.Setup, newest(f)
	f.card(gtx, r)
	title := "Image"
	if f.class == small {
		title = ""
	}
	f.title(gtx, "y", f.theme.Ly, widgets.Words(title))
	name := symbolOf(u.X[0])
	words := control.SegmentsStyle{State: &c.shows, Words: []string{name, "spread", "bands"}, Docs: []string{sayMid, saySpreadMap, sayBands}, Height: 26}
	f.put(gtx, r.w-cardPad-f.measured(gtx, words), 8, words)
	w, h := c.size(f)
	p := rect{cardPad, cardContent, w, h}
	if m == nil {
		fill(gtx, p, f.theme.Sunk)
		words := "The picture is being simulated\u2026"
		if f.look.stale || f.ans == nil {
			words = "\u2026"
		}
		f.say(gtx, p.x+p.w/2, p.y+p.h/2, centred, words, control.Body, f.theme.Text2)
		return
	}
	show := c.shows.Chosen
	f.named(gtx, p, "image", sayImage, func(gtx layout.Context) {
		c.Layout(gtx, imageKey{m, show, f.dark}, func() widgets.Plot {
			plot := bare(f, float64(p.w), float64(p.h), widgets.Heat{Img: c.cells(f, m), Range: widgets.Rect{X1: float64(m.Image.W), Y1: float64(m.Image.H)}})
			plot.Frame.X.Max, plot.Frame.Y.Max = float64(m.Image.W), float64(m.Image.H)
			return plot
		})
		if c.truth(f) != nil {
			c.mark(gtx, f, m)
		}
	})
	if m.Step == 0 && show != showBands {
		f.say(gtx, p.x+p.w/2, p.y+p.h/2, centred, "Not trained yet.", control.Body, f.theme.Text2)
	}
	fill(gtx, rect{p.x, p.bottom() + 2, p.w, 2}, f.theme.Ctl) // how far the newest networks are
	fill(gtx, rect{p.x, p.bottom() + 2, p.w * float32(m.Share), 2}, f.theme.Accent)
	c.scaleAt(gtx, f, rect{p.x, p.bottom() + 10, p.w, 24})
	line, where := p.bottom()+54, "No pixel is chosen."
	if c.truth(f) != nil {
		where = fmt.Sprintf("Pixel %d, %d", c.at.X, c.at.Y)
	}
	f.say(gtx, p.x, line, fromLeft, where, control.Strong, f.theme.Text)
	if f.class != small {
		what := [...]string{"median of p(" + name + " | y)", "5 to 95 %, width", c.bandWords(u)}[show]
		f.say(gtx, p.x+p.w, line, fromRight, what, control.Small, f.theme.Text2)
	}
}

// mark frames the pixel.
func (c *imageCard) mark(gtx layout.Context, f *frame, m *session.Map) {
	x, y, _ := c.At(float64(c.at.X)+0.5, float64(m.Image.H-c.at.Y)-0.5)
	k := gtx.Metric.PxPerDp
	b := rect{x/k - 7, y/k - 7, 14, 14}
	frameOf(gtx, b.inset(-1), 3, 4, f.theme.Shadow)
	frameOf(gtx, b, 3, 2, f.theme.Raise)
}

// scaleAt draws the bar of colours with its ends.
func (c *imageCard) scaleAt(gtx layout.Context, f *frame, r rect) {
	if c.shows.Chosen == showBands {
		return
	}
	lo, hi := c.ends(f.snap.Plan.Setup)
	f.at(gtx, rect{r.x, r.y, r.w, 8}, func(gtx layout.Context) {
		c.bar.Layout(gtx, r.w, func() widgets.Plot {
			img := widgets.Cells(int(r.w), 1, func(x, _ int) color.NRGBA { return widgets.Cividis((float64(x) + 0.5) / float64(r.w)) })
			return bare(f, float64(r.w), 8, widgets.Heat{Img: img, Range: widgets.Rect{X1: 1, Y1: 1}})
		})
	})
	for i, v := range []float64{lo, (lo + hi) / 2, hi} {
		f.say(gtx, r.x+r.w*float32(i)/2, r.y+22, side(i), endWords(v), control.Tick, f.theme.Text2)
	}
}
