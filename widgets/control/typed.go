package control

// A number on the screen that turns into an editor when it is clicked.

import (
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	"gioui.org/font"
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/op/paint"
	"gioui.org/text"
	"gioui.org/widget"

	"innlab/widgets"
)

// typed is the state of such a number.
type typed struct {
	click  Click
	editor widget.Editor
	start  bool // open the editor with the number in it
	active bool
}

// open turns the number into an editor.
func (t *typed) open(gtx layout.Context) { t.start = true; gtx.Execute(op.InvalidateCmd{}) }

// update returns what was typed when Enter was pressed or the editor lost the focus; Escape forgets it.
func (t *typed) update(gtx layout.Context) (string, bool) {
	if t.click.Update(gtx) {
		t.open(gtx)
	}
	if !t.active {
		return "", false
	}
	for {
		e, ok := gtx.Event(key.Filter{Focus: &t.editor, Name: key.NameEscape})
		if !ok {
			break
		}
		if e, ok := e.(key.Event); ok && e.State == key.Press {
			t.close(gtx)
			return "", false
		}
	}
	done := false
	for {
		e, ok := t.editor.Update(gtx)
		if !ok {
			break
		}
		if _, ok := e.(widget.SubmitEvent); ok {
			done = true
		}
	}
	if done {
		t.close(gtx)
	} else if !t.start && !gtx.Focused(&t.editor) {
		t.active, done = false, true
	}
	return t.editor.Text(), done
}

// close puts the editor away and lets go of the keyboard.
func (t *typed) close(gtx layout.Context) {
	t.active = false
	gtx.Execute(key.FocusCmd{})
}

// layout draws the words right-aligned in b, or the editor; content is what the editor starts with.
func (t *typed) layout(p pen, b box, role Role, ink color.NRGBA, words, name, content string) {
	gtx := p.gtx
	if t.start {
		t.editor.SingleLine, t.editor.Submit = true, true
		t.editor.Alignment = text.End
		t.editor.SetText(content)
		t.editor.SetCaret(len(content), 0)
		gtx.Execute(key.FocusCmd{Tag: &t.editor})
		t.active = true
		gtx.Execute(op.InvalidateCmd{})
	}
	if !t.active {
		mid := (b.y0 + b.y1) / 2
		if t.click.Hovered() {
			p.fill(box{b.x0 + 2, mid - 10, b.x1 + 4, mid + 10}, 4, p.env.Theme.Ctl)
		}
		p.middle(widgets.Words(words), role, ink, b.x1, mid, fromRight, b.w())
		if t.click.Focused(gtx) {
			p.ring(box{b.x0 + 2, mid - 10, b.x1 + 4, mid + 10}, 4)
		}
		t.click.area(p, b, spoken{semantic.Button, name, "", false})
		return
	}
	t.start = false
	t.edit(p, box{b.x0 + 2, (b.y0+b.y1)/2 - 12, b.x1 + 6, (b.y0+b.y1)/2 + 12}, role, name)
}

// edit draws the editor in b.
func (t *typed) edit(p pen, b box, role Role, name string) {
	p.panel(b, 4, p.env.Theme.Card, p.env.Theme.Accent, 1.5)
	line{editor: &t.editor, name: name, role: role}.in(p, b.grow(-1), 4)
}

// line is one line of editable words, without a border.
type line struct {
	editor *widget.Editor
	name   string // what a screen reader calls it
	role   Role
	color  color.NRGBA // zero: Text
}

// in draws the editor's line in the middle of b, pad dp from its left and right sides.
func (e line) in(p pen, b box, pad float32) {
	gtx, t := p.gtx, p.env.Theme
	if p.env.Hints != nil && gtx.Focused(e.editor) {
		p.env.Hints.editing = true
	}
	ink := e.color
	if ink == (color.NRGBA{}) {
		ink = t.Text
	}
	paintOf := func(c color.NRGBA) op.CallOp {
		m := op.Record(gtx.Ops)
		paint.ColorOp{Color: c}.Add(gtx.Ops)
		return m.Stop()
	}
	f := font.Font{Typeface: widgets.Typeface}
	if e.role.Weight == widgets.Medium {
		f.Weight = font.Medium
	}
	inner := p.px(box{b.x0 + pad, b.y0, b.x1 - pad, b.y1})
	gtx.Constraints = layout.Constraints{Max: inner.Size()}
	gtx.Constraints.Min.X = inner.Dx()
	m := op.Record(gtx.Ops)
	d := e.editor.Layout(gtx, p.env.Shaper.For(e.editor.Text()), f, e.role.Size, paintOf(ink), paintOf(t.AccentBG))
	call := m.Stop()
	stack := clip.Rect(inner).Push(gtx.Ops)
	spoken{semantic.Editor, e.name, e.editor.Text(), false}.say(gtx.Ops)
	off := op.Offset(inner.Min.Add(image.Pt(0, (inner.Dy()-d.Size.Y)/2))).Push(gtx.Ops)
	call.Add(gtx.Ops)
	off.Pop()
	stack.Pop()
}

// plainNumber is v as one would type it.
func plainNumber(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// ParseNumber reads a number as people write it: with a comma or a point, spaces between thousands, a leading × or a
// real minus sign.
func ParseNumber(s string) (float64, error) {
	s = strings.NewReplacer(" ", "", "\u2009", "", "\u00a0", "", "×", "", "\u2212", "-", ",", ".").Replace(s)
	v, err := strconv.ParseFloat(s, 64)
	if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
		err = strconv.ErrRange
	}
	return v, err
}
