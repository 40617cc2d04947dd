package window

// The strip above the ablation: which y the second row shows, what L_x compares, and what becomes of the figure.

import (
	"strconv"

	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// strip holds its controls.
type strip struct {
	slot       []control.Click
	entry      [2]control.Slider // where y is one or two numbers
	shape      control.Segments
	copy, save control.Click
	about      control.Area
}

// shape is a choice of what L_x compares.
type shape struct{ name, words, long, doc string }

var shapes = []shape{
	{inn.ShapeAuto, "auto", "x together with y, but x alone where it trains by itself",
		"L_x compares x together with y, but x alone where it trains by itself, as in the paper. Columns start again."},
	{inn.ShapeX, "x", "x alone in every column",
		"L_x compares x alone in every column, so that one thing changes between them. Columns start again."},
	{inn.ShapeJoint, "(x, y)", "x together with y in every column",
		"L_x compares x together with y in every column; by itself it then learns the posterior. Columns start again."},
}

const (
	sayCopy = "Copy the figure as a picture."
	sayFile = "Save what is in the frame as PNG, SVG or PDF, ready for print."
	sayRow  = "The y whose posterior the second row shows."
)

func (s *strip) layout(gtx layout.Context, f *frame, a *ablation, r rect) {
	s.update(gtx, f, a)
	f.card(gtx, r)
	mid := r.h / 2
	round(gtx, rect{cardPad, mid - 11, 22, 22}, 5, f.theme.Ly)
	f.words(gtx, cardPad+11, mid+4.5, centred, widgets.L("y", ""), control.Title, f.theme.OnAccent)
	x := float32(cardPad + 34)
	if f.class != small {
		words := "Second row shows"
		if f.snap.Plan.Setup.Modes == nil {
			words = "Posterior of"
		}
		x += f.say(gtx, x, mid+4.5, fromLeft, words, control.Body, f.theme.Text2) + 10
	}
	s.about.Layout(gtx, f.Env, rect{0, 0, x, r.h}.pixels(gtx), "Second row shows", sayRow)
	x = s.slots(gtx, f, x, mid)
	end := figureButtons(gtx, f, &s.copy, &s.save, r.w-cardPad, mid)
	end = s.forms(gtx, f, a, x, end, mid)
	if words := "same seed, same batches, " + steps(a.length()) + " each"; end-x > f.width(gtx, words, control.Small)+32 {
		f.say(gtx, end-16, mid+4, fromRight, words, control.Small, f.theme.Text2)
	}
}

// slots draws the labels that some mode carries and returns where they end.
func (s *strip) slots(gtx layout.Context, f *frame, x, mid float32) float32 {
	m := f.snap.Plan.Setup.Modes
	if m == nil {
		return s.numbers(gtx, f, x, mid)
	}
	most := 1
	for _, l := range m.Used() {
		most = max(most, len(m.Carriers(l)))
	}
	for _, l := range m.Used() {
		look := control.Slot{
			Click: &s.slot[l], Words: strconv.Itoa(l), Name: "label " + strconv.Itoa(l), Doc: sayRow, Beside: true,
			Chosen: f.choice.label() == l, Width: control.BesideWidth(most), Height: f.pick(32, 36, 36),
		}
		for _, k := range m.Carriers(l) {
			look.Marks = append(look.Marks, f.theme.Mode[k%modeColours])
		}
		f.put(gtx, x, mid-look.Height/2, look)
		x += look.Width + 6
	}
	return x - 6
}

// numbers draws a slider for each number of y where they are few, else where they are chosen, and returns where it ends.
func (s *strip) numbers(gtx layout.Context, f *frame, x, mid float32) float32 {
	y := f.choice.y
	if len(y) > len(s.entry) || f.choice.labels {
		return x + f.say(gtx, x, mid+4.5, fromLeft, "the y chosen in Explore", control.Body, f.theme.Text)
	}
	for i, a := range f.snap.Plan.Setup.Y {
		name := f.measured(gtx, control.Line{Label: nameOf(a), Role: control.Body}) + 8
		w := name + f.pick(110, 140, 200)
		f.slider(gtx, rect{x, mid - 16, w, 32}, nameOf(a), a.Name, sayRow, name, 44, &s.entry[i])
		x += w + 14
	}
	return x - 14
}

// figureButtons draws Copy and Save figure up to end and returns where they start.
func figureButtons(gtx layout.Context, f *frame, copy, save *control.Click, end, mid float32) float32 {
	const wide, narrow = 128, 86
	f.put(gtx, end-wide, mid-16, control.Button{Click: save, Words: "Save figure", Icon: control.IconSave, Kind: control.Filled, Doc: sayFile, Width: wide})
	end -= wide + 8
	f.put(gtx, end-narrow, mid-16, control.Button{Click: copy, Words: "Copy", Icon: control.IconCopy, Doc: sayCopy, Width: narrow})
	return end - narrow
}

// forms draws the choice of what L_x compares where there is room for it between x and end. It returns where the room
// ends now: the choice stands at the right in a small window and beside the slots in any other.
func (s *strip) forms(gtx layout.Context, f *frame, a *ablation, x, end, mid float32) float32 {
	const name, gap = 40, 16
	words, docs := make([]string, len(shapes)), make([]string, len(shapes))
	s.shape.Chosen = -1
	for i, h := range shapes {
		words[i], docs[i] = h.words, h.doc
		if h.name == f.snap.Plan.Columns[0].Config.Shape {
			s.shape.Chosen = i
		}
	}
	look := control.SegmentsStyle{State: &s.shape, Words: words, Docs: docs}
	w := f.measured(gtx, look)
	if end-x < name+w+2*gap {
		return end
	}
	left := end - gap - w - name
	f.words(gtx, left, mid+4.5, fromLeft, widgets.L("L", "x").And(widgets.Words(" on")), control.Body, f.theme.Text2)
	f.put(gtx, left+name, mid-16, look)
	return left
}

func (s *strip) update(gtx layout.Context, f *frame, a *ablation) {
	for len(s.slot) < f.snap.Plan.Setup.Problem.DimY {
		s.slot = append(s.slot, control.Click{})
	}
	for i := range s.slot {
		if s.slot[i].Update(gtx) {
			f.choose(i)
		}
		if s.slot[i].Focused(gtx) {
			s.arrows(gtx, f, i)
		}
	}
	s.updateNumbers(gtx, f)
	if a != nil && s.shape.Update(gtx) && s.shape.Chosen >= 0 {
		a.compare(f.Window, shapes[s.shape.Chosen])
	}
	if s.copy.Update(gtx) {
		f.copyPicture()
	}
	if s.save.Update(gtx) {
		f.savePicture()
	}
}

// updateNumbers acts on the sliders of y.
func (s *strip) updateNumbers(gtx layout.Context, f *frame) {
	setup := f.snap.Plan.Setup
	if f.choice.labels || len(f.choice.y) > len(s.entry) {
		return
	}
	moving := false
	for i := range setup.Y {
		e := &s.entry[i]
		e.Scale = scaleOf(setup, i)
		e.Value = f.choice.y[i]
		if e.Update(gtx) {
			f.choice.vary(i, e.Value)
		}
		moving = moving || e.Dragging()
	}
	f.choice.rough = moving
}

// arrows move the focus, and with it the choice, to the next label that is carried.
func (s *strip) arrows(gtx layout.Context, f *frame, i int) {
	move := func(by int) {
		f.stepLabel(by)
		if l := f.choice.label(); l >= 0 {
			s.slot[l].Focus(gtx)
		}
	}
	for pressed(gtx, key.Filter{Name: key.NameLeftArrow}) {
		move(-1)
	}
	for pressed(gtx, key.Filter{Name: key.NameRightArrow}) {
		move(1)
	}
}

// length is the number of steps after which all columns are trained.
func (a *ablation) length() int {
	n := 0
	for _, c := range a.run().Snapshot().Plan.Columns {
		n = max(n, c.Config.Steps)
	}
	return n
}
