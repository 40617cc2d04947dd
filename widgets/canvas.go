package widgets

// This file is the seam between what is drawn and where: frames and marks speak to a Canvas, which is either pixels
// (the screen, splatted and rastered fast) or a gonum/plot canvas (PNG, SVG, PDF). So the screen and a file agree by
// construction.

import (
	"image"
	"image/color"
)

// Canvas is a surface. Places and lengths are in units, y down from the top left corner: density-independent pixels
// on the screen, points in a file.
type Canvas interface {
	// Scale is how many pixels or points a unit has; marks use it only to leave out what cannot be seen.
	Scale() float64
	// Stroke draws a path. A dashed path starts with a dash.
	Stroke(path []Point, closed bool, p Pen)
	// Fill fills a polygon.
	Fill(path []Point, c color.NRGBA)
	// Box fills a rectangle; its edges keep to whole pixels.
	Box(r Rect, c color.NRGBA)
	// Dots draws discs of radius r. Overlapping dots of opacity α come to 1 − (1 − α)ⁿ. A single colour is shared.
	Dots(at []Point, r float64, each []color.NRGBA)
	// Disc draws one disc.
	Disc(at Point, r float64, c color.NRGBA)
	// Image fills r with an image, its first row at the top; smooth lets neighbouring cells flow into each other.
	Image(m *image.RGBA, r Rect, smooth bool)
	// Text sets a label.
	Text(l Label, at Point, s TextStyle)
	// Clip returns the canvas limited to r, where the surface can do that; marks that must be cut everywhere cut in
	// geometry.
	Clip(r Rect) Canvas
}

// Pen is how a path is drawn.
type Pen struct {
	Color color.NRGBA
	Width float64   // units
	Dash  []float64 // on, off in units; nil: solid
}

// TextStyle is how a label is set.
type TextStyle struct {
	Size   float64 // units
	Weight Weight
	Color  color.NRGBA
	// X and Y say which point of the label stands at the given place: X 0 its start, 0.5 its middle, 1 its end;
	// Y 0 its baseline, 0.5 the middle of a digit, 1 the top of a digit.
	X, Y float64
	Up   bool // turned to read upwards
}

// digitHeight is the height of Roboto's digits and capitals in its size.
const digitHeight = 0.711

// lineHeight is the height of a line of text in its size.
const lineHeight = 1.35

// anchor moves from the place of a label to the start of its baseline.
func (s TextStyle) anchor(l Label, at Point) Point {
	dx, dy := 0.0, s.Y*digitHeight*s.Size
	if s.X != 0 {
		dx = s.X * l.Width(s.Size, s.Weight)
	}
	if s.Up {
		return Point{at.X + dy, at.Y + dx}
	}
	return Point{at.X - dx, at.Y + dy}
}
