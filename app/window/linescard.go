package window

// The card of what the simulator makes of the samples, where y is a few numbers: of each what was measured, what comes out
// again, and what could be expected before.

import (
	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// linesCard is the card.
type linesCard struct {
	setup *scenes.Setup
	prior [][]float64 // of each number of y the 5 and 95 % points before anything is measured
	rows  []control.Area
}

// Measures in dp: a row at most, its bar, and the line of words below all rows.
const (
	lineRow, lineBar, lineFoot = 48, 10, 30
	leastLineRow               = 34
)

func (c *linesCard) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	u := f.snap.Plan.Setup
	d := u.Problem.DimY
	room := (r.h - cardHeader - lineFoot) / float32(d)
	if room < leastLineRow {
		return
	}
	if c.setup != u {
		*c = linesCard{setup: u, rows: make([]control.Area, d)}
		for i := range d {
			c.prior = append(c.prior, points(column(e.prior.of(u).y, d, i), 0.05, 0.95))
		}
	}
	f.card(gtx, r)
	f.say(gtx, cardPad, titleLine, fromLeft, "Simulated again", control.Title, f.theme.Text)
	var again []float64
	if q := f.quality(); q != nil && !f.look.stale {
		again = q.Spectra
	}
	for i, a := range u.Y {
		c.row(gtx, f, i, a, column(again, d, i), rect{cardPad, cardHeader + float32(i)*min(room, lineRow), r.w - 2*cardPad, min(room, lineRow)})
	}
	y := r.h - 14
	fill(gtx, rect{cardPad + 4, y - 10, 3, 12}, f.theme.Accent)
	x := cardPad + 14 + f.say(gtx, cardPad+14, y, fromLeft, "measured", control.Small, f.theme.Text2)
	if again != nil {
		fill(gtx, rect{x + 14, y - 8, 14, 8}, f.theme.Post)
		f.say(gtx, x+34, y, fromLeft, "samples, 90 %", control.Small, f.theme.Text2)
	}
}

// row draws number i of y over its range.
func (c *linesCard) row(gtx layout.Context, f *frame, i int, a scenes.Axis, again []float64, r rect) {
	y := r.y + r.h/2 - 4
	f.words(gtx, r.x, y, fromLeft, nameOf(a), control.Small, f.theme.Text)
	t := rect{r.x, y + 8, r.w, lineBar}
	at := func(v float64) float32 { return t.x + t.w*float32(min(max((v-a.Min)/(a.Max-a.Min), 0), 1)) }
	fill(gtx, t, f.theme.Sunk)
	span := func(v []float64, inset float32) rect {
		return rect{at(v[0]), t.y + inset, max(at(v[1])-at(v[0]), 2), t.h - 2*inset}
	}
	if f.show.prior && len(c.prior[i]) == 2 {
		fill(gtx, span(c.prior[i], 0), f.theme.PriorFill)
	}
	words := widgets.Short(f.choice.y[i])
	doc := a.Name + ": measured " + words
	if len(again) > 0 && f.show.posterior {
		v := points(again, 0.05, 0.95)
		fill(gtx, span(v, 2), widgets.Mix(f.theme.Sunk, f.theme.Post, f.look.alpha))
		words = widgets.Short(v[0]) + " to " + widgets.Short(v[1])
		doc += ", of samples " + words + " with 90 %"
		f.say(gtx, r.x+r.w, y, fromRight, words, control.Small, f.theme.PostText)
	}
	fill(gtx, rect{at(f.choice.y[i]) - 1.5, t.y - 2, 3, t.h + 4}, f.theme.Accent)
	c.rows[i].Layout(gtx, f.Env, r.pixels(gtx), a.Name+" simulated again", doc+".")
}
