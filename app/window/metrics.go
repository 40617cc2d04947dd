package window

// The grid: size classes, columns and the scale of everything, all in dp and all in one value that is passed down.
// No panel looks at the window's size; it is given a rectangle and a Metrics.

// Smallest window that is laid out as it is; below it the content keeps this size and scrolls both ways.
const (
	minWidth  = 960
	minHeight = 600
)

// class is the size class of a window by its width in dp after scaling.
type class int

const (
	small  class = iota // narrower than 1100
	medium              // up to 1599
	large               // from 1600
)

// metrics are the measures of one frame, in dp.
type metrics struct {
	class     class
	w, h      float32 // the window
	margin    float32 // outer margin and gutter between cards
	toolbar   float32 // height
	status    float32 // height
	left      float32 // width of the column of y and z
	connector float32 // width of the strip with the network between left and centre
	right     float32 // width of the column of losses and quality
	low       bool    // less than 760 high: hints inside cards go
}

// metricsOf gives the metrics of a window of w×h dp, which is taken as at least minWidth×minHeight.
func metricsOf(w, h float32) metrics {
	w, h = max(w, minWidth), max(h, minHeight)
	m := metrics{w: w, h: h, low: h < 760}
	switch {
	case w < 1100:
		m.class, m.margin, m.toolbar, m.status = small, 8, 52, 24
		m.left, m.connector, m.right = 224, 24, 236
	case w < 1600:
		m.class, m.margin, m.toolbar, m.status = medium, 12, 56, 28
		m.left, m.connector, m.right = 272, 36, 300
	default:
		m.class, m.margin, m.toolbar, m.status = large, 16, 56, 28
		m.left, m.connector, m.right = 368, 48, 400
	}
	return m
}

// content is the rectangle between toolbar and status line, inside the margins.
func (m metrics) content() rect {
	return rect{m.margin, m.toolbar + m.margin, m.w - 2*m.margin, m.h - m.toolbar - m.status - 2*m.margin}
}

// pick returns the value for the size class.
func (m metrics) pick(small, medium, large float32) float32 {
	return [...]float32{small, medium, large}[m.class]
}

// scales that the user can choose, in the order of Ctrl + and Ctrl −.
var scales = []float32{1, 1.25, 1.5, 1.75, 2}

// autoScale is the scale of a window of w×h dp (after the system's own scaling) when none was chosen: a projector or a
// large screen gets larger letters.
func autoScale(w, h float32) float32 {
	if w >= 1840 && h >= 1000 {
		return 1.25
	}
	return 1
}

// rect is a rectangle in dp.
type rect struct{ x, y, w, h float32 }

func (r rect) right() float32  { return r.x + r.w }
func (r rect) bottom() float32 { return r.y + r.h }

// inset shrinks r by d on every side.
func (r rect) inset(d float32) rect { return rect{r.x + d, r.y + d, r.w - 2*d, r.h - 2*d} }
