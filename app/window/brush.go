package window

// The brush: a range of one or two parameters, dragged in the pair plot. What lies in it stands out in every plot, what
// does not fades.

import "innlab/widgets"

// brush is the range.
type brush struct {
	on    bool
	i, j  int          // the parameters across and up; the same for a range of one
	r     widgets.Rect // of the parameters; of one, from X0 to X1
	count int          // of brushes, so that plots know when it changes
}

// rows says which rows of x (n×dim) lie in the range; nil where there is no brush.
func (b *brush) rows(x []float64, dim int) []bool {
	if !b.on || b.i >= dim || b.j >= dim {
		return nil
	}
	in := make([]bool, len(x)/dim)
	for k := range in {
		u, v := x[k*dim+b.i], x[k*dim+b.j]
		in[k] = u >= b.r.X0 && u <= b.r.X1 && (b.i == b.j || v >= b.r.Y0 && v <= b.r.Y1)
	}
	return in
}

// set brushes a range.
func (b *brush) set(i, j int, r widgets.Rect) {
	*b = brush{on: true, i: i, j: j, r: r, count: b.count + 1}
}

// clear takes the brush away.
func (b *brush) clear() {
	if b.on {
		*b = brush{count: b.count + 1}
	}
}
