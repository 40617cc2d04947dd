package window

// The correlation matrix of the samples on screen, with lines between groups of parameters.

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gioui.org/layout"
	"gonum.org/v1/gonum/stat"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// correlation is the matrix.
type correlation struct {
	plot  widgets.Picture
	bar   widgets.Picture // what the colours mean
	setup *scenes.Setup
	cloud *float64
	n     int
	r     []float64 // DimX×DimX
	pop   pairPop
}

// label is the room for names at the left, in dp.
func (c *correlation) label(f *frame) float32 { return f.pick(70, 74, 78) }

// refresh computes the matrix where the samples are others.
func (c *correlation) refresh(f *frame) {
	u := f.snap.Plan.Setup
	if f.ans == nil || f.look.none || len(f.ans.Clouds[0].X) == 0 {
		*c = correlation{plot: c.plot, bar: c.bar, setup: u, pop: c.pop}
		return
	}
	x, d := f.ans.Clouds[0].X, u.Problem.DimX
	if c.setup == u && c.cloud == &x[0] && c.n == len(x) {
		return
	}
	c.setup, c.cloud, c.n, c.r = u, &x[0], len(x), make([]float64, d*d)
	columns := make([][]float64, d)
	for i := range columns {
		columns[i] = column(x, d, i)
		c.r[i*d+i] = 1
		for j := range i {
			r := stat.Correlation(columns[i], columns[j], nil)
			c.r[i*d+j], c.r[j*d+i] = r, r
		}
	}
}

func (c *correlation) update(gtx layout.Context, f *frame) {
	c.refresh(f)
	d := len(f.snap.Plan.Setup.X)
	c.pop.update(gtx, f)
	for _, e := range c.plot.Update(gtx) {
		i, j := d-1-int(e.Y), int(e.X)
		if c.r == nil || i < 0 || j < 0 || i >= d || j >= d {
			continue
		}
		switch x := f.snap.Plan.Setup.X; {
		case e.Kind == widgets.Click && i != j:
			c.pop.open(f.snap.Plan.Setup, i, j)
		case e.Kind == widgets.Hover:
			f.hints.Explain(fmt.Sprintf("%s and %s: correlation %s. Click to see them.", partName(x[i]), partName(x[j]), withSign(c.r[i*d+j])))
		}
	}
}

// correlationKey names everything that the plot depends on.
type correlationKey struct {
	cloud *float64
	n     int
	dark  bool
	w     float32
}

// layout draws the matrix into r, which is as high as the matrix.
func (c *correlation) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	u := f.snap.Plan.Setup
	d := len(u.X)
	label := c.label(f)
	side := min(r.h, r.w-label)
	p := rect{r.x + label, r.y, side, side}
	f.named(gtx, p, "correlation", sayCorrelation, func(gtx layout.Context) {
		c.plot.Layout(gtx, correlationKey{c.cloud, c.n, f.dark, side}, func() widgets.Plot {
			var marks []widgets.Mark
			if c.r != nil {
				img := widgets.Cells(d, d, func(x, y int) color.NRGBA {
					if x == y {
						return f.theme.Ctl
					}
					return f.theme.Signed(c.r[y*d+x])
				})
				marks = append(marks, widgets.Heat{Img: img, Range: widgets.Rect{X1: float64(d), Y1: float64(d)}})
			}
			for i := 1; i < d; i++ {
				if groupName(u.X[i]) != groupName(u.X[i-1]) {
					pen := widgets.Pen{Color: f.theme.Axis, Width: 1}
					marks = append(marks, widgets.Rule{Value: float64(i), Pen: pen}, widgets.Rule{Value: float64(d - i), Pen: pen, Level: true})
				}
			}
			plot := bare(f, float64(side), float64(side), marks...)
			plot.Frame.X.Max, plot.Frame.Y.Max, plot.Frame.Border = float64(d), float64(d), f.theme.Line
			return plot
		})
	})
	for i := 0; i < d; {
		j := i
		for j < d && groupName(u.X[j]) == groupName(u.X[i]) {
			j++
		}
		name := widgets.Words(strings.ToLower(groupName(u.X[i])))
		if j == i+1 && u.X[i].Symbol != "" {
			name = widgets.L(u.X[i].Symbol, u.X[i].Index)
		}
		mid := p.y + side*float32(i+j)/2/float32(d)
		f.cut(gtx, rect{r.x, mid - 9, label - 6, 18}, name, control.Small, f.theme.Text2)
		i = j
	}
	if c.pop.pop.Shown() && c.r != nil {
		i, j, cell := c.pop.i, c.pop.j, side/float32(d)
		c.pop.layout(gtx, f, e, rect{p.x + float32(j)*cell, p.y + float32(i)*cell, cell, cell}, c.r[i*d+j], e.picture.truth(f))
	}
	y := p.bottom() + 15
	c.scaleAt(gtx, f, r.x, y)
	f.say(gtx, p.right(), y, fromRight, c.most(u), control.Tick, f.theme.Text2)
}

// scaleAt draws what the colours mean, its words on line y.
func (c *correlation) scaleAt(gtx layout.Context, f *frame, x, y float32) {
	const w = 44
	x += f.say(gtx, x, y, fromLeft, "\u22121", control.Tick, f.theme.Text2) + 4
	f.at(gtx, rect{x, y - 8, w, 8}, func(gtx layout.Context) {
		c.bar.Layout(gtx, f.dark, func() widgets.Plot {
			img := widgets.Cells(w, 1, func(i, _ int) color.NRGBA { return f.theme.Signed(2*(float64(i)+0.5)/w - 1) })
			return bare(f, w, 8, widgets.Heat{Img: img, Range: widgets.Rect{X1: 1, Y1: 1}})
		})
	})
	f.say(gtx, x+w+4, y, fromLeft, "+1", control.Tick, f.theme.Text2)
}

// withSign writes a correlation: "+0.51".
func withSign(r float64) string {
	if s := widgets.Fixed(r, 2); r < 0.005 {
		return s
	} else {
		return "+" + s
	}
}

// most names the strongest correlation.
func (c *correlation) most(u *scenes.Setup) string {
	d, at := len(u.X), [2]int{}
	best := 0.0
	for i := range d {
		for j := range i {
			if c.r != nil && math.Abs(c.r[i*d+j]) > math.Abs(best) {
				best, at = c.r[i*d+j], [2]int{i, j}
			}
		}
	}
	if best == 0 {
		return "\u2013"
	}
	return fmt.Sprintf("%s, %s: %s", symbolOf(u.X[at[1]]), symbolOf(u.X[at[0]]), widgets.Fixed(best, 2))
}
