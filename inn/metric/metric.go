// Package metric says how good a posterior is: distance to exact samples, measures for mixtures, calibration and
// coverage, label accuracy and round trip. All arithmetic is float64; a set of points is row-major, n×dim.
package metric

import "fmt"

// rows returns how many points of dimension dim x holds.
func rows(x []float64, dim int) int {
	if dim < 1 || len(x)%dim != 0 {
		panic(fmt.Sprintf("metric: %d numbers are not points of dimension %d", len(x), dim))
	}
	return len(x) / dim
}
