package widgets

// This file draws what stands around and behind data: background, grid, border, ticks, axis labels, title.

import "image/color"

// Frame is everything of a plot but its data. Its sizes are in units; zero sizes are the screen's.
type Frame struct {
	Theme Theme
	X, Y  Axis
	Title Label // above the inside, at its left
	// Inner is where the axes' ranges lie, from the plot's top left corner, so that neighbours align; empty: what
	// the labels leave.
	Inner Rect

	Paper      color.NRGBA // behind all; transparent: the theme's card
	Background color.NRGBA // inside; transparent: none
	Border     color.NRGBA // around the inside; transparent: none
	Base       Side        // an axis line on one side only
	Grid       bool
	TickMarks  bool // short lines outside

	TickSize, LabelSize, TitleSize float64 // text; 0: 11, 12, 15
	Hair                           float64 // width of grid, border and ticks; 0: 1
}

// Side is a side of a frame.
type Side int

const (
	NoSide Side = iota
	Bottom
	Left
)

func (f *Frame) tickSize() float64  { return or(f.TickSize, 11) }
func (f *Frame) labelSize() float64 { return or(f.LabelSize, 12) }
func (f *Frame) titleSize() float64 { return or(f.TitleSize, 15) }
func (f *Frame) hair() float64      { return or(f.Hair, 1) }

// paper is the opaque colour behind a picture.
func (f *Frame) paper() color.NRGBA {
	if f.Paper.A > 0 {
		return f.Paper
	}
	return f.Theme.Card
}

func or(v, standard float64) float64 {
	if v == 0 {
		return standard
	}
	return v
}

// Area returns the inside of the frame when it is drawn into r of a canvas.
func (f *Frame) Area(c Canvas, r Rect) *Area {
	a := &Area{Canvas: c, Theme: &f.Theme, X: f.X, Y: f.Y}
	if !f.Inner.Empty() {
		i := f.Inner
		a.Inner = Rect{r.X0 + i.X0, r.Y0 + i.Y0, r.X0 + i.X1, r.Y0 + i.Y1}
		return a
	}
	tick, label := f.tickSize(), f.labelSize()
	in := r
	in.X1 -= f.hair()
	if len(f.Title) > 0 {
		in.Y0 += f.titleSize() * (lineHeight + 0.3)
	} else {
		in.Y0 += f.hair()
	}
	if f.X.Bare {
		in.Y1 -= f.hair()
	} else {
		in.Y1 -= f.hair() + f.markLength() + 0.3*tick + f.xWords()
		in.X1 -= tick * 0.6 // half of the last tick label may stand out
	}
	if f.Y.Bare {
		in.X0 += f.hair()
	} else {
		in.X0 += f.yWords(in.H()) + f.markLength() + tick*0.7
		if len(f.Y.Label) > 0 && !f.Y.AtEnd {
			in.X0 += label * lineHeight
		}
		in.Y0 += tick * 0.4
	}
	a.Inner = in
	return a
}

// subscripts is how far a subscript's descender hangs below the baseline, in sizes of the label.
const subscripts = 0.5

// xWords is the height of the tick labels of x and of what stands below them.
func (f *Frame) xWords() float64 {
	tick, label := f.tickSize(), f.labelSize()
	switch {
	case len(f.X.Label) == 0:
		return tick * (digitHeight + 0.2)
	case f.X.AtEnd:
		return label * (digitHeight + subscripts)
	}
	return tick*lineHeight + label*(digitHeight+subscripts)
}

// yWords is the width of the widest tick label of y.
func (f *Frame) yWords(height float64) float64 {
	w := 0.0
	for _, t := range f.Y.ticks(height, f.tickSize()) {
		w = max(w, Words(t.Text).Width(f.tickSize(), Regular))
	}
	if f.Y.AtEnd {
		w = max(w, f.Y.Label.Width(f.labelSize(), Regular))
	}
	return w
}

func (f *Frame) markLength() float64 {
	if f.TickMarks {
		return 0.36 * f.tickSize()
	}
	return 0.18 * f.tickSize()
}

// draw draws the frame into r, with a its area.
func (f *Frame) draw(a *Area, r Rect) {
	in, t, c := a.Inner, &f.Theme, a.Canvas
	if in.Empty() {
		return
	}
	if f.Background.A > 0 {
		c.Box(in, f.Background)
	}
	xs, ys := a.X.ticks(in.W(), f.tickSize()), a.Y.ticks(in.H(), f.tickSize())
	if f.Grid {
		for _, k := range xs {
			if x := a.At(k.Value, a.Y.Min).X; x > in.X0+1 && x < in.X1-1 {
				c.Box(Rect{x - f.hair()/2, in.Y0, x + f.hair()/2, in.Y1}, t.Grid)
			}
		}
		for _, k := range ys {
			if y := a.At(a.X.Min, k.Value).Y; y > in.Y0+1 && y < in.Y1-1 {
				c.Box(Rect{in.X0, y - f.hair()/2, in.X1, y + f.hair()/2}, t.Grid)
			}
		}
	}
	f.lines(a)
	if !f.X.Bare {
		f.xAxis(a, xs)
	}
	if !f.Y.Bare {
		f.yAxis(a, r, ys)
	}
	if len(f.Title) > 0 {
		at := Point{in.X0, in.Y0 - 0.45*f.titleSize()}
		c.Text(f.Title, at, TextStyle{Size: f.titleSize(), Weight: Medium, Color: t.Text})
	}
}

// lines draws the border just outside the inside, and the axis line of one side.
func (f *Frame) lines(a *Area) {
	in, h, c := a.Inner, f.hair(), a.Canvas
	if f.Border.A > 0 {
		c.Box(Rect{in.X0 - h, in.Y0 - h, in.X1 + h, in.Y0}, f.Border)
		c.Box(Rect{in.X0 - h, in.Y1, in.X1 + h, in.Y1 + h}, f.Border)
		c.Box(Rect{in.X0 - h, in.Y0, in.X0, in.Y1}, f.Border)
		c.Box(Rect{in.X1, in.Y0, in.X1 + h, in.Y1}, f.Border)
	}
	switch f.Base {
	case Bottom:
		c.Box(Rect{in.X0, in.Y1, in.X1, in.Y1 + h}, f.Theme.Axis)
	case Left:
		c.Box(Rect{in.X0 - h, in.Y0, in.X0, in.Y1}, f.Theme.Axis)
	}
}

func (f *Frame) xAxis(a *Area, ticks []Tick) {
	in, t, c := a.Inner, &f.Theme, a.Canvas
	size, label, mark := f.tickSize(), f.labelSize(), f.markLength()
	words := TextStyle{Size: size, Color: t.Text2, X: 0.5, Y: 1}
	free := in.X1 + size
	y := in.Y1 + f.hair() + mark + 0.3*size
	if len(f.X.Label) > 0 {
		s := TextStyle{Size: label, Color: t.Text, X: 0.5, Y: 1}
		at := Point{(in.X0 + in.X1) / 2, y + size*lineHeight}
		name := f.X.Label.FitName(in.W(), label)
		if f.X.AtEnd {
			s.X, at = 1, Point{in.X1, y}
			free = in.X1 - name.Width(label, Regular) - 0.5*size
		}
		c.Text(name, at, s)
	}
	for _, k := range ticks {
		x := a.At(k.Value, a.Y.Min).X
		if f.TickMarks {
			c.Box(Rect{x - f.hair()/2, in.Y1 + f.hair(), x + f.hair()/2, in.Y1 + f.hair() + mark}, t.Axis)
		}
		l := Words(k.Text)
		half := l.Width(size, Regular) / 2
		if over := x + half - free; over > 0 && over < 0.8*size && len(f.X.Label) > 0 && !f.X.AtEnd {
			x -= over + 0.5*size // the last one, which would stick out
		}
		if x+half <= free {
			c.Text(l, Point{x, y}, words)
		}
	}
}

func (f *Frame) yAxis(a *Area, r Rect, ticks []Tick) {
	in, t, c := a.Inner, &f.Theme, a.Canvas
	size, label, mark := f.tickSize(), f.labelSize(), f.markLength()
	words := TextStyle{Size: size, Color: t.Text2, X: 1, Y: 0.5}
	free := in.Y0 - size
	x := in.X0 - f.hair() - mark - 0.3*size
	if len(f.Y.Label) > 0 {
		if f.Y.AtEnd {
			s := TextStyle{Size: label, Color: t.Text, X: 1, Y: 1}
			c.Text(f.Y.Label.FitName(x-r.X0, label), Point{x, in.Y0 + 0.3*label}, s)
			free = in.Y0 + 1.5*label
		} else {
			s := TextStyle{Size: label, Color: t.Text, X: 0.5, Up: true}
			left := x - f.yWords(in.H()) - 0.5*label
			c.Text(f.Y.Label.FitName(in.H(), label), Point{max(left, r.X0+0.8*label), (in.Y0 + in.Y1) / 2}, s)
		}
	}
	for _, k := range ticks {
		y := a.At(a.X.Min, k.Value).Y
		if f.TickMarks {
			c.Box(Rect{in.X0 - f.hair() - mark, y - f.hair()/2, in.X0 - f.hair(), y + f.hair()/2}, t.Axis)
		}
		if y-size/2 > free {
			c.Text(Words(k.Text), Point{x, y}, words)
		}
	}
}
