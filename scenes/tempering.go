package scenes

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// How the modes of a narrow posterior are found that fills a millionth of its prior: a population goes there from the
// prior, by and by (Del Moral, Doucet, Jasra: Sequential Monte Carlo Samplers, JRSS B 68, 411 (2006)). The best of as many
// draws of the prior lie in the wrong valley as soon as the right one is narrow.

const (
	populated = 400 // points
	moved     = 2   // times that each moves under each power of the likelihood
	effective = 0.3 // share of the points that a power must leave to bear all weight
)

// population returns points whose density is about that of the target. The likelihood is raised to a power that grows from
// 0 to 1, as fast as it leaves enough points that bear the weight; by the weights points are drawn anew, and then move by
// differences of others (ter Braak: A Markov Chain Monte Carlo version of the genetic algorithm Differential Evolution,
// Statistics and Computing 16, 239 (2006)).
func (t *target) population(r *rand.Rand) [][]float64 {
	points, logs := make([][]float64, populated), make([]float64, populated)
	for i := range points {
		points[i] = make([]float64, t.dim)
		for j := range points[i] {
			points[i][j] = r.NormFloat64()
		}
		logs[i] = t.likelihood(points[i])
	}
	for power := 0.0; power < 1; {
		last := power
		power = nextPower(logs, last)
		points, logs = drawnAnew(r, points, logs, power-last)
		for range moved {
			t.move(r, points, logs, power)
		}
	}
	return points
}

// nextPower is the largest up to 1 at which the points that bear the weight are the share effective.
func nextPower(logs []float64, last float64) float64 {
	lo, hi := last, 1.0
	if shareBearing(logs, hi-last) >= effective {
		return hi
	}
	for range 40 {
		if mid := (lo + hi) / 2; shareBearing(logs, mid-last) >= effective {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// shareBearing is the effective sample size of weights exp(step·log), as a share (Kong, Liu, Wong 1994).
func shareBearing(logs []float64, step float64) float64 {
	var sum, squares float64
	top := floats.Max(logs)
	for _, l := range logs {
		w := math.Exp(step * (l - top))
		sum, squares = sum+w, squares+w*w
	}
	return sum * sum / squares / float64(len(logs))
}

// drawnAnew draws as many points by the weights exp(step·log), at even distances of their sum.
func drawnAnew(r *rand.Rand, points [][]float64, logs []float64, step float64) ([][]float64, []float64) {
	n, top := len(points), floats.Max(logs)
	sums := make([]float64, n)
	for i, l := range logs {
		sums[i] = math.Exp(step * (l - top))
	}
	floats.CumSum(sums, sums)
	next, at := make([][]float64, n), make([]float64, n)
	from, k := r.Float64(), 0
	for i := range n {
		for k < n-1 && sums[k] < (float64(i)+from)/float64(n)*sums[n-1] {
			k++
		}
		next[i], at[i] = slices.Clone(points[k]), logs[k]
	}
	return next, at
}

// move moves each point once, in a way that keeps the target with the likelihood raised to the power.
func (t *target) move(r *rand.Rand, points [][]float64, logs []float64, power float64) {
	stride := 2.38 / math.Sqrt(2*float64(t.dim))
	v := make([]float64, t.dim)
	for i, p := range points {
		a, b := points[r.IntN(len(points))], points[r.IntN(len(points))]
		for j := range v {
			v[j] = p[j] + stride*(a[j]-b[j]) + 1e-4*r.NormFloat64()
		}
		l := t.likelihood(v)
		if -r.ExpFloat64() <= power*(l-logs[i])-(floats.Dot(v, v)-floats.Dot(p, p))/2 {
			copy(p, v)
			logs[i] = l
		}
	}
}
