package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"

	"innlab/inn"
)

// Two moons (Greenberg, Nonnenmacher, Macke: Automatic Posterior Transformation, ICML 2019, as in the benchmark): the
// posterior is two thin crescents, for only the absolute value of x1 + x2 is seen.

// The crescent that noise draws y in: an angle within ±π/2, and a radius.
const (
	moonRadius = 0.1
	moonThick  = 0.01 // standard deviation of the radius
	moonOffset = 0.25
)

// moonsBox bounds x.
var moonsBox = cube(2, 1)

// twoMoons is the scene "two-moons".
func twoMoons() Scene {
	y := []Axis{
		{Name: "data_1", Symbol: "y", Index: "1", Min: -1.2, Max: 0.4},
		{Name: "data_2", Symbol: "y", Index: "2", Min: -1.4, Max: 1.4},
	}
	s := Scene{
		Name:    "two-moons",
		Title:   "Two moons",
		Story:   "The measurement sees θ₁ + θ₂ without its sign: which θ was it?",
		Summary: "2 from 2",
		Truth:   "exact posterior",
		Setups: []Setup{{
			Name: "two-moons",
			Problem: inn.Problem{
				DimX: 2, DimY: 2, Box: moonsBox,
				Prior:    uniform(moonsBox),
				Simulate: moonsSimulate,
			},
			X: columns(2, "parameter", "θ", -1, 1), Y: y,
			Start:   []float64{-0.35, 0},
			Reached: Reached{Calibration: 0.005, Resimulation: 1.00, C2ST: 0.51},
			Presets: []Preset{byLikelihood(16000, moonsLikelihood), noisyINN(2, 2)},
			Tunings: moonsTunings(),
			Exact:   moonsExact,
			Kernels: posteriorKernels(2),
			Spread:  []float64{1 / math.Sqrt(3), 1 / math.Sqrt(3)},
			Claim: func(_ *Setup, _, x []float64) string {
				sum := columnOf(x, 2, 0)
				for i, v := range columnOf(x, 2, 1) {
					sum[i] += v
				}
				return when(parted(sum, 0), "Two crescents explain the measurement equally well: it sees θ₁ + θ₂ without its sign.")
			},
			Picker: Plane,
			Plane:  [2]Axis(y),
		}},
	}
	// The posterior at Start along its middle line.
	for i := range 13 {
		sin, cos := math.Sincos(math.Pi * (float64(i)/12 - 0.5))
		for mode, sign := range []float64{1, -1} {
			x := make([]float64, 2)
			moonsInverse(s.Setups[0].Start, moonOffset+moonRadius*cos, moonRadius*sin, sign, x)
			s.Thumb = append(s.Thumb, Disc{X: 0.5 + 0.6*x[0], Y: 0.5 + 0.6*x[1], R: 0.03, Mode: mode})
		}
	}
	return s
}

// moonsSimulate computes y = p + (−|x1 + x2|, −x1 + x2)/√2 with p drawn from the crescent; without noise p is the
// crescent's foremost point.
func moonsSimulate(r *rand.Rand, x, y []float64) {
	p1, p2 := moonOffset+moonRadius, 0.0
	if r != nil {
		p1, p2 = crescent(r)
	}
	y[0] = p1 - math.Abs(x[0]+x[1])/math.Sqrt2
	y[1] = p2 + (x[1]-x[0])/math.Sqrt2
}

// crescent draws a point p = (radius·cos a + 0.25, radius·sin a).
func crescent(r *rand.Rand) (p1, p2 float64) {
	sin, cos := math.Sincos(math.Pi * (r.Float64() - 0.5))
	radius := moonRadius + moonThick*r.NormFloat64()
	return moonOffset + radius*cos, radius * sin
}

// moonsInverse sets x to the one of sign (±1) that gives y where the point of the crescent is p; false if none does.
func moonsInverse(y []float64, p1, p2, sign float64, x []float64) bool {
	sum, diff := p1-y[0], y[1]-p2 // |x1 + x2|/√2, (x2 − x1)/√2
	x[0] = (sign*sum - diff) / math.Sqrt2
	x[1] = (sign*sum + diff) / math.Sqrt2
	return sum >= 0
}

// moonsExact draws from p(x | y). Both signs map areas of x to areas of p without stretching, so under an even prior
// p has its own distribution, cut to where x exists and lies in the box.
func moonsExact(r *rand.Rand, y, x []float64) error {
	if err := checkY(y, 2); err != nil {
		return err
	}
	tries := patience{1000000, 20000}
	for ; len(x) >= 2; x = x[2:] {
		for {
			if tries.lost() {
				return fmt.Errorf("no x explains y = %.4g, %.4g: y lies outside what this scene can give", y[0], y[1])
			}
			p1, p2 := crescent(r)
			sign := float64(2*r.IntN(2) - 1)
			if moonsInverse(y, p1, p2, sign, x) && within(moonsBox, x[:2]) {
				tries.kept()
				break
			}
		}
	}
	return nil
}
