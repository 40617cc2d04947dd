package widgets

// This file draws histograms: densities with a common scale, along either axis.

import (
	"image/color"
	"math"
)

// Histogram is a density over equal bins.
type Histogram struct {
	Lo, Hi  float64
	Density []float64 // 1/unit of the data
}

// Bin counts values into n bins between lo and hi. Values outside count in the total, so that the densities of two
// sets agree whatever is in sight.
func Bin(values []float64, lo, hi float64, n int) Histogram {
	h := Histogram{lo, hi, make([]float64, n)}
	if len(values) == 0 || !(hi > lo) {
		return h
	}
	width := (hi - lo) / float64(n)
	for _, v := range values {
		if k := math.Floor((v - lo) / width); k >= 0 && k < float64(n) {
			h.Density[int(k)]++
		}
	}
	for i := range h.Density {
		h.Density[i] /= width * float64(len(values))
	}
	return h
}

// Peak is the highest density.
func (h Histogram) Peak() float64 {
	top := 0.0
	for _, d := range h.Density {
		top = max(top, d)
	}
	return top
}

// edge returns where bin i starts.
func (h Histogram) edge(i int) float64 {
	return h.Lo + (h.Hi-h.Lo)*float64(i)/float64(len(h.Density))
}

// Bars is a mark that draws a histogram as a filled shape, an outline or both.
type Bars struct {
	Histogram
	Fill    color.NRGBA // transparent: none
	Line    Pen         // zero width: none
	Floor   float64     // the outline leaves out bins lower than this share of the peak
	Upright bool        // the data lie along y, densities along x
}

// triangle is the size in units of the mark on a bin that is cut at the end of the axis.
const triangle = 6

func (b Bars) Draw(a *Area) {
	if len(b.Density) == 0 {
		return
	}
	if b.Fill.A > 0 {
		b.pieces(a, 0, func(path []Point) { a.Polygon(path, b.Fill) })
	}
	if b.Line.Width > 0 {
		b.pieces(a, b.Floor*b.Peak(), func(path []Point) { a.Curve(path, b.Line) })
	}
	b.cut(a)
}

// at maps a value and a density to the canvas.
func (b Bars) at(a *Area, v, d float64) Point {
	if b.Upright {
		return a.At(d, v)
	}
	return a.At(v, d)
}

// pieces calls draw with the steps of each run of bins that are higher than least, from the base line and back to it.
func (b Bars) pieces(a *Area, least float64, draw func(path []Point)) {
	var path []Point
	n := len(b.Density)
	for i := 0; i <= n; i++ {
		if i < n && b.Density[i] > least {
			if path == nil {
				path = append(path, b.at(a, b.edge(i), 0))
			}
			path = append(path, b.at(a, b.edge(i), b.Density[i]), b.at(a, b.edge(i+1), b.Density[i]))
			continue
		}
		if path != nil {
			draw(append(path, b.at(a, b.edge(i), 0)))
			path = nil
		}
	}
}

// cut marks bins that reach beyond the axis with a triangle at its end.
func (b Bars) cut(a *Area) {
	end := a.Y.Max
	if b.Upright {
		end = a.X.Max
	}
	c := b.Fill
	if b.Line.Width > 0 {
		c = b.Line.Color
	}
	for i, d := range b.Density {
		if d <= end*(1+1e-9) {
			continue
		}
		p := b.at(a, (b.edge(i)+b.edge(i+1))/2, end)
		if !a.Inner.Grow(0.5).Has(p) {
			continue
		}
		t := []Point{{p.X - triangle/2, p.Y + triangle}, {p.X + triangle/2, p.Y + triangle}, p}
		if b.Upright {
			t = []Point{{p.X - triangle, p.Y - triangle/2}, {p.X - triangle, p.Y + triangle/2}, p}
		}
		a.Fill(t, c)
	}
}
