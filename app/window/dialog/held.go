package dialog

// The rows that training never saw, as a table: a click on one asks about its y.

import (
	"image"
	"strconv"

	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/widgets"
	"innlab/widgets/control"
)

// Held is the state of the list.
type Held struct {
	frame
	names  []string
	rows   int
	cell   func(row, column int) float64
	chosen int // row, −1: none
	click  []control.Click
	list   layout.List
}

// Open shows rows of cells under the names of their columns, first those of y; chosen is the row that is asked about, −1
// for none.
func (h *Held) Open(names []string, rows int, cell func(row, column int) float64, chosen int) {
	h.show()
	h.names, h.rows, h.cell, h.chosen = names, rows, cell, chosen
	h.click = make([]control.Click, rows)
	h.list = layout.List{Axis: layout.Vertical}
	h.list.Position.First = max(chosen-3, 0)
}

// Update returns the row that was clicked, from 0 on, and closes the list.
func (h *Held) Update(gtx layout.Context) (row int, ok bool) {
	if !h.Shown() {
		return 0, false
	}
	for i := range h.click {
		if h.click[i].Update(gtx) {
			h.Close()
			return i, true
		}
	}
	h.update(gtx)
	return 0, false
}

// Layout draws the list in the middle of the constraints, which are the whole window.
func (h *Held) Layout(gtx layout.Context, env control.Env) {
	if h.Shown() {
		h.frame.layout(gtx, env, "Rows held out", dataWidth, dataHeight, h.body)
	}
}

// Widths of a cell and of the row's number, and the pitch of rows, in dp.
const (
	heldCell, heldNumber, heldPitch = 92, 76, 32
)

func (h *Held) body(gtx layout.Context, env control.Env) {
	const pad, head = 12, 52
	t, k := env.Theme, gtx.Metric.PxPerDp
	w, high := float32(gtx.Constraints.Max.X)/k, float32(gtx.Constraints.Max.Y)/k
	put(gtx, env, pad, 2, w-2*pad, control.Line{
		Label: widgets.Words("Training never sees these rows. A click asks about the y of one; its x is dashed in the plots."),
		Role:  control.Small, Color: t.Text2,
	})
	cells := min(len(h.names), int((w-2*pad-heldNumber-8)/heldCell))
	at := func(c int) float32 { return heldNumber + float32(c)*heldCell }
	for c := range cells {
		put(gtx, env, pad+at(c), 28, heldCell-8, control.Line{Label: widgets.Words(h.names[c]), Role: control.Strong, Color: t.Text})
	}
	env.In(gtx, rect(gtx, pad, head, w-pad, high-pad), func(gtx layout.Context, env control.Env) {
		control.Well(gtx, env)
		in := image.Rectangle{Min: image.Pt(1, 1), Max: gtx.Constraints.Max.Sub(image.Pt(1, 1))}
		env.In(gtx, in, func(gtx layout.Context, env control.Env) {
			defer clip.Rect{Max: gtx.Constraints.Max}.Push(gtx.Ops).Pop()
			h.list.Layout(gtx, h.rows, func(gtx layout.Context, i int) layout.Dimensions {
				put(gtx, env, 0, 0, w-2*pad-2, control.Row{
					Click: &h.click[i], Words: "Row " + strconv.Itoa(i+1), Width: w - 2*pad - 2, Height: heldPitch, Chosen: i == h.chosen,
				})
				for c := range cells {
					put(gtx, env, at(c), 8, heldCell-8, control.Line{
						Label: widgets.Words(widgets.Short(h.cell(i, c))), Role: control.Body, Color: t.Text,
					})
				}
				return layout.Dimensions{Size: image.Pt(gtx.Constraints.Max.X, dp(gtx, heldPitch))}
			})
		})
	})
}
