package control

// The box that fields share, and fields for words.

import (
	"image/color"

	"gioui.org/io/key"
	"gioui.org/layout"
	"gioui.org/widget"

	"innlab/widgets"
)

// fieldBox draws the box of a field and returns the colour of what stands in it.
func fieldBox(p pen, b box, changed, wrong bool) color.NRGBA {
	t := p.env.Theme
	switch {
	case wrong:
		p.panel(b, 6, t.Card, t.Err, 1.75)
		return t.Err
	case changed:
		p.panel(b, 6, t.Card, t.Post, 1.75)
		return t.PostText
	}
	p.panel(b, 6, t.Card, t.Line, 1)
	return t.Text
}

// Field is the state of a field for one line of words.
type Field struct {
	Editor widget.Editor
	ready  bool
	hover  bool
}

// Set puts text into the field with the cursor behind it.
func (f *Field) Set(text string) {
	f.prepare()
	f.Editor.SetText(text)
	n := len([]rune(text))
	f.Editor.SetCaret(n, n)
}

// Text is what stands in the field.
func (f *Field) Text() string { return f.Editor.Text() }

// Focus gives the field the keyboard.
func (f *Field) Focus(gtx layout.Context) { gtx.Execute(key.FocusCmd{Tag: &f.Editor}) }

// Focused reports whether the field has the keyboard.
func (f *Field) Focused(gtx layout.Context) bool { return gtx.Focused(&f.Editor) }

// Update reports whether the text changed and whether Enter was pressed.
func (f *Field) Update(gtx layout.Context) (changed, entered bool) {
	f.prepare()
	for {
		e, ok := f.Editor.Update(gtx)
		if !ok {
			return changed, entered
		}
		switch e.(type) {
		case widget.ChangeEvent:
			changed = true
		case widget.SubmitEvent:
			entered = true
		}
	}
}

func (f *Field) prepare() {
	if !f.ready {
		f.Editor.SingleLine, f.Editor.Submit, f.ready = true, true, true
	}
}

// FieldStyle is a field as wide as the constraints.
type FieldStyle struct {
	State   *Field
	Name    string // what a screen reader calls it
	Hint    string // words shown while it is empty
	Doc     string
	Height  float32 // in dp; 0: 36
	Changed bool
	Wrong   bool
}

// Layout draws the field.
func (f FieldStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	h := f.Height
	if h == 0 {
		h = 36
	}
	p := newPen(gtx, env)
	t := env.Theme
	out := sized(p.maxWidth(), h)
	f.State.prepare()
	ink := fieldBox(p, out, f.Changed, f.Wrong)
	focused := f.State.Focused(gtx)
	if focused && !f.Wrong && !f.Changed {
		p.line(out, 6, 2, t.Accent)
	}
	if f.State.Editor.Len() == 0 && f.Hint != "" {
		p.middle(widgets.Words(f.Hint), Body, t.Text3, 12, h/2, fromLeft, out.w()-24)
	}
	line{editor: &f.State.Editor, name: f.Name, role: Body, color: ink}.in(p, out.grow(-2), 10)
	f.State.hover = passing(gtx, &f.State.hover, f.State.hover, p.px(out), spoken{})
	env.explain(f.Doc, f.State.hover, focused)
	return p.dims(out.w(), h)
}
