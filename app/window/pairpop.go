package window

// Two parameters of the correlation matrix as points, in a popover: the number alone hides branches and bananas.

import (
	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// pairPop is the popover.
type pairPop struct {
	pop   control.Popover
	plot  widgets.Picture
	setup *scenes.Setup
	i, j  int // the parameters up and across
	memo  widgets.Outline
}

// Measures in dp: the surface, and the room around the plot in it.
const (
	popWidth, popHeight          = 252, 276
	popTop, popLeft, popBottom   = 34, 48, 40
	popCross                     = 12
	popPosteriorLeast, popPoints = 20, 1000
)

// open shows parameters i, up, and j, across.
func (p *pairPop) open(u *scenes.Setup, i, j int) {
	p.setup, p.i, p.j = u, i, j
	p.pop.Open()
}

func (p *pairPop) update(gtx layout.Context, f *frame) {
	if p.pop.Shown() && p.setup != f.snap.Plan.Setup {
		p.pop.Close()
	}
	p.pop.Update(gtx)
}

// pairKey names everything that the plot depends on.
type pairKey struct {
	cloud *float64
	n     int
	i, j  int
	dark  bool
	show  shown
	truth *float64
	alpha float64
}

// layout floats the popover beside anchor; r is the correlation, truth (DimX) the x that made the measurement, if known.
func (p *pairPop) layout(gtx layout.Context, f *frame, e *explore, anchor rect, r float64, truth []float64) {
	if !p.pop.Shown() {
		return
	}
	u := p.setup
	p.pop.Layout(gtx, f.Env, anchor.pixels(gtx), control.BelowEnd, func(gtx layout.Context) layout.Dimensions {
		all := rect{0, 0, popWidth, popHeight}
		size := all.pixels(gtx).Size()
		control.Surface(gtx, f.Env, size)
		f.named(gtx, all, "pair of parameters", "", func(gtx layout.Context) {
			words := partName(u.X[p.j]) + " × " + partName(u.X[p.i])
			f.say(gtx, popWidth-cardPad, 22, fromRight, withSign(r), control.Strong, f.theme.Text)
			f.cut(gtx, rect{cardPad, 8, popWidth - 2*cardPad - 44, 20}, widgets.Words(words), control.Small, f.theme.Text)
			k := pairKey{i: p.i, j: p.j, dark: f.dark, show: f.show, alpha: f.look.alpha}
			k.show.meter, k.show.speed = false, false
			if f.ans != nil && !f.look.none && len(f.ans.Clouds[0].X) > 0 {
				k.cloud, k.n = &f.ans.Clouds[0].X[0], len(f.ans.Clouds[0].X)
			}
			if truth != nil {
				k.truth = &truth[0]
			}
			f.at(gtx, rect{2, popTop, popWidth - 4, popHeight - popTop - 2}, func(gtx layout.Context) {
				p.plot.Layout(gtx, k, func() widgets.Plot { return p.draw(f, e, truth) })
			})
		})
		return layout.Dimensions{Size: size}
	})
}

// draw is the plot: prior, posterior, and what is true.
func (p *pairPop) draw(f *frame, e *explore, truth []float64) widgets.Plot {
	u, d := p.setup, p.setup.Problem.DimX
	a, b := u.X[p.j], u.X[p.i]
	two := func(x []float64) widgets.Cloud {
		at := make([]float64, 0, 2*popPoints)
		for ; len(x) >= d && len(at) < 2*popPoints; x = x[d:] {
			at = append(at, x[p.j], x[p.i])
		}
		return widgets.Pairs(at)
	}
	enc := widgets.Encoding{Theme: f.theme}
	plot := widgets.Plot{Frame: widgets.Frame{
		Theme: f.theme, X: axisOf(a, a.Min, a.Max), Y: axisOf(b, b.Min, b.Max),
		Background: f.theme.Sunk, Border: f.theme.Line,
		Inner: widgets.Rect{X0: popLeft, Y0: 6, X1: popWidth - 4 - cardPad, Y1: popHeight - popTop - 2 - popBottom},
	}}
	if f.show.prior {
		plot.Marks = append(plot.Marks, enc.Prior(two(e.prior.of(u).points)))
	}
	if f.show.posterior && f.ans != nil && !f.look.none && len(f.ans.Clouds[0].X) >= popPosteriorLeast*d {
		plot.Marks = append(plot.Marks, enc.Posterior(two(f.ans.Clouds[0].X), widgets.PosteriorAlpha*f.look.alpha))
	}
	if x := f.truth(); f.show.truth && len(x) >= popPosteriorLeast*d {
		plot.Marks = append(plot.Marks, enc.TruthRegion(two(x), &p.memo))
	}
	if truth != nil && f.show.truth {
		plot.Marks = append(plot.Marks, widgets.Cross{X: truth[p.j], Y: truth[p.i], Color: f.theme.Truth, Size: popCross})
	}
	return plot
}
