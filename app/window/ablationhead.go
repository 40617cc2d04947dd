package window

// The heads of the ablation's columns. The figure draws them; here they can be pressed: the letter opens the column in
// Explore, the title is edited or dragged to another place, the pills switch losses, the cross removes the column.

import (
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// head holds what can be pressed on a column.
type head struct {
	letter, title, away tap
	pill                [inn.NumLosses]tap
	area                control.Area // the whole column
	active              bool         // it is pointed at or has the focus
}

// retitle is a title that is being edited.
type retitle struct {
	on     bool
	column int
	built  int // of the snapshot in which it began
	had    bool
	field  control.Field
}

// spoken names of the losses, in the order of inn.Losses.
var spokenLosses = [inn.NumLosses]string{"loss y", "loss z", "loss x", "reconstruction", "loss n"}

// columns makes the columns react.
func (a *ablation) columns(gtx layout.Context, f *frame, l *figure.AblationLayout) {
	n := min(len(l.Heads)-1, len(f.snap.Plan.Columns))
	for len(a.heads) < n {
		a.heads = append(a.heads, head{})
	}
	a.heads = a.heads[:n]
	a.presses(gtx, f)
	a.editing(gtx, f)
	for i := range a.heads[:min(n, len(a.heads))] {
		a.head(gtx, f, l, i)
	}
	a.drag.layout(gtx, f, a.train, l)
	if len(f.snap.Plan.Columns) < f.snap.Plan.Most() {
		last := l.Panels[0][n]
		f.put(gtx, float32(last.X1)+10, float32(l.Heads[n].Y0)-4, control.IconButton{
			Click: &a.add, Icon: control.IconAdd, Name: "Add a column", Size: 32, Doc: "Train one more network beside the others, with other losses.",
		})
	}
}

// presses acts on what was pressed.
func (a *ablation) presses(gtx layout.Context, f *frame) {
	if a.add.Update(gtx) {
		a.more(f.Window)
	}
	for i := range a.heads {
		h := &a.heads[i]
		if h.letter.update(gtx) {
			a.open(f.Window, i)
		}
		if h.title.update(gtx) {
			a.title = retitle{on: true, column: i, built: f.snap.Built}
			a.title.field.Set(f.snap.Plan.Columns[i].Name)
			a.title.field.Focus(gtx)
		}
		a.drag.keys(gtx, a.train, &h.title, i)
		for k := range h.pill {
			if h.pill[k].update(gtx) {
				a.toggle(f.Window, i, k)
			}
		}
		if h.away.update(gtx) {
			a.remove(f.Window, i)
		}
	}
}

// editing ends the editing of a title: Enter and a press elsewhere take it, Escape does not.
func (a *ablation) editing(gtx layout.Context, f *frame) {
	t := &a.title
	if !t.on {
		return
	}
	_, entered := t.field.Update(gtx)
	focused := t.field.Focused(gtx)
	switch {
	case pressed(gtx, key.Filter{Focus: &t.field.Editor, Name: key.NameEscape}), t.built != f.snap.Built:
		t.on = false
	case entered, t.had && !focused:
		t.on = false
		a.rename(t.column, t.field.Text())
	}
	t.had = focused
	if !t.on && focused {
		gtx.Execute(key.FocusCmd{})
	}
}

// head makes one column react.
func (a *ablation) head(gtx layout.Context, f *frame, l *figure.AblationLayout, i int) {
	const cross = 22
	h, c := &a.heads[i], f.snap.Plan.Columns[i]
	r := panelRect(l.Heads[i+1])
	whole := rect{r.x, r.y, r.w, float32(l.Panels[len(l.Panels)-1][i+1].Y1) - r.y}
	h.area.Layout(gtx, f.Env, whole.pixels(gtx), "", "")
	h.active = h.area.Hovered() || h.touched(gtx)
	mark := letter(i)
	w := float32(figure.LetterWidth(i+1, figure.Screen))
	h.letter.layout(gtx, f, rect{r.x - 3, r.y - 4, w + 3, r.h + 6}, semantic.Button, "Open "+mark+" in Explore",
		"Open "+called(&f.snap.Plan, i)+" in Explore.", false)
	title := rect{r.x + w, r.y - 4, r.w - w - cross, r.h + 6}
	if a.title.on && a.title.column == i {
		f.within(gtx, rect{title.x - 6, title.y - 1, title.w + 6 + cross, 26}, control.FieldStyle{
			State: &a.title.field, Name: "Title of " + mark, Height: 26,
			Doc: "Enter takes the title. L_x is set as a variable. Without a title the column is named after its losses.",
		})
	} else {
		h.title.layout(gtx, f, title, semantic.Button, "Title of "+mark,
			"Click to edit the title; drag, or Shift and arrow keys, to move the column.", false)
	}
	for _, p := range l.Pills[i+1] {
		b := panelRect(p.Rect)
		t := &h.pill[p.Loss]
		if t.hovered() {
			round(gtx, b, b.h/2, widgets.Alpha(f.theme.Text, 0.10))
		}
		t.layout(gtx, f, rect{b.x - 1, b.y - 3, b.w + 2, b.h + 6}, semantic.Switch, mark+" "+spokenLosses[p.Loss], pillDoc(p.Loss, &c), p.On)
	}
	away := rect{r.right() - cross, r.y - 3, cross, cross}
	if h.active && !(a.title.on && a.title.column == i) {
		ink := f.theme.Text2
		if h.away.hovered() {
			round(gtx, away, 6, f.theme.Ctl)
			ink = f.theme.Text
		}
		f.icon(gtx, control.IconClose, away.x+cross/2, away.y+cross/2, 16, ink)
	}
	if !(a.title.on && a.title.column == i) {
		h.away.layout(gtx, f, away, semantic.Button, "Remove "+mark, "Remove this column; Undo brings it back.", false)
	}
}

// touched reports whether something on the head has the pointer or the keyboard.
func (h *head) touched(gtx layout.Context) bool {
	for i := range h.pill {
		if h.pill[i].touched(gtx) {
			return true
		}
	}
	return h.letter.touched(gtx) || h.title.touched(gtx) || h.away.touched(gtx)
}

// pillDoc explains a loss; of L_x it also says what it compares in this column.
func pillDoc(loss int, c *session.Column) string {
	doc := lossDocs[loss]
	if loss != inn.LossX {
		return doc
	}
	live := c.Live
	live.Loss[inn.LossX].On = true
	switch inn.LossXForm(&c.Config, &live) {
	case inn.ShapeX:
		return doc + " Here it compares x alone."
	case inn.ShapeJoint:
		return doc + " Here it compares x together with y."
	}
	return doc + " Here it compares x of like y."
}
