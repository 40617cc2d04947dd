package dialog

// The help sheet: which key does what, and what the mouse does in the plots.

import (
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/widgets"
	"innlab/widgets/control"
)

// Group is a heading of the help and the lines under it.
type Group struct {
	Title string
	Lines []Line
}

// Line says what a key or gesture does: {"Space", "run or pause"}.
type Line struct{ Keys, Does string }

// Help is the state of the help sheet.
type Help struct {
	frame
	scroll control.Scroll
}

// Open shows the help.
func (h *Help) Open() {
	h.show()
	h.scroll.Top()
}

// Update reports whether the user closed the help: with its button, Escape, F1 or a press beside it.
func (h *Help) Update(gtx layout.Context) bool { return h.frame.update(gtx, key.NameF1) }

// Measures of the help in dp.
const (
	helpWidth = 760
	helpRow   = 22
	helpHead  = 28
	helpGap   = 10
	helpKeys  = 118 // width of the column of keys
)

// Layout draws the help in the middle of the constraints, which are the whole window.
func (h *Help) Layout(gtx layout.Context, env control.Env, groups []Group) {
	if !h.Shown() {
		return
	}
	left, right := halves(groups)
	high := max(tall(left), tall(right)) + control.HeaderHeight + 20
	h.frame.layout(gtx, env, "Help", helpWidth, high, func(gtx layout.Context, env control.Env) {
		h.scroll.Layout(gtx, env, func(gtx layout.Context, env control.Env) int {
			w := float32(gtx.Constraints.Max.X) / gtx.Metric.PxPerDp
			column := (w - 2*12 - 24) / 2
			draw(gtx, env, left, 12, column)
			draw(gtx, env, right, 36+column, column)
			return dp(gtx, max(tall(left), tall(right)))
		})
	})
}

// halves shares the groups between two columns of about the same height, in order.
func halves(groups []Group) (left, right []Group) {
	best := float32(1e9)
	for i := range groups {
		if h := max(tall(groups[:i+1]), tall(groups[i+1:])); h < best {
			best, left, right = h, groups[:i+1], groups[i+1:]
		}
	}
	return left, right
}

// tall is the height of a column in dp.
func tall(groups []Group) (h float32) {
	for _, g := range groups {
		h += helpHead + helpRow*float32(len(g.Lines)) + helpGap
	}
	return h
}

func draw(gtx layout.Context, env control.Env, groups []Group, x, w float32) {
	t, y := env.Theme, float32(0)
	for _, g := range groups {
		put(gtx, env, x, y, w, control.Section{Words: g.Title})
		y += helpHead
		for _, l := range g.Lines {
			put(gtx, env, x, y+2, helpKeys-8, control.Line{Label: widgets.Words(l.Keys), Role: control.Strong, Color: t.Text})
			put(gtx, env, x+helpKeys, y+2, w-helpKeys, control.Line{Label: widgets.Marked(l.Does), Role: control.Body, Color: t.Text2})
			stack := clip.Rect(rect(gtx, x, y, x+w, y+helpRow)).Push(gtx.Ops)
			semantic.LabelOp(l.Keys + ": " + l.Does).Add(gtx.Ops)
			stack.Pop()
			y += helpRow
		}
		y += helpGap
	}
}
