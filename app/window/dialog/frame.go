package dialog

// The card in the middle of the window that dialogs stand on.

import (
	"image"

	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

// frame is what the help and the choice of a file have in common: a card in the middle of the window over a veil.
type frame struct {
	open  bool
	fresh bool
	veil  control.Veil
	card  control.Veil
	close control.Click
}

// Shown reports whether the dialog is open.
func (f *frame) Shown() bool { return f.open }

// Close closes it.
func (f *frame) Close() { f.open = false }

func (f *frame) show() { f.open, f.fresh = true, true }

// update reports whether the user closed the dialog.
func (f *frame) update(gtx layout.Context, keys ...key.Name) bool {
	if !f.open {
		return false
	}
	f.card.Update(gtx)
	closed := f.close.Update(gtx)
	if f.veil.Update(gtx) {
		closed = true
	}
	if _, ok := pressed(gtx, append(keys, key.NameEscape)...); ok {
		closed = true
	}
	if closed {
		f.open = false
	}
	return closed
}

// layout draws the card, at most w×h dp and 24 dp inside the window, and body below its header.
func (f *frame) layout(gtx layout.Context, env control.Env, title string, w, h float32, body func(layout.Context, control.Env)) {
	if f.fresh {
		f.fresh = false
		gtx.Execute(key.FocusCmd{})
	}
	f.veil.Layout(gtx, env, 0.35)
	k := gtx.Metric.PxPerDp
	ww, wh := float32(gtx.Constraints.Max.X)/k, float32(gtx.Constraints.Max.Y)/k
	w, h = min(w, ww-48), min(h, wh-48)
	x, y := (ww-w)/2, (wh-h)/2
	env.In(gtx, rect(gtx, x, y, x+w, y+h), func(gtx layout.Context, env control.Env) {
		f.card.Layout(gtx, env, 0)
		control.Card{
			Title: widgets.Words(title), Edge: env.Theme.Axis,
			End: control.IconButton{Click: &f.close, Icon: control.IconClose, Name: "Close", Doc: "Esc closes, too.", Size: 32}.Layout,
		}.Layout(gtx, env, func(gtx layout.Context, env control.Env) {
			env.In(gtx, image.Rectangle{Min: image.Pt(0, dp(gtx, 8)), Max: gtx.Constraints.Max.Sub(image.Pt(1, dp(gtx, 1)))}, body)
		})
	})
}
