package window

// The card of x: the posterior as a scatter with its marginals, over prior and truth. It says in words when what it
// shows is noise, out of date, or the last good network of a run that diverged.

import (
	"gioui.org/io/key"
	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// xcard shows the posterior.
type xcard struct {
	cloud, top, side widgets.Picture
	legend           legend
	more             control.Click
	menu             control.Menu
	note             note

	outlined widgets.Outline // of the exact posterior

	chosen   widgets.Rect // rectangle selected in x; empty: none
	selected int          // counts selections
}

// Room around the scatter, in dp.
const (
	axisLeft   = 40 // tick labels and axis name
	axisBottom = 46
	marginGap  = 8 // between scatter and marginals
)

// xPlaces are the rectangles of the plots in the card, each the inside of its frame.
type xPlaces struct{ cloud, top, side rect }

// placeX gives the plots their places in a card of w×h: the largest square that leaves room for marginals and axes,
// centred where height is what limits it. Content starts at top.
func placeX(m metrics, w, h, top float32) xPlaces {
	marg := m.pick(48, 84, 112)
	s := min(w-2*cardPad-axisLeft-marginGap-marg, h-cardContent-marg-48)
	if least := float32(24); h-axisBottom-s-marginGap-top < least {
		s = h - axisBottom - marginGap - top - least
	}
	x := (w-(axisLeft+s+marginGap+marg))/2 + axisLeft
	y := h - axisBottom - s
	var p xPlaces
	p.cloud = rect{x, y, s, s}
	p.side = rect{x + s + marginGap, y, marg, s}
	high := min(2*marg, y-marginGap-top)
	p.top = rect{x, y - marginGap - high, s, high}
	return p
}

func (c *xcard) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	f.card(gtx, r)
	title := widgets.Words("Posterior ")
	if f.class == small {
		title = nil
	}
	end := f.title(gtx, "x", f.theme.PostText, title.And(widgets.Posterior(f.choice.words(f.class == small))))
	c.legend.layout(gtx, f, r.w-cardPad-headerSlot-4, end+16)
	more := rect{r.w - cardPad - headerSlot + 4, 4, headerSlot, headerSlot}
	f.put(gtx, more.x, more.y, control.IconButton{
		Click: &c.more, Icon: control.IconMore, Name: "Posterior menu", Doc: "Samples, colours, pictures.", Size: headerSlot,
	})
	control.MenuStyle{
		State: &c.menu, Name: "Posterior menu", Items: menuItems(f.cloudCommands(), f), Anchor: more.pixels(gtx), Place: control.BelowEnd,
	}.Layout(gtx, f.Env)
	top := float32(cardContent)
	if b, ok := c.note.banner(f); ok {
		top += f.banner(gtx, cardPad, top, r.w-2*cardPad, b)
	}
	p := placeX(f.metrics, r.w, r.h, top)
	c.plots(gtx, f, e, p)
	c.note.layout(gtx, f, p.cloud)
}

// plotKey names everything that the plots of x depend on.
type plotKey struct {
	seq, ask  int
	dark      bool
	show      shown
	look      look
	label     int
	row       int
	setup     *scenes.Setup
	view      widgets.Rect
	placement rect
}

// stillKey names what the prior's points depend on, beside the frame.
type stillKey struct {
	setup *scenes.Setup
	shown bool
}

func (c *xcard) plots(gtx layout.Context, f *frame, e *explore, p xPlaces) {
	setup := f.snap.Plan.Setup
	k := plotKey{dark: f.dark, show: f.show, look: f.look, label: f.choice.label(), row: f.realRow(), setup: setup, placement: p.cloud}
	k.show.meter, k.show.speed, k.look.updating = false, false, false
	if f.ans != nil {
		k.seq, k.ask = f.ans.Seq, len(f.ans.Clouds[0].X)
	}
	const over = 7 // half a tick label above the inside
	outer := rect{p.cloud.x - axisLeft, p.cloud.y - over, p.cloud.w + axisLeft + 8, p.cloud.h + axisBottom - 2 + over}
	f.named(gtx, outer, "posterior", sayX, func(gtx layout.Context) {
		c.cloud.Layout(gtx, k, func() widgets.Plot {
			x, y := setup.X[0], setup.X[1]
			return widgets.Plot{
				Frame: widgets.Frame{
					Theme: f.theme, X: axisOf(x, x.Min, x.Max), Y: axisOf(y, y.Min, y.Max),
					Inner:      widgets.Rect{X0: axisLeft, Y0: over, X1: float64(axisLeft + p.cloud.w), Y1: float64(over + p.cloud.h)},
					Background: f.theme.Sunk, Border: f.theme.Line, Grid: true,
				},
				Behind: f.priorMarks(&e.prior), Still: stillKey{setup, f.show.prior},
				Marks: f.cloudMarks(),
			}
		})
		c.over(gtx, f, e)
	})
	view, _ := c.cloud.Range()
	k.view, k.label = view, 0
	k.show.modes, k.show.density = false, false
	margin := func(pic *widgets.Picture, r rect, dim int, lo, hi float64, upright bool) {
		f.at(gtx, r, func(gtx layout.Context) {
			pic.Layout(gtx, k, func() widgets.Plot { return f.marginalPlot(&e.prior, r, dim, lo, hi, upright) })
		})
	}
	margin(&c.top, p.top, 0, view.X0, view.X1, false)
	margin(&c.side, p.side, 1, view.Y0, view.Y1, true)
}

// marginalPlot is the plot of one marginal in r.
func (f *frame) marginalPlot(b *background, r rect, dim int, lo, hi float64, upright bool) widgets.Plot {
	marks, top := f.marginal(b, dim, lo, hi, upright)
	p := widgets.Plot{Marks: marks}
	values, density := widgets.Axis{Min: lo, Max: hi, Bare: true}, widgets.Axis{Max: top, Bare: true}
	p.Frame = widgets.Frame{Theme: f.theme, X: values, Y: density, Base: widgets.Bottom}
	p.Frame.Inner = widgets.Rect{X1: float64(r.w), Y1: float64(r.h) - 1}
	if upright {
		p.Frame.X, p.Frame.Y, p.Frame.Base = density, values, widgets.Left
		p.Frame.Inner = widgets.Rect{X0: 1, X1: float64(r.w), Y1: float64(r.h)}
	}
	return p
}

// over draws what follows the pointer: the ring of the linked place, its trail, the selected rectangle.
func (c *xcard) over(gtx layout.Context, f *frame, e *explore) {
	if s := c.chosen; !s.Empty() {
		outline(gtx, f, &c.cloud, s)
	}
	if !e.link.on {
		return
	}
	c.cloud.Trail(gtx, e.link.trail, f.theme.Accent)
	c.cloud.Ring(gtx, e.link.x[0], e.link.x[1])
}

// outline draws the border of a range of data over a picture.
func outline(gtx layout.Context, f *frame, p *widgets.Picture, s widgets.Rect) {
	in, ok := p.Inner()
	if !ok {
		return
	}
	k := gtx.Metric.PxPerDp
	x0, y1, _ := p.At(s.X0, s.Y0)
	x1, y0, _ := p.At(s.X1, s.Y1)
	const over = 4 // beyond the plot, where a range without an end leaves no numbers that can be drawn
	at := func(v float32, lo, hi float64) float32 { return min(max(v/k, float32(lo)-over), float32(hi)+over) }
	x0, x1 = at(x0, in.X0, in.X1), at(x1, in.X0, in.X1)
	y0, y1 = at(y0, in.Y0, in.Y1), at(y1, in.Y0, in.Y1)
	b := rect{x0, y0, x1 - x0, y1 - y0}
	defer clip.Rect(rect{float32(in.X0), float32(in.Y0), float32(in.W()), float32(in.H())}.pixels(gtx)).Push(gtx.Ops).Pop()
	paint.FillShape(gtx.Ops, widgets.Alpha(f.theme.Accent, 0.08), clip.Rect(b.pixels(gtx)).Op())
	frameOf(gtx, b, 0, 1, f.theme.Accent)
}

// update acts on pointer and keys over the scatter.
func (c *xcard) update(gtx layout.Context, f *frame, e *explore) {
	c.cloud.Zoom, c.cloud.Drag = true, widgets.Select
	c.cloud.Keys(key.NameLeftArrow, key.NameRightArrow)
	for _, ev := range c.cloud.Update(gtx) {
		switch ev.Kind {
		case widgets.Hover:
			if !e.link.pinned {
				e.link.pointX(f, [2]float64{ev.X, ev.Y})
			}
		case widgets.Leave:
			if e.link.from == 'x' {
				e.link.leave()
			}
		case widgets.Click:
			c.choose(f, ev.X, ev.Y)
			c.clear()
		case widgets.Selected:
			c.chosen = ev.Range
			c.selected++
		case widgets.KeyPress:
			f.stepLabel(map[key.Name]int{key.NameLeftArrow: -1, key.NameRightArrow: 1}[ev.Key])
		}
	}
	c.legend.update(gtx, f)
	c.note.update(gtx, f)
	if c.more.Update(gtx) {
		c.menu.Open(gtx, &c.more)
	}
	pickCommand(gtx, f, &c.menu, f.cloudCommands())
}

// fit shows the whole plane.
func (c *xcard) fit() { c.cloud.SetView(widgets.Whole) }

// choose asks for the label of the mode that was clicked, by its points or its digit.
func (c *xcard) choose(f *frame, x, y float64) {
	m := f.snap.Plan.Setup.Modes
	if m == nil {
		return
	}
	const reach = 3 // standard deviations
	if i, d2 := m.Nearest(x, y); d2 < reach*reach*m.Sigma*m.Sigma {
		f.choose(m.Label[i])
		return
	}
	for i, p := range digitPlaces(m) {
		if d := [2]float64{x - p[0], y - p[1]}; d[0]*d[0]+d[1]*d[1] < 0.2*0.2 {
			f.choose(m.Label[i])
		}
	}
}

// clear forgets the selection.
func (c *xcard) clear() {
	if !c.chosen.Empty() {
		c.chosen = widgets.Rect{}
		c.selected++
	}
}
