package scenes

import (
	"math"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"innlab/scenes/paint"
)

// Which reflectances mixtures of the paints can have: their curves are smooth and alike, so that a few directions (principal
// components) span nearly all of them. A curve that leaves these directions by more than noise explains, or goes farther along
// one than any mixture, is none.

const (
	spectrumDraws      = 2000
	spectrumDirections = 10
	spectrumRoom       = 0.05 // beyond the farthest mixture along a direction, of the way between both ends
	spectrumChance     = 1.5  // times the noise that is expected
)

// spectrumReach are the directions.
type spectrumReach struct {
	mean   []float64
	along  [][]float64  // directions × bands
	ends   [][2]float64 // of the mixtures along each
	beside float64      // what mixtures at most leave the directions by
}

var mixtures = sync.OnceValue(func() *spectrumReach {
	r := rand.New(rand.NewPCG(13, 28))
	rows := mat.NewDense(spectrumDraws, paint.Bands, nil)
	x := make([]float64, colourDim)
	for i := range spectrumDraws {
		colourPrior(r, x)
		rows.SetRow(i, colourReflect(x))
	}
	var pc stat.PC
	if !pc.PrincipalComponents(rows, nil) {
		panic("scenes: the mixtures have no principal components")
	}
	var v mat.Dense
	pc.VectorsTo(&v)
	s := &spectrumReach{mean: make([]float64, paint.Bands)}
	for b := range s.mean {
		s.mean[b] = stat.Mean(mat.Col(nil, b, rows), nil)
	}
	for k := range spectrumDirections {
		s.along = append(s.along, mat.Col(nil, k, &v))
		s.ends = append(s.ends, [2]float64{math.Inf(1), math.Inf(-1)})
	}
	for i := range spectrumDraws {
		at, beside := s.parts(rows.RawRowView(i))
		for k, c := range at {
			s.ends[k] = [2]float64{min(s.ends[k][0], c), max(s.ends[k][1], c)}
		}
		s.beside = max(s.beside, beside)
	}
	return s
})

// parts are how far a curve goes along each direction, and what is left of it (root of the sum of squares).
func (s *spectrumReach) parts(y []float64) (at []float64, beside float64) {
	left := make([]float64, len(y))
	for b, v := range y {
		left[b] = v - s.mean[b]
	}
	for _, along := range s.along {
		c := 0.0
		for b, v := range along {
			c += v * left[b]
		}
		for b, v := range along {
			left[b] -= c * v
		}
		at = append(at, c)
	}
	for _, v := range left {
		beside += v * v
	}
	return at, math.Sqrt(beside)
}

// reached reports whether a mixture can have the reflectance y, but for the noise of a measurement.
func (s *spectrumReach) reached(y []float64) bool {
	at, beside := s.parts(y)
	for k, c := range at {
		room := spectrumRoom*(s.ends[k][1]-s.ends[k][0]) + 4*spectrumNoise
		if c < s.ends[k][0]-room || c > s.ends[k][1]+room {
			return false
		}
	}
	return beside <= s.beside+spectrumChance*spectrumNoise*math.Sqrt(paint.Bands-spectrumDirections)
}
