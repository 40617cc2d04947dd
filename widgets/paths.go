package widgets

// This file draws sketches: many short polylines, such as an arm or a trajectory for each sample.

// Paths is a mark of polylines in data; where lines of a translucent pen cross, they add up.
type Paths struct {
	List [][][2]float64
	Pen  Pen
}

func (l Paths) Draw(a *Area) {
	for _, line := range l.List {
		path := make([]Point, len(line))
		for i, p := range line {
			path[i] = a.At(p[0], p[1])
		}
		a.Curve(path, l.Pen)
	}
}

// Joints is a mark of hollow discs at the corners of a polyline.
type Joints struct {
	At  [][2]float64
	R   float64 // units
	Pen Pen
}

func (j Joints) Draw(a *Area) {
	for _, p := range j.At {
		at := a.At(p[0], p[1])
		if a.Inner.Grow(j.R).Has(at) {
			a.Disc(at, j.R, j.Pen.Color)
			a.Disc(at, j.R-j.Pen.Width, a.Theme.Card)
		}
	}
}
