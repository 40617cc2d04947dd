package control

// Menus: a list of things to choose from, floating beside what opened it.

import (
	"image"

	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// Item is a line of a menu.
type Item struct {
	Words    string
	Doc      string
	Key      string // shortcut shown at the right end, "Ctrl S"
	Icon     Icon   // may be nil
	Checked  bool
	Disabled bool
	Divider  bool // a thin line above
}

// Menu is the state of a menu. The arrow keys move, Enter chooses, Escape closes.
type Menu struct {
	pop   Popover
	rows  []Click
	items []Item
	at    int // of the keyboard; −1: none yet
	grab  bool
	focus focus
	back  *Click // what opened the menu and gets the focus back
}

// Open shows the menu. by, if not nil, is the button that opened it: where it has the focus the menu's first line is
// marked, and closing gives the focus back.
func (m *Menu) Open(gtx layout.Context, by *Click) {
	m.pop.Open()
	m.at, m.grab, m.back = -1, true, nil
	if by != nil && by.Focused(gtx) {
		m.at, m.back = 0, by
	}
}

// Shown reports whether the menu is open.
func (m *Menu) Shown() bool { return m.pop.Shown() }

// Close closes the menu.
func (m *Menu) Close() { m.pop.Close() }

// Update returns the index of the line that was chosen, if one was; the menu then closes.
func (m *Menu) Update(gtx layout.Context) (int, bool) {
	if !m.pop.Shown() {
		return 0, false
	}
	chosen := -1
	for i := range m.rows {
		if m.rows[i].Update(gtx) && i < len(m.items) && !m.items[i].Disabled {
			chosen = i
		}
	}
	for {
		e, ok := m.focus.key(gtx, m, 0, key.NameDownArrow, key.NameUpArrow, key.NameReturn, key.NameEnter, key.NameSpace,
			key.NameHome, key.NameEnd, key.NameTab)
		if !ok {
			break
		}
		switch e.Name {
		case key.NameDownArrow:
			m.move(1)
		case key.NameUpArrow:
			m.move(-1)
		case key.NameHome:
			m.at = -1
			m.move(1)
		case key.NameEnd:
			m.at = 0
			m.move(-1)
		case key.NameTab:
			m.pop.Close()
		default:
			if m.at >= 0 && m.at < len(m.items) {
				chosen = m.at
			}
		}
	}
	if m.pop.Update(gtx) || chosen >= 0 {
		m.pop.Close()
		if m.back != nil {
			m.back.Focus(gtx)
		} else {
			gtx.Execute(key.FocusCmd{})
		}
	}
	return chosen, chosen >= 0
}

// move goes to the next line in a direction that can be chosen.
func (m *Menu) move(by int) {
	n := len(m.items)
	for i := range n {
		at := ((max(m.at, -1)+by*(i+1))%n + n) % n
		if m.at < 0 && by < 0 {
			at = n - 1 - i
		}
		if !m.items[at].Disabled {
			m.at = at
			return
		}
	}
}

// MenuStyle is a menu beside an anchor.
type MenuStyle struct {
	State  *Menu
	Name   string // what a screen reader calls it
	Items  []Item
	Anchor image.Rectangle // in pixels from the current origin
	Place  Place
	Width  float32 // at least, in dp
}

const (
	menuRow = 32
	menuPad = 4
)

// Layout floats the menu while it is open; it takes no room.
func (s MenuStyle) Layout(gtx layout.Context, env Env) {
	m := s.State
	if !m.pop.Shown() {
		return
	}
	m.items = s.Items
	if len(m.rows) != len(s.Items) {
		m.rows = make([]Click, len(s.Items))
	}
	if m.grab {
		m.grab = false
		gtx.Execute(key.FocusCmd{Tag: m})
	}
	m.pop.Layout(gtx, env, s.Anchor, s.Place, func(gtx layout.Context) layout.Dimensions {
		return s.surface(newPen(gtx, env))
	})
}

func (s MenuStyle) surface(p pen) layout.Dimensions {
	gtx, t, m := p.gtx, p.env.Theme, s.State
	left, right := float32(12), float32(12)
	w, keys := s.Width, float32(0)
	for _, it := range s.Items {
		if it.Checked || it.Icon != nil {
			left = 36
		}
	}
	for _, it := range s.Items {
		keys = max(keys, p.width(widgets.Words(it.Key), Small))
	}
	if keys > 0 {
		keys += 24
	}
	for _, it := range s.Items {
		w = max(w, left+p.width(widgets.Words(it.Words), Body)+keys+right)
	}
	out := sized(w, menuRow*float32(len(s.Items))+2*menuPad)
	p.panel(out, 8, t.Card, t.Axis, 1)
	stack := clip.Rect(p.px(out)).Push(gtx.Ops)
	spoken{label: s.Name}.say(gtx.Ops)
	event.Op(gtx.Ops, m)
	for i, it := range s.Items {
		y := float32(menuPad + i*menuRow)
		s.row(p, i, it, box{menuPad, y, w - menuPad, y + menuRow}, left)
	}
	stack.Pop()
	return p.dims(out.w(), out.h())
}

func (s MenuStyle) row(p pen, i int, it Item, b box, left float32) {
	m, t := s.State, p.env.Theme
	p = p.enabled(it.Disabled)
	mid := (b.y0 + b.y1) / 2
	ink, note := t.Text, t.Text2
	if it.Disabled {
		ink, note = t.Text3, t.Text3
	} else if m.rows[i].Hovered() || m.at == i {
		p.fill(b, 5, t.AccentBG)
	}
	if it.Divider {
		p.fill(box{b.x0, b.y0, b.x1, b.y0 + 1}, 0, t.Line)
	}
	switch {
	case it.Checked:
		p.icon(IconCheck, 20, mid, 18, t.Accent)
	case it.Icon != nil:
		p.icon(it.Icon, 20, mid, 18, note)
	}
	role := Body
	if it.Checked {
		role = Strong
	}
	p.middle(widgets.Words(it.Words), role, ink, left, mid, fromLeft, 0)
	p.middle(widgets.Words(it.Key), Small, note, b.x1-8, mid, fromRight, 0)
	gtx := p.gtx
	r := p.px(b)
	defer op.Offset(r.Min).Push(gtx.Ops).Pop()
	p.gtx = gtx
	m.rows[i].area(p, sized(b.w(), b.h()), spoken{semantic.Button, it.Words, it.Doc, it.Checked})
	if m.at == i && !it.Disabled {
		p.env.explain(it.Doc, false, true)
	}
}
