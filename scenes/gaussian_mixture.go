package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn"
)

// Gaussian mixture (the benchmark's T.4, after Sisson et al. 2007): the noise is now and then wide, mostly as often
// narrow, so the posterior is a sharp spot in a wide cloud.

// mixtureSpreads are the standard deviations of the two kinds of noise, equally likely.
var mixtureSpreads = [2]float64{1, 0.1}

// mixtureBox bounds x.
var mixtureBox = cube(2, 10)

// gaussianMixture is the scene "gaussian-mixture".
func gaussianMixture() Scene {
	y := columns(2, "data", "y", -12, 12)
	return Scene{
		Name:    "gaussian-mixture",
		Title:   "Gaussian mixture",
		Story:   "Half of the measurements are ten times sharper than the others, and nothing tells which: where was θ?",
		Summary: "2 from 2",
		Truth:   "exact posterior",
		Setups: []Setup{{
			Name: "gaussian-mixture",
			Problem: inn.Problem{
				DimX: 2, DimY: 2, Box: mixtureBox,
				Prior:    uniform(mixtureBox),
				Simulate: mixtureSimulate,
			},
			X: columns(2, "parameter", "θ", -10, 10), Y: y,
			Start:   []float64{3, -2},
			Reached: Reached{Calibration: 0.007, Resimulation: 1.01, C2ST: 0.51},
			Presets: []Preset{byLikelihood(12000, mixtureLikelihood), noisyINN(2, 2)},
			Exact:   mixtureExact,
			Kernels: []float64{0.01, 0.05, 0.2}, // the spot is a hundredth of the prior
			Spread:  []float64{10 / math.Sqrt(3), 10 / math.Sqrt(3)},
			Claim:   mixtureClaim,
			Picker:  Plane,
			Plane:   [2]Axis(y),
		}},
		Thumb: []Disc{{X: 0.6, Y: 0.42, R: 0.24, Mode: 1}, {X: 0.6, Y: 0.42, R: 0.05, Mode: 0}},
	}
}

// mixtureClaim asks for both parts: exact samples have 0.49 of themselves within 0.25 of y and 0.44 farther than 0.5 away,
// and no single Gaussian has as many of both.
func mixtureClaim(_ *Setup, y, x []float64) string {
	var far []float64
	for ; len(x) >= 2; x = x[2:] {
		far = append(far, math.Hypot(x[0]-y[0], x[1]-y[1]))
	}
	spot := shareOf(far, func(d float64) bool { return d < 0.25 })
	cloud := shareOf(far, func(d float64) bool { return d > 0.5 })
	return when(spot > 0.3 && cloud > 0.3,
		"A spot in a cloud: half of the measurements are ten times sharper than the others, and nothing tells which.")
}

// mixtureSimulate computes y ~ ½ N(x, I) + ½ N(x, 0.01·I).
func mixtureSimulate(r *rand.Rand, x, y []float64) {
	copy(y, x)
	if r == nil {
		return
	}
	s := mixtureSpreads[r.IntN(2)]
	for i := range y {
		y[i] += s * r.NormFloat64()
	}
}

// mixtureExact draws from p(x | y): both kinds of noise around y, cut to the box, each as likely as its part in it.
func mixtureExact(r *rand.Rand, y, x []float64) error {
	if err := checkY(y, 2); err != nil {
		return err
	}
	var part [2]float64
	for k, s := range mixtureSpreads {
		part[k] = 1
		for i, v := range y {
			part[k] *= newCut(v, s, mixtureBox[i]).mass
		}
	}
	sum := part[0] + part[1]
	if !(sum > 1e-200) {
		return fmt.Errorf("no x explains y = %.4g, %.4g: y lies far outside the prior", y[0], y[1])
	}
	for ; len(x) >= 2; x = x[2:] {
		k := 0
		if r.Float64()*sum >= part[0] {
			k = 1
		}
		for i, v := range y {
			x[i] = newCut(v, mixtureSpreads[k], mixtureBox[i]).draw(r)
		}
	}
	return nil
}

// cut is a Gaussian cut to an interval.
type cut struct {
	mean, sd, sign float64
	from, mass     float64 // Φ at the left end, and how much lies within; of the mirror image where sign is −1
	lo, hi         float64
}

// newCut cuts N(mean, sd²) to b. An interval above the mean is mirrored, for Φ has its digits below 0.
func newCut(mean, sd float64, b [2]float64) cut {
	c := cut{mean: mean, sd: sd, sign: 1, lo: b[0], hi: b[1]}
	u, v := (b[0]-mean)/sd, (b[1]-mean)/sd
	if u > 0 {
		c.sign, u, v = -1, -v, -u
	}
	c.from = distuv.UnitNormal.CDF(u)
	c.mass = distuv.UnitNormal.CDF(v) - c.from
	return c
}

// draw inverts the distribution function at an even number.
func (c cut) draw(r *rand.Rand) float64 {
	z := distuv.UnitNormal.Quantile(c.from + c.mass*r.Float64())
	return min(max(c.mean+c.sign*c.sd*z, c.lo), c.hi)
}
