package widgets

// This file draws curves, and lines that mark a value or an event.

import "math"

// Lines is a mark that draws a curve through points of data; a value that is not finite leaves a gap. It never draws
// more vertices than pixels: what falls together is averaged.
type Lines struct {
	X, Y []float64
	Pen  Pen
}

func (l Lines) Draw(a *Area) {
	n := min(len(l.X), len(l.Y))
	path := make([]Point, 0, n)
	columns := a.Inner.W() * a.Scale()
	if seen := l.seen(a, n); float64(seen) <= columns || seen < 3 {
		for k := range n {
			path = append(path, l.at(a, k))
		}
		a.Curve(path, l.Pen)
		return
	}
	// Points that share a column of pixels become their mean.
	var sum Point
	count, column := 0, math.Inf(-1)
	flush := func() {
		if count > 0 {
			path = append(path, Point{sum.X / float64(count), sum.Y / float64(count)})
		}
		sum, count = Point{}, 0
	}
	for k := range n {
		p := l.at(a, k)
		if !finite(p) {
			flush()
			path = append(path, p)
			continue
		}
		if c := math.Floor(p.X * a.Scale()); c != column {
			flush()
			column = c
		}
		sum.X, sum.Y, count = sum.X+p.X, sum.Y+p.Y, count+1
	}
	flush()
	a.Curve(path, l.Pen)
}

// at maps point k to the canvas; a value with no place on a logarithmic axis is not finite.
func (l Lines) at(a *Area, k int) Point {
	p := a.At(l.X[k], l.Y[k])
	if a.Y.Log && l.Y[k] <= 0 || a.X.Log && l.X[k] <= 0 {
		p.Y = math.NaN()
	}
	return p
}

// seen counts the points within the range of x.
func (l Lines) seen(a *Area, n int) int {
	c := 0
	for _, x := range l.X[:n] {
		if x >= a.X.Min && x <= a.X.Max {
			c++
		}
	}
	return c
}

// Function is a mark that draws y = F(x), or x = F(y) when upright.
type Function struct {
	F       func(v float64) float64
	Pen     Pen
	Upright bool
}

func (f Function) Draw(a *Area) {
	const n = 128
	path := make([]Point, n+1)
	for i := range path {
		t := float64(i) / n
		if f.Upright {
			v := a.Y.value(t)
			path[i] = a.At(f.F(v), v)
		} else {
			v := a.X.value(t)
			path[i] = a.At(v, f.F(v))
		}
	}
	a.Curve(path, f.Pen)
}

// Rule is a mark that draws one straight line across the area at a value of x, or of y when Level.
type Rule struct {
	Value float64
	Pen   Pen
	Level bool
}

func (r Rule) Draw(a *Area) {
	p, q := a.At(r.Value, a.Y.value(0)), a.At(r.Value, a.Y.value(1))
	if r.Level {
		p, q = a.At(a.X.value(0), r.Value), a.At(a.X.value(1), r.Value)
	}
	if a.Inner.Grow(0.5).Has(p) {
		a.Stroke([]Point{p, q}, false, r.Pen)
	}
}

// Event is something that happened at a value of x.
type Event struct {
	X    float64
	Text string
}

// Events is a mark of dotted lines across the area with a word at the top; a word that would run into the one before
// is left out, and so are all in an area so low that they would lie on its curves.
type Events struct {
	List []Event
	Size float64 // of the words; 0: 11
}

// eventRoom is the least height of an area with words, in sizes of the words.
const eventRoom = 8

func (e Events) Draw(a *Area) {
	size := or(e.Size, 11)
	free := math.Inf(-1)
	for _, v := range e.List {
		p := a.At(v.X, a.Y.value(1))
		if p.X < a.Inner.X0 || p.X > a.Inner.X1 {
			continue
		}
		pen := Pen{Color: a.Theme.Text2, Width: size / 11, Dash: []float64{2 * size / 11, 3 * size / 11}}
		a.Stroke([]Point{{p.X, a.Inner.Y0}, {p.X, a.Inner.Y1}}, false, pen)
		if a.Inner.H() < eventRoom*size {
			continue
		}
		l := Marked(v.Text)
		w := l.Width(size, Regular)
		x := p.X + 0.35*size
		if x+w > a.Inner.X1 { // no room at the right: stand at the left
			x = p.X - 0.35*size - w
		}
		if x < free || x < a.Inner.X0 {
			continue
		}
		a.Text(l, Point{x, a.Inner.Y0 + 0.4*size}, TextStyle{Size: size, Color: a.Theme.Text2, Y: 1})
		free = x + w + 0.5*size
	}
}
