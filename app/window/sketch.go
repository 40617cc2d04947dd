package window

// The card of what was measured, where x can be sketched: the target is dragged among the sketches of the samples, and
// below stands where the simulator says that they really end.

import (
	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// sketchCard is the card.
type sketchCard struct {
	aim    target
	ends   ends
	legend legend
	note   note
	about  control.Area
}

// Room around the plot and below it, in dp.
const (
	sketchLeft, sketchBottom  = 46, 24
	endsSmall, endsHeight     = 128, 176
	endsWidth, endsWidthSmall = 172, 128
	sketches                  = 70 // samples that are sketched
	sketchAlpha               = 0.34
)

func (c *sketchCard) update(gtx layout.Context, f *frame) bool {
	moving := c.aim.update(gtx, f)
	c.note.update(gtx, f)
	c.legend.update(gtx, f)
	return moving
}

// looks are the entries of the legend.
func (c *sketchCard) looks(f *frame) []control.Legend {
	th, on := &f.theme, f.shows()
	looks := []control.Legend{
		{Words: "prior ends", Doc: sayPriorEnds, Fill: th.PriorFill, Line: th.Prior},
		{Words: "posterior", Doc: sayX, Fill: th.PostFill, Line: th.Post},
		{Words: "most likely", Doc: sayLikely, Swatch: control.Solid, Line: th.Truth},
	}
	for i := range looks {
		looks[i].Click, looks[i].Hidden = &c.legend.entry[i], !*on[i]
	}
	return looks
}

func (c *sketchCard) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	f.card(gtx, r)
	title := widgets.Words("Target and samples")
	if f.class == small {
		title = widgets.Words("Target")
	}
	end := f.title(gtx, "y", f.theme.Ly, title)
	c.legend.row(gtx, f, c.looks(f), r.w-cardPad, end+16)
	c.about.Layout(gtx, f.Env, rect{0, 0, end, cardHeader}.pixels(gtx), "Target", sayY)
	top := float32(cardContent)
	low := f.pick(endsSmall, endsHeight, endsHeight)
	s := f.snap.Plan.Setup
	ratio := float32((s.Plane[1].Max - s.Plane[1].Min) / (s.Plane[0].Max - s.Plane[0].Min))
	w := r.w - sketchLeft - cardPad
	h := r.h - top - sketchBottom - low - 12
	if like(s.Plane) { // both axes are in one unit: a sketch keeps its shape
		h = min(h, w*ratio)
		w = min(w, h/ratio)
	}
	p := rect{sketchLeft + (r.w-sketchLeft-cardPad-w)/2, top, w, h}
	c.plot(gtx, f, e, p)
	if b, ok := c.note.banner(f); ok { // over the plot, which must not move below the pointer that drags the target
		_, y, _ := c.aim.At(f.aimed())
		f.bannerOver(gtx, p, b, y/gtx.Metric.PxPerDp > p.h/2)
	}
	c.ends.layout(gtx, f, e, rect{cardPad, p.bottom() + sketchBottom + 12, r.w - 2*cardPad, r.h - p.bottom() - sketchBottom - 24})
}

// like says whether two axes are in the same unit and of like length.
func like(a [2]scenes.Axis) bool {
	x, y := a[0].Max-a[0].Min, a[1].Max-a[1].Min
	return a[0].Unit == a[1].Unit && x < 3*y && y < 3*x
}

// sketchKey names everything that the plot depends on.
type sketchKey struct {
	seq, n, brush int
	dark          bool
	show          shown
	look          look
	setup         *scenes.Setup
	w, h          float32
}

func (c *sketchCard) plot(gtx layout.Context, f *frame, e *explore, p rect) {
	setup := f.snap.Plan.Setup
	k := sketchKey{brush: e.brush.count, dark: f.dark, show: f.show, look: f.look, setup: setup, w: p.w, h: p.h}
	k.show.meter, k.show.speed, k.look.updating = false, false, false
	if f.ans != nil {
		k.seq, k.n = f.ans.Seq, len(f.ans.Clouds[0].X)
	}
	const over = 7
	outer := rect{p.x - 40, p.y - over, p.w + 48, p.h + over + sketchBottom}
	f.named(gtx, outer, "target", sayAim, func(gtx layout.Context) {
		c.aim.Layout(gtx, k, func() widgets.Plot {
			a, b := setup.Plane[0], setup.Plane[1]
			x, y := axisOf(a, a.Min, a.Max), axisOf(b, b.Min, b.Max)
			if y.Label = nil; a.Unit == "" { // else the axis says what it is
				x.Label = nil
			}
			x.AtEnd = true
			plot := widgets.Plot{Frame: widgets.Frame{
				Theme: f.theme, X: x, Y: y, Background: f.theme.Sunk, Border: f.theme.Line, Grid: true,
				Inner: widgets.Rect{X0: 40, Y0: over, X1: float64(40 + p.w), Y1: float64(over + p.h)},
			}}
			if f.show.prior {
				plot.Behind = []widgets.Mark{widgets.Encoding{Theme: f.theme}.Prior(expected(f, setup))}
			}
			for _, l := range setup.Still {
				plot.Behind = append(plot.Behind, widgets.Paths{List: [][][2]float64{l.Points}, Pen: widgets.Pen{Color: f.theme.Axis, Width: 2}})
			}
			plot.Still, plot.Marks = stillKey{setup, f.show.prior}, c.marks(f, e)
			return plot
		})
		if b := setup.Plane[1]; b.Unit != "" {
			f.words(gtx, 40+8, over+18, fromLeft, nameOf(b), control.Small, f.theme.Text2)
		}
		for _, l := range setup.Still { // its name beside its end, inside the plot
			end := l.Points[len(l.Points)-1]
			if x, y, ok := c.aim.At(end[0], end[1]); ok {
				k := gtx.Metric.PxPerDp
				at, way := min(x/k-6, 40+p.w-8), fromRight
				if at-f.width(gtx, l.Name, control.Small) < 40+4 { // there is no room at the left of it
					at, way = x/k+8, fromLeft
				}
				f.say(gtx, at, max(y/k-6, over+18), way, l.Name, control.Small, f.theme.Text2)
			}
		}
		c.aim.mark(gtx, f, true)
	})
}

// marks are the sketches of samples, those that are brushed before the others, and that of the most likely x.
func (c *sketchCard) marks(f *frame, e *explore) []widgets.Mark {
	if f.ans == nil || f.look.none {
		return nil
	}
	s := f.snap.Plan.Setup
	var marks []widgets.Mark
	if f.show.posterior {
		x, d := f.ans.Clouds[0].X, s.Problem.DimX
		in := e.brush.rows(x, d)
		var near, far [][][2]float64
		for i := 0; i < len(x)/d; i++ {
			switch {
			case in == nil || in[i]:
				if len(near) < sketches {
					near = append(near, s.Sketch(x[i*d:(i+1)*d])...)
				}
			case len(far) < sketches:
				far = append(far, s.Sketch(x[i*d:(i+1)*d])...)
			}
		}
		pen := func(a float64) widgets.Pen {
			return widgets.Pen{Color: widgets.Alpha(f.theme.Post, sketchAlpha*f.look.alpha*a), Width: 1}
		}
		marks = append(marks, widgets.Paths{List: far, Pen: pen(0.3)}, widgets.Paths{List: near, Pen: pen(1)})
	}
	if q := f.quality(); f.show.truth && q != nil && q.Likely != nil && !f.look.stale {
		pen := widgets.Pen{Color: f.theme.Truth, Width: 2.75}
		lines := s.Sketch(q.Likely)
		marks = append(marks, widgets.Paths{List: lines, Pen: pen})
		for _, l := range lines {
			if len(l) <= mostJoints {
				marks = append(marks, widgets.Joints{At: l[:max(len(l)-1, 0)], R: 4.5, Pen: widgets.Pen{Color: f.theme.Truth, Width: 1.5}})
			}
		}
	}
	return marks
}

// mostJoints is how many corners a polyline may have that are joints, not points of a curve.
const mostJoints = 8
