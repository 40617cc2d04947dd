package own

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Cloud tells which y the data say anything about. It consists of moments alone, so that a model file that holds it
// gives away no row.
type Cloud struct {
	Mean []float64 `json:"mean,omitempty"` // of the numbers of y that are no part of a one-hot
	// Whiten (n×n, row-major) takes y less Mean to independent numbers of unit variance; of more than mostWhitened numbers
	// it is the inverse of their standard deviations (n), as if they were independent.
	Whiten []float64 `json:"whiten,omitempty"`
	// Far is the Mahalanobis distance beyond which lies a thousandth of the data.
	Far float64 `json:"far,omitempty"`
}

// mostWhitened bounds what a card takes in a model file.
const mostWhitened = 100

// newCloud measures points (rows of dim numbers).
func newCloud(points []float64, dim int) Cloud {
	if dim == 0 {
		return Cloud{}
	}
	m := mat.NewDense(len(points)/dim, dim, points)
	c := Cloud{Mean: make([]float64, dim), Whiten: make([]float64, dim*dim)}
	for i := range c.Mean {
		c.Mean[i] = stat.Mean(mat.Col(nil, i, m), nil)
	}
	var cov mat.SymDense
	stat.CovarianceMatrix(&cov, m, nil)
	// By the correlations, so that units do not matter. Directions in which the data hardly go are given the least
	// spread, not none: columns that depend on each other have such.
	sd := make([]float64, dim)
	for i := range sd {
		sd[i] = math.Sqrt(cov.At(i, i))
	}
	if dim > mostWhitened {
		c.Whiten = sd
		for i := range sd {
			c.Whiten[i] = 1 / sd[i]
		}
		c.measure(points)
		return c
	}
	for i := range dim {
		for j := i; j < dim; j++ {
			cov.SetSym(i, j, cov.At(i, j)/(sd[i]*sd[j]))
		}
	}
	var e mat.EigenSym
	if !e.Factorize(&cov, true) {
		panic("own: the correlations of y have no eigenvectors")
	}
	var v mat.Dense
	e.VectorsTo(&v)
	least := 1e-6 * slices.Max(e.Values(nil))
	for k, l := range e.Values(nil) {
		for i := range dim {
			c.Whiten[k*dim+i] = float64(float32(v.At(i, k) / (sd[i] * math.Sqrt(max(l, least)))))
		}
	}
	c.measure(points)
	return c
}

// measure sets Far.
func (c *Cloud) measure(points []float64) {
	dim := len(c.Mean)
	distance := make([]float64, 0, len(points)/dim)
	for i := 0; i < len(points); i += dim {
		distance = append(distance, c.Distance(points[i:i+dim]))
	}
	slices.Sort(distance)
	c.Far = stat.Quantile(0.999, stat.Empirical, distance, nil)
}

// Distance is the Mahalanobis distance of y's numbers from their mean: √((y−m)ᵀ C⁻¹ (y−m)).
func (c *Cloud) Distance(y []float64) float64 {
	var sum float64
	n := len(c.Mean)
	if len(c.Whiten) == n {
		for i, w := range c.Whiten {
			sum += w * w * (y[i] - c.Mean[i]) * (y[i] - c.Mean[i])
		}
		return math.Sqrt(sum)
	}
	for k := range n {
		var s float64
		for i := range n {
			s += c.Whiten[k*n+i] * (y[i] - c.Mean[i])
		}
		sum += s * s
	}
	return math.Sqrt(sum)
}

// fits reports whether a cloud that was read is one of these numbers of y.
func (c *Cloud) fits(numeric []int) bool {
	n := len(numeric)
	bad := func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }
	return len(c.Mean) == n && (len(c.Whiten) == n*n || len(c.Whiten) == n && n > mostWhitened) && (n == 0 || c.Far > 0) && !bad(c.Far) &&
		!slices.ContainsFunc(c.Mean, bad) && !slices.ContainsFunc(c.Whiten, bad)
}

// beyond is how far past the data's least and largest value a number may go, as a share of their range, before it counts
// as outside.
const beyond = 0.1

// Outside says in words how y (encoded) lies outside of what the data say anything about; empty where it lies inside. It
// is outside where a number goes beyond the range of its column, or where its Mahalanobis distance is larger than those
// of all but a thousandth of the data. A gap amid the data is not seen.
func (c *Card) Outside(y []float64) string {
	list := c.numeric()
	if len(list) == 0 {
		return ""
	}
	v := make([]float64, 0, len(list))
	for _, i := range list {
		v = append(v, y[i])
	}
	out := c.Cloud.Distance(v) > c.Cloud.Far
	words, most, n := "no row of the data is like this y; the answer is an extrapolation", 0.0, 0
	for i := range c.Y { // the number that goes furthest beyond the range of its column explains it best
		f := &c.Y[i]
		if f.Categories != nil {
			continue
		}
		over := max(v[n]-f.Most, f.Least-v[n]) / (f.Most - f.Least)
		out = out || over > beyond
		if over > most {
			most = over
			words = fmt.Sprintf("%s = %.4g lies outside the data, which go from %.4g to %.4g; the answer is an extrapolation",
				f.Name, v[n], f.Least, f.Most)
		}
		n++
	}
	if !out {
		return ""
	}
	return words
}
