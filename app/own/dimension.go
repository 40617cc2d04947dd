package own

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/spatial/kdtree"
	"gonum.org/v1/gonum/stat"
)

// dimensionRows is how many points the dimension is estimated from. The estimate's standard error is about d/√n, and a
// tree of so many points takes a fraction of a second.
const dimensionRows = 4000

// Dimension estimates the intrinsic dimension of points (n×dim, row-major): of the surface that they lie on near each
// of them, 0 where they are but a few values. Method: TwoNN (Facco, d'Errico, Rodriguez, Laio: Estimating the intrinsic
// dimension of datasets by a minimal neighborhood information, Scientific Reports 7, 12140, 2017). The ratio μ of the
// distances to a point's second and first neighbour follows P(μ) = 1 − μ^−d (their equation 5) whatever the density, so
// −ln(1−F(μ)) against ln μ is a line through the origin with slope d; as in the paper the largest tenth of μ is left out.
// Columns are divided by their spread first; points that occur twice count once. Noise fills all dimensions, and dimensions
// above ten are underestimated.
func Dimension(points []float64, dim int) float64 {
	if dim == 0 || len(points) == 0 {
		return 0
	}
	all := distinct(scaled(points[:min(len(points), dimensionRows*dim)], dim), dim)
	if len(all) < fewest/2 {
		return 0
	}
	tree := kdtree.New(slices.Clone(all), false) // orders its points in place
	var logs []float64
	for _, p := range all {
		keep := kdtree.NewNKeeper(3) // the point itself is the first
		tree.NearestSet(keep, p)
		var d2 []float64
		for _, n := range keep.Heap {
			d2 = append(d2, n.Dist)
		}
		slices.Sort(d2)
		if d2[1] > 0 {
			logs = append(logs, 0.5*math.Log(d2[2]/d2[1])) // of squared distances
		}
	}
	slices.Sort(logs)
	var xy, xx float64
	n := float64(len(logs))
	for i, l := range logs[:len(logs)*9/10] {
		xy -= l * math.Log(1-float64(i+1)/n)
		xx += l * l
	}
	if xx == 0 { // a lattice: all neighbours are equally far
		return float64(dim)
	}
	return min(xy/xx, float64(dim))
}

// scaled divides every column by its spread.
func scaled(points []float64, dim int) []float64 {
	out := slices.Clone(points)
	for c := range dim {
		_, spread := stat.MeanStdDev(column(points, c, dim), nil)
		if spread > 0 {
			for i := c; i < len(out); i += dim {
				out[i] /= spread
			}
		}
	}
	return out
}

// distinct returns the points, each once.
func distinct(points []float64, dim int) kdtree.Points {
	var all kdtree.Points
	for i := 0; i < len(points); i += dim {
		all = append(all, points[i:i+dim])
	}
	slices.SortFunc(all, func(a, b kdtree.Point) int { return slices.Compare(a, b) })
	return slices.CompactFunc(all, func(a, b kdtree.Point) bool { return slices.Equal(a, b) })
}
