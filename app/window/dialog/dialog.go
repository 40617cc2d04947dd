// Package dialog holds what opens over the window and closes again: the scene picker, the settings, the help and the
// choice of a file. Each is a state with Update, which reports what the user decided, and Layout; none of them knows
// the session or the window, so each can be tried out alone.
package dialog

import (
	"image"

	"gioui.org/io/key"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/unit"

	"innlab/widgets/control"
)

// dp is a length in pixels.
func dp(gtx layout.Context, v float32) int { return gtx.Dp(unit.Dp(v)) }

// rect is a rectangle given in dp, in pixels.
func rect(gtx layout.Context, x0, y0, x1, y1 float32) image.Rectangle {
	return image.Rect(dp(gtx, x0), dp(gtx, y0), dp(gtx, x1), dp(gtx, y1))
}

// laid is anything with the layout method of a control.
type laid interface {
	Layout(gtx layout.Context, env control.Env) layout.Dimensions
}

// put lays w out with its top left at (x, y) dp and at most width dp wide. It returns its size in dp.
func put(gtx layout.Context, env control.Env, x, y, width float32, w laid) (float32, float32) {
	var d layout.Dimensions
	env.In(gtx, rect(gtx, x, y, x+width, y+4000), func(gtx layout.Context, env control.Env) {
		gtx.Constraints.Min = image.Point{}
		d = w.Layout(gtx, env)
	})
	k := gtx.Metric.PxPerDp
	return float32(d.Size.X) / k, float32(d.Size.Y) / k
}

// heightOf is the height that w takes where it is at most width dp wide, in dp.
func heightOf(gtx layout.Context, env control.Env, w laid, width float32) float32 {
	m := op.Record(gtx.Ops)
	defer m.Stop()
	_, h := put(gtx, env, 0, 0, width, w)
	return h
}

// pressed reports whether a key was pressed that no focused control wanted.
func pressed(gtx layout.Context, names ...key.Name) (key.Name, bool) {
	for _, n := range names {
		for {
			e, ok := gtx.Event(key.Filter{Name: n})
			if !ok {
				break
			}
			if e, ok := e.(key.Event); ok && e.State == key.Press {
				return n, true
			}
		}
	}
	return "", false
}
