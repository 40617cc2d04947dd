package control

// Drop-down fields: one of several, of which only the chosen one is shown.

import (
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
)

// Dropdown is the state of a drop-down field. While it has the focus the arrow keys change the choice without opening
// the menu; Space and Enter open it.
type Dropdown struct {
	Chosen int

	Click
	menu Menu
	n    int // choices of the last layout
}

// Update reports whether the user chose another line.
func (d *Dropdown) Update(gtx layout.Context) bool {
	was := d.Chosen
	for d.Click.Update(gtx) {
		d.menu.Open(gtx, &d.Click)
		if d.menu.at == 0 {
			d.menu.at = d.Chosen
		}
	}
	if i, ok := d.menu.Update(gtx); ok {
		d.Chosen = i
	}
	for {
		e, ok := gtx.Event(
			key.Filter{Focus: &d.button, Name: key.NameUpArrow}, key.Filter{Focus: &d.button, Name: key.NameDownArrow})
		if !ok {
			break
		}
		if e, ok := e.(key.Event); ok && e.State == key.Press {
			if e.Name == key.NameUpArrow {
				d.Chosen = max(d.Chosen-1, 0)
			} else {
				d.Chosen = min(d.Chosen+1, d.n-1)
			}
		}
	}
	return d.Chosen != was
}

// DropdownStyle is a drop-down field, 132×32 dp unless told otherwise.
type DropdownStyle struct {
	State   *Dropdown
	Words   []string
	Docs    []string // sentences for the lines; may be nil
	Name    string   // what a screen reader calls the field
	Doc     string
	Width   float32 // in dp; 0: 132
	Bare    bool    // words and chevron without a box, as wide as they are
	Changed bool
	Wrong   bool
}

// Layout draws the field and, while it is open, its menu.
func (s DropdownStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const h, chevron = 32, 20
	p := newPen(gtx, env)
	t, d := env.Theme, s.State
	d.n = len(s.Words)
	words := ""
	if d.Chosen >= 0 && d.Chosen < len(s.Words) {
		words = s.Words[d.Chosen]
	}
	w, pad, ink := s.Width, float32(12), t.Text
	if w == 0 {
		w = FieldWidth
	}
	if s.Bare {
		pad = 8
		w = p.width(widgets.Words(words), Strong) + 2*pad + chevron
	}
	out := sized(w, h)
	switch {
	case !s.Bare:
		ink = fieldBox(p, out, s.Changed, s.Wrong)
		if d.Hovered() && !s.Changed && !s.Wrong {
			p.panel(out, 6, t.Sunk, t.Line, 1)
		}
	case d.Pressed() || d.menu.Shown():
		p.fill(out, 6, t.AccentBG)
	case d.Hovered():
		p.fill(out, 6, t.Ctl)
	}
	p.middle(widgets.Words(words), Strong, ink, pad, h/2, fromLeft, w-pad-chevron-6)
	p.icon(IconDown, w-pad-chevron/2+4, h/2, 18, t.Text2)
	if d.Focused(gtx) {
		p.ring(out, 6)
	}
	label := words
	if s.Name != "" {
		label = s.Name + ": " + words
	}
	d.area(p, out, spoken{class: semantic.Button, label: label, doc: s.Doc})
	items := make([]Item, len(s.Words))
	for i, w := range s.Words {
		items[i] = Item{Words: w, Checked: i == d.Chosen}
		if i < len(s.Docs) {
			items[i].Doc = s.Docs[i]
		}
	}
	MenuStyle{State: &d.menu, Name: s.Name, Items: items, Anchor: p.px(out), Width: w}.Layout(gtx, env)
	return p.dims(w, h)
}
