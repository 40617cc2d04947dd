package control

// Segments: one of a few, side by side.

import (
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/widgets"
)

// Segments is the state of a segmented choice. It is one stop of Tab; arrow keys move the choice.
type Segments struct {
	Chosen int

	taps  []tap
	focus focus
}

// Update reports whether the user chose another segment.
func (s *Segments) Update(gtx layout.Context) bool {
	was := s.Chosen
	for i := range s.taps {
		if s.taps[i].update(gtx, false) > 0 {
			s.Chosen = i
		}
	}
	for {
		e, ok := s.focus.key(gtx, s, 0, key.NameLeftArrow, key.NameRightArrow, key.NameHome, key.NameEnd)
		if !ok {
			break
		}
		last := len(s.taps) - 1
		switch e.Name {
		case key.NameLeftArrow:
			s.Chosen = max(s.Chosen-1, 0)
		case key.NameRightArrow:
			s.Chosen = min(s.Chosen+1, last)
		case key.NameHome:
			s.Chosen = 0
		case key.NameEnd:
			s.Chosen = last
		}
	}
	return s.Chosen != was
}

// SegmentsStyle is a segmented choice.
type SegmentsStyle struct {
	State  *Segments
	Words  []string
	Docs   []string // sentences that explain the segments; may be nil, or one for all
	Height float32  // in dp; 0: 32
	Width  float32  // in dp; 0: as wide as the words need, otherwise shared equally
}

// Layout draws the choice.
func (s SegmentsStyle) Layout(gtx layout.Context, env Env) layout.Dimensions {
	p := newPen(gtx, env)
	t := env.Theme
	h := s.Height
	if h == 0 {
		h = 32
	}
	widths := make([]float32, len(s.Words))
	total := float32(0)
	for i, w := range s.Words {
		widths[i] = max(p.width(widgets.Words(w), Strong)+2*12, reach)
		if s.Width > 0 {
			widths[i] = s.Width / float32(len(s.Words))
		}
		total += widths[i]
	}
	p.fill(sized(total, h), 6, t.Ctl)
	if len(s.State.taps) != len(s.Words) {
		s.State.taps = make([]tap, len(s.Words))
	}
	x := float32(0)
	for i, w := range s.Words {
		cell := box{x, 0, x + widths[i], h}
		x = cell.x1
		s.segment(p, i, w, cell)
	}
	if s.State.focus.visible(gtx, s.State) {
		p.ring(sized(total, h), 6)
	}
	stack := clip.Rect(p.px(sized(total, h))).Push(gtx.Ops)
	pass := pointer.PassOp{}.Push(gtx.Ops)
	s.State.focus.add(gtx, s.State)
	pass.Pop()
	stack.Pop()
	return p.dims(total, h)
}

// segment draws one of them and makes it react.
func (s SegmentsStyle) segment(p pen, i int, words string, cell box) {
	t, tap := p.env.Theme, &s.State.taps[i]
	role, ink := Body, t.Text2
	if i == s.State.Chosen {
		role, ink = Strong, t.Text
		p.panel(cell.grow(-2), 5, t.Card, t.Accent, 1.5)
	} else if tap.click.Hovered() {
		ink = t.Text
		p.fill(cell.grow(-2), 5, p.veil(t.Ctl, 0.05))
	}
	p.middle(widgets.Words(words), role, ink, (cell.x0+cell.x1)/2, cell.h()/2, centred, cell.w()-4)

	doc := ""
	if len(s.Docs) > 0 {
		doc = s.Docs[min(i, len(s.Docs)-1)]
	}
	grow := (reach - min(reach, cell.h())) / 2
	tap.area(p, box{cell.x0, cell.y0 - grow, cell.x1, cell.y1 + grow}, spoken{semantic.RadioButton, words, doc, i == s.State.Chosen})
	if i == s.State.Chosen && p.gtx.Focused(s.State) {
		p.env.explain(doc, false, true)
	}
}
