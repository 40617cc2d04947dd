package window

// What can be done to the columns of the ablation, by mouse and by key alike.

import (
	"slices"
	"strings"

	"innlab/app/session"
	"innlab/inn"
)

// letter names a column as the figure does; column 0 is the first that is trained.
func letter(column int) string { return "(" + string(rune('b'+column)) + ")" }

// called is a column's letter and name.
func called(p *session.Plan, column int) string {
	return letter(column) + " " + p.Columns[column].Name
}

// toggle switches a loss in a column, from the next step on. A column that has the name of its losses gets the new
// one.
func (a *ablation) toggle(w *Window, column, loss int) {
	s := a.train.Snapshot()
	c := s.Plan.Columns[column]
	live := c.Live
	live.Loss[loss].On = !live.Loss[loss].On
	a.train.SetLive(column, func(l *inn.Live) { l.Loss[loss].On = live.Loss[loss].On })
	if c.Name == session.Title(&c.Live) {
		a.train.Rename(column, session.Title(&live))
	}
	if n := s.Columns[column].Step; n > 0 {
		word := " off"
		if live.Loss[loss].On {
			word = " on"
		}
		w.toast.Show(inn.Losses[loss].Symbol+word+" in "+letter(column)+" after "+steps(n)+". Reset trains all columns from new weights.", "")
	}
}

// toggleAt switches a loss of the column that is pointed at or has the focus.
func (a *ablation) toggleAt(w *Window, loss int) {
	for i := range a.heads {
		if a.heads[i].active {
			a.toggle(w, i, loss)
			return
		}
	}
	w.toast.Show("Point at a column to switch its losses.", "")
}

// rename gives a column a name; an empty one is that of its losses.
func (a *ablation) rename(column int, name string) {
	if name = strings.TrimSpace(name); name == "" {
		name = session.Title(&a.train.Snapshot().Plan.Columns[column].Live)
	}
	a.train.Rename(column, name)
}

// remove takes a column away.
func (a *ablation) remove(w *Window, column int) {
	p := a.train.Snapshot().Plan
	var order []int
	for i := range p.Columns {
		if i != column {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		w.toast.Show("The last column stays: there would be nothing to train.", "")
		return
	}
	a.train.Arrange(order)
	w.toast.Show("Removed "+called(&p, column)+".", "Undo")
}

// further are the columns that "+" adds, the first of them that is not there yet.
var further = [][]int{
	{inn.LossY, inn.LossZ, inn.LossX}, {inn.LossY, inn.LossX}, {inn.LossZ, inn.LossX}, {inn.LossY}, {inn.LossZ},
	{inn.LossY, inn.LossZ, inn.LossRec}, {inn.LossNLL},
}

// more adds a column.
func (a *ablation) more(w *Window) {
	s := a.train.Snapshot()
	p := s.Plan
	next := further[0]
	for _, on := range further {
		taken := slices.ContainsFunc(p.Columns, func(c session.Column) bool { return slices.Equal(switched(&c.Live), on) })
		if !taken {
			next = on
			break
		}
	}
	c := session.Ablated(p.Columns[0].Config, p.Columns[0].Live, next...)
	if err := a.train.AddColumn(c); err != nil {
		w.toast.Show(sentence(err.Error()), "")
		return
	}
	p.Columns = append(slices.Clip(p.Columns), c)
	words := "Added " + called(&p, len(p.Columns)-1) + "."
	if s.Step > 0 {
		words += " It trains alone until it has as many steps as the others."
	}
	if s.Done {
		a.train.Play()
	}
	w.toast.Show(words, "")
}

// compare makes L_x compare the same in every column, from new weights on.
func (a *ablation) compare(w *Window, to shape) {
	if a.train == nil {
		return
	}
	p := a.train.Snapshot().Plan
	p.Columns = slices.Clone(p.Columns)
	for i := range p.Columns {
		p.Columns[i].Config.Shape = to.name
	}
	if err := a.train.Restart(p); err != nil {
		w.toast.Show(sentence(err.Error()), "")
		return
	}
	a.train.Play()
	w.toast.Show("L_x compares "+to.long+". All columns start again.", "Undo")
}

// open shows a column's network in Explore.
func (a *ablation) open(w *Window, column int) {
	p := a.train.Snapshot().Plan
	from, to := a.train, a.explore.train
	w.beside(func() func(w *Window) {
		c, err := from.Checkpoint(column)
		if err == nil {
			err = to.Open(c, nil, nil)
		}
		return func(w *Window) {
			if err != nil {
				w.toast.Show(sentence(err.Error()), "")
				return
			}
			w.toExplore()
			w.toast.Show("Explore shows "+called(&p, column)+" of the ablation.", "Undo")
		}
	})
}
