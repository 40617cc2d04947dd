package inn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Whole numbers are answered as such, and by a forward pass and its inverse they come back within the rounding of the network,
// which nothing hides.
func TestWholeAnswers(t *testing.T) {
	p := Problem{
		DimX: 2, DimY: 1, Whole: []bool{true, false},
		Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = float64(r.IntN(2)), r.NormFloat64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			y[0] = x[0] + x[1]
		},
	}
	c, l := small(&p)
	c.Round = true
	m, err := New(&p, c, l)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Step(); err != nil {
		t.Fatal(err)
	}
	e := m.Freeze()
	x := make([]float64, 400)
	e.Sample(rand.New(rand.NewPCG(1, 1)), []float64{0.5}, x)
	whole := 0
	for i := 0; i < len(x); i += 2 {
		if x[i] != math.Round(x[i]) || x[i] == 0 && math.Signbit(x[i]) {
			t.Fatalf("the answer for a whole number is %g", x[i])
		}
		if x[i+1] == math.Round(x[i+1]) {
			whole++
		}
	}
	if whole == len(x)/2 {
		t.Error("all numbers are rounded")
	}
	in, back := []float64{0.25, 0.25}, make([]float64, 2)
	e.(*Model).RoundTrip(in, back)
	if math.Abs(back[0]-0.25) > 1e-4 {
		t.Errorf("0.25 comes back as %g: what the network does is hidden by rounding", back[0])
	}
}
