// Package metric says how good a posterior is: distances to exact samples (MMD, C2ST, sliced Wasserstein), calibration
// (ranks, coverage, TARP), point estimates and modes, re-simulation, what a measurement tells about each parameter, and
// what perfect posteriors score by chance. Arithmetic is float64, but for the classifier of C2ST; a set of points is
// row-major, n×dim.
package metric

import "fmt"

// rows returns how many points of dimension dim x holds.
func rows(x []float64, dim int) int {
	if dim < 1 || len(x)%dim != 0 {
		panic(fmt.Sprintf("metric: %d numbers are not points of dimension %d", len(x), dim))
	}
	return len(x) / dim
}
