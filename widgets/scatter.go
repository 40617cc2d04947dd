package widgets

// This file draws clouds of points.

import "image/color"

// Cloud is a view of two columns of a table of rows, such as n samples of x.
type Cloud struct {
	Data []float64 // rows of Dim numbers
	Dim  int
	I, J int // the columns shown along x and y
}

// Pairs returns a cloud of rows of two numbers.
func Pairs(data []float64) Cloud { return Cloud{Data: data, Dim: 2, J: 1} }

// Len is the number of rows.
func (c Cloud) Len() int {
	if c.Dim == 0 {
		return 0
	}
	return len(c.Data) / c.Dim
}

// At returns row k's place.
func (c Cloud) At(k int) (x, y float64) { return c.Data[k*c.Dim+c.I], c.Data[k*c.Dim+c.J] }

// Column returns column i as a new slice.
func (c Cloud) Column(i int) []float64 {
	v := make([]float64, c.Len())
	for k := range v {
		v[k] = c.Data[k*c.Dim+i]
	}
	return v
}

// Scatter is a mark of many small discs.
type Scatter struct {
	Cloud
	R     float64       // radius in units
	Alpha float64       // opacity of one disc
	Color color.NRGBA   // of all discs
	Each  []color.NRGBA // of each disc, in place of Color; drawn in a mixed order so that none hides the rest
}

func (s Scatter) Draw(a *Area) {
	n := s.Len()
	if n == 0 {
		return
	}
	edge := a.Inner.Grow(s.R)
	at := make([]Point, 0, n)
	if s.Each == nil {
		for k := range n {
			if p := a.At(s.At(k)); edge.Has(p) {
				at = append(at, p)
			}
		}
		a.Dots(at, s.R, []color.NRGBA{Alpha(s.Color, s.Alpha)})
		return
	}
	each := make([]color.NRGBA, 0, n)
	step := coprime(n)
	for i, k := 0, 0; i < n; i, k = i+1, (k+step)%n {
		if p := a.At(s.At(k)); edge.Has(p) {
			at = append(at, p)
			each = append(each, Alpha(s.Each[k], s.Alpha))
		}
	}
	if len(each) == 1 { // a single colour would be taken for all
		a.Disc(at[0], s.R, each[0])
		return
	}
	a.Dots(at, s.R, each)
}

// coprime returns a step that visits all of n places in a mixed order.
func coprime(n int) int {
	gcd := func(a, b int) int {
		for b != 0 {
			a, b = b, a%b
		}
		return a
	}
	for s := int(0.618*float64(n)) + 1; ; s++ {
		if gcd(s, n) == 1 {
			return s
		}
	}
}
