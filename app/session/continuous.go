package session

import (
	"math"
	"slices"
	"time"

	"innlab/inn/metric"
	"innlab/scenes"
)

// Measures of a posterior that need no modes: what the simulator makes of its samples, how wide it is, where it lies
// thickest.

// resimulates says whether samples of x can be run through the simulator and what comes out compared with y.
func resimulates(s *scenes.Setup) bool { return s.Problem.Labels == 0 && s.Problem.Simulate != nil }

// How many samples are simulated again at most, how many at least, and how long the rest may take where the simulator
// is slow.
const (
	mostSpectra           = 60
	repeats               = 200
	mostAgain, leastAgain = 500, 30
	againTime             = 200 * time.Millisecond
)

// again is the re-simulation error of samples x (n×DimX) of p(x | y): the median over the samples of how far the
// simulator without noise lands from y, root mean square over the numbers of y, each in units of its spread over prior
// and simulator. Spectra are what the simulator makes of the first samples. False if it was stopped.
func (d *draws) again(y, x []float64, stop func() bool) (far float64, spectra []float64, ok bool) {
	p := &d.setup.Problem
	if p.Simulate == nil {
		return math.NaN(), nil, true
	}
	scale := d.scale()
	z := make([]float64, p.DimY)
	var all []float64
	for began := time.Now(); len(x) >= p.DimX && len(all) < mostAgain; x = x[p.DimX:] {
		if stop() {
			return math.NaN(), nil, false
		}
		if len(all) >= leastAgain && time.Since(began) > againTime {
			break
		}
		p.Simulate(nil, x[:p.DimX], z)
		if len(all) < mostSpectra {
			spectra = append(spectra, z...)
		}
		sum := 0.0
		for k, v := range z {
			sum += math.Pow((v-y[k])/scale[k], 2) / float64(p.DimY)
		}
		all = append(all, math.Sqrt(sum))
	}
	slices.Sort(all) // a NaN comes first and counts as any
	return all[len(all)/2], spectra, true
}

// repeated is the spread of each number of y (DimY) when x is measured again and again.
func (d *draws) repeated(x []float64) []float64 {
	u := d.setup
	observe, raw := u.Problem.Simulate, x
	if s := u.Slow; s != nil {
		if raw = make([]float64, s.Core.DimY); s.Observe == nil {
			return nil
		}
		s.Core.Simulate(nil, x, raw)
		observe = s.Observe
	}
	r, y := stream(forRepeat), make([]float64, repeats*u.Problem.DimY)
	for i := range repeats {
		observe(r, raw, y[i*u.Problem.DimY:(i+1)*u.Problem.DimY])
	}
	return metric.Spread(y, u.Problem.DimY)
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
