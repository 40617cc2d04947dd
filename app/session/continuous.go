package session

import (
	"math"
	"slices"
	"time"

	"innlab/scenes"
)

// Measures of a posterior that need no modes: what the simulator makes of its samples, how wide it is, where it lies
// thickest.

// resimulates says whether samples of x can be run through the simulator and what comes out compared with y.
func resimulates(s *scenes.Setup) bool { return s.Problem.Labels == 0 && s.Problem.Simulate != nil }

// How many samples are simulated again at most, how many at least, and how long the rest may take where the simulator
// is slow.
const (
	mostAgain, leastAgain = 500, 30
	againTime             = 200 * time.Millisecond
)

// again is the re-simulation error of samples x (n×DimX) of p(x | y): the median over the samples of how far the
// simulator without noise lands from y, root mean square over the numbers of y, each in units of its spread over prior
// and simulator. False if it was stopped.
func (d *draws) again(y, x []float64, stop func() bool) (float64, bool) {
	p := &d.setup.Problem
	if p.Simulate == nil {
		return math.NaN(), true
	}
	scale := d.scale()
	z := make([]float64, p.DimY)
	var far []float64
	for began := time.Now(); len(x) >= p.DimX && len(far) < mostAgain; x = x[p.DimX:] {
		if stop() {
			return math.NaN(), false
		}
		if len(far) >= leastAgain && time.Since(began) > againTime {
			break
		}
		p.Simulate(nil, x[:p.DimX], z)
		sum := 0.0
		for k, v := range z {
			sum += math.Pow((v-y[k])/scale[k], 2) / float64(p.DimY)
		}
		far = append(far, math.Sqrt(sum))
	}
	slices.Sort(far) // a NaN comes first and counts as any
	return far[len(far)/2], true
}

// relative is the mean of a over b, of those where b is not 0.
func relative(a, b []float64) float64 {
	sum, n := 0.0, 0.0
	for i := range a {
		if b[i] > 0 {
			sum, n = sum+a[i]/b[i], n+1
		}
	}
	return sum / n // 0/0 is the NaN of "cannot be said"
}

// outside is the share of samples outside the box of the prior; NaN where x may be anything.
func outside(s *scenes.Setup, x []float64) float64 {
	box, d := s.Problem.Box, s.Problem.DimX
	if box == nil {
		return math.NaN()
	}
	n := 0
	for i := 0; i < len(x); i += d {
		for k, v := range x[i : i+d] {
			if !(v >= box[k][0] && v <= box[k][1]) {
				n++
				break
			}
		}
	}
	return float64(n) / float64(len(x)/d)
}
