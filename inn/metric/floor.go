package metric

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"
)

// A score says nothing without what a perfect posterior scores by chance: its noise floor, found by scoring perfect
// draws of the same size.

// Floor is what perfect draws score: the mean and the standard deviation over repeats.
type Floor struct{ Mean, SD float64 }

// RMS is the root mean square of the scores, for scores that are 0 on average.
func (f Floor) RMS() float64 { return math.Hypot(f.Mean, f.SD) }

// repeated scores the given number of perfect draws, one or more.
func repeated(repeats int, score func() float64) Floor {
	if repeats < 1 {
		panic("metric: a noise floor needs a repeat or more")
	}
	s := make([]float64, repeats)
	for i := range s {
		s[i] = score()
	}
	mean, sd := stat.PopMeanStdDev(s, nil)
	return Floor{mean, sd}
}

// SampleFloor is the floor of a distance between two sets of n points: of fresh exact sets, over the given number of
// pairs. Draw fills a set (n×dim).
func SampleFloor(draw func(x []float64), n, dim, pairs int, distance func(a, b []float64) float64) Floor {
	a, b := make([]float64, n*dim), make([]float64, n*dim)
	return repeated(pairs, func() float64 {
		draw(a)
		draw(b)
		return distance(a, b)
	})
}

// RankFloor is the floor of a score of ranks: of the given number of test pairs, each rank among samples draws of a
// perfect posterior, over repeats.
func RankFloor(r *rand.Rand, tests, samples, repeats int, score func(ranks []float64) float64) Floor {
	ranks := make([]float64, tests)
	return repeated(repeats, func() float64 {
		for i := range ranks {
			ranks[i] = float64(r.IntN(samples+1)) / float64(samples)
		}
		return score(ranks)
	})
}
