package window

// Dragging a head to another place among the columns.

import (
	"image"
	"slices"

	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/app/figure"
	"innlab/widgets"
)

// reorder is such a drag.
type reorder struct {
	tag    int
	column int     // that is dragged
	start  float32 // where it was pressed, in pixels
	now    float32
	held   bool
	on     bool // beyond a slip
}

// dragSlip is how far the pointer moves before a press becomes a drag, in dp.
const dragSlip = 8

// layout watches the heads without keeping presses from them, shows where the column would go, and moves it in b.
func (d *reorder) layout(gtx layout.Context, f *frame, b bench, l *figure.AblationLayout) {
	d.update(gtx, b, l)
	first, last := panelRect(l.Heads[1]), panelRect(l.Heads[len(l.Heads)-1])
	all := rect{first.x, first.y - 4, last.right() - first.x, first.h + 6}.pixels(gtx)
	pass := pointer.PassOp{}.Push(gtx.Ops)
	stack := clip.Rect(all).Push(gtx.Ops)
	event.Op(gtx.Ops, &d.tag)
	if d.on {
		pointer.CursorGrabbing.Add(gtx.Ops)
	}
	stack.Pop()
	pass.Pop()
	if !d.on {
		return
	}
	bottom := float32(l.Panels[len(l.Panels)-1][0].Y1)
	h := panelRect(l.Heads[d.column+1])
	fill(gtx, rect{h.x, h.y - 4, h.w, bottom - h.y + 4}, widgets.Alpha(f.theme.Card, 0.6))
	x := first.x - 10.5
	if to := d.before(gtx, l); to > 0 {
		x = panelRect(l.Heads[to]).right() + 7.5
	}
	round(gtx, rect{x, h.y - 4, 3, bottom - h.y + 4}, 1.5, f.theme.Accent)
}

func (d *reorder) update(gtx layout.Context, b bench, l *figure.AblationLayout) {
	for {
		e, ok := gtx.Event(pointer.Filter{Target: &d.tag, Kinds: pointer.Press | pointer.Drag | pointer.Release | pointer.Cancel})
		if !ok {
			return
		}
		p, ok := e.(pointer.Event)
		if !ok {
			continue
		}
		switch p.Kind {
		case pointer.Press:
			d.column = columnAt(gtx, l, image.Pt(int(p.Position.X), int(p.Position.Y)))
			d.held, d.on, d.start, d.now = d.column >= 0, false, p.Position.X, p.Position.X
		case pointer.Drag:
			d.now = p.Position.X
			if d.held && !d.on && abs(d.now-d.start) > float32(px(gtx, dragSlip)) {
				d.on = true
				gtx.Execute(pointer.GrabCmd{Tag: &d.tag, ID: p.PointerID}) // it is no click any more
			}
		case pointer.Release:
			if d.on {
				moveColumn(b, d.column, d.before(gtx, l))
			}
			d.held, d.on = false, false
		default:
			d.held, d.on = false, false
		}
	}
}

// keys move a column by Shift and arrows while its title has the focus.
func (d *reorder) keys(gtx layout.Context, b bench, title *tap, column int) {
	if !title.focused(gtx) {
		return
	}
	for pressed(gtx, key.Filter{Name: key.NameLeftArrow, Required: key.ModShift}) {
		moveColumn(b, column, max(column-1, 0))
	}
	for pressed(gtx, key.Filter{Name: key.NameRightArrow, Required: key.ModShift}) {
		moveColumn(b, column, column+2)
	}
}

// moveColumn puts a column before another; the number of columns, or more, puts it last.
func moveColumn(b bench, column, before int) {
	n := len(b.Snapshot().Plan.Columns)
	if column >= n {
		return
	}
	before = min(before, n)
	var order []int
	for i := range n + 1 {
		if i == before {
			order = append(order, column)
		}
		if i < n && i != column {
			order = append(order, i)
		}
	}
	if !slices.IsSorted(order) {
		b.Arrange(order)
	}
}

// columnAt is the trained column whose head is at p, −1 for none.
func columnAt(gtx layout.Context, l *figure.AblationLayout, p image.Point) int {
	for i := range l.Heads[1:] {
		h := panelRect(l.Heads[i+1])
		if p.In(rect{h.x, h.y - 4, h.w, h.h + 6}.pixels(gtx)) {
			return i
		}
	}
	return -1
}

// before is the column before which the dragged one would stand; the number of columns for the end.
func (d *reorder) before(gtx layout.Context, l *figure.AblationLayout) int {
	n := len(l.Heads) - 1
	for i := range n {
		h := panelRect(l.Heads[i+1])
		if d.now < float32(px(gtx, h.x+h.w/2)) {
			return i
		}
	}
	return n
}
