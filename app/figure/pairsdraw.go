package figure

// This file places the cells of a pair plot, the same in the window and in a file, and draws what stands around them.

import (
	"math"

	"innlab/widgets"
)

// PairsLayout is where the cells lie on their canvas.
type PairsLayout struct {
	Cells [][]widgets.Rect // insides, rows of columns
}

// Between cells, in units of the screen; how much higher than wide a cell may be; and a single one lower.
const (
	cellGap    = 6
	cellHigh   = 1.42
	cellAlone  = 0.62
	pairsRight = 4
)

// Layout places the cells at the top left of r, as large as they fit.
func (f *Pairs) Layout(r widgets.Rect, s Sizes) *PairsLayout {
	n := float64(len(f.Shown()))
	left, foot := f.around(s)
	gap := cellGap * s.Label / Screen.Label
	w := (r.W() - left - pairsRight - gap*(n-1)) / n
	h := (r.H() - foot - gap*(n-1)) / n
	high := cellHigh
	if n == 1 {
		high = cellAlone
	}
	h = max(math.Floor(min(h, high*w)), 1)
	w = max(math.Floor(min(w, 2.2*h)), 1)
	l := &PairsLayout{}
	for row := range int(n) {
		var line []widgets.Rect
		for column := range int(n) {
			x, y := s.snap(r.X0+left)+float64(column)*(w+gap), s.snap(r.Y0)+float64(row)*(h+gap)
			line = append(line, widgets.Rect{X0: x, Y0: y, X1: x + w, Y1: y + h})
		}
		l.Cells = append(l.Cells, line)
	}
	return l
}

// around is the room at the left and below the cells.
func (f *Pairs) around(s Sizes) (left, foot float64) {
	left = line(s.Label) + 0.9*s.Tick + widgets.Words("−0.5").Width(s.Tick, widgets.Regular)
	return left, 2.1*s.Tick + 1.3*s.Label
}

// Around draws frames, names, tick labels and correlations.
func (f *Pairs) Around(c widgets.Canvas, l *PairsLayout, t widgets.Theme, s Sizes) {
	shown := f.Shown()
	last := len(shown) - 1
	left, _ := f.around(s)
	for row := range shown {
		for column := 0; column <= row; column++ {
			in := l.Cells[row][column]
			p := f.Cell(t, s, row, column, min(in.W(), in.H()))
			p.Frame.Inner, p.Marks = in, nil
			p.Frame.X.Label, p.Frame.Y.Label = nil, nil
			p.Frame.X.Ticks, p.Frame.Y.Ticks = p.Frame.X.Inside(in.W(), s.Tick, false), p.Frame.Y.Inside(in.H(), s.Tick, true)
			p.Frame.X.Bare = row != last
			p.Frame.Y.Bare = column != 0 || row == 0
			p.Draw(c, widgets.Rect{})
		}
		a := f.Setup.X[shown[row]]
		style := widgets.TextStyle{Size: s.Label, Color: t.Text, X: 0.5}
		in := l.Cells[row][0]
		up := style
		up.Up = true
		c.Text(titleLabel(a, in.H(), s.Label), widgets.Point{X: in.X0 - left + 0.95*s.Label, Y: (in.Y0 + in.Y1) / 2}, up)
		below := l.Cells[last][row]
		c.Text(titleLabel(a, below.W()+cellGap, s.Label), widgets.Point{X: (below.X0 + below.X1) / 2, Y: below.Y1 + 1.8*s.Tick + 0.9*s.Label}, style)
	}
	f.correlations(c, l, t, s)
}

// Correlations above strong stand out, those below weak recede.
const strongCorrelation, weakCorrelation = 0.5, 0.3

func (f *Pairs) correlations(c widgets.Canvas, l *PairsLayout, t widgets.Theme, s Sizes) {
	r := f.Correlations()
	for row := range r {
		for column := row + 1; column < len(r); column++ {
			v := r[row][column]
			if math.IsNaN(v) {
				continue
			}
			in := l.Cells[row][column]
			style := widgets.TextStyle{Size: min(s.Label*1.15, in.W()/3.2), Color: t.Text, X: 0.5, Y: 0.5}
			words := widgets.Fixed(v, 2)
			if v >= 0.005 {
				words = "+" + words
			}
			switch a := math.Abs(v); {
			case a > strongCorrelation:
				style.Size, style.Weight = min(s.Label*4/3, in.W()/3), widgets.Medium
			case a < weakCorrelation:
				style.Color = t.Text3
			}
			c.Text(widgets.Words(words), widgets.Point{X: (in.X0 + in.X1) / 2, Y: (in.Y0 + in.Y1) / 2}, style)
		}
	}
}

// Draw draws the figure into r.
func (f *Pairs) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	edge, head := 0.5*s.Label, 1.9*s.Title
	c.Text(widgets.Posterior(GivenLabel(f.Setup, f.Y)), widgets.Point{X: r.X0 + edge, Y: r.Y0 + edge + 0.85*s.Title},
		widgets.TextStyle{Size: s.Title, Weight: widgets.Medium, Color: t.Text})
	shown := entries(&t, len(f.Prior) > 0, len(f.Truth) > 0, "truth, 90 %")
	legend(c, &t, shown, r.X1-edge-legendWidth(shown, s.Label), r.Y0+edge+0.55*s.Title, s)
	l := f.Layout(widgets.Rect{X0: r.X0 + edge, Y0: r.Y0 + edge + head, X1: r.X1 - edge, Y1: r.Y1}, s)
	f.Around(c, l, t, s)
	for row, line := range l.Cells {
		for column := 0; column <= row; column++ {
			in := line[column]
			p := f.Cell(t, s, row, column, min(in.W(), in.H()))
			p.Frame.Inner, p.Frame.Background = in, t.Card
			p.Draw(c, widgets.Rect{})
		}
	}
}

// entries are the legend of prior, posterior and truth, of what there is.
func entries(t *widgets.Theme, prior, truth bool, words string) []entry {
	var e []entry
	if prior {
		e = append(e, priorEntry(t))
	}
	e = append(e, postEntry(t))
	if truth {
		e = append(e, truthEntry(t, words))
	}
	return e
}
