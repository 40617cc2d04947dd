package widgets

// This file shows a plot in a window: rastered once, kept as long as nothing it depends on changes, and placed with
// one paint operation.

import (
	"image"
	"math"
	"reflect"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"
	"gioui.org/unit"
)

// Picture shows a plot and turns the pointer into data. Its zero value shows a plot that does not move; set Zoom and
// Drag before the first Layout.
type Picture struct {
	Zoom bool     // wheel, Shift or middle button, double click change the range in sight
	Drag DragKind // what the primary button does when it moves
	// Label and Description say to a screen reader what is shown; Pointer is the shape of the pointer over it.
	Label, Description string
	Pointer            pointer.Cursor

	view  View // the range in sight
	moved int  // counts changes of view

	key    pictureKey
	frame  Frame
	still  any         // the plot's Still as drawn
	behind *image.RGBA // the frame and what stands behind
	size   image.Point
	image  [2]*image.RGBA // drawn in turn: the texture of the other may still be on its way
	turn   int
	op     paint.ImageOp
	canvas *Pixels
	area   *Area // of the last drawing; its canvas is not used

	input input
}

// View is the part of a plot in sight, as fractions of the axes' ranges.
type View struct{ X0, X1, Y0, Y1 float64 }

// Whole is the view of everything.
var Whole = View{0, 1, 0, 1}

type pictureKey struct {
	key   any
	size  image.Point
	scale float32
	moved int
	fonts int // that had been found
}

// Layout draws the plot at the size of the constraints' maximum. The plot is asked for again only when key, a
// comparable value that names everything it depends on (sequence number, theme, toggles), the size, the scale or
// the range in sight has changed. Overlays such as cursor rings come after, through Ring and its like.
func (p *Picture) Layout(gtx layout.Context, key any, plot func() Plot) layout.Dimensions {
	size := gtx.Constraints.Max
	if size.X < 1 || size.Y < 1 {
		return layout.Dimensions{Size: size}
	}
	k := pictureKey{key, size, gtx.Metric.PxPerDp, p.moved, generation()}
	if k != p.key || p.area == nil {
		if k.fonts != p.key.fonts {
			p.behind = nil // its words are to be set again
		}
		p.key = k
		p.draw(size, float64(gtx.Metric.PxPerDp), plot())
	}
	defer clip.Rect{Max: size}.Push(gtx.Ops).Pop()
	p.op.Add(gtx.Ops)
	paint.PaintOp{}.Add(gtx.Ops)
	if p.Label != "" {
		semantic.LabelOp(p.Label).Add(gtx.Ops)
		semantic.DescriptionOp(p.Description).Add(gtx.Ops)
	}
	p.Pointer.Add(gtx.Ops)
	event.Op(gtx.Ops, p)
	p.selection(gtx)
	p.focusRing(gtx)
	return layout.Dimensions{Size: size}
}

// draw rasters the plot into the next of the two images.
func (p *Picture) draw(size image.Point, scale float64, plot Plot) {
	if scale == 0 {
		scale = 1
	}
	v := p.View()
	plot.Frame.X, plot.Frame.Y = plot.Frame.X.sub(v.X0, v.X1), plot.Frame.Y.sub(v.Y0, v.Y1)
	if p.canvas == nil {
		p.canvas = NewPixels(image.NewRGBA(image.Rectangle{}), 1)
	}
	whole := Rect{0, 0, float64(size.X) / scale, float64(size.Y) / scale}
	if p.behind == nil || p.size != size || p.canvas.scale != scale || p.still != plot.Still || !reflect.DeepEqual(p.frame, plot.Frame) {
		if p.size != size || p.behind == nil {
			p.behind = image.NewRGBA(image.Rectangle{Max: size})
			p.image = [2]*image.RGBA{image.NewRGBA(p.behind.Rect), image.NewRGBA(p.behind.Rect)}
		}
		p.frame, p.size, p.still = plot.Frame, size, plot.Still
		p.canvas.Reuse(p.behind, scale)
		fill(p.behind, p.behind.Rect, plot.Frame.paper())
		p.area = plot.Frame.Area(p.canvas, whole)
		plot.Frame.draw(p.area, whole)
		drawMarks(p.area, plot.Behind)
	}
	p.turn ^= 1
	m := p.image[p.turn]
	copy(m.Pix, p.behind.Pix)
	p.canvas.Reuse(m, scale)
	drawMarks(p.area, plot.Marks)
	p.op = paint.NewImageOp(m)
	p.op.Filter = paint.FilterNearest
}

// Image is what was last drawn; nil before the first Layout. It is not to be changed.
func (p *Picture) Image() *image.RGBA { return p.image[p.turn] }

// View is the range in sight.
func (p *Picture) View() View {
	if p.view == (View{}) {
		return Whole
	}
	return p.view
}

// SetView changes the range in sight.
func (p *Picture) SetView(v View) {
	if v != p.View() {
		p.view = v
		p.moved++
	}
}

// Range is the range of data in sight; ok is false before the first Layout.
func (p *Picture) Range() (r Rect, ok bool) {
	if p.area == nil {
		return Rect{}, false
	}
	return Rect{p.area.X.Min, p.area.Y.Min, p.area.X.Max, p.area.Y.Max}, true
}

// Inner is where the inside of the frame lies in the picture, in dp; ok is false before the first Layout.
func (p *Picture) Inner() (r Rect, ok bool) {
	if p.area == nil {
		return Rect{}, false
	}
	return p.area.Inner, true
}

// At maps data to pixels of the picture; ok is false outside the frame and before the first Layout.
func (p *Picture) At(x, y float64) (px, py float32, ok bool) {
	if p.area == nil {
		return 0, 0, false
	}
	q := p.area.At(x, y)
	s := p.canvas.scale
	return float32(q.X * s), float32(q.Y * s), p.area.Inner.Has(q)
}

// Data maps pixels of the picture to data; inside says whether they lie within the frame.
func (p *Picture) Data(px, py float32) (x, y float64, inside bool) {
	if p.area == nil {
		return math.NaN(), math.NaN(), false
	}
	s := p.canvas.scale
	q := Point{float64(px) / s, float64(py) / s}
	x, y = p.area.Data(q)
	return x, y, p.area.Inner.Has(q)
}

// dp turns a length in dp into pixels of the picture.
func (p *Picture) dp(v unit.Dp) float32 { return float32(float64(v) * p.canvas.scale) }
