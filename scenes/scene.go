// Package scenes holds forward problems as values, one file each: prior, simulator, axes with units, the exact
// posterior where one exists, and what is needed to show them.
package scenes

import (
	"math/rand/v2"

	"innlab/inn"
)

// Scene is a family of problems that is shown in one way.
type Scene struct {
	Name    string // as on the command line
	Title   string
	Story   string // one sentence: why one y has many x
	Summary string // "2 from 8 labels"
	Truth   string // kind of truth: "exact posterior", "simulator", "reference samples"
	Option  string // name of what the set-ups choose, for example "Labels"
	Setups  []Setup
	Thumb   []Disc // the picture in the scene picker, in a unit square, y up
}

// Disc is a coloured spot of a thumbnail; Mode indexes the mode colours.
type Disc struct {
	X, Y, R float64
	Mode    int
}

// Axis names one dimension of x or y.
type Axis struct {
	Name     string  // plain: "x1", "oxygenation"
	Symbol   string  // variable in italics, "x"; empty where Name is shown as it is
	Index    string  // subscript, "1"
	Unit     string  // empty: dimensionless
	Min, Max float64 // range shown
}

// Preset is a named configuration that trains a set-up well.
type Preset struct {
	Name   string // "default", "paper"
	Config inn.Config
	Live   inn.Live
}

// Setup is one variant of a scene.
type Setup struct {
	Name    string
	Problem inn.Problem
	X, Y    []Axis
	Start   []float64 // the y shown first
	Presets []Preset  // the first is the default

	// Exact fills x (n×DimX) with draws from the exact p(x | y); nil where none is known. It fails for a y that has
	// no posterior (an unused label, a y between labels).
	Exact func(r *rand.Rand, y, x []float64) error
	// Kernels are the bandwidths with which the posterior error (unbiased MMD²) is measured, in Unit of x.
	Kernels []float64
	// Modes describes the clusters of a mixture; nil for other problems.
	Modes *Modes
	// Sketch draws one x as polylines in scene units; nil where x is shown as a point.
	Sketch func(x []float64) [][][2]float64
}

// Modes is a mixture of equal round Gaussians in the plane whose y is a label.
type Modes struct {
	Centres [][2]float64
	Sigma   float64
	Label   []int // label of each mode
}
