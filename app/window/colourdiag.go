package window

// Diagnostics of recipes: what each sample reflects, and how much of each paint there is.

import (
	"fmt"
	"slices"

	"gioui.org/layout"

	"innlab/scenes"
	"innlab/scenes/paint"
	"innlab/widgets"
	"innlab/widgets/control"
)

// recipeDiagnostics is that card.
type recipeDiagnostics struct {
	plot  widgets.Picture
	cloud *float64
	n     int
	curve [][]float64               // reflectances of the first samples
	post  [paint.Count][5]float64   // 5, 25, 50, 75, 95 % points of the shares
	prior [paint.Count][2]float64   // 5 and 95 %
	setup *scenes.Setup             // that prior is of
	areas [paint.Count]control.Area // of the intervals
}

// Measures in dp: the room for a paint's letters, and for the scale below all shares.
const intervalName, shareScale = 32, 14

// shownCurves is how many samples are drawn.
const shownCurves = 40

// reflectFrame is the frame of a plot of reflectances.
func reflectFrame(f *frame, u *scenes.Setup) widgets.Frame {
	return widgets.Frame{
		Theme: f.theme, Background: f.theme.Sunk, Border: f.theme.Line, Grid: true,
		X: widgets.Axis{Label: widgets.Words("wavelength, nm"), Min: paint.First, Max: paint.Wavelength(paint.Bands - 1)},
		Y: widgets.Axis{Max: 1, Ticks: []widgets.Tick{{Value: 0, Text: "0 %"}, {Value: 0.5, Text: "50 %"}, {Value: 1, Text: "100 %"}}},
	}
}

// points sorts values and returns those below which the given shares of them lie.
func points(v []float64, shares ...float64) []float64 {
	slices.Sort(v)
	var at []float64
	for _, s := range shares {
		at = append(at, v[int(s*float64(len(v)-1))])
	}
	return at
}

// refresh works out what the samples on screen say.
func (d *recipeDiagnostics) refresh(f *frame, e *explore) {
	u := f.snap.Plan.Setup
	dim := u.Problem.DimX
	shares := func(x []float64) (list [paint.Count][]float64) {
		s := make([]float64, paint.Count)
		for ; len(x) >= dim; x = x[dim:] {
			u.Shares(x[:dim], s)
			for p, v := range s {
				list[p] = append(list[p], v)
			}
		}
		return list
	}
	if d.setup != u {
		*d = recipeDiagnostics{setup: u}
		for p, v := range shares(e.prior.of(u).points) {
			copy(d.prior[p][:], points(v, 0.05, 0.95))
		}
	}
	if f.ans == nil || f.look.none || len(f.ans.Clouds[0].X) < 20*dim {
		d.cloud, d.curve = nil, nil
		return
	}
	x := f.ans.Clouds[0].X
	if d.cloud == &x[0] && d.n == len(x) {
		return
	}
	d.cloud, d.n, d.curve = &x[0], len(x), nil
	for p, v := range shares(x) {
		copy(d.post[p][:], points(v, 0.05, 0.25, 0.5, 0.75, 0.95))
	}
	s := make([]float64, paint.Count)
	for i := 0; i < min(shownCurves, len(x)/dim); i++ {
		u.Shares(x[i*dim:(i+1)*dim], s)
		r := make([]float64, paint.Bands)
		paint.Reflectance(s, r)
		d.curve = append(d.curve, r)
	}
}

// recipeKey names everything that the plot depends on.
type recipeKey struct {
	cloud  *float64
	n      int
	chosen [paint.Count]float64
	y      string
	dark   bool
	alpha  float64
}

func (d *recipeDiagnostics) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	d.refresh(f, e)
	u := f.snap.Plan.Setup
	f.card(gtx, r)
	f.say(gtx, cardPad, 22, fromLeft, "Reflectance", control.Strong, f.theme.Text)
	row := min(23, (r.h*0.5)/paint.Count)
	low := float32(paint.Count)*row + 50 + shareScale
	p := rect{2, 28, r.w - 2 - cardPad, r.h - low - 28 - 24}
	var chosen *recipe
	k := recipeKey{cloud: d.cloud, n: d.n, dark: f.dark, alpha: f.look.alpha, y: fmt.Sprint(f.choice.y)}
	if s := &e.mixed; s.chosen < len(s.recipes) {
		chosen = &s.recipes[s.chosen]
		k.chosen = chosen.shares
	}
	f.named(gtx, p, "reflectance", sayReflect, func(gtx layout.Context) {
		d.plot.Layout(gtx, k, func() widgets.Plot {
			plot := widgets.Plot{Frame: reflectFrame(f, u)}
			nm := make([]float64, paint.Bands)
			for i := range nm {
				nm[i] = paint.Wavelength(i)
			}
			for _, c := range d.curve {
				plot.Marks = append(plot.Marks, widgets.Lines{X: nm, Y: c, Pen: widgets.Pen{Color: widgets.Alpha(f.theme.Post, 0.35*f.look.alpha), Width: 1}})
			}
			if chosen != nil {
				plot.Marks = append(plot.Marks, widgets.Lines{X: nm, Y: chosen.reflect[:], Pen: widgets.Pen{Color: f.theme.Accent, Width: 2}})
			}
			if u.Picker == scenes.Curve {
				plot.Marks = append(plot.Marks, widgets.Lines{X: nm, Y: f.choice.y, Pen: widgets.Encoding{Theme: f.theme}.TruthPen(1.5)})
			}
			return plot
		})
	})
	y := p.bottom() + 14
	fill(gtx, rect{cardPad + 4, y - 5, 18, 2}, f.theme.Post)
	x := cardPad + 28 + f.say(gtx, cardPad+28, y, fromLeft, "samples", control.Small, f.theme.Text2)
	fill(gtx, rect{x + 16, y - 5, 18, 2}, f.theme.Accent)
	f.say(gtx, x+40, y, fromLeft, "recipe "+widgets.Count(e.mixed.chosen+1), control.Small, f.theme.Text2)
	y += 26
	f.say(gtx, cardPad, y, fromLeft, "Share of each paint", control.Strong, f.theme.Text)
	y += 8
	for i := range paint.Paints {
		d.interval(gtx, f, i, rect{cardPad, y + float32(i)*row, r.w - 2*cardPad, row})
	}
	y += paint.Count*row + 12
	for i, v := range []float64{0, 0.5, 1} {
		f.say(gtx, cardPad+intervalName+(r.w-2*cardPad-intervalName)*float32(v), y, side(i), widgets.Fixed(100*v, 0)+" %", control.Tick, f.theme.Text2)
	}
}

// interval draws what is known of a share: the prior's 90 %, and 90 and 50 % of the samples.
func (d *recipeDiagnostics) interval(gtx layout.Context, f *frame, p int, r rect) {
	f.say(gtx, r.x+12, r.y+r.h/2+4.5, centred, paint.Paints[p].Code, control.Small, f.theme.Text)
	t := rect{r.x + intervalName, r.y + 2, r.w - intervalName, r.h - 4}
	fill(gtx, t, f.theme.Sunk)
	span := func(a, b float64, inset float32) rect {
		return rect{t.x + t.w*float32(a), t.y + inset, max(t.w*float32(b-a), 1), t.h - 2*inset}
	}
	if f.show.prior {
		fill(gtx, span(d.prior[p][0], d.prior[p][1], 0), f.theme.PriorFill)
	}
	if q := d.post[p]; d.cloud != nil && f.show.posterior {
		fill(gtx, span(q[0], q[4], t.h/4), widgets.Mix(f.theme.Sunk, f.theme.PostFill, f.look.alpha))
		fill(gtx, span(q[1], q[3], t.h/4), widgets.Mix(f.theme.Sunk, f.theme.Post, f.look.alpha))
		doc := fmt.Sprintf("%s: %s (%s to %s with 90 %%).", paint.Paints[p].Name, widgets.Percent(q[2]), widgets.Percent(q[0]), widgets.Percent(q[4]))
		d.areas[p].Layout(gtx, f.Env, r.pixels(gtx), "", doc)
	}
}
