package window

// The connector between left and centre: y and z run into one network and come out as x. In slow motion a dot travels
// along it, there and back, one step a second.

import (
	"image/color"
	"math"
	"time"

	"gioui.org/f32"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/app/session"
	"innlab/widgets"
	"innlab/widgets/control"
)

// connector is the strip between left column and centre.
type connector struct {
	area  control.Area
	step  int       // the step whose travel is shown
	since time.Time // when it began
}

// travel is how long the dot takes one way.
const travel = 600 * time.Millisecond

func (c *connector) layout(gtx layout.Context, f *frame, p places) {
	w := p.wire.w
	y := p.y.h / 2
	z := p.z.y - p.wire.y + cardContent + (p.z.w-46-cardPad)/2
	mid := (y + z) / 2
	trunk := w / 2
	col := f.theme.Axis
	const line = 1.5
	fill(gtx, rect{0, y - line/2, trunk, line}, col)
	fill(gtx, rect{0, z - line/2, trunk, line}, col)
	fill(gtx, rect{trunk - line/2, y - line/2, line, z - y + line}, col)
	fill(gtx, rect{trunk, mid - line/2, w - trunk - 6, line}, col)
	arrow(gtx, w, mid, col)

	bw := f.pick(18, 22, 22)
	b := rect{trunk - bw/2, mid - 46, bw, 92}
	round(gtx, b, 5, f.theme.Card)
	frameOf(gtx, b, 5, 1.5, col)
	c.words(gtx, f, b)
	c.dot(gtx, f, y, z, mid, trunk, w)
	c.area.Layout(gtx, f.Env, rect{0, y, w, z - y}.pixels(gtx), f.through(), f.ways())
}

// words stand upright in the box, reading upwards.
func (c *connector) words(gtx layout.Context, f *frame, b rect) {
	m := op.Record(gtx.Ops)
	d := control.Line{Label: widgets.Words(f.through()), Role: control.Role{Size: 12, Weight: widgets.Medium}, Color: f.theme.Text}.Layout(unbounded(gtx), f.Env)
	call := m.Stop()
	cx, cy := (b.x+b.w/2)*gtx.Metric.PxPerDp, (b.y+b.h/2)*gtx.Metric.PxPerDp
	turn := f32.AffineId().
		Offset(f32.Pt(-float32(d.Size.X)/2, -float32(d.Size.Y)/2)).
		Rotate(f32.Pt(0, 0), -math.Pi/2).
		Offset(f32.Pt(cx, cy))
	defer op.Affine(turn).Push(gtx.Ops).Pop()
	call.Add(gtx.Ops)
}

// arrow is the head that points into the centre card, its tip at (x, y).
func arrow(gtx layout.Context, x, y float32, col color.NRGBA) {
	k := gtx.Metric.PxPerDp
	var p clip.Path
	p.Begin(gtx.Ops)
	p.MoveTo(f32.Pt(x*k, y*k))
	p.LineTo(f32.Pt((x-7)*k, (y-5)*k))
	p.LineTo(f32.Pt((x-7)*k, (y+5)*k))
	p.Close()
	paint.FillShape(gtx.Ops, col, clip.Outline{Path: p.End()}.Op())
}

// dot shows a step of slow motion: from y and z into x, and back.
func (c *connector) dot(gtx layout.Context, f *frame, y, z, mid, trunk, w float32) {
	if f.snap.Pace != session.Slow || f.snap.State != session.Running || f.show.still {
		return
	}
	if f.snap.Step != c.step {
		c.step, c.since = f.snap.Step, gtx.Now
	}
	t := float32(gtx.Now.Sub(c.since)) / float32(travel)
	if t > 2 {
		return
	}
	gtx.Execute(op.InvalidateCmd{})
	if t > 1 { // back: the forward pass
		t = 2 - t
	}
	for _, from := range []float32{y, z} {
		px, py := along(t, [][2]float32{{0, from}, {trunk, from}, {trunk, mid}, {w - 7, mid}})
		round(gtx, rect{px - 3, py - 3, 6, 6}, 3, f.theme.Accent)
	}
}

// along is the place a share t of the way along a path.
func along(t float32, path [][2]float32) (x, y float32) {
	length := func(i int) float32 {
		return abs(path[i+1][0]-path[i][0]) + abs(path[i+1][1]-path[i][1]) // all pieces are level or upright
	}
	total := float32(0)
	for i := range len(path) - 1 {
		total += length(i)
	}
	left := t * total
	for i := range len(path) - 1 {
		l := length(i)
		if left <= l && l > 0 {
			s := left / l
			return path[i][0] + s*(path[i+1][0]-path[i][0]), path[i][1] + s*(path[i+1][1]-path[i][1])
		}
		left -= l
	}
	last := path[len(path)-1]
	return last[0], last[1]
}

func abs(v float32) float32 { return max(v, -v) }
