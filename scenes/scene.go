// Package scenes holds forward problems as values, one file each: prior, simulator, axes with units, the exact
// posterior where one exists, and what is needed to show them. A new scene is a file and a line in All; the contract
// tests of this package then run over it.
package scenes

import (
	"context"
	"image/color"
	"math"
	"math/rand/v2"

	"innlab/inn"
)

// Scene is a family of problems that is shown in one way.
type Scene struct {
	Name    string // as on the command line
	Title   string
	Story   string // one sentence that is true of any network: what is asked
	Summary string // "2 from 8 labels"
	Truth   string // kind of truth: "exact posterior", "simulator", "reference samples"
	Source  string // what must be said on screen of where it comes from; may be empty
	Option  string // name of what the set-ups choose, for example "Labels"
	Setups  []Setup
	Thumb   []Disc   // the picture in the scene picker, in a unit square, y up
	Strokes []Stroke // and its lines, under the discs
	Ground  Ground   // and what lies under all of it; nil: nothing
}

// Ground is a coloured picture in a unit square, v up.
type Ground func(u, v float64) color.NRGBA

// Stroke is a line of a thumbnail, in units of the square's side.
type Stroke struct {
	Points [][2]float64
	Role   Role
}

// Fixture is a line with a name, in scene units.
type Fixture struct {
	Name   string
	Points [][2]float64
}

// Role says what is drawn, and with that in which colour.
type Role int

const (
	RolePrior Role = iota
	RolePosterior
	RoleTruth
	RoleY
)

// Disc is a coloured spot of a thumbnail, in units of the square's side.
type Disc struct {
	X, Y, R float64
	Mode    int // index of the mode colour
}

// Axis names one dimension of x or y.
type Axis struct {
	Name     string  // plain, as in the head of a table: "x1", "oxygenation"
	Symbol   string  // variable in italics, "x"; empty where Name is shown as it is
	Index    string  // subscript, "1"
	Title    string  // what it is, "joint 1", which stands in the place of the symbol where there is room; may be empty
	Unit     string  // empty: dimensionless
	Part     string  // which of several alike it is, "layer 1"; those that follow each other with one Symbol are a group
	Min, Max float64 // range shown; holds nearly all draws from the prior
}

// Preset is a named configuration with which a method learns a set-up well.
type Preset struct {
	Method string // as in -method; empty: inn
	Name   string // "default", "paper"
	Config inn.Config
	Live   inn.Live
	// Fixed is the configuration for n simulations that are drawn once, where it depends on their number; nil: the same.
	Fixed func(n int) (inn.Config, inn.Live)
}

// Tuning changes the default of a method for a set-up.
type Tuning struct {
	Method string
	Preset string // "default", or a variant of the method; empty: all of them
	Change func(c *inn.Config, l *inn.Live)
}

// Setup is one variant of a scene.
type Setup struct {
	Name    string // as on the command line
	Short   string // as it stands beside the scene's Option; empty: Name
	Problem inn.Problem
	X, Y    []Axis    // one for each dimension
	Start   []float64 // the y shown first (DimY)
	Presets []Preset  // the first is the default
	Reached Reached   // by the default preset
	// Tunings are what methods without a preset need here beside what they do by default.
	Tunings []Tuning

	// Exact fills x (n×DimX, row-major) with draws from the exact p(x | y); nil where none is known. It fails, in
	// words for the user, for a y that has no posterior (an unused label, a y between labels).
	Exact func(r *rand.Rand, y, x []float64) error
	// ExactSlow says that Exact takes longer than a click may: up to a second for 2000 samples.
	ExactSlow bool
	// ExactNoisy does the same for a y that was measured with normal noise of standard deviation sigma on each number,
	// on top of what the simulator itself adds; nil where that is not known. A method with a density can only learn a y
	// without noise if some is put on it, and is judged by this.
	ExactNoisy func(r *rand.Rand, y []float64, sigma float64, x []float64) error
	// Kernels are the bandwidths a of the kernels a²/(a²+d²) with which the posterior error (unbiased MMD²) is
	// measured, in units of Spread.
	Kernels []float64
	// Spread is what each x (DimX) is divided by before it is compared: the spread of its prior. Nil: x as it is.
	Spread []float64
	// Modes describes the clusters of a mixture; nil for other problems.
	Modes *Modes
	// Card describes, for a model file, a problem that is none of the scenes; empty for those.
	Card string
	// Held are pairs that training never sees, for all that judges it; nil where fresh ones can be had from Problem.
	Held *inn.Table
	// Outside says in words how a y (DimY) lies outside of what the network can have learned from; empty where it lies
	// inside. Nil where any y may be asked for.
	Outside func(y []float64) string
	// Claim is what samples x (n×DimX, at most a few hundred) of p(x | y) show, in one sentence; empty where they do not
	// bear it out. Nil: nothing is claimed. Told asks it.
	Claim func(s *Setup, y, x []float64) string
	// Picker says how y is chosen in the window.
	Picker Picker
	// Sketch draws one x as polylines in scene units, within the ranges of Plane; nil where x is shown as a point.
	Sketch func(x []float64) [][][2]float64
	// Still is what stands still in every sketch, a line with its name: the rail, the ground.
	Still []Fixture
	// Plane are the axes across and up of what Sketch draws and, with the picker Plane, of the y that is dragged.
	Plane [2]Axis
	// Apart says that each parameter is shown by itself, the first above all others, with diagnostics of their posterior;
	// else a pair plot shows them.
	Apart bool
	// Image is a picture whose pixels are measurements, made when first asked for and the same every time; nil where
	// there is none.
	Image func() *Image
	// Wavelengths in nm, one for each y, where y is a spectrum; nil elsewhere.
	Wavelengths []float64
	// Difference is how far y lie apart by a measure of the scene's own, beside their distance as numbers; nil for none.
	Difference *Difference
	// Shares turns x (DimX) into the shares of a recipe, one for each of paint.Paints, sum 1; nil where x is none.
	Shares func(x, shares []float64)
	// Ask is set where nothing is known of y before a program has answered: it makes the scene that takes the place of this
	// one, which only shows the prior. Progress is told how many answers have come, and what went wrong so far in words,
	// empty for nothing. After an end by ctx it goes on where it was; it is safe for concurrent use.
	Ask func(ctx context.Context, progress func(done, of int, wrong string)) (*Scene, error)
	// Resimulate computes y (n×DimY, NaN where no answer came) of rows x (n×DimX) by a program of the user's, with its noise; nil
	// where there is none, or where Problem simulates.
	Resimulate func(x, y []float64)
	// Foreign says that the pairs are others than a network was trained on that is opened on them: they judge it, and
	// nothing is trained on them.
	Foreign bool
	// Notes say, in words for the user, what has to be known about the data that were made or found.
	Notes []string
	// Slow is set where simulating takes too long to be done in every step of a training.
	Slow *Slow
}

// Difference is a measure of how far what a sample simulates to is from the y that was asked for.
type Difference struct {
	Name  string // as eval prints it
	Means string // in words, with its unit
	Of    func(asked, simulated []float64) float64
}

// Image is W×H pixels, row by row from the top left, each with an x that made it (DimX) and what was measured (DimY).
type Image struct {
	W, H int
	X, Y []float64
}

// Noise is the noise on y with which what was trained with yNoise is judged: that same where its posterior is known, else 0.
func (s *Setup) Noise(yNoise float64) float64 {
	if s.ExactNoisy == nil || s.Problem.Labels > 0 {
		return 0
	}
	return yNoise
}

// Posterior fills x as Exact does, or, for a y with noise sigma > 0, as ExactNoisy does.
func (s *Setup) Posterior(r *rand.Rand, y []float64, sigma float64, x []float64) error {
	if sigma > 0 {
		return s.ExactNoisy(r, y, sigma, x)
	}
	return s.Exact(r, y, x)
}

// Scaled returns x (n×DimX) in units of Spread, as it is to be compared; x itself where there is none.
func (s *Setup) Scaled(x []float64) []float64 {
	if s.Spread == nil {
		return x
	}
	u := make([]float64, len(x))
	for i, v := range x {
		u[i] = v / s.Spread[i%len(s.Spread)]
	}
	return u
}

// Picker is a way to choose y.
type Picker int

const (
	Sliders Picker = iota // one for each number of y
	Labels                // y is a label: a slot for each
	Plane                 // y is a point of Setup.Plane that is dragged: its first two numbers, across and up; sliders for the rest
	Line                  // y is one number, dragged along the first axis of Setup.Plane
	Pixels                // y is a pixel of Setup.Image that is clicked
	Colour                // y is L*, a*, b* by daylight: dragged in the plane of a* and b*, with a slider for L*
	Curve                 // y is a curve over Setup.Wavelengths, whose points are dragged
)

// Modes is a mixture of equally likely round Gaussians in the plane whose y is a label.
type Modes struct {
	Centres [][2]float64
	Sigma   float64 // standard deviation along each axis
	Label   []int   // label of each mode
}

// Alone returns the distance from a centre within which no other centre is nearer: half of that of the closest two.
func (m *Modes) Alone() float64 {
	least := math.Inf(1)
	for i, a := range m.Centres {
		for _, b := range m.Centres[:i] {
			least = min(least, math.Hypot(a[0]-b[0], a[1]-b[1]))
		}
	}
	return least / 2
}

// Nearest returns the mode whose centre is nearest to (x1, x2) and the squared distance to it.
func (m *Modes) Nearest(x1, x2 float64) (mode int, d2 float64) {
	for i, c := range m.Centres {
		u, v := x1-c[0], x2-c[1]
		if d := u*u + v*v; i == 0 || d < d2 {
			mode, d2 = i, d
		}
	}
	return mode, d2
}

// Carriers returns the modes that carry the label, in order; none for an unused label.
func (m *Modes) Carriers(label int) []int {
	var modes []int
	for i, l := range m.Label {
		if l == label {
			modes = append(modes, i)
		}
	}
	return modes
}

// Used returns the labels that some mode carries, in rising order.
func (m *Modes) Used() []int {
	var used []int
	for l := range m.Label { // there are never more labels than modes
		if len(m.Carriers(l)) > 0 {
			used = append(used, l)
		}
	}
	return used
}
