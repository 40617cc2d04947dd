// Package net holds the parts that networks are made of, whatever they learn: panels of samples, linear layers and
// perceptrons inside one flat slice of parameters, fixed mixers, scalings, and streams of random numbers.
package net

import "innlab/inn/kernel"

// Rows of data meet the network in panels of kernel.Lanes samples, feature by feature: element (f, l) of panel p of a
// buffer with w features stands at [(p*w+f)*lanes+l]. The lanes behind the last sample of a batch hold zeros; their
// gradients stay zero, so they never count.

// Lanes is the number of samples in a panel.
const Lanes = kernel.Lanes

// Panels is the number of panels that n samples fill.
func Panels(n int) int { return (n + Lanes - 1) / Lanes }

// Round8 is n rounded up to what kernel.Table.Outer takes as a width.
func Round8(n int) int { return (n + 7) &^ 7 }

// LanesOf is the number of samples of a batch of n that stand in panel p.
func LanesOf(n, p int) int { return min(Lanes, n-p*Lanes) }

// Share is the part [a, b) of n equal pieces of work that worker w of k does.
func Share(n, w, k int) (a, b int) { return n * w / k, n * (w + 1) / k }

// PutRow writes row into lane l of the panel, from feature 0 on.
func PutRow(panel []float32, l int, row []float32) {
	for f, v := range row {
		panel[f*Lanes+l] = v
	}
}

// GetRow reads lane l of the panel into row, from feature 0 on.
func GetRow(panel []float32, l int, row []float32) {
	for f := range row {
		row[f] = panel[f*Lanes+l]
	}
}

// Part is panel i of a buffer with rows features.
func Part(s []float32, i, rows int) []float32 { return s[i*rows*Lanes : (i+1)*rows*Lanes] }

// Row is row i of a row-major matrix.
func Row(s []float32, i, columns int) []float32 { return s[i*columns : (i+1)*columns] }
