package window

// The card of many parameters: a histogram of each, the first as wide as the card, those that are alike in a row. A window
// on one of them shows the others under that condition.

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// marginalsCard is the card.
type marginalsCard struct {
	cell   []marginalCell
	legend legend
	more   control.Click
	menu   control.Menu
	note   note
	setup  *scenes.Setup
	rows   [][]int // parameters of each row
	turn   int
}

// marginalCell is one histogram and what it shows.
type marginalCell struct {
	widgets.Picture
	shows marginalKey
}

// marginalKey names everything that a histogram depends on.
type marginalKey struct {
	setup *scenes.Setup
	cloud *float64
	n     int
	brush int
	dark  bool
	show  shown
	alpha float64
	stale bool
	truth *float64
	w, h  float32
}

// fixedShare is the share of a range that a click fixes.
const fixedShare = 0.15

// Measures in dp.
const (
	manyLabel, manyLabelSmall = 98, 88
	manyGap                   = 14
	manyTicks                 = 17
	manyTop                   = 22 // the line above the first histogram
	manyBins, manyBinsWide    = 32, 60
	manyWide                  = 300 // from this width on
)

// suit sorts the parameters of another set-up into rows.
func (c *marginalsCard) suit(u *scenes.Setup) {
	if c.setup == u {
		return
	}
	*c = marginalsCard{setup: u, cell: make([]marginalCell, len(u.X))}
	for i, a := range u.X {
		if last := len(c.rows) - 1; i > 1 && a.Part != "" && u.X[i-1].Symbol == a.Symbol {
			c.rows[last] = append(c.rows[last], i)
		} else {
			c.rows = append(c.rows, []int{i})
		}
	}
}

// parts says whether rows have parts, whose names stand above the first of them.
func (c *marginalsCard) parts() bool { return len(c.rows) > 1 && len(c.rows[1]) > 1 }

// groupName is what the parameters of a row are called.
func groupName(a scenes.Axis) string {
	name := a.Name
	if a.Part != "" {
		name = strings.TrimSuffix(name, "_"+a.Index)
	}
	name = strings.ReplaceAll(name, "_", " ")
	r := []rune(name)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// partName is a parameter in words: "scattering, layer 2".
func partName(a scenes.Axis) string {
	name := strings.ToLower(groupName(a))
	if a.Part != "" {
		name += ", " + a.Part
	}
	return name
}

// looks are the entries of the legend; the dashed line is the true value of a pixel, or the exact posterior.
func (c *marginalsCard) looks(f *frame, truth bool) []control.Legend {
	looks := c.legend.looks(f)
	if truth {
		looks = append(looks[:2], control.Legend{
			Words: "true value", Doc: sayTrueValue, Swatch: control.Dash, Line: f.theme.Truth,
			Click: &c.legend.entry[2], Hidden: !f.show.truth,
		})
	}
	return looks
}

// at gives every histogram its place in a card of the size of r.
func (c *marginalsCard) at(f *frame, r rect, top float32) []rect {
	label := f.pick(manyLabelSmall, manyLabel, manyLabel)
	places := make([]rect, len(c.setup.X))
	first := max(f.pick(64, 104, 104), 0.14*r.h)
	places[0] = rect{cardPad + 4, top + manyTop, r.w - 2*cardPad - 8, first}
	y := places[0].bottom() + manyTicks
	n := len(c.rows) - 1
	if n < 1 {
		return places
	}
	if c.parts() {
		y += 18 // their names
	}
	pitch := (r.h - 8 - y) / float32(n)
	for _, row := range c.rows[1:] {
		columns := float32(len(row))
		w := (r.w - 2*cardPad - 4 - label - manyGap*(columns-1)) / columns
		for k, i := range row {
			places[i] = rect{cardPad + label + float32(k)*(w+manyGap), y + 3, w, pitch - manyTicks - 3}
		}
		y += pitch
	}
	return places
}

func (c *marginalsCard) layout(gtx layout.Context, f *frame, e *explore, r rect, truth []float64) {
	u := f.snap.Plan.Setup
	c.suit(u)
	f.card(gtx, r)
	end := f.title(gtx, "x", f.theme.PostText, widgets.Words(widgets.Count(len(u.X))+" parameters"))
	c.legend.row(gtx, f, c.looks(f, truth != nil), r.w-cardPad-headerSlot-4, end+16)
	more := rect{r.w - cardPad - headerSlot + 4, 4, headerSlot, headerSlot}
	f.put(gtx, more.x, more.y, control.IconButton{
		Click: &c.more, Icon: control.IconMore, Name: "Posterior menu", Doc: "Samples and pictures.", Size: headerSlot,
	})
	control.MenuStyle{
		State: &c.menu, Name: "Posterior menu", Items: menuItems(f.cloudCommands(), f), Anchor: more.pixels(gtx), Place: control.BelowEnd,
	}.Layout(gtx, f.Env)
	top := float32(cardContent)
	if b, ok := c.note.banner(f); ok {
		top += f.banner(gtx, cardPad, top, r.w-2*cardPad, b)
	}
	places := c.at(f, r, top)
	c.words(gtx, f, e, places)
	c.plots(gtx, f, e, places, truth)
	low := places[len(places)-1].bottom()
	c.note.layout(gtx, f, rect{cardPad, top, r.w - 2*cardPad, low - top})
}

// words are what stands beside and above the histograms.
func (c *marginalsCard) words(gtx layout.Context, f *frame, e *explore, places []rect) {
	u := c.setup
	first := places[0]
	name := groupName(u.X[0])
	w := f.say(gtx, first.x, first.y-9, fromLeft, name, control.Strong, f.theme.Text)
	f.words(gtx, first.x+w+8, first.y-9, fromLeft, nameOf(u.X[0]), control.Small, f.theme.Text2)
	if s := c.range90(f, e, 0); s != "" && !f.look.untrained {
		f.say(gtx, first.x+first.w, first.y-9, fromRight, s, control.Strong, f.theme.PostText)
	}
	for k, row := range c.rows[1:] {
		at := places[row[0]]
		a := u.X[row[0]]
		mid := at.y + at.h/2
		f.cut(gtx, rect{cardPad + 4, mid - 16, at.x - cardPad - 12, 18}, widgets.Words(groupName(a)), control.Strong, f.theme.Text)
		if a.Unit != "" {
			f.say(gtx, cardPad+4, mid+16, fromLeft, a.Unit, control.Small, f.theme.Text2)
		}
		if k == 0 && c.parts() {
			for _, i := range row {
				f.say(gtx, places[i].x+places[i].w/2, places[i].y-6, centred, u.X[i].Part, control.Small, f.theme.Text2)
			}
		}
	}
	for i, at := range places {
		y := at.bottom() + 13
		f.say(gtx, at.x, y, fromLeft, endWords(u.X[i].Min), control.Tick, f.theme.Text2)
		f.say(gtx, at.x+at.w, y, fromRight, endWords(u.X[i].Max), control.Tick, f.theme.Text2)
	}
}

// endWords writes the end of a range without zeros behind the point.
func endWords(v float64) string {
	s := widgets.Short(v)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// values are the samples of parameter i, of those in the brush where that is on another.
func (c *marginalsCard) values(f *frame, e *explore, i int) []float64 {
	if f.ans == nil || f.look.none {
		return nil
	}
	v := column64(f, i)
	if e.brush.i == i {
		return v
	}
	in := e.brush.rows(f.ans.Clouds[0].X, len(c.setup.X))
	if in == nil {
		return v
	}
	kept := v[:0]
	for k, x := range v {
		if in[k] {
			kept = append(kept, x)
		}
	}
	return kept
}

// range90 is the middle of parameter i and where 90 % of the samples lie: "0.64 (0.57 to 0.71)".
func (c *marginalsCard) range90(f *frame, e *explore, i int) string {
	v := c.values(f, e, i)
	if len(v) < 20 {
		return ""
	}
	slices.Sort(v)
	a := c.setup.X[i]
	digits := 2
	if a.Max-a.Min > 50 {
		digits = 0
	}
	at := func(share float64) string { return widgets.Fixed(v[int(share*float64(len(v)-1))], digits) }
	return fmt.Sprintf("%s (%s to %s)", at(0.5), at(0.05), at(0.95))
}

func (c *marginalsCard) plots(gtx layout.Context, f *frame, e *explore, places []rect, truth []float64) {
	k := marginalKey{
		setup: c.setup, brush: e.brush.count, dark: f.dark, show: f.show, alpha: f.look.alpha, stale: f.look.stale,
	}
	k.show.meter, k.show.speed = false, false
	if truth != nil {
		k.truth = &truth[0]
	}
	if f.ans != nil && !f.look.none && len(f.ans.Clouds[0].X) > 0 {
		k.cloud, k.n = &f.ans.Clouds[0].X[0], len(f.ans.Clouds[0].X)
	}
	running := f.snap.State == session.Running
	c.turn ^= 1
	for i := range c.cell {
		p, at := &c.cell[i], places[i]
		k.w, k.h = at.w, at.h
		like := p.shows // what differs in nothing but the cloud may wait for the next frame
		like.cloud, like.n = k.cloud, k.n
		if k != p.shows && (!running || i%2 == c.turn || like != k) {
			p.shows = k
		}
		f.named(gtx, at, "posterior of "+c.setup.X[i].Name, sayMarginal, func(gtx layout.Context) {
			p.Layout(gtx, p.shows, func() widgets.Plot { return c.plot(f, e, i, at, truth) })
			if b := e.brush; b.on && b.i == i && b.j == i {
				b.r.Y0, b.r.Y1 = math.Inf(-1), math.Inf(1)
				outline(gtx, f, &p.Picture, b.r)
			}
		})
	}
}

// plot is the histogram of parameter i.
func (c *marginalsCard) plot(f *frame, e *explore, i int, at rect, truth []float64) widgets.Plot {
	a := c.setup.X[i]
	m := widgets.Marginal{Lo: a.Min, Hi: a.Max, Bins: manyBins}
	if at.w > manyWide {
		m.Bins = manyBinsWide
	}
	if f.show.prior {
		m.Prior = e.prior.of(c.setup).column[i]
	}
	if f.show.posterior {
		m.Posterior = c.values(f, e, i)
	}
	if e.brush.on && e.brush.i != i { // of the few that lie in its window
		m.Bins /= 2
	}
	if truth != nil && f.show.truth {
		m.Values = []float64{truth[i]}
	}
	m.Truth = column(f.truth(), len(c.setup.X), i)
	enc := widgets.Encoding{Theme: f.theme}
	if a := f.look.alpha; a < 1 {
		enc.Theme.Post = widgets.Mix(f.theme.Card, enc.Theme.Post, a)
		enc.Theme.PostFill = widgets.Mix(f.theme.Card, enc.Theme.PostFill, a)
	}
	marks, top := enc.Marginal(m)
	plot := bare(f, float64(at.w), float64(at.h), marks...)
	plot.Frame.X.Min, plot.Frame.X.Max, plot.Frame.Y.Max = a.Min, a.Max, top
	plot.Frame.Base = widgets.Bottom
	return plot
}

func (c *marginalsCard) update(gtx layout.Context, f *frame, e *explore) {
	c.suit(f.snap.Plan.Setup)
	for i := range c.cell {
		p := &c.cell[i]
		p.Drag = widgets.Select
		for _, ev := range p.Update(gtx) {
			switch ev.Kind {
			case widgets.Selected:
				c.drag(e, i, ev.Range)
			case widgets.Click:
				c.fix(e, i, ev.X)
			case widgets.Hover:
				f.hints.Explain(c.sentence(f, e, i))
			}
		}
	}
	c.legend.update(gtx, f)
	c.note.update(gtx, f)
	if c.more.Update(gtx) {
		c.menu.Open(gtx, &c.more)
	}
	pickCommand(gtx, f, &c.menu, f.cloudCommands())
}

// drag puts a window on parameter i from where the pointer went down to where it came up, or takes the edge of the window
// at which it went down along.
func (c *marginalsCard) drag(e *explore, i int, to widgets.Rect) {
	const grip = 5 // dp
	a, b := c.setup.X[i], e.brush
	near := grip / float64(max(c.cell[i].shows.w, 1)) * (a.Max - a.Min)
	if b.on && b.i == i && b.j == i {
		for _, edge := range [][2]float64{{b.r.X0, b.r.X1}, {b.r.X1, b.r.X0}} { // and the one that stays
			for _, d := range [][2]float64{{to.X0, to.X1}, {to.X1, to.X0}} {
				if math.Abs(d[0]-edge[0]) < near {
					to.X0, to.X1 = min(d[1], edge[1]), max(d[1], edge[1])
					e.brush.set(i, i, to)
					return
				}
			}
		}
	}
	e.brush.set(i, i, to)
}

// fix puts a window about v on parameter i, or takes it away where v lies in it.
func (c *marginalsCard) fix(e *explore, i int, v float64) {
	if b := e.brush; b.on && b.i == i && v >= b.r.X0 && v <= b.r.X1 {
		e.brush.clear()
		return
	}
	a := c.setup.X[i]
	half := fixedShare / 2 * (a.Max - a.Min)
	e.brush.set(i, i, widgets.Rect{X0: v - half, X1: v + half})
}

// sentence says in words what a histogram shows.
func (c *marginalsCard) sentence(f *frame, e *explore, i int) string {
	s := c.range90(f, e, i)
	if s == "" {
		return sayMarginal
	}
	a := c.setup.X[i]
	if a.Unit != "" {
		s += " " + a.Unit
	}
	given := ""
	if b := e.brush; b.on && b.i != i && b.i < len(c.setup.X) {
		given = ", where " + partName(c.setup.X[b.i]) + " lies in its window"
	}
	return partName(a) + given + ": " + s + ", median and 90 %. " + sayMarginal
}
