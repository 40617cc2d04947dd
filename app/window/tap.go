package window

// A place that can be pressed and looks like whatever lies there: legend entries, rows, tabs, the names of curves.

import (
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/widget"

	"innlab/widgets/control"
)

// tap is the state of such a place. Like every control it is reached with Tab and pressed with Space or Enter; a press
// with the mouse does not give it the focus.
type tap struct {
	button widget.Clickable
	area   control.Area
	down   bool
}

// update reports whether it was pressed since the last call.
func (t *tap) update(gtx layout.Context) bool {
	pressed := false
	for {
		if _, ok := t.button.Update(gtx); !ok {
			break
		}
		pressed = true
	}
	if down := t.button.Pressed(); down != t.down {
		t.down = down
		if down && !gtx.Focused(nil) {
			gtx.Execute(key.FocusCmd{})
		}
	}
	return pressed
}

func (t *tap) hovered() bool                   { return t.button.Hovered() }
func (t *tap) focused(gtx layout.Context) bool { return gtx.Focused(&t.button) }

// touched says that the pointer is over it, which areas under it do not see, or that it has the focus.
func (t *tap) touched(gtx layout.Context) bool { return t.hovered() || t.focused(gtx) }

// layout makes r react and draws the focus ring around it. It is laid over what was drawn.
func (t *tap) layout(gtx layout.Context, f *frame, r rect, class semantic.ClassOp, label, doc string, on bool) {
	b := r.pixels(gtx)
	off := op.Offset(b.Min).Push(gtx.Ops)
	t.button.Layout(gtx, func(gtx layout.Context) layout.Dimensions {
		class.Add(gtx.Ops)
		semantic.LabelOp(label).Add(gtx.Ops)
		semantic.DescriptionOp(doc).Add(gtx.Ops)
		semantic.SelectedOp(on).Add(gtx.Ops)
		pointer.CursorPointer.Add(gtx.Ops)
		return layout.Dimensions{Size: b.Size()}
	})
	off.Pop()
	t.area.Layout(gtx, f.Env, b, "", doc)
	if t.focused(gtx) {
		frameOf(gtx, r.inset(-2), 6, 2, f.theme.Accent)
		if !t.hovered() {
			f.hints.Explain(doc)
		}
	}
}
