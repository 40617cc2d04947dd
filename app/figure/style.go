package figure

// This file holds what all figures share: sizes of text, names of axes, legends.

import (
	"image/color"
	"math"

	"innlab/scenes"
	"innlab/widgets"
)

// Sizes are the sizes of text and lines in units: points in a file, density-independent pixels on the screen.
type Sizes struct {
	Tick, Label, Title float64
	Hair               float64 // grid, borders, ticks
	Mark               float64 // multiplies radii and widths of marks
}

// Print is for paper: nothing is set smaller than 7 points, subscripts aside. Screen is for the window.
var (
	Print  = Sizes{Tick: 7, Label: 7.5, Title: 8.5, Hair: 0.5, Mark: 0.55}
	Screen = Sizes{Tick: 11, Label: 12, Title: 14, Hair: 1, Mark: 1}
)

// snap moves a place to the grid of hairlines, so that lines are sharp on the screen.
func (s Sizes) snap(v float64) float64 { return math.Round(v/s.Hair) * s.Hair }

// line is the height of a line of text of a size.
func line(size float64) float64 { return 1.35 * size }

// frame returns a frame in these sizes.
func (s Sizes) frame(t widgets.Theme) widgets.Frame {
	return widgets.Frame{
		Theme: t, Paper: t.Card, Border: t.Axis, TickMarks: true,
		TickSize: s.Tick, LabelSize: s.Label, TitleSize: s.Title, Hair: s.Hair,
	}
}

// encoding returns how prior, posterior and truth look in these sizes.
func (s Sizes) encoding(t widgets.Theme) widgets.Encoding {
	return widgets.Encoding{Theme: t, Size: s.Mark}
}

// AxisLabel names an axis: its symbol in italics or its name, and its unit where it has one.
func AxisLabel(a scenes.Axis) widgets.Label {
	l := widgets.Words(a.Name)
	if a.Symbol != "" {
		l = widgets.L(a.Symbol, a.Index)
	}
	if a.Unit != "" {
		l = l.And(widgets.Words(" (" + a.Unit + ")"))
	}
	return l
}

// titleLabel is what an axis is called where it has so much room: what it is, with its unit, or its symbol.
func titleLabel(a scenes.Axis, room, size float64) widgets.Label {
	if a.Title != "" {
		long := AxisLabel(scenes.Axis{Name: a.Title, Unit: a.Unit})
		if long.Width(size, widgets.Regular) <= room {
			return long
		}
	}
	return AxisLabel(a).FitName(room, size)
}

// axis returns a scene's axis for a plot.
func axis(a scenes.Axis) widgets.Axis {
	return widgets.Axis{Label: AxisLabel(a), Min: a.Min, Max: a.Max}
}

// GivenLabel says which y a posterior belongs to: "label 0" where y is a label, "(0.35, 1.20)" where it is a few numbers,
// "" where it is many.
func GivenLabel(setup *scenes.Setup, y []float64) string {
	if setup.Problem.Labels == 0 {
		return widgets.Tuple(y)
	}
	if k, err := scenes.Label(y, setup.Problem.Labels); err == nil {
		return "label " + widgets.Count(k)
	}
	return "a mix of labels"
}

// LabelColour is the colour of a label: that of the first mode which carries it.
func LabelColour(t *widgets.Theme, m *scenes.Modes, label int) color.NRGBA {
	for k, l := range m.Label {
		if l == label {
			return t.Mode[k%len(t.Mode)]
		}
	}
	return t.Prior
}

// entry is one word of a legend with a sign before it.
type entry struct {
	words widgets.Label
	kind  entryKind
	c     color.NRGBA
	fill  color.NRGBA
}

type entryKind int

const (
	discEntry entryKind = iota
	boxEntry
	dashEntry
)

// priorEntry, postEntry and truthEntry are the legend of the one encoding.
func priorEntry(t *widgets.Theme) entry {
	return entry{widgets.Words("prior"), boxEntry, t.Prior, t.PriorFill}
}

func postEntry(t *widgets.Theme) entry {
	return entry{widgets.Words("posterior"), boxEntry, t.Post, widgets.Over(widgets.Alpha(t.PostFill, 0.75), t.Card)}
}

func truthEntry(t *widgets.Theme, words string) entry {
	return entry{widgets.Words(words), dashEntry, t.Truth, t.Truth}
}

// sign is the width of an entry's sign, in sizes of its text.
func (e entry) sign() float64 {
	switch e.kind {
	case discEntry:
		return 0.7
	case boxEntry:
		return 0.95
	}
	return 1.6
}

// legendGap is the space between entries, in sizes of their text.
const legendGap = 1.2

// legendWidth is how wide a legend is.
func legendWidth(entries []entry, size float64) float64 {
	w := -legendGap * size
	for _, e := range entries {
		w += (e.sign()+0.35+legendGap)*size + e.words.Width(size, widgets.Regular)
	}
	return max(w, 0)
}

// legend draws entries from x on, centred on the height y.
func legend(c widgets.Canvas, t *widgets.Theme, entries []entry, x, y float64, s Sizes) {
	size := s.Label
	for _, e := range entries {
		w := e.sign() * size
		switch e.kind {
		case discEntry:
			c.Disc(widgets.Point{X: x + w/2, Y: y}, 0.33*size, e.c)
		case boxEntry:
			h := 0.42 * size
			c.Box(widgets.Rect{X0: x, Y0: y - h, X1: x + w, Y1: y + h}, e.c)
			c.Box(widgets.Rect{X0: x + s.Hair, Y0: y - h + s.Hair, X1: x + w - s.Hair, Y1: y + h - s.Hair}, e.fill)
		case dashEntry:
			pen := s.encoding(*t).TruthPen(1.5)
			c.Stroke([]widgets.Point{{X: x, Y: y}, {X: x + w, Y: y}}, false, pen)
		}
		x += w + 0.35*size
		c.Text(e.words, widgets.Point{X: x, Y: y}, widgets.TextStyle{Size: size, Color: t.Text2, Y: 0.5})
		x += e.words.Width(size, widgets.Regular) + legendGap*size
	}
}
