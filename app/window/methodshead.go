package window

// The heads of the methods: the name pauses a method and takes it up again, the cross removes it, and plus adds another.

import (
	"slices"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn/baseline"
	"innlab/widgets"
	"innlab/widgets/control"
)

// methodHead holds what can be pressed on a column.
type methodHead struct {
	title, away tap
	area        control.Area
}

// columns makes the columns react.
func (m *methods) columns(gtx layout.Context, f *frame, l *figure.AblationLayout) {
	n := min(len(l.Heads)-1, len(f.snap.Plan.Columns))
	for len(m.heads) < n {
		m.heads = append(m.heads, methodHead{})
	}
	m.heads = m.heads[:n]
	for i := range m.heads {
		if m.heads[i].title.update(gtx) {
			m.train.SetPaused(i, !f.snap.Plan.Columns[i].Paused)
		}
		m.drag.keys(gtx, m.train, &m.heads[i].title, i)
		if m.heads[i].away.update(gtx) {
			m.remove(f.Window, i)
			return
		}
	}
	for i := range m.heads {
		m.head(gtx, f, l, i)
	}
	m.drag.layout(gtx, f, m.train, l)
	m.adding(gtx, f, l)
}

// head makes one column react, and shows under its name how far it is.
func (m *methods) head(gtx layout.Context, f *frame, l *figure.AblationLayout, i int) {
	const cross = 22
	h, c := &m.heads[i], &f.snap.Plan.Columns[i]
	r := panelRect(l.Heads[i+1])
	whole := rect{r.x, r.y, r.w, float32(l.Panels[len(l.Panels)-1][i+1].Y1) - r.y}
	h.area.Layout(gtx, f.Env, whole.pixels(gtx), "", "")
	doc := c.Kind().Doc + " Click to pause it; drag, or Shift and arrow keys, to move it."
	words := "Pause " + c.Name
	if c.Paused {
		doc, words = c.Kind().Doc+" Paused; click to go on.", "Go on with "+c.Name
	}
	h.title.layout(gtx, f, rect{r.x - 3, r.y - 4, r.w - cross, r.h + 6}, semantic.Button, words, doc, c.Paused)
	active := h.area.Hovered() || h.title.touched(gtx) || h.away.touched(gtx)
	away := rect{r.right() - cross, r.y - 3, cross, cross}
	switch {
	case active:
		ink := f.theme.Text2
		if h.away.hovered() {
			round(gtx, away, 6, f.theme.Ctl)
			ink = f.theme.Text
		} else {
			fill(gtx, away, f.theme.Card)
		}
		f.icon(gtx, control.IconClose, away.x+cross/2, away.y+cross/2, 16, ink)
	case c.Paused:
		fill(gtx, away, f.theme.Card)
		f.icon(gtx, control.IconPause, away.x+cross/2, away.y+cross/2, 16, f.theme.Text2)
	}
	h.away.layout(gtx, f, away, semantic.Button, "Remove "+c.Name, "Remove this method; Undo brings it back.", false)
	share := float32(f.snap.Share(i))
	if share >= 1 {
		return
	}
	bar := rect{r.x, float32(l.Panels[0][i+1].Y0) - 6, r.w, 2}
	fill(gtx, bar, f.theme.Ctl)
	bar.w *= share
	ink := f.theme.Accent
	if c.Paused || f.snap.State != session.Running {
		ink = f.theme.Text3
	}
	fill(gtx, bar, ink)
}

// remove takes a method away.
func (m *methods) remove(w *Window, column int) {
	p := m.train.Snapshot().Plan
	var order []int
	for i := range p.Columns {
		if i != column {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		w.toast.Show("The last method stays: there would be nothing to train.", "")
		return
	}
	m.train.Arrange(order)
	w.toast.Show("Removed "+p.Columns[column].Name+".", "Undo")
}

// adding is the button after the last column, with a menu of the methods that are not there yet.
func (m *methods) adding(gtx layout.Context, f *frame, l *figure.AblationLayout) {
	if i, ok := m.menu.Update(gtx); ok && i < len(m.listed) {
		m.more(f.Window, m.listed[i])
	}
	p := &f.snap.Plan
	m.listed = m.listed[:0]
	var items []control.Item
	for _, k := range baseline.Methods {
		if !slices.ContainsFunc(p.Columns, func(c session.Column) bool { return c.Method == k.Name }) {
			m.listed = append(m.listed, k.Name)
			items = append(items, control.Item{Words: k.Title, Doc: k.Doc})
		}
	}
	if len(p.Columns) >= p.Most() || len(items) == 0 {
		return
	}
	if m.add.Update(gtx) {
		m.menu.Open(gtx, &m.add)
	}
	n := len(l.Heads) - 1
	at := rect{float32(l.Panels[0][n].X1) + 6, float32(l.Heads[n].Y0) - 4, 32, 32}
	f.put(gtx, at.x, at.y, control.IconButton{Click: &m.add, Icon: control.IconAdd, Name: "Add a method", Size: 32, Doc: "Train one more method beside the others."})
	control.MenuStyle{State: &m.menu, Name: "Methods", Items: items, Anchor: at.pixels(gtx), Place: control.BelowEnd, Width: 120}.Layout(gtx, f.Env)
}

// more adds a method, which is trained alone until it has had as much of the budget as the others.
func (m *methods) more(w *Window, name string) {
	p := m.train.Snapshot().Plan
	c, err := session.Compared(p.Setup, name, p.Budget)
	if err == nil {
		c.Config.Workers = p.Columns[0].Config.Workers
		err = m.train.AddColumn(c)
	}
	if err != nil {
		w.toast.Show(sentence(err.Error()), "")
		return
	}
	m.train.Play()
	w.toast.Show("Added "+c.Name+". It trains alone until it has had as much as the others.", "")
}

// nothing is shown where a number is not known yet.
const nothing = "\u2013"

// clock writes the time that training took: "2 min 08 s", or seconds alone.
func trainedTime(s *session.ColumnState) string {
	sec := int(s.Spent.Seconds() + 0.5)
	if s.Step == 0 {
		return nothing
	}
	if sec < 60 {
		return widgets.Fixed(s.Spent.Seconds(), 1) + " s"
	}
	return widgets.Count(sec/60) + " min " + widgets.Count(sec%60) + " s"
}
