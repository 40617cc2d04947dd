package figure

// This file draws an ablation: panels, heads, legends, numbers, notes.

import (
	"image/color"
	"math"
	"strings"

	"innlab/widgets"
)

// Draw draws the figure in the middle of r.
func (f *Ablation) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	f.draw(c, f.Layout(r, s), t, s, true)
}

// Around draws what stands around the data: frames, heads, legends, numbers. A window that draws the data by itself,
// more often, draws it over this.
func (f *Ablation) Around(c widgets.Canvas, l *AblationLayout, t widgets.Theme, s Sizes) {
	f.draw(c, l, t, s, false)
}

func (f *Ablation) draw(c widgets.Canvas, l *AblationLayout, t widgets.Theme, s Sizes, data bool) {
	for row, plots := range f.Panels(t, s, l.Side) {
		for i := range plots {
			plots[i].Frame.Inner = l.Panels[row][i]
			if !data {
				plots[i].Marks = nil
			}
			plots[i].Draw(c, widgets.Rect{})
		}
	}
	f.heads(c, t, s, l)
	f.rowNames(c, t, s, l)
	f.legends(c, t, s, l)
	f.feet(c, t, s, l)
}

// heads draws "(a) name" and the pills over each column.
func (f *Ablation) heads(c widgets.Canvas, t widgets.Theme, s Sizes, l *AblationLayout) {
	for i, col := range f.Columns {
		h := l.Heads[i]
		at := widgets.Point{X: h.X0, Y: h.Y0 + 0.95*s.Title}
		c.Text(letter(i), at, widgets.TextStyle{Size: s.Title, Weight: widgets.Bold, Color: t.Text})
		at.X += LetterWidth(i, s)
		name := cut(col.Name, h.X1-at.X, s.Title)
		c.Text(name, at, widgets.TextStyle{Size: s.Title, Weight: widgets.Medium, Color: t.Text})
		if col.Truth {
			y := l.Panels[0][i].Y0 - 0.5*s.Label - 0.75*s.Label
			words := widgets.Words("drawn from the simulator")
			if f.Methods {
				words = nil
			} else if f.Setup.Modes == nil && len(col.Cloud) == 0 {
				words = widgets.Words("nothing measured")
			}
			if words.Width(s.Label, widgets.Regular) > l.Side {
				words = widgets.Words("simulated")
			}
			c.Text(words, widgets.Point{X: h.X0, Y: y},
				widgets.TextStyle{Size: s.Label, Color: t.Text2, Y: 0.5})
		}
		for _, p := range l.Pills[i] {
			p.draw(c, t, s)
		}
	}
}

// cut shortens a title that is wider than its column.
func cut(l widgets.Label, width, size float64) widgets.Label {
	if l.Width(size, widgets.Medium) <= width {
		return l
	}
	for len(l) > 0 {
		last := l[len(l)-1]
		l = append(widgets.Label(nil), l[:len(l)-1]...)
		for r := []rune(last.Text); len(r) > 0; {
			r = r[:len(r)-1]
			last.Text = strings.TrimRight(string(r), " ") + "…"
			if m := append(l, last); m.Width(size, widgets.Medium) <= width {
				return m
			}
		}
	}
	return l
}

// letter names column i: "(a)".
func letter(i int) widgets.Label { return widgets.Words("(" + string(rune('a'+i)) + ")") }

// LetterWidth is how far after its letter the name of column i begins.
func LetterWidth(i int, s Sizes) float64 {
	return letter(i).Width(s.Title, widgets.Bold) + 0.45*s.Title
}

// draw draws a pill: filled with the loss's colour where it is on, hollow where it is off.
func (p Pill) draw(c widgets.Canvas, t widgets.Theme, s Sizes) {
	fill := t.Loss(p.Loss)
	ink := widgets.Ink(fill)
	if p.On {
		shape(c, p.Rect, fill)
	} else {
		shape(c, p.Rect, t.Axis)
		shape(c, p.Rect.Grow(-1.25*s.Hair), t.Card)
		ink = t.Text2
	}
	mid := widgets.Point{X: (p.Rect.X0 + p.Rect.X1) / 2, Y: (p.Rect.Y0+p.Rect.Y1)/2 - 0.04*p.Size}
	c.Text(p.Label, mid, widgets.TextStyle{Size: p.Size, Weight: widgets.Medium, Color: ink, X: 0.5, Y: 0.5})
}

// shape fills a rectangle with round ends.
func shape(c widgets.Canvas, r widgets.Rect, fill color.NRGBA) {
	rad := r.H() / 2
	var path []widgets.Point
	const n = 16
	for i := 0; i <= 2*n+1; i++ {
		k, x := i, r.X1-rad
		if i > n {
			k, x = i-1, r.X0+rad
		}
		sin, cos := math.Sincos(math.Pi * (float64(k)/n - 0.5))
		path = append(path, widgets.Point{X: x + rad*cos, Y: r.Y0 + rad + rad*sin})
	}
	c.Fill(path, fill)
}

// rowNames draws what each row shows, upwards at the left.
func (f *Ablation) rowNames(c widgets.Canvas, t widgets.Theme, s Sizes, l *AblationLayout) {
	names := []widgets.Label{widgets.Words("every label"), f.given()}
	switch {
	case f.Methods: // the axis of the marginal says what it is
		names[0], names[1] = f.given(), nil
	case !f.labelled():
		names = []widgets.Label{f.given(), widgets.Words("marginals")}
	}
	names = names[len(names)-len(l.Panels):]
	for row, name := range names {
		in := l.Panels[row][0]
		at := widgets.Point{X: in.X0 - f.spaces(s, 0).left + 0.95*s.Label, Y: (in.Y0 + in.Y1) / 2}
		c.Text(name, at, widgets.TextStyle{Size: s.Label, Color: t.Text2, X: 0.5, Up: true})
	}
}

// given names the y of the second row.
func (f *Ablation) given() widgets.Label {
	y := widgets.L("y", "")
	if g := GivenLabel(f.Setup, f.Y); g != "" {
		return y.And(widgets.Words(" = " + g))
	}
	return widgets.Words("one ").And(y)
}

// legends draws the colours of the labels and of prior, posterior and truth between the rows, or below a single one.
func (f *Ablation) legends(c widgets.Canvas, t widgets.Theme, s Sizes, l *AblationLayout) {
	last := len(f.Columns) - 1
	first, right := l.Panels[0][0], l.Panels[0][last]
	y := first.Y1 + f.spaces(s, 0).between/2
	if !f.labelled() { // below the tick labels
		y = first.Y1 + f.spaces(s, 0).between - 0.95*s.Label
	}
	if len(l.Panels) == 1 {
		y = first.Y0 - 0.9*s.Label
	}
	shown := []entry{priorEntry(&t), postEntry(&t)}
	var labels []entry
	switch m := f.Setup.Modes; {
	case m == nil && len(f.truth()) == 0:
	case m == nil && (f.Setup.Sketch != nil || f.planeless()):
		shown = append(shown, truthEntry(&t, "truth"))
	case m == nil:
		shown = append(shown, truthEntry(&t, "truth, 90 %"))
	default:
		shown = append(shown, truthEntry(&t, "truth, 2σ"))
		if f.Methods {
			break
		}
		for _, k := range m.Used() {
			labels = append(labels, entry{words: widgets.Words("label " + widgets.Count(k)), c: LabelColour(&t, m, k)})
		}
	}
	room := right.X1 - first.X0 - legendWidth(shown, s.Label) - 2*s.Label
	if len(labels) > 0 && legendWidth(labels, s.Label) > room { // many labels: digits only
		for i := range labels {
			labels[i].words = labels[i].words[:0:0]
		}
		for i, k := range f.Setup.Modes.Used() {
			labels[i].words = widgets.Words(widgets.Count(k))
		}
		if legendWidth(labels, s.Label) > room {
			labels = nil
		}
	}
	if len(l.Panels) == 2 {
		legend(c, &t, labels, first.X0, y, s)
	}
	legend(c, &t, shown, right.X1-legendWidth(shown, s.Label), y, s)
}

// feet draws the numbers under each column, the best in a stronger weight, and the notes.
func (f *Ablation) feet(c widgets.Canvas, t widgets.Theme, s Sizes, l *AblationLayout) {
	best := f.Best()
	stacked := !f.oneLine(l.Side, s)
	y := 0.0
	for i, col := range f.Columns {
		at := l.Feet[i]
		y = at.Y
		if !f.numbers() {
			continue
		}
		style := widgets.TextStyle{Size: s.Label, Color: t.Text, Y: 1}
		if i == best {
			style.Weight = widgets.Medium
		}
		right, err := col.feet()
		c.Text(right, at, style)
		y += line(s.Label)
		if stacked {
			c.Text(err, widgets.Point{X: at.X, Y: y}, style)
			y += line(s.Label)
			continue
		}
		style.X = 1
		c.Text(err, widgets.Point{X: at.X + l.Side, Y: at.Y}, style)
	}
	y += 0.25 * s.Label
	for _, n := range l.Notes {
		c.Text(n, widgets.Point{X: l.Feet[0].X, Y: y}, widgets.TextStyle{Size: s.Tick, Color: t.Text2, Y: 1})
		y += line(s.Tick)
	}
}
