package widgets

// This file holds points, rectangles and clipping. Files have no clip, so curves are cut in geometry for both kinds
// of canvas.

import "math"

// Point is a place on a canvas in units, y down, or in the plane of the data, y up.
type Point struct{ X, Y float64 }

// Rect is a rectangle on a canvas in units, y down, or a range of data.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// W and H are the sizes of the rectangle.
func (r Rect) W() float64 { return r.X1 - r.X0 }
func (r Rect) H() float64 { return r.Y1 - r.Y0 }

// Empty reports whether the rectangle holds nothing.
func (r Rect) Empty() bool { return !(r.X1 > r.X0 && r.Y1 > r.Y0) }

// Has reports whether p lies in the rectangle.
func (r Rect) Has(p Point) bool { return p.X >= r.X0 && p.X <= r.X1 && p.Y >= r.Y0 && p.Y <= r.Y1 }

// Grow returns the rectangle with d more on every side.
func (r Rect) Grow(d float64) Rect { return Rect{r.X0 - d, r.Y0 - d, r.X1 + d, r.Y1 + d} }

// And returns what two rectangles share.
func (r Rect) And(s Rect) Rect {
	return Rect{max(r.X0, s.X0), max(r.Y0, s.Y0), min(r.X1, s.X1), min(r.Y1, s.Y1)}
}

// corners returns the outline of the rectangle.
func (r Rect) corners() []Point {
	return []Point{{r.X0, r.Y0}, {r.X1, r.Y0}, {r.X1, r.Y1}, {r.X0, r.Y1}}
}

// circle returns the outline of a circle or of an ellipse with its axes along x and y.
func circle(c Point, rx, ry float64) []Point {
	n := min(max(24, int(4*math.Sqrt(max(rx, ry)))*4), 96)
	p := make([]Point, n)
	for i := range p {
		s, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		p[i] = Point{c.X + rx*cos, c.Y + ry*s}
	}
	return p
}

// clipSegment cuts the segment from a to b to r (Liang and Barsky); ok is false where nothing is left.
func clipSegment(a, b Point, r Rect) (p, q Point, ok bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, e := range [4][2]float64{{-dx, a.X - r.X0}, {dx, r.X1 - a.X}, {-dy, a.Y - r.Y0}, {dy, r.Y1 - a.Y}} {
		d, q := e[0], e[1]
		switch {
		case d == 0:
			if q < 0 {
				return a, b, false
			}
		case d < 0:
			t0 = max(t0, q/d)
		default:
			t1 = min(t1, q/d)
		}
	}
	if !(t0 <= t1) {
		return a, b, false
	}
	return Point{a.X + t0*dx, a.Y + t0*dy}, Point{a.X + t1*dx, a.Y + t1*dy}, true
}

// clipPath cuts an open path to r and calls piece with each part that is left; a point that is not finite breaks the
// path. The slice passed on is only valid during the call.
func clipPath(path []Point, r Rect, piece func([]Point)) {
	var run []Point
	flush := func() {
		if len(run) > 1 {
			piece(run)
		}
		run = run[:0]
	}
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		if !finite(a) || !finite(b) {
			flush()
			continue
		}
		p, q, ok := clipSegment(a, b, r)
		if !ok {
			flush()
			continue
		}
		if len(run) == 0 || p != a {
			flush()
			run = append(run, p)
		}
		run = append(run, q)
		if q != b {
			flush()
		}
	}
	flush()
}

// clipPolygon cuts a filled polygon to r (Sutherland and Hodgman).
func clipPolygon(poly []Point, r Rect) []Point {
	cut := func(in []Point, inside func(Point) bool, meet func(a, b Point) Point) []Point {
		var out []Point
		for i, b := range in {
			a := in[(i+len(in)-1)%len(in)]
			if inside(a) != inside(b) {
				out = append(out, meet(a, b))
			}
			if inside(b) {
				out = append(out, b)
			}
		}
		return out
	}
	atX := func(x float64) func(a, b Point) Point {
		return func(a, b Point) Point { return Point{x, a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)} }
	}
	atY := func(y float64) func(a, b Point) Point {
		return func(a, b Point) Point { return Point{a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), y} }
	}
	poly = cut(poly, func(p Point) bool { return p.X >= r.X0 }, atX(r.X0))
	poly = cut(poly, func(p Point) bool { return p.X <= r.X1 }, atX(r.X1))
	poly = cut(poly, func(p Point) bool { return p.Y >= r.Y0 }, atY(r.Y0))
	return cut(poly, func(p Point) bool { return p.Y <= r.Y1 }, atY(r.Y1))
}

// dashes cuts a path into the dashes of a pattern on, off, on, off …; an empty pattern leaves it whole.
func dashes(path []Point, pattern []float64, dash func([]Point)) {
	total := 0.0
	for _, d := range pattern {
		total += d
	}
	if total <= 0 {
		dash(path)
		return
	}
	i, left, on := 0, pattern[0], true
	run := append([]Point(nil), path[0])
	for k := 1; k < len(path); k++ {
		a, b := path[k-1], path[k]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		for length > left {
			t := left / length
			a = Point{a.X + t*(b.X-a.X), a.Y + t*(b.Y-a.Y)}
			if on {
				dash(append(run, a))
			}
			run = append(run[:0], a)
			length -= left
			on = !on
			i = (i + 1) % len(pattern)
			left = pattern[i]
		}
		left -= length
		run = append(run, b)
	}
	if on && len(run) > 1 {
		dash(run)
	}
}

func finite(p Point) bool {
	return !math.IsNaN(p.X) && !math.IsInf(p.X, 0) && !math.IsNaN(p.Y) && !math.IsInf(p.Y, 0)
}
