package metric

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat"

	"innlab/inn/kernel"
)

// The classifier two-sample test (Lopez-Paz & Oquab, ICLR 2017) as the benchmark of simulation-based inference defines
// it (Lueckmann et al., AISTATS 2021; sbibm's metrics/c2st): how often a classifier tells samples from the reference.

// folds is the number of parts of the cross-validation.
const folds = 5

// farthest is how many standard deviations from the reference a sample is at most, for the classifier: float32 holds
// the squares.
const farthest = 1e6

// pool is both sets as the classifier sees them: rows from first on carry label 1.
type pool struct {
	x          []float32
	dim, first int
}

// C2ST returns the accuracy with which a perceptron of two hidden layers of 10·dim units tells samples from reference,
// two sets of the same size (n×dim each): the mean over five folds of cross-validation. 0.5 says that they cannot be told
// apart, 1 that they are disjoint. Every column is centred and scaled by the reference's mean and spread; a column that
// is constant there is only centred. Deviation is the standard error of the mean, from the spread over the folds.
//
// The benchmark trains until the training loss stops falling. From five dimensions or so on, the classifier then learns
// its samples by heart: it takes hundreds of epochs and ends well below the accuracy that is possible (in ten
// dimensions 0.75 where 0.81 is, at 10 000 points). C2STEarlyStopping does not.
//
// The folds run in parallel and give the same bits on any number of processors. NaN or infinity in a point gives NaN.
// Stop is asked between steps, by several goroutines, and may be nil; where it says true, ok is false. Fewer than five
// points in a set panic.
func C2ST(reference, samples []float64, dim int, seed uint64, stop func() bool) (accuracy, deviation float64, ok bool) {
	return c2st(reference, samples, dim, seed, 0, stop)
}

// C2STEarlyStopping is C2ST with a classifier that stops when its accuracy on a tenth of the training rows, held back,
// has not risen for ten epochs, and that keeps its best weights (scikit-learn's early_stopping). It comes nearer to the
// accuracy that is possible, in a tenth of the time; its values are not those of the benchmark's tables.
func C2STEarlyStopping(reference, samples []float64, dim int, seed uint64, stop func() bool,
) (accuracy, deviation float64, ok bool) {
	return c2st(reference, samples, dim, seed, 0.1, stop)
}

// c2st trains on all but a share of the training rows, which it watches.
func c2st(reference, samples []float64, dim int, seed uint64, share float64, stop func() bool,
) (accuracy, deviation float64, ok bool) {
	n := rows(reference, dim)
	if len(samples) != len(reference) || n < folds {
		panic("metric: C2ST needs two sets of the same size, of five points or more")
	}
	d, finite := pooled(reference, samples, dim)
	if !finite {
		return math.NaN(), math.NaN(), true
	}
	order := rand.New(rand.NewPCG(seed, 0)).Perm(2 * n)
	score, done := make([]float64, folds), make([]bool, folds)
	next := make(chan int, folds)
	for f := range folds {
		next <- f
	}
	close(next)
	var wg sync.WaitGroup
	for range min(folds, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for f := range next {
				score[f], done[f] = d.fold(order, f, seed, share, stop)
			}
		})
	}
	wg.Wait()
	if slices.Contains(done, false) {
		return math.NaN(), math.NaN(), false
	}
	mean, spread := stat.MeanStdDev(score, nil)
	return mean, spread / math.Sqrt(folds), true
}

// fold trains on all rows but those of part f of order and returns the accuracy on these.
func (d *pool) fold(order []int, f int, seed uint64, share float64, stop func() bool) (accuracy float64, ok bool) {
	from, to := len(order)*f/folds, len(order)*(f+1)/folds
	train := slices.Concat(order[:from], order[to:])
	watched := int(share * float64(len(train)))
	r := rand.New(rand.NewPCG(seed, uint64(f)+1))
	c := newClassifier(&kernel.Best, d.dim, r)
	if !c.fit(d, train[watched:], train[:watched], r, stop) {
		return 0, false
	}
	return c.accuracy(d, order[from:to]), true
}

// pooled scales both sets by the reference and puts one behind the other; false if a number is not finite.
func pooled(reference, samples []float64, dim int) (d *pool, finite bool) {
	d = &pool{x: make([]float32, 0, 2*len(reference)), dim: dim, first: len(reference) / dim}
	centre, spread := Mean(reference, dim), Spread(reference, dim)
	for _, set := range [][]float64{reference, samples} {
		for i, v := range set {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, false
			}
			v -= centre[i%dim]
			if s := spread[i%dim]; s > 0 {
				v /= s
			}
			d.x = append(d.x, float32(min(max(v, -farthest), farthest)))
		}
	}
	return d, true
}
