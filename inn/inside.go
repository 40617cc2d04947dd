package inn

import "math/rand/v2"

// Answers of Config.Inside lie within the bounds of the prior: what does not is drawn again. A smooth map rounds off the
// edge of a prior, and what lies beyond it is not only wrong there: a simulator may answer it with anything.

// tries is how often a row outside the bounds is drawn again before it is moved to the nearest that lies inside.
const tries = 200

// drawInside fills x (rows of d.X) by draw, which is called once more for the rows that lie outside, with their y, until
// none does.
func (t *Transform) drawInside(d Dims, r *rand.Rand, y, x []float64, draw func(r *rand.Rand, y, x []float64)) {
	draw(r, y, x)
	n := len(x) / d.X
	for range tries {
		var out []int
		var ys []float64
		for i := range n {
			if !t.holds(x[i*d.X : (i+1)*d.X]) {
				out = append(out, i)
				ys = append(ys, rowOf(y, d.Y, i)...)
			}
		}
		if out == nil {
			return
		}
		again := make([]float64, len(out)*d.X)
		draw(r, ys, again)
		for k, i := range out {
			copy(x[i*d.X:(i+1)*d.X], again[k*d.X:])
		}
	}
	for i := range n {
		t.clamp(x[i*d.X : (i+1)*d.X])
	}
}
