package window

// Where samples really end: the simulator runs on them, and its y is compared with the target, closely.

import (
	"math"
	"slices"
	"strconv"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// ends keeps what the simulator says of the samples of the answer on screen.
type ends struct {
	zoom  widgets.Picture
	rows  [3]control.Area
	of    *session.Answer
	at    []float64 // places in the plane, pairs
	near  float64   // distance from the target that half of them keep
	most  float64   // and that endShare of them keep
	count int
}

const (
	endShare   = 0.97
	endSamples = 1000 // simulated at most
	zoomSteps  = 15   // from the target to the border, in steps of an arrow key
	scaleSteps = 10   // of the bar that shows the scale
	endsWords  = 216  // width of the rows beside the picture, in dp
)

// refresh simulates the samples of a new answer.
func (c *ends) refresh(f *frame) {
	if c.of == f.ans || f.ans == nil {
		return
	}
	s := f.snap.Plan.Setup
	p := &s.Problem
	c.of, c.at = f.ans, c.at[:0]
	c.count++
	tx, ty := placeOf(s, f.ans.Query.Y)
	y := make([]float64, p.DimY)
	var far []float64
	for x := f.ans.Clouds[0].X; len(x) >= p.DimX && len(far) < endSamples && p.Simulate != nil; x = x[p.DimX:] {
		p.Simulate(nil, x[:p.DimX], y)
		a, b := placeOf(s, y)
		c.at, far = append(c.at, a, b), append(far, math.Hypot(a-tx, b-ty))
	}
	slices.Sort(far)
	c.near, c.most = math.NaN(), math.NaN()
	if n := len(far); n > 0 {
		c.near, c.most = far[n/2], far[int(endShare*float64(n-1))]
	}
}

func (c *ends) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	c.refresh(f)
	w := f.pick(endsWidthSmall, endsWidth, endsWidth)
	w = max(w, min(r.h, r.w-endsWords)) // of a low plot there is room below it
	z := rect{r.right() - w, r.y, w, min(r.h, w)}
	c.picture(gtx, f, z)
	left := r.w - w - 16
	y := r.y + 10
	f.say(gtx, r.x, y, fromLeft, "Where these really end", control.Strong, f.theme.Text)
	pitch := f.pick(21, 24, 24)
	for i, row := range c.scores(f) {
		y += pitch
		f.say(gtx, r.x, y, fromLeft, row.name, control.Body, f.theme.Text2)
		f.say(gtx, r.x+left, y, fromRight, row.value, control.Strong, f.theme.Text)
		c.rows[i].Layout(gtx, f.Env, rect{r.x, y - 15, left, pitch}.pixels(gtx), row.name, row.doc)
	}
	y += 10
	if r.bottom()-y >= noiseRow {
		e.y.noiseAt(gtx, f, rect{r.x, y, left, noiseRow})
		y += noiseRow + 16
	}
	s := f.snap.Plan.Setup
	hint := "Drag the cross. Arrow keys move it by " + plain(stepOf(s.Plane[0])) + unitOf(s) + ", with Shift by " + plain(10*stepOf(s.Plane[0])) + unitOf(s) + "."
	if !f.low && r.bottom()-y >= 34 {
		f.within(gtx, rect{r.x, y - 8, left, 36}, control.Paragraph{Words: hint, Role: control.Small, Color: f.theme.Text2})
	}
}

// scores are the rows beside the picture.
func (c *ends) scores(f *frame) []score {
	if f.ans == nil || f.look.none || len(c.at) == 0 {
		return nil
	}
	s := f.snap.Plan.Setup
	list := []score{
		{"Half of them within", widgets.Value(c.near) + unitOf(s), sayEnds},
		{"97 % of them within", widgets.Value(c.most) + unitOf(s), sayEnds},
	}
	if q := f.quality(); q != nil && q.Likely != nil && s.Problem.Simulate != nil {
		y := make([]float64, s.Problem.DimY)
		s.Problem.Simulate(nil, q.Likely, y)
		words := widgets.Short(y[0])
		if s.Picker == scenes.Plane && len(y) > 1 {
			words += ", " + widgets.Short(y[1])
		}
		list = append(list, score{"Most likely ends at", words + unitOf(s), sayLikely})
	}
	return list
}

// endsKey names everything that the picture depends on.
type endsKey struct {
	count int
	dark  bool
	alpha float64
	w, h  float32
}

// picture shows the ends about the target, with the outline of most of them, or their histogram along a line.
func (c *ends) picture(gtx layout.Context, f *frame, r rect) {
	s := f.snap.Plan.Setup
	line := s.Picker == scenes.Line
	dx, dy := zoomSteps*stepOf(s.Plane[0]), zoomSteps*stepOf(s.Plane[1])
	if f.ans == nil {
		return
	}
	tx, ty := placeOf(s, f.ans.Query.Y)
	f.named(gtx, r, "where these really end", sayEnds, func(gtx layout.Context) {
		c.zoom.Layout(gtx, endsKey{c.count, f.dark, f.look.alpha, r.w, r.h}, func() widgets.Plot {
			plot := widgets.Plot{Frame: widgets.Frame{
				Theme: f.theme, Background: f.theme.Sunk, Border: f.theme.Line,
				X:     widgets.Axis{Min: tx - dx, Max: tx + dx, Bare: true},
				Y:     widgets.Axis{Min: ty - dy, Max: ty + dy, Bare: true},
				Inner: widgets.Rect{X0: 1, Y0: 1, X1: float64(r.w) - 1, Y1: float64(r.h) - 1},
			}}
			e := widgets.Encoding{Theme: f.theme}
			switch {
			case f.look.none || len(c.at) == 0:
			case line:
				var top float64
				m := widgets.Marginal{Lo: tx - dx, Hi: tx + dx, Bins: 40, Posterior: column(c.at, 2, 0), Values: []float64{tx}}
				plot.Marks, top = e.Marginal(m)
				plot.Frame.Y = widgets.Axis{Max: top, Bare: true}
			default:
				cloud := widgets.Pairs(slices.Clone(c.at))
				plot.Marks = []widgets.Mark{
					e.Posterior(cloud, widgets.PosteriorAlpha*f.look.alpha),
					widgets.Region{Cloud: cloud, Share: endShare, Pen: widgets.Pen{Color: f.theme.Post, Width: 1.5}},
				}
			}
			return plot
		})
		k := gtx.Metric.PxPerDp
		if x, y, ok := c.zoom.At(tx, ty); ok && !line {
			fill(gtx, rect{x/k - 7, y/k - 1, 14, 2}, f.theme.Accent)
			fill(gtx, rect{x/k - 1, y/k - 7, 2, 14}, f.theme.Accent)
		}
		long := (r.w - 2) * scaleSteps / (2 * zoomSteps)
		low := r.h - 11
		if line { // where the histogram is lowest
			low = 11
		}
		words := plain(scaleSteps*stepOf(s.Plane[0])) + unitOf(s)
		fill(gtx, rect{4, low - 7, long + 14 + f.width(gtx, words, control.Tick), 15}, widgets.Alpha(f.theme.Sunk, 0.85))
		fill(gtx, rect{8, low, long, 1.5}, f.theme.Text)
		f.say(gtx, 8+long+6, low+4.5, fromLeft, words, control.Tick, f.theme.Text2)
	})
}

// plain writes a round number without further zeros.
func plain(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }

// unitOf is the unit of the plane with a space before it; empty where it has none.
func unitOf(s *scenes.Setup) string {
	if u := s.Plane[0].Unit; u != "" {
		return " " + u
	}
	return ""
}
