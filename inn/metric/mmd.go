package metric

import (
	"sync"
)

// The maximum mean discrepancy (Gretton et al., A Kernel Two-Sample Test, JMLR 2012) with a sum of inverse
// multiquadric kernels k(d) = Σ a²/(a²+d²). The n×m matrix is never stored: a row of one set meets the other set tile
// by tile, first all squared distances of the tile, feature by feature, then all kernels.

// tile is how many points of the second set a row meets at once, few enough for the first-level cache.
const tile = 512

// strip is how many rows of the first set make one piece of work.
const strip = 64

// far is where squared distances are cut off, so that products of up to eight of them stay finite. The kernels are
// zero there to the last digit.
const far = 1e30

// MMD2 returns the unbiased estimate of the squared discrepancy (Gretton et al., eq. 3) of the points a (n×dim) and b
// (m×dim), n, m ≥ 2: 0 on average where both come from one distribution, so it may be negative. Kernels holds at
// most eight bandwidths. NaN in a point gives NaN.
func MMD2(a, b []float64, dim int, kernels []float64) float64 {
	n, m := float64(rows(a, dim)), float64(rows(b, dim))
	if n < 2 || m < 2 {
		panic("metric: MMD2 needs two points in each set")
	}
	k0 := float64(len(kernels)) // k(0), the value on the diagonal
	aa, bb, ab := sums(a, b, dim, kernels)
	return (aa-n*k0)/(n*(n-1)) + (bb-m*k0)/(m*(m-1)) - 2*ab/(n*m)
}

// MMD2Biased returns the biased estimate (Gretton et al., eq. 5) with the diagonals of the self terms, as the paper's
// code has it: never negative, and above 0 by about 2·k(0)/n for two sets of n from one distribution.
func MMD2Biased(a, b []float64, dim int, kernels []float64) float64 {
	n, m := float64(rows(a, dim)), float64(rows(b, dim))
	if n < 1 || m < 1 {
		panic("metric: MMD2Biased needs a point in each set")
	}
	aa, bb, ab := sums(a, b, dim, kernels)
	return aa/(n*n) + bb/(m*m) - 2*ab/(n*m)
}

// NoiseFloor returns what exact sampling itself scores: the root mean square of MMD2 between two fresh exact sets of
// n points, over the given number of pairs. Draw fills a set (n×dim).
func NoiseFloor(draw func(x []float64), n, dim int, kernels []float64, pairs int) float64 {
	return SampleFloor(draw, n, dim, pairs, func(a, b []float64) float64 { return MMD2(a, b, dim, kernels) }).RMS()
}

// sums returns Σ k over all pairs of a with a, b with b and a with b, diagonals included. Two goroutines share the
// strips; their sums are added in the order of the strips, so the bits do not depend on who was first.
func sums(a, b []float64, dim int, kernels []float64) (aa, bb, ab float64) {
	if len(kernels) == 0 || len(kernels) > 8 {
		panic("metric: from one to eight kernels")
	}
	a2 := make([]float64, len(kernels))
	for i, k := range kernels {
		a2[i] = k * k
	}
	ta, tb := transposed(a, dim), transposed(b, dim)
	as, bs := strips(len(a)/dim), strips(len(b)/dim)
	part := make([]float64, 2*as+bs)
	work := func(first int) {
		d := make([]float64, tile)
		for i := first; i < len(part); i += 2 {
			switch {
			case i < as:
				part[i] = stripSum(a, ta, i, true, dim, a2, d)
			case i < 2*as:
				part[i] = stripSum(a, tb, i-as, false, dim, a2, d)
			default:
				part[i] = stripSum(b, tb, i-2*as, true, dim, a2, d)
			}
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() { work(1) })
	work(0)
	wg.Wait()
	for i, p := range part {
		switch {
		case i < as:
			aa += p
		case i < 2*as:
			ab += p
		default:
			bb += p
		}
	}
	return aa, bb, ab
}

// strips returns how many strips n rows make.
func strips(n int) int { return (n + strip - 1) / strip }

// stripSum returns Σ k of strip number s of x (n×dim) with all points of t (dim×m). Where t is x itself only pairs
// above the diagonal are visited and counted twice.
func stripSum(x, t []float64, s int, self bool, dim int, a2, d []float64) float64 {
	var sum float64
	m := len(t) / dim
	for i := s * strip; i < min((s+1)*strip, len(x)/dim); i++ {
		row := x[i*dim : (i+1)*dim]
		from := 0
		if self {
			from = i + 1
			sum += float64(len(a2)) / 2 // the diagonal, doubled below
		}
		for ; from < m; from += tile {
			d := d[:min(tile, m-from)]
			clear(d)
			for f, v := range row {
				for j, w := range t[f*m+from:][:len(d)] {
					d[j] += (v - w) * (v - w)
				}
			}
			sum += kernelSum(d, a2)
		}
	}
	if self {
		return 2 * sum
	}
	return sum
}

// kernelSum returns Σ_j Σ_b a2_b/(a2_b+d_j) with one division for each d: the fractions are brought to a common
// denominator.
func kernelSum(d, a2 []float64) float64 {
	var sum float64
	for _, d := range d {
		if d > far {
			d = far
		}
		num, den := 0.0, 1.0
		for _, a := range a2 {
			num = num*(a+d) + a*den
			den *= a + d
		}
		sum += num / den
	}
	return sum
}

// transposed returns x (n×dim) feature by feature (dim×n).
func transposed(x []float64, dim int) []float64 {
	n := rows(x, dim)
	t := make([]float64, len(x))
	for i := range n {
		for f := range dim {
			t[f*n+i] = x[i*dim+f]
		}
	}
	return t
}
