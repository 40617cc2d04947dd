package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSlicedWassersteinByHand(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 1))
	// On a line: 0, 1, 5 to 1, 2, 3, in whatever order.
	got := SlicedWasserstein(r, []float64{5, 0, 1}, []float64{1, 3, 2}, 1, 3)
	if err := near("on a line", got, math.Sqrt((1.0+1+4)/3), 1e-14); err != nil {
		t.Error(err)
	}
	// A shift by (3, 4, 0): |δ|/√dim.
	a := normal(r, 300, 0)
	b := make([]float64, len(a))
	for i := range a {
		b[i] = a[i] + []float64{3, 4, 0}[i%3]
	}
	if err := near("shift", SlicedWasserstein(r, a, b, 3, 20000), 5/math.Sqrt(3), 0.03); err != nil {
		t.Error(err)
	}
	b[5] = math.NaN()
	if v := SlicedWasserstein(r, a, b, 3, 1); !math.IsNaN(v) {
		t.Errorf("a NaN among the points gives %g", v)
	}
}

// Two normals of spread 1 and s are |s − 1| apart in any direction; one distribution scores its floor, which falls with
// the number of points.
func TestSlicedWassersteinTellsApart(t *testing.T) {
	r := rand.New(rand.NewPCG(22, 1))
	wide := normal(r, 8000, 0)
	for i := range wide {
		wide[i] *= 1.5
	}
	score := func(a, b []float64) float64 { return SlicedWasserstein(r, a, b, 2, 50) }
	if err := near("wider", score(normal(r, 8000, 0), wide), 0.5, 0.04); err != nil {
		t.Error(err)
	}
	draw := func(x []float64) { copy(x, normal(r, len(x), 0)) }
	few, many := SampleFloor(draw, 250, 2, 20, score), SampleFloor(draw, 4000, 2, 10, score)
	if ratio := few.Mean / many.Mean; !(ratio > 3 && ratio < 5.3) { // √16, and the tails
		t.Errorf("floors %v and %v", few, many)
	}
	same, shifted := score(normal(r, 8000, 0), normal(r, 8000, 0)), score(normal(r, 8000, 0), normal(r, 8000, 0.2))
	if same > many.Mean+4*many.SD || shifted < many.Mean+4*many.SD {
		t.Errorf("the same scores %g, a shift %g, the floor is %v", same, shifted, many)
	}
}

func TestFloor(t *testing.T) {
	scores := []float64{1, 3, 5, 7}
	f := repeated(4, func() float64 { s := scores[0]; scores = scores[1:]; return s })
	for _, err := range []error{
		near("mean", f.Mean, 4, 1e-15), near("spread", f.SD, math.Sqrt(5), 1e-15), near("RMS", f.RMS(), math.Sqrt(21), 1e-14),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}
