package figure

// This file is the pair plot: every parameter of a posterior by itself on the diagonal, every two of them below it, and
// their correlation above. The window's views draw the same cells.

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"

	"innlab/scenes"
	"innlab/widgets"
)

// Pairs shows p(x | y) in several parameters.
type Pairs struct {
	Setup  *scenes.Setup
	Y      []float64         // DimY
	Prior  []float64         // n×DimX; may be nil
	Cloud  []float64         // n×DimX samples of p(x | Y); may be nil
	Truth  []float64         // n×DimX exact samples; nil where none are known
	Real   []float64         // DimX: the x that was really so, dashed in the marginals; nil where none is known
	Show   []int             // the parameters shown; nil: the first MostPairs
	Chosen []bool            // the samples that stand out, one for each row of Cloud; nil: all alike
	Memo   []widgets.Outline // remembers outlines from one drawing to the next, DimX×DimX; nil: none
	Faint  float64           // opacity of the posterior in proportion to a usual one; 0: 1
}

// MostPairs is how many parameters are shown unless told otherwise.
const MostPairs = 6

// aside is the opacity of samples that are not chosen, in proportion to the others.
const aside = 0.18

// Shown are the parameters that are shown.
func (f *Pairs) Shown() []int {
	if f.Show != nil {
		return f.Show
	}
	var all []int
	for i := range min(f.Setup.Problem.DimX, MostPairs) {
		all = append(all, i)
	}
	return all
}

// Size is two columns of text wide.
func (f *Pairs) Size() Size {
	if f.Setup == nil {
		return Millimetres(180, 150)
	}
	switch n := len(f.Shown()); n {
	case 1:
		return Millimetres(85, 60)
	case 2:
		return Millimetres(85, 92)
	case 3:
		return Millimetres(120, 128)
	}
	return Millimetres(180, 190)
}

// Least leaves room for the words.
func (f *Pairs) Least() Size {
	n := 2.
	if f.Setup != nil {
		n = float64(len(f.Shown()))
	}
	return Millimetres(max(14+17*n, 55), 26+14*n)
}

// Check says what is missing.
func (f *Pairs) Check() error {
	if f.Setup == nil {
		return errors.New("the figure has no scene")
	}
	for _, i := range f.Shown() {
		if i < 0 || i >= f.Setup.Problem.DimX {
			return fmt.Errorf("the scene has parameters 1 to %d", f.Setup.Problem.DimX)
		}
	}
	if len(f.Cloud) == 0 {
		return errors.New("the figure has no samples")
	}
	return nil
}

// Dots counts the points of all cells.
func (f *Pairs) Dots() int {
	n := len(f.Shown())
	return (len(f.Prior) + len(f.Cloud)) / max(f.Setup.Problem.DimX, 1) * n * (n - 1) / 2
}

// Radii of points in a cell of side cellSide, and how many bins a marginal has there.
const (
	cellSide  = 100.
	cellBins  = 30
	cellPost  = 1.1
	cellPrior = 0.8
	cellDots  = 700 // points, so that their thickness can be seen
)

// Cell is the plot of two of the shown parameters, or of one where row and column are the same; row is not below column.
// Its frame has neither tick labels nor an inner rectangle yet. Size is the smaller side of its inside.
func (f *Pairs) Cell(t widgets.Theme, s Sizes, row, column int, size float64) widgets.Plot {
	shown := f.Shown()
	i, j := shown[column], shown[row]
	frame := s.frame(t)
	frame.TickMarks = false
	frame.X = axis(f.Setup.X[i])
	frame.X.Bare, frame.Y.Bare = true, true
	frame.Background, frame.Border = t.Sunk, t.Line
	e := s.encoding(t)
	faint := f.Faint
	if faint == 0 {
		faint = 1
	}
	if row == column {
		frame.Border.A, frame.Base = 0, widgets.Bottom
		e.Theme.Post = widgets.Mix(t.Sunk, t.Post, faint)
		e.Theme.PostFill = widgets.Mix(t.Sunk, t.PostFill, faint)
		m := widgets.Marginal{
			Lo: frame.X.Min, Hi: frame.X.Max, Bins: f.bins(size, s),
			Prior: f.column(f.Prior, i), Posterior: f.column(f.chosen(true), i), Truth: f.column(f.Truth, i),
		}
		if f.Real != nil {
			m.Values = f.Real[i : i+1]
		}
		p := widgets.Plot{Frame: frame}
		p.Marks, p.Frame.Y.Max = e.Marginal(m)
		return p
	}
	frame.Y = axis(f.Setup.X[j])
	frame.Y.Bare = true
	grow := min(max(size/(cellSide*s.Mark), 0.7), 1.6)
	most := int(cellDots * max(size*size/(cellSide*cellSide*s.Mark*s.Mark), 0.5))
	dots := func(x []float64, r, alpha float64) widgets.Scatter {
		return widgets.Scatter{
			Cloud: widgets.Cloud{Data: x[:min(len(x), most*f.Setup.Problem.DimX)], Dim: f.Setup.Problem.DimX, I: i, J: j},
			R:     r * grow * s.Mark, Alpha: alpha, Color: t.Post,
		}
	}
	prior := dots(f.Prior, cellPrior, widgets.PriorAlpha)
	prior.Color = t.Prior
	marks := []widgets.Mark{prior}
	if f.Chosen != nil {
		marks = append(marks, dots(f.chosen(false), cellPost, widgets.PosteriorAlpha*faint*aside))
	}
	chosen := dots(f.chosen(true), cellPost, widgets.PosteriorAlpha*faint)
	marks = append(marks, chosen, e.Beyond(chosen.Cloud, faint))
	if len(f.Truth) > 0 {
		d := f.Setup.Problem.DimX
		var memo *widgets.Outline
		if f.Memo != nil {
			memo = &f.Memo[j*d+i]
		}
		marks = append(marks, e.TruthRegion(widgets.Cloud{Data: f.Truth, Dim: d, I: i, J: j}, memo))
	}
	return widgets.Plot{Frame: frame, Marks: marks}
}

// bins are as many as a marginal of a size in units shows well.
func (f *Pairs) bins(size float64, s Sizes) int {
	return int(min(max(cellBins*size/(cellSide*s.Mark), 20), 60))
}

// chosen are the samples that stand out, or those that do not.
func (f *Pairs) chosen(are bool) []float64 {
	if f.Chosen == nil {
		if are {
			return f.Cloud
		}
		return nil
	}
	d := f.Setup.Problem.DimX
	var x []float64
	for k := range min(len(f.Chosen), len(f.Cloud)/d) {
		if f.Chosen[k] == are {
			x = append(x, f.Cloud[k*d:(k+1)*d]...)
		}
	}
	return x
}

// Beyond is the share of samples that lie beyond the range of a shown parameter, where no plot has room for them.
func (f *Pairs) Beyond() float64 {
	d, out := f.Setup.Problem.DimX, 0
	n := len(f.Cloud) / d
	for k := range n {
		for _, i := range f.Shown() {
			if a, v := f.Setup.X[i], f.Cloud[k*d+i]; v < a.Min || v > a.Max {
				out++
				break
			}
		}
	}
	return float64(out) / float64(max(n, 1))
}

// column is parameter i of rows of x.
func (f *Pairs) column(x []float64, i int) []float64 {
	return widgets.Cloud{Data: x, Dim: f.Setup.Problem.DimX}.Column(i)
}

// Correlations are those of the chosen samples, of every two shown parameters; NaN where one does not vary.
func (f *Pairs) Correlations() [][]float64 {
	x := f.chosen(true)
	shown := f.Shown()
	columns := make([][]float64, len(shown))
	for k, i := range shown {
		columns[k] = f.column(x, i)
	}
	r := make([][]float64, len(shown))
	for a := range r {
		r[a] = make([]float64, len(shown))
		for b := range r[a] {
			r[a][b] = math.NaN()
			if len(columns[a]) > 2 {
				r[a][b] = stat.Correlation(columns[a], columns[b], nil)
			}
		}
	}
	return r
}
