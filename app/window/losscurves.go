package window

// The curves of the losses on the screen, their names beside their ends, and what the status line says of them.

import (
	"math"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// curveKey names everything that the curves depend on.
type curveKey struct {
	run          *session.History
	step, raised int
	on           [inn.NumLosses]bool
	dark, linear bool
}

// lasts says whether nothing but the course of the curves differs.
func (k curveKey) lasts(old curveKey) bool {
	k.run, k.step = old.run, old.step
	return k == old
}

// plot draws the curves with their names in r, the inside of the frame.
func (c *losses) plot(gtx layout.Context, f *frame, r rect) {
	col, live, own := &f.snap.Columns[0], f.live(), f.snap.Plan.Columns[0].Losses()
	k := curveKey{run: col.History, step: f.snap.Step, raised: c.raised(), dark: f.dark, linear: f.show.linear}
	for i, t := range live.Loss {
		k.on[i] = t.On
	}
	if f.snap.State == session.Running && f.now.Sub(c.drawn) < chartsEvery && k.lasts(c.key) {
		k = c.key
	} else {
		c.drawn = f.now
		if k != c.key {
			c.key = k
			c.level = level(col, own)
			c.x, c.y = lossAxes(col, own, f.snap.Step, f.show.linear)
			c.ends = [inn.NumLosses]float64{}
			for i := range c.ends {
				c.ends[i] = last(col.History, own, i, c.y)
			}
		}
	}
	x, y := c.x, c.y
	outer := rect{r.x - curveLeft + 2, r.y - 1, r.w + curveLeft - 2 + curveRight - 2, r.h + curveBottom}
	in := widgets.Rect{X0: curveLeft - 2, Y0: 1, X1: float64(curveLeft - 2 + r.w), Y1: float64(1 + r.h)}
	f.named(gtx, outer, "loss curves", sayCurves, func(gtx layout.Context) {
		c.curves.Layout(gtx, k, func() widgets.Plot {
			return widgets.Plot{
				Frame: widgets.Frame{Theme: f.theme, X: x, Y: y, Inner: in, Background: f.theme.Sunk, Border: f.theme.Line, Grid: true},
				Marks: lossMarks(&f.theme, col, own, live, y, k.raised),
			}
		})
	})
	c.curve.Layout(gtx, f.Env, r.pixels(gtx), "", "")
	c.names(gtx, f, r)
	if f.snap.Step > 0 && (col.History == nil || len(col.History.Step) == 0) { // a model from a file
		f.say(gtx, r.x+r.w/2, r.y+r.h/2+4, centred, "no curves yet", control.Small, f.theme.Text2)
	}
	if c.over {
		c.tell(f)
	}
}

// names draws the names of the curves beside their ends.
func (c *losses) names(gtx layout.Context, f *frame, r rect) {
	h := f.snap.Columns[0].History
	if h == nil || len(h.Step) == 0 {
		return
	}
	var at []float64
	var which []int
	for i := range h.Value {
		v := c.ends[i]
		if i == inn.LossRec && f.invertible() || math.IsNaN(v) {
			continue
		}
		_, py, _ := c.curves.At(h.Step[len(h.Step)-1], v)
		p := float64(r.y) - 1 + float64(py/gtx.Metric.PxPerDp)
		at = append(at, min(max(p, float64(r.y)), float64(r.bottom())))
		which = append(which, i)
	}
	if float32(len(at))*nameGap > r.h+nameGap { // the rows name them
		return
	}
	apart(at, nameGap, float64(r.y)+4, float64(r.bottom())-2)
	for n, i := range which {
		ink := f.lossInk(i)
		if raised := c.raised(); raised >= 0 && raised != i {
			ink = widgets.Mix(f.theme.Card, ink, 0.35)
		}
		x := r.right() + 6
		f.words(gtx, x, float32(at[n])+4, fromLeft, f.lossName(i), control.Role{Size: 12, Weight: widgets.Medium}, ink)
		c.name[i].layout(gtx, f, rect{x - 3, float32(at[n]) - 7, 24, 14}, semantic.Button, "curve of loss "+f.lossSaid(i), f.lossDoc(i), false)
	}
}

// tell says in the status line what is under the pointer: the nearest event, or step and values.
func (c *losses) tell(f *frame) {
	h := f.snap.Columns[0].History
	view, ok := c.curves.Range()
	if h == nil || !ok {
		return
	}
	near := (view.X1 - view.X0) * 0.012
	for _, e := range h.Events {
		if math.Abs(e.Step-c.at.X) < near {
			f.hints.Explain("Step " + widgets.Count(int(e.Step)) + ": " + e.Text)
			return
		}
	}
	at := -1
	for i, s := range h.Step {
		if s <= c.at.X {
			at = i
		}
	}
	if at < 0 {
		f.hints.Explain(sayCurves)
		return
	}
	s := "Step " + widgets.Count(int(h.Step[at])) + ":"
	for i, l := range f.snap.Plan.Columns[0].Losses() {
		if at < len(h.Value[i]) && !math.IsNaN(h.Value[i][at]) {
			s += "  " + l.Symbol + " " + lossValue(&l, h.Value[i][at])
		}
	}
	if held := f.snap.Columns[0].Held; held != nil && len(held.Step) > 0 {
		s += ". Dashed: the same on rows that are held out"
	}
	f.hints.Explain(s)
}
