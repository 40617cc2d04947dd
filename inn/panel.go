package inn

import "innlab/inn/kernel"

// Rows of data meet the network in panels of kernel.Lanes samples, feature by feature: element (f, l) of panel p of a
// buffer with w features stands at [(p*w+f)*lanes+l]. The lanes behind the last sample of a batch hold zeros; their
// gradients stay zero, so they never count.

const lanes = kernel.Lanes

// panels is the number of panels that n samples fill.
func panels(n int) int { return (n + lanes - 1) / lanes }

// round8 is n rounded up to what kernel.Table.Outer takes as a width.
func round8(n int) int { return (n + 7) &^ 7 }

// lanesOf is the number of samples of a batch of n that stand in panel p.
func lanesOf(n, p int) int { return min(lanes, n-p*lanes) }

// share is the part [a, b) of n equal pieces of work that worker w of k does.
func share(n, w, k int) (a, b int) { return n * w / k, n * (w + 1) / k }

// putRow writes row into lane l of the panel, from feature 0 on.
func putRow(panel []float32, l int, row []float32) {
	for f, v := range row {
		panel[f*lanes+l] = v
	}
}

// getRow reads lane l of the panel into row, from feature 0 on.
func getRow(panel []float32, l int, row []float32) {
	for f := range row {
		row[f] = panel[f*lanes+l]
	}
}
