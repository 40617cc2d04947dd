package control

// Small pictures of numbers: a bar on a logarithmic scale with the best possible value marked, and a spark line.

import (
	"image/color"
	"math"

	"gioui.org/f32"
	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/widgets"
)

// Bullet is a bar from the left end to a value on a logarithmic scale. It is as wide as the constraints.
type Bullet struct {
	Value    float64 // NaN: nothing is drawn
	Min, Max float64
	Mark     float64 // value of the dashed tick; NaN: none
	MarkName string  // words under the tick: "exact 0.003"
	EndName  string  // words under the right end: "untrained 0.5"
	Stale    bool    // the value is an old one
}

// Layout draws the bar, 6 dp high, and the words under it; 28 dp in all, 12 without words.
func (b Bullet) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const bar, top = 6, 3
	p := newPen(gtx, env)
	t := env.Theme
	w := p.maxWidth()
	p.fill(box{0, top, w, top + bar}, bar/2, t.Ctl)
	ink := t.Post
	if b.Stale {
		ink = widgets.Mix(t.Ctl, t.Post, 0.5)
	}
	if x := b.place(b.Value) * w; x > bar {
		p.fill(box{0, top, x, top + bar}, bar/2, ink)
	}
	h := float32(12)
	if b.MarkName != "" || b.EndName != "" {
		h = 28
	}
	end := w
	if b.EndName != "" {
		end -= p.base(widgets.Words(b.EndName), Tick, t.Text2, w, 25, fromRight, 0) + 8
	}
	if !math.IsNaN(b.Mark) {
		x := b.place(b.Mark) * w
		for y := float32(0); y < 12; y += 5 {
			p.fill(box{x - 0.75, y, x + 0.75, min(y+3, 12)}, 0, t.Truth)
		}
		if b.MarkName != "" {
			half := p.width(widgets.Words(b.MarkName), Tick) / 2
			at := max(half, min(x, end-half))
			p.base(widgets.Words(b.MarkName), Tick, t.Text2, at, 25, centred, 0)
		}
	}
	return p.dims(w, h)
}

// place is where v stands on the bar, 0 to 1.
func (b Bullet) place(v float64) float32 {
	if math.IsNaN(v) {
		return 0
	}
	return float32(Scale{Min: b.Min, Max: b.Max, Log: true}.Place(v))
}

// Spark is a line through the last values, without axes.
type Spark struct {
	Values []float64 // those that are not finite are left out
	Color  color.NRGBA
	Log    bool
	Width  float32 // in dp
	Height float32 // in dp
}

// Layout draws the line.
func (s Spark) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	lo, hi := math.Inf(1), math.Inf(-1)
	at := func(v float64) float64 {
		if s.Log {
			v = math.Log(v)
		}
		return v
	}
	finite := func(v float64) bool { return !math.IsNaN(at(v)) && !math.IsInf(at(v), 0) }
	for _, v := range s.Values {
		if finite(v) {
			lo, hi = min(lo, at(v)), max(hi, at(v))
		}
	}
	if len(s.Values) > 1 && hi >= lo {
		if hi == lo {
			lo, hi = lo-1, hi+1
		}
		var path clip.Path
		path.Begin(gtx.Ops)
		started := false
		for i, v := range s.Values {
			if !finite(v) {
				continue
			}
			pt := f32.Pt(
				(1+(s.Width-2)*float32(i)/float32(len(s.Values)-1))*p.k,
				(1+(s.Height-2)*float32((hi-at(v))/(hi-lo)))*p.k,
			)
			if started {
				path.LineTo(pt)
			} else {
				path.MoveTo(pt)
			}
			started = true
		}
		paint.FillShape(gtx.Ops, s.Color, clip.Stroke{Path: path.End(), Width: 1.25 * p.k}.Op())
	}
	return p.dims(s.Width, s.Height)
}
