package widgets

// This file joins a frame and marks to a plot, the one description from which the screen and files are drawn.

import "image/color"

// Plot is a frame with marks.
type Plot struct {
	Frame Frame
	Marks []Mark

	// Behind are marks below all others that change rarely; a Picture draws them again only when the frame or Still,
	// a comparable value that names everything they depend on, changes.
	Behind []Mark
	Still  any
}

// Mark draws data into the area inside a frame. Marks are drawn in order: prior, posterior, outlines, truth, cursor.
type Mark interface{ Draw(a *Area) }

// Area is the inside of a frame: a canvas with a mapping from data.
type Area struct {
	Canvas
	Theme *Theme
	X, Y  Axis
	Inner Rect // where the axes' ranges lie on the canvas
}

// At maps data to the canvas.
func (a *Area) At(x, y float64) Point {
	return Point{
		a.Inner.X0 + a.X.fraction(x)*a.Inner.W(),
		a.Inner.Y1 - a.Y.fraction(y)*a.Inner.H(),
	}
}

// Data undoes At.
func (a *Area) Data(p Point) (x, y float64) {
	return a.X.value((p.X - a.Inner.X0) / a.Inner.W()), a.Y.value((a.Inner.Y1 - p.Y) / a.Inner.H())
}

// Curve strokes an open path of canvas points, cut to the area.
func (a *Area) Curve(path []Point, p Pen) {
	clipPath(path, a.Inner.Grow(p.Width/2), func(q []Point) { a.Canvas.Stroke(q, false, p) })
}

// Polygon fills a polygon of canvas points, cut to the area.
func (a *Area) Polygon(path []Point, c color.NRGBA) {
	if q := clipPolygon(path, a.Inner); len(q) > 2 {
		a.Canvas.Fill(q, c)
	}
}

// Draw draws the plot into r of a canvas and returns its area, which maps between data and the canvas.
func (p *Plot) Draw(c Canvas, r Rect) *Area {
	a := p.Frame.Area(c, r)
	p.Frame.draw(a, r)
	drawMarks(a, p.Behind)
	drawMarks(a, p.Marks)
	return a
}

// drawMarks draws what is inside the frame.
func drawMarks(a *Area, marks []Mark) {
	if a.Inner.Empty() {
		return
	}
	inside := *a
	inside.Canvas = a.Canvas.Clip(a.Inner)
	for _, m := range marks {
		m.Draw(&inside)
	}
}
