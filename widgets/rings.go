package widgets

// This file draws outlines and signs at places in the data: rings, numbered discs, crosses, cursors.

import "image/color"

// Rings is a mark of circles with a radius in data.
type Rings struct {
	Centres [][2]float64
	R       float64
	Pen     Pen
}

func (r Rings) Draw(a *Area) {
	for _, c := range r.Centres {
		m := a.At(c[0], c[1])
		e := a.At(c[0]+r.R, c[1]+r.R)
		path := circle(m, e.X-m.X, m.Y-e.Y)
		a.Curve(append(path, path[0]), r.Pen)
	}
}

// Disc is a numbered disc at a place in the data.
type Disc struct {
	X, Y   float64
	Text   string
	Color  color.NRGBA
	Filled bool // otherwise hollow
}

// Discs is a mark of numbered discs.
type Discs struct {
	List []Disc
	R    float64 // units; 0: 8.5
}

func (d Discs) Draw(a *Area) {
	r := or(d.R, 8.5)
	for _, e := range d.List {
		at := a.At(e.X, e.Y)
		if !a.Inner.Grow(-r / 2).Has(at) {
			continue
		}
		ink := a.Theme.Text
		if e.Filled {
			a.Disc(at, r*1.12, a.Theme.Sunk)
			a.Disc(at, r, e.Color)
			ink = Ink(e.Color)
		} else {
			a.Disc(at, r*1.12, a.Theme.Sunk)
			a.Stroke(circle(at, 0.91*r, 0.91*r), true, Pen{Color: e.Color, Width: r * 0.18})
		}
		a.Text(Words(e.Text), at, TextStyle{Size: r * 1.3, Weight: Medium, Color: ink, X: 0.5, Y: 0.5})
	}
}

// Cross is a mark at one place.
type Cross struct {
	X, Y  float64
	Color color.NRGBA
	Size  float64 // units; 0: 12
}

func (c Cross) Draw(a *Area) {
	at := a.At(c.X, c.Y)
	if !a.Inner.Has(at) {
		return
	}
	s := or(c.Size, 12) / 2
	pen := Pen{Color: c.Color, Width: s / 3}
	a.Stroke([]Point{{at.X - s, at.Y - s}, {at.X + s, at.Y + s}}, false, pen)
	a.Stroke([]Point{{at.X - s, at.Y + s}, {at.X + s, at.Y - s}}, false, pen)
}

// A cursor is a ring of ink, 9 units across inside, on a wider ring of white: readable on any colour.
const (
	cursorRing = 5.5
	cursorInk  = 2.0
	cursorPale = 4.5
)

// Cursor is a mark that rings one place.
type Cursor struct{ X, Y float64 }

func (c Cursor) Draw(a *Area) {
	at := a.At(c.X, c.Y)
	if !a.Inner.Has(at) {
		return
	}
	ring := circle(at, cursorRing, cursorRing)
	a.Stroke(ring, true, Pen{Color: a.Theme.Shadow, Width: cursorPale})
	a.Stroke(ring, true, Pen{Color: a.Theme.Raise, Width: cursorInk})
}
