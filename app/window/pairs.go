package window

// The card of x as a pair plot: every parameter by itself, every two of them, and their correlation. A drag in a cell
// brushes: what lies in the range stands out everywhere.

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// pairsCard is the card.
type pairsCard struct {
	around widgets.Picture
	cell   [][]pairsCell // rows of columns, up to the diagonal
	legend legend
	more   control.Click
	some   tap // the word how many are shown
	menu   control.Menu
	note   note

	setup *scenes.Setup
	show  []int // the parameters shown
	memo  []widgets.Outline
	turn  int // which cells are drawn anew in this frame while training runs
}

// quickTruth is of how many parameters the truth is outlined even while y moves.
const quickTruth = 3

// pairsCell is a plot of one or two parameters and what it shows.
type pairsCell struct {
	widgets.Picture
	shows cellKey
}

// cellKey names everything that the cells depend on.
type cellKey struct {
	seq, n, brush int
	y             string
	dark          bool
	show          shown
	look          look
	setup         *scenes.Setup
	parameters    string
	w, h          float32
}

// like reports whether two keys differ in nothing but the answer.
func (k cellKey) like(o cellKey) bool {
	k.seq, k.n, k.look.updating = o.seq, o.n, o.look.updating
	return k == o
}

// suit shows the first parameters of another set-up.
func (c *pairsCard) suit(s *scenes.Setup) {
	if c.setup == s {
		return
	}
	d := s.Problem.DimX
	c.setup, c.memo, c.show = s, make([]widgets.Outline, d*d), nil
	for i := range min(d, figure.MostPairs) {
		c.show = append(c.show, i)
	}
}

// figure is the pair plot of the answer on screen.
func (c *pairsCard) figure(f *frame, e *explore) *figure.Pairs {
	p := &figure.Pairs{Setup: f.snap.Plan.Setup, Y: f.choice.y, Show: c.show, Truth: f.truth(), Real: f.real(), Memo: c.memo, Faint: f.look.alpha}
	if len(c.show) > quickTruth && f.ans != nil && f.ans.Query.Rough { // outlines of many cells would hold up the drag
		p.Truth = nil
	}
	if f.show.prior {
		p.Prior = e.prior.points
	}
	if f.show.posterior && f.ans != nil && !f.look.none {
		p.Cloud = f.ans.Clouds[0].X
		p.Chosen = e.brush.rows(p.Cloud, p.Setup.Problem.DimX)
	}
	return p
}

func (c *pairsCard) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	c.suit(f.snap.Plan.Setup)
	f.card(gtx, r)
	title := widgets.Words("Posterior ")
	if f.class == small {
		title = nil
	}
	given := widgets.Tuple(f.choice.y)
	if f.snap.Plan.Setup.Sketch != nil {
		given = "" // the sketch says it
	}
	end := f.title(gtx, "x", f.theme.PostText, title.And(widgets.Posterior(given)))
	c.legend.layout(gtx, f, r.w-cardPad-headerSlot-4, end+16)
	more := rect{r.w - cardPad - headerSlot + 4, 4, headerSlot, headerSlot}
	f.put(gtx, more.x, more.y, control.IconButton{
		Click: &c.more, Icon: control.IconMore, Name: "Posterior menu", Doc: "Samples, " + c.shown(f) + ", pictures.", Size: headerSlot,
	})
	control.MenuStyle{
		State: &c.menu, Name: "Posterior menu", Items: menuItems(c.commands(f), f), Anchor: more.pixels(gtx), Place: control.BelowEnd,
	}.Layout(gtx, f.Env)
	top := float32(cardContent)
	if b, ok := c.note.banner(f); ok && f.snap.Plan.Setup.Sketch == nil {
		top += f.banner(gtx, cardPad, top, r.w-2*cardPad, b)
	}
	in := rect{cardPad, top, r.w - 2*cardPad, r.h - top - 6}
	hints := c.hints(f, e)
	if !f.low && len(c.show) > 1 {
		in.h -= float32(18*len(hints) + 8)
	}
	l := c.plots(gtx, f, e, in)
	if last := l.Cells[len(l.Cells)-1][0]; !f.low && len(c.show) > 1 {
		y := in.y + float32(last.Y1) + 54
		for i, h := range hints {
			f.say(gtx, cardPad, y+18*float32(i), fromLeft, h, control.Small, f.theme.Text2)
		}
		c.count(gtx, f, r.w-cardPad, y)
	}
	first, last := l.Cells[0][0], l.Cells[len(l.Cells)-1][0]
	in.x, in.w, in.h = in.x+float32(first.X0), in.w-float32(first.X0), float32(last.Y1)
	c.note.layout(gtx, f, in)
}

// count says how many of the parameters are shown where there are more; it opens the menu that has the others. It ends at
// (x, y).
func (c *pairsCard) count(gtx layout.Context, f *frame, x, y float32) {
	d := f.snap.Plan.Setup.Problem.DimX
	if len(c.show) == d {
		return
	}
	words := c.shown(f)
	w := f.say(gtx, x, y, fromRight, words, control.Small, f.theme.Accent)
	c.some.layout(gtx, f, rect{x - w - 4, y - 18, w + 8, 26}, semantic.Button, words, "Choose which are shown.", false)
}

// shown says which share of the parameters is shown.
func (c *pairsCard) shown(f *frame) string {
	if len(c.show) == f.snap.Plan.Setup.Problem.DimX {
		return "all parameters"
	}
	return fmt.Sprintf("%d of %d parameters", len(c.show), f.snap.Plan.Setup.Problem.DimX)
}

// hints say what the cells show.
func (c *pairsCard) hints(f *frame, e *explore) []string {
	list := []string{"Upper right: correlation of the posterior samples."}
	if beyond := c.figure(f, e).Beyond(); beyond > 0 { // in the same line, so that nothing moves
		list[0] = "Upper right: correlation. At the edges: " + widgets.Percent(beyond) + " of the samples, beyond the ranges."
	}
	if f.truth() != nil {
		list = append(list, "Dashed: 90 % region of the exact posterior.")
	}
	return list
}

// plots draws the cells into r and returns where they lie, from the corner of r.
func (c *pairsCard) plots(gtx layout.Context, f *frame, e *explore, r rect) *figure.PairsLayout {
	fig := c.figure(f, e)
	l := fig.Layout(widgets.Rect{X1: float64(r.w), Y1: float64(r.h)}, figure.Screen)
	k := cellKey{
		brush: e.brush.count, y: fmt.Sprint(f.choice.y, f.realRow()), dark: f.dark, show: f.show, look: f.look, setup: fig.Setup,
		parameters: fmt.Sprint(c.show), w: float32(l.Cells[0][0].W()), h: float32(l.Cells[0][0].H()),
	}
	k.show.meter, k.show.speed, k.look.updating = false, false, false
	if f.ans != nil {
		k.seq, k.n = f.ans.Seq, len(f.ans.Clouds[0].X)
	}
	running := f.snap.State == session.Running
	c.turn ^= 1
	f.at(gtx, r, func(gtx layout.Context) {
		c.around.Layout(gtx, k, func() widgets.Plot {
			return bare(f, float64(r.w), float64(r.h), pairsMark{fig, l, f.theme})
		})
		for row := range c.show {
			for len(c.cell) <= row {
				c.cell = append(c.cell, make([]pairsCell, len(c.cell)+1))
			}
			for column := range row + 1 {
				p, in := &c.cell[row][column], l.Cells[row][column]
				if k != p.shows && (!running || (row+column)%2 == c.turn || !k.like(p.shows)) {
					p.shows = k
				}
				at := panelRect(in)
				f.named(gtx, at, c.cellName(row, column), sayCell, func(gtx layout.Context) {
					p.Layout(gtx, p.shows, func() widgets.Plot { return c.inside(f, fig, row, column, at) })
					if b := e.brush; b.on && c.show[column] == b.i && c.show[row] == b.j {
						s := b.r
						if b.i == b.j {
							s.Y0, s.Y1 = math.Inf(-1), math.Inf(1)
						}
						outline(gtx, f, &p.Picture, s)
					}
				})
			}
		}
	})
	return l
}

// inside is a cell without what stands around it.
func (c *pairsCard) inside(f *frame, fig *figure.Pairs, row, column int, at rect) widgets.Plot {
	p := fig.Cell(f.theme, figure.Screen, row, column, float64(min(at.w, at.h)))
	p.Frame.Inner = widgets.Rect{X1: float64(at.w), Y1: float64(at.h)}
	if row != column { // the prior stands still
		p.Behind, p.Marks = p.Marks[:1], p.Marks[1:]
		p.Still = stillCell{fig.Setup, f.show.prior, c.show[row], c.show[column]}
	}
	return p
}

// stillCell names what the prior's points of a cell depend on, beside the frame.
type stillCell struct {
	setup *scenes.Setup
	shown bool
	i, j  int
}

// pairsMark draws what stands around the cells.
type pairsMark struct {
	fig   *figure.Pairs
	at    *figure.PairsLayout
	theme widgets.Theme
}

func (m pairsMark) Draw(a *widgets.Area) { m.fig.Around(a.Canvas, m.at, m.theme, figure.Screen) }

// cellName is what a screen reader calls a cell.
func (c *pairsCard) cellName(row, column int) string {
	name := func(i int) string { return c.setup.X[c.show[i]].Name }
	if row == column {
		return "posterior of " + name(row)
	}
	return "posterior of " + name(column) + " and " + name(row)
}

func (c *pairsCard) update(gtx layout.Context, f *frame, e *explore) {
	c.suit(f.snap.Plan.Setup)
	for row := range min(len(c.cell), len(c.show)) {
		for column := range c.cell[row] {
			p := &c.cell[row][column]
			p.Drag = widgets.Select
			for _, ev := range p.Update(gtx) {
				switch ev.Kind {
				case widgets.Selected:
					e.brush.set(c.show[column], c.show[row], ev.Range)
				case widgets.Click:
					e.brush.clear()
				case widgets.Hover:
					f.hints.Explain(c.sentence(f, row, column))
				}
			}
		}
	}
	c.legend.update(gtx, f)
	c.note.update(gtx, f)
	if c.more.Update(gtx) || c.some.update(gtx) {
		c.menu.Open(gtx, &c.more)
	}
	pickCommand(gtx, f, &c.menu, c.commands(f))
}

// sentence says in words what a cell shows.
func (c *pairsCard) sentence(f *frame, row, column int) string {
	x := f.snap.Plan.Setup.X[c.show[row]]
	if row != column || f.ans == nil || f.look.none {
		return sayCell
	}
	v := column64(f, c.show[row])
	if len(v) < 20 {
		return sayCell
	}
	slices.Sort(v)
	at := func(share float64) string { return widgets.Short(v[int(share*float64(len(v)-1))]) }
	unit := x.Unit
	if unit != "" {
		unit = " " + unit
	}
	return fmt.Sprintf("%s: %s%s (%s to %s with 90 %%).", cmp.Or(x.Title, x.Name), at(0.5), unit, at(0.05), at(0.95))
}

// column64 are the samples of parameter i.
func column64(f *frame, i int) []float64 {
	return column(f.ans.Clouds[0].X, f.snap.Plan.Setup.Problem.DimX, i)
}
