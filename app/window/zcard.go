package window

// The card of z: what the measurement does not say. The image colours each z by the mode on which it lands; below it
// stands where the network sends fresh data, which should be plain noise.

import (
	"image"
	"math"
	"time"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// zcard shows the latent space.
type zcard struct {
	image   widgets.Picture
	hist    [2]widgets.Picture
	about   control.Area
	forward control.Area

	shown  *session.Answer // the answer that the card shows
	since  time.Time       // when it came
	pixels *image.RGBA     // the colouring as painted last
	cells  []float64       // the newest colouring; a rough answer has none
	side   int
	cloud  []float64     // the samples that came with them
	setup  *scenes.Setup // whose cells they are
}

// chartsEvery is how often what need not follow every answer is drawn again while training runs.
const chartsEvery = time.Second / 10

// take takes a new answer over: at once when it is to another question or training rests, else now and then.
func (c *zcard) take(f *frame) {
	a := f.ans
	if f.look.none {
		a = nil
	}
	rests := f.snap.State != session.Running || a == nil || c.shown == nil || !sameQuestion(a.Query, c.shown.Query)
	if a == c.shown || !rests && f.now.Sub(c.since) < chartsEvery {
		return
	}
	c.shown, c.since = a, f.now
	if a != nil && a.Clouds[0].Latent != nil {
		c.cells, c.side, c.cloud, c.setup = a.Clouds[0].Latent, a.Side, a.Clouds[0].X, f.snap.Plan.Setup
	}
}

// Room around the latent image, in dp.
const (
	zLeft   = 34
	zBottom = 46
	// zHist is the least height of a histogram; with less the histograms are left out.
	zHist = 24
)

// zPlaces are the rectangles of the plots in the card, each the inside of its frame.
type zPlaces struct {
	image rect
	words float32 // baseline of the histograms' title
	hist  [2]rect // empty where there is no room
}

func placeZ(m metrics, w, h float32) zPlaces {
	s := max(min(w-zLeft-cardPad, h-cardContent-zBottom-2), 1)
	p := zPlaces{image: rect{zLeft + (w-zLeft-cardPad-s)/2, cardContent, s, s}}
	p.words = p.image.bottom() + m.pick(48, 52, 56)
	top := p.words + 12
	bottom := h - 18
	if bottom-top >= zHist {
		half := (w - 2*cardPad - 10) / 2
		p.hist[0] = rect{cardPad, top, half, bottom - top}
		p.hist[1] = rect{cardPad + half + 10, top, half, bottom - top}
	}
	return p
}

func (c *zcard) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	c.take(f)
	f.card(gtx, r)
	end := f.title(gtx, "z", f.theme.Lz, widgets.Words("Latent"))
	hint := "colour: mode it lands on"
	if f.snap.Plan.Setup.Modes == nil {
		hint = "colour: place it lands on"
	}
	if w := f.width(gtx, hint, control.Small); f.class != small && end+16+w < r.w-cardPad {
		f.say(gtx, r.w-cardPad, titleLine-0.5, fromRight, hint, control.Small, f.theme.Text2)
	}
	c.about.Layout(gtx, f.Env, rect{0, 0, r.w, cardHeader}.pixels(gtx), "Latent", sayZ)
	p := placeZ(f.metrics, r.w, r.h)
	c.latent(gtx, f, e, r, p)
	if p.hist[0].h > 0 {
		c.histograms(gtx, f, p)
	}
}

// zKey names everything that the image depends on.
type zKey struct {
	cells    *float64
	dark     bool
	alpha    float64
	selected int
}

func (c *zcard) latent(gtx layout.Context, f *frame, e *explore, r rect, p zPlaces) {
	setup := f.snap.Plan.Setup
	alpha := 1.0
	if f.look.stale || f.look.diverged {
		alpha = f.look.alpha
	}
	if c.setup != setup || f.look.unused {
		c.cells = nil
	}
	k := zKey{dark: f.dark, alpha: alpha, selected: e.x.selected}
	if len(c.cells) > 0 {
		k.cells = &c.cells[0]
	}
	outer := rect{1, p.image.y - 1, r.w - 2, p.image.h + zBottom} // without the card's border
	f.named(gtx, outer, "latent", sayZ, func(gtx layout.Context) {
		c.image.Layout(gtx, k, func() widgets.Plot { return c.plot(gtx, f, e, p.image, alpha) })
		if e.link.on {
			c.image.Ring(gtx, e.link.z[0], e.link.z[1])
		}
		if f.dimZ() == 1 {
			return
		}
		f.words(gtx, p.image.x-25, p.image.h/2+5, centred, widgets.L("z", "2"), control.Small, f.theme.Text)
	})
}

// plot is the latent image in its frame.
func (c *zcard) plot(gtx layout.Context, f *frame, e *explore, r rect, alpha float64) widgets.Plot {
	axis := widgets.Axis{Min: -latentSpan, Max: latentSpan, Ticks: []widgets.Tick{{Value: -2, Text: "\u22122"}, {Value: 0, Text: "0"}, {Value: 2, Text: "2"}}}
	x, y := axis, axis
	x.Label = widgets.L("z", "1")
	y.Bare = f.dimZ() == 1 // the image is of stripes, which have no height
	p := widgets.Plot{Frame: widgets.Frame{
		Theme: f.theme, X: x, Y: y, Background: f.theme.Sunk, Border: f.theme.Line,
		Inner: widgets.Rect{X0: float64(r.x) - 1, Y0: 1, X1: float64(r.right()) - 1, Y1: float64(1 + r.h)},
	}}
	whole := widgets.Rect{X0: -latentSpan, Y0: -latentSpan, X1: latentSpan, Y1: latentSpan}
	if setup := f.snap.Plan.Setup; len(c.cells) > 0 {
		n := image.Rect(0, 0, px(gtx, r.w), px(gtx, r.h))
		if c.pixels == nil || c.pixels.Rect != n {
			c.pixels = image.NewRGBA(n)
		}
		d := setup.Problem.DimX
		if m := setup.Modes; m != nil {
			paintLatent(c.pixels, c.cells, c.side, d, modeShade(m, &f.theme, e.x.chosen, alpha))
		} else {
			paintLatent(c.pixels, c.cells, c.side, d, placeShade(figure.PlacesOf(c.cloud, d, &f.theme), &f.theme, e.x.chosen, alpha))
		}
		p.Marks = append(p.Marks, widgets.Heat{Img: c.pixels, Range: whole})
	}
	pen := widgets.Encoding{Theme: f.theme}.TruthPen(1.25)
	if len(c.cells) > 0 {
		pen.Color = f.theme.Shade
	}
	for _, sigma := range []float64{1, 2} {
		if y.Bare {
			p.Marks = append(p.Marks, widgets.Rule{Value: -sigma, Pen: pen}, widgets.Rule{Value: sigma, Pen: pen})
			continue
		}
		p.Marks = append(p.Marks, widgets.Rings{Centres: [][2]float64{{}}, R: sigma, Pen: pen})
	}
	return p
}

// histKey names everything that the histograms depend on.
type histKey struct {
	data *float64
	dark bool
}

// histograms show the z of fresh data against N(0, 1).
func (c *zcard) histograms(gtx layout.Context, f *frame, p zPlaces) {
	if f.zless() {
		f.say(gtx, cardPad, p.words, fromLeft, "This method has no z to look at.", control.Small, f.theme.Text)
		return
	}
	z, ok := f.estimator().(inn.Inverter)
	var data []float64
	if c.shown != nil {
		data = c.shown.Clouds[0].ZData
	}
	if _, forward := f.estimator().(inn.Forwarder); !ok || data == nil && !forward {
		return // it only goes backward
	}
	f.say(gtx, cardPad, p.words, fromLeft, "Data sent forward against N(0, 1)", control.Small, f.theme.Text)
	k := histKey{dark: f.dark}
	if len(data) > 0 {
		k.data = &data[0]
	}
	d := z.DimZ()
	for i := range min(2, d) {
		f.at(gtx, p.hist[i], func(gtx layout.Context) {
			c.hist[i].Layout(gtx, k, func() widgets.Plot {
				const bins, reach = 44, 3.3
				m := widgets.Marginal{Lo: -reach, Hi: reach, Bins: bins, Curve: normal}
				if len(data) > 0 {
					m.Posterior = column(data, d, i)
				}
				marks, top := widgets.Encoding{Theme: f.theme}.Marginal(m)
				return widgets.Plot{
					Frame: widgets.Frame{
						Theme: f.theme, Base: widgets.Bottom,
						X: widgets.Axis{Min: -reach, Max: reach, Bare: true}, Y: widgets.Axis{Max: top, Bare: true},
						Inner: widgets.Rect{X1: float64(p.hist[i].w), Y1: float64(p.hist[i].h) - 1},
					},
					Marks: marks,
				}
			})
		})
		f.words(gtx, p.hist[i].x+4, p.hist[i].y+10, fromLeft, widgets.L("z", string(rune('1'+i))), control.Small, f.theme.Text)
	}
	r := rect{cardPad, p.words - 14, p.hist[1].right() - cardPad, p.hist[0].bottom() - p.words + 14}
	c.forward.Layout(gtx, f.Env, r.pixels(gtx), "data sent forward", sayForward)
}

// normal is the density of N(0, 1).
func normal(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// update acts on the pointer over the image.
func (c *zcard) update(gtx layout.Context, f *frame, e *explore) {
	c.image.Drag = widgets.Pull
	for _, ev := range c.image.Update(gtx) {
		z := [2]float64{ev.X, ev.Y}
		switch ev.Kind {
		case widgets.Hover:
			if !e.link.pinned {
				e.link.pointZ(f, z)
			}
		case widgets.Leave:
			if e.link.from == 'z' {
				e.link.leave()
			}
		case widgets.Press:
			near := math.Hypot(z[0]-e.link.z[0], z[1]-e.link.z[1]) < 0.15
			if e.link.pinned && e.link.from == 'z' && near {
				e.link = link{} // a click on the pinned place lets it go
				break
			}
			e.link = link{pinned: true}
			e.link.pointZ(f, z)
		case widgets.Pulled:
			if e.link.pinned {
				e.link.pull(f, z)
			}
		}
	}
}
