package control

// Number fields: a value between − and +, which can also be typed.

import (
	"gioui.org/gesture"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// Number is the state of a number field. It is one stop of Tab: the arrow keys step (Shift for ten), Enter lets one
// type. Holding − or + repeats.
type Number struct {
	less, more tap
	value      typed
	tap        gesture.Click
	focus      focus
}

// Change is what the user did to a number field: Steps up or down, or Text typed when Steps is 0.
type Change struct {
	Steps int
	Text  string
}

// Update returns what the user did, if anything. The owner works out the new value.
func (n *Number) Update(gtx layout.Context) (Change, bool) {
	steps := n.more.update(gtx, true) - n.less.update(gtx, true)
	for {
		e, ok := n.focus.key(gtx, n, key.ModShift, key.NameUpArrow, key.NameDownArrow, key.NameRightArrow,
			key.NameLeftArrow, key.NameReturn, key.NameEnter)
		if !ok {
			break
		}
		by := 1
		if e.Modifiers.Contain(key.ModShift) {
			by = 10
		}
		switch e.Name {
		case key.NameUpArrow, key.NameRightArrow:
			steps += by
		case key.NameDownArrow, key.NameLeftArrow:
			steps -= by
		default:
			n.value.open(gtx)
		}
	}
	for {
		e, ok := n.tap.Update(gtx.Source)
		if !ok {
			break
		}
		if e.Kind == gesture.KindClick {
			n.value.open(gtx)
		}
	}
	if text, ok := n.value.update(gtx); ok {
		return Change{Text: text}, true
	}
	return Change{Steps: steps}, steps != 0
}

// NumberStyle is a number field, 132×32 dp.
type NumberStyle struct {
	State   *Number
	Words   string // the value as it is shown
	Plain   string // the value as one would type it; empty: Words
	Name    string // what a screen reader calls the field
	Doc     string
	Changed bool // it differs from what is running and waits for a restart
	Wrong   bool // it is not allowed
}

// Layout draws the field.
func (n NumberStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	const w, h, end = FieldWidth, 32, 32
	p := newPen(gtx, env)
	out := sized(w, h)
	ink := fieldBox(p, out, n.Changed, n.Wrong)
	s := n.State
	if s.value.active || s.value.start {
		content := n.Plain
		if content == "" {
			content = n.Words
		}
		s.value.layout(p, box{end, 0, w - end, h}, Strong, ink, n.Words, n.Name, content)
	} else {
		p.middle(widgets.Words(n.Words), Strong, ink, w/2, h/2, centred, w-2*end)
		n.middle(p, box{end, 0, w - end, h})
	}
	n.end(p, &s.less, IconRemove, box{0, 0, end, h}, "less "+n.Name)
	n.end(p, &s.more, IconAdd, box{w - end, 0, w, h}, "more "+n.Name)
	if s.focus.visible(gtx, s) {
		p.ring(out, 6)
	}
	return p.dims(w, h)
}

// middle makes the value react: a click opens the editor, the keyboard steps.
func (n NumberStyle) middle(p pen, b box) {
	gtx, s := p.gtx, n.State
	r := p.px(b)
	defer op.Offset(r.Min).Push(gtx.Ops).Pop()
	defer clip.Rect{Max: r.Size()}.Push(gtx.Ops).Pop()
	doc := n.Words
	if n.Doc != "" {
		doc += ". " + n.Doc
	}
	spoken{class: semantic.Editor, label: n.Name, doc: doc}.say(gtx.Ops)
	pointer.CursorText.Add(gtx.Ops)
	s.tap.Add(gtx.Ops)
	s.focus.add(gtx, s)
	p.env.explain(n.Doc, s.tap.Hovered(), gtx.Focused(s))
}

// end is − or +.
func (n NumberStyle) end(p pen, c *tap, i Icon, b box, name string) {
	t := p.env.Theme
	if c.click.Pressed() {
		p.fill(b.grow(-3), 4, t.AccentBG)
	} else if c.click.Hovered() {
		p.fill(b.grow(-3), 4, t.Ctl)
	}
	p.icon(i, (b.x0+b.x1)/2, (b.y0+b.y1)/2, 16, t.Text2)
	c.area(p, b, spoken{class: semantic.Button, label: name, doc: n.Doc})
}

// FieldWidth is the width of a field in dp.
const FieldWidth = 132
