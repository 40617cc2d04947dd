package widgets

// This file outlines where a cloud lies thickest: the smallest region that holds a share of it (Hyndman, Computing and
// Graphing Highest Density Regions, 1996). The density is that of the points, smoothed over the distance to some of
// their neighbours, and the farther the sparser they are (Abramson, On Bandwidth Variation in Kernel Estimates, 1982), so
// that a thin crescent, a broad hill and a spot in a cloud are all outlined closely.

import (
	"math"
	"slices"
)

// Region is a mark that outlines the smallest region which holds a share of a cloud.
type Region struct {
	Cloud
	Share float64 // 0 to 1
	Pen   Pen
	Memo  *Outline // remembers the outline from one drawing to the next; nil: none
}

// Outline is a region's outline as it was drawn last.
type Outline struct {
	of    outlineKey
	paths [][]Point
}

// outlineKey names everything that an outline depends on.
type outlineKey struct {
	first     *float64
	n, i, j   int
	share     float64
	sight     Rect
	x0, x1    float64
	y0, y1    float64
	logX, log bool
}

const (
	regionPoints = 1500 // of a cloud that are looked at, about
	regionProbes = 32   // points at which the distance to neighbours is measured
	regionCells  = 220  // along the longer side, at most
	regionReach  = 0.6  // smoothing, in distances to the neighbours
	regionFine   = 2.5  // cells within the smoothing
	regionSparse = 0.8  // share of the points that are denser than most of the border
	regionWide   = 4    // smoothing where points are sparsest, in usual ones
	regionSpeck  = 6    // islands and holes that are smaller are chance, in squares of the smoothing
)

func (r Region) Draw(a *Area) {
	m := r.Memo
	if m == nil {
		m = &Outline{}
	}
	k := outlineKey{
		n: len(r.Data), i: r.I, j: r.J, share: r.Share, sight: a.Inner,
		x0: a.X.Min, x1: a.X.Max, y0: a.Y.Min, y1: a.Y.Max, logX: a.X.Log, log: a.Y.Log,
	}
	if k.n > 0 {
		k.first = &r.Data[0]
	}
	if k != m.of {
		m.of, m.paths = k, regionOutline(r.places(a), a.Inner, r.Share)
	}
	for _, path := range m.paths {
		a.Curve(path, r.Pen)
	}
}

// places are points of the cloud on the canvas.
func (r Region) places(a *Area) []Point {
	var at []Point
	step := max(1, r.Len()/regionPoints)
	for k := 0; k < r.Len(); k += step {
		if p := a.At(r.At(k)); finite(p) {
			at = append(at, p)
		}
	}
	return at
}

// regionOutline returns the closed outlines of the region that holds a share of the points; what lies farther from the area
// in sight than its own size is not outlined.
func regionOutline(at []Point, sight Rect, share float64) [][]Point {
	if len(at) < 8 {
		return nil
	}
	h := regionReach * neighbours(at)
	box := Rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range at {
		box = Rect{min(box.X0, p.X), min(box.Y0, p.Y), max(box.X1, p.X), max(box.Y1, p.Y)}
	}
	box = box.And(sight.Grow(max(sight.W(), sight.H())))
	if !(h > 0) || !(box.X1 >= box.X0) || !(box.Y1 >= box.Y0) {
		return nil
	}
	cell := max(h/regionFine, max(box.W(), box.H())/regionCells, 0.75)
	edge := math.Ceil(3*regionWide*h/cell) + 2 // the density is 0 at the border
	g := &field{x: box.X0 - edge*cell, y: box.Y0 - edge*cell, cell: cell}
	g.w, g.h = int(box.W()/cell+2*edge)+2, int(box.H()/cell+2*edge)+2
	g.v = make([]float64, g.w*g.h)
	for _, p := range at {
		if k := g.index(p); k >= 0 {
			g.v[k]++
		}
	}
	g.spread(at, h)
	density := make([]float64, len(at))
	for i, p := range at {
		if k := g.index(p); k >= 0 {
			density[i] = g.v[k]
		}
	}
	slices.Sort(density)
	level := density[min(int((1-share)*float64(len(at))), len(at)-1)]
	if !(level > 0) {
		level = density[len(at)-1] / 1e6
	}
	lines := g.level(level)
	return slices.DeleteFunc(lines, func(l []Point) bool { return len(lines) > 1 && enclosed(l) < regionSpeck*h*h })
}

// spread smooths the counts over h where they are as sparse as most of the border, over less where they are denser and over
// more where they are sparser still.
func (g *field) spread(at []Point, h float64) {
	pilot := smooth(g.v, g.w, g.h, h/g.cell)
	var thick []float64
	for _, p := range at {
		if k := g.index(p); k >= 0 {
			thick = append(thick, pilot[k])
		}
	}
	slices.Sort(thick)
	sparse := thick[int((1-regionSparse)*float64(len(thick)-1))]
	clear(g.v)
	classes := map[int][]float64{} // points by smoothing, in half powers of two
	for _, p := range at {
		k := g.index(p)
		if k < 0 {
			continue
		}
		wide := min(max(math.Sqrt(sparse/pilot[k]), 1/regionWide), regionWide)
		c := int(math.Floor(2 * math.Log2(wide)))
		if classes[c] == nil {
			classes[c] = make([]float64, len(g.v))
		}
		classes[c][k]++
	}
	for c := -8; c <= 8; c++ { // in order, so that the sums are always the same
		if counts := classes[c]; counts != nil {
			sigma := h * math.Pow(2, float64(c)/2) / g.cell
			for k, v := range smooth(counts, g.w, g.h, sigma) {
				g.v[k] += v
			}
		}
	}
}

// enclosed is the area within a closed line.
func enclosed(l []Point) float64 {
	sum := 0.0
	for i := 1; i < len(l); i++ {
		sum += (l[i-1].X*l[i].Y - l[i].X*l[i-1].Y) / 2
	}
	return math.Abs(sum)
}

// neighbours is the distance from a point to the nearest √n of the n points, where they are as sparse as at most of the
// region's border.
func neighbours(at []Point) float64 {
	k := max(int(math.Sqrt(float64(len(at)))), 4)
	var reach []float64
	far := make([]float64, len(at))
	for i := 0; i < len(at); i += max(1, len(at)/regionProbes) {
		for j, q := range at {
			far[j] = math.Hypot(q.X-at[i].X, q.Y-at[i].Y)
		}
		slices.Sort(far)
		reach = append(reach, far[min(k, len(far)-1)])
	}
	slices.Sort(reach)
	return reach[int(regionSparse*float64(len(reach)-1))]
}

// field is a density at the middles of square cells.
type field struct {
	x, y, cell float64 // corner of the first cell, side
	w, h       int
	v          []float64
}

// index is the cell in which p lies; −1 for none.
func (g *field) index(p Point) int {
	i, j := int(math.Floor((p.X-g.x)/g.cell)), int(math.Floor((p.Y-g.y)/g.cell))
	if i < 0 || j < 0 || i >= g.w || j >= g.h {
		return -1
	}
	return j*g.w + i
}

// level returns the closed lines on which the field has a value (marching squares): an edge of the lattice of middles
// is crossed where the value lies between those of its ends, and within a square each crossing leads to the next.
func (g *field) level(value float64) [][]Point {
	across := func(i, j int) int { return 2 * (j*g.w + i) } // the edge from (i, j) to the right
	down := func(i, j int) int { return 2*(j*g.w+i) + 1 }
	next := map[int]int{}
	for j := range g.h - 1 {
		for i := range g.w - 1 {
			k := j*g.w + i
			corner := [4]bool{g.v[k] > value, g.v[k+1] > value, g.v[k+g.w+1] > value, g.v[k+g.w] > value}
			edge := [4]int{across(i, j), down(i+1, j), across(i, j+1), down(i, j)} // after each corner, clockwise
			for c := range 4 {
				if !corner[c] || corner[(c+1)%4] { // clockwise, the line leaves the region here
					continue
				}
				before := (c + 3) % 4
				for corner[before] {
					before = (before + 3) % 4
				}
				next[edge[before]] = edge[c] // it came in where the corners inside begin
			}
		}
	}
	at := func(edge int) Point {
		k := edge / 2
		l := k + 1
		if edge%2 == 1 {
			l = k + g.w
		}
		t := (value - g.v[k]) / (g.v[l] - g.v[k])
		p := Point{g.x + (float64(k%g.w)+0.5)*g.cell, g.y + (float64(k/g.w)+0.5)*g.cell}
		if edge%2 == 1 {
			p.Y += t * g.cell
		} else {
			p.X += t * g.cell
		}
		return p
	}
	var lines [][]Point
	for len(next) > 0 {
		first := -1
		for e := range next {
			if first < 0 || e < first { // always the same, whatever the order of the map
				first = e
			}
		}
		line := []Point{at(first)}
		for e := first; ; {
			to, ok := next[e]
			delete(next, e)
			if !ok {
				break
			}
			line = append(line, at(to))
			e = to
		}
		lines = append(lines, line)
	}
	return lines
}
