package paint

// An eye that has been under a lamp for a while takes the lamp's white for white. Bradford's transform (Lam, Metamerism
// and Colour Constancy, thesis, University of Bradford, 1985; as in the ICC's profiles) says which colour under one
// white looks like a given colour under another: the answers of three sharpened cones are scaled by those to the whites.

var (
	bradford = [3][3]float64{
		{0.8951, 0.2664, -0.1614},
		{-0.7502, 1.7135, 0.0367},
		{0.0389, -0.0685, 1.0296},
	}
	bradfordInverse = [3][3]float64{
		{0.9869929, -0.1470543, 0.1599627},
		{0.4323053, 0.5183603, 0.0492912},
		{-0.0085287, 0.0400428, 0.9684867},
	}
)

// adapt returns the matrix that takes X, Y, Z under one white to those that look alike under another.
func adapt(from, to [3]float64) (m [3][3]float64) {
	a, b := apply(&bradford, from), apply(&bradford, to)
	for i := range m {
		for j := range m[i] {
			for k := range a {
				m[i][j] += bradfordInverse[i][k] * b[k] / a[k] * bradford[k][j]
			}
		}
	}
	return m
}

// apply returns m·v.
func apply(m *[3][3]float64, v [3]float64) (w [3]float64) {
	for i := range w {
		for j := range v {
			w[i] += m[i][j] * v[j]
		}
	}
	return w
}
