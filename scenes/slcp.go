package scenes

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn"
)

// SLCP, simple likelihood and complex posterior (Papamakarios, Sterratt, Murray: Sequential Neural Likelihood, AISTATS
// 2019, as in the benchmark): four points of a Gaussian in the plane. Two of its parameters count by their squares, so
// the posterior has four modes, and the box cuts it.

const (
	slcpPoints = 4
	slcpHalf   = 3 // half side of the box
)

var slcpBox = cube(5, slcpHalf)

// slcp is the scene "slcp".
func slcp() Scene {
	s := Scene{
		Name:    "slcp",
		Title:   "SLCP",
		Story:   "Four points were drawn from a Gaussian: where does it stand, and how wide is it? θ₃ and θ₄ count by their squares.",
		Summary: "5 from 8",
		Truth:   "exact posterior",
		Setups: []Setup{{
			Name: "slcp",
			Problem: inn.Problem{
				DimX: 5, DimY: 2 * slcpPoints, Box: slcpBox, Noise: 2 * slcpPoints,
				Prior:    uniform(slcpBox),
				Simulate: slcpSimulate,
			},
			X:       columns(5, "parameter", "θ", -slcpHalf, slcpHalf),
			Y:       columns(2*slcpPoints, "data", "y", -20, 20),
			Start:   []float64{2, 1, -1, -2.5, 0.5, -0.5, -1.5, -1},
			Reached: Reached{Calibration: 0.010, Resimulation: 1.00, C2ST: 0.65},
			Presets: []Preset{byLikelihood(5000, slcpLikelihood), noisyINN(5, 2*slcpPoints)},
			Exact:   slcpExact,
			Kernels: posteriorKernels(5),
			Spread:  make([]float64, 5),
			Claim: func(_ *Setup, _, x []float64) string {
				return when(parted(columnOf(x, 5, 2), 0) && parted(columnOf(x, 5, 3), 0),
					"Four answers, all alike: how wide the Gaussian is comes from the squares of θ₃ and θ₄.")
			},
			Picker: Sliders,
		}},
	}
	for i := range s.Setups[0].Spread {
		s.Setups[0].Spread[i] = slcpHalf / math.Sqrt(3)
	}
	// The four modes of (θ3, θ4) at Start.
	x := make([]float64, 5*60)
	if err := slcpExact(rand.New(rand.NewPCG(1, 1)), s.Setups[0].Start, x); err != nil {
		panic("scenes: " + err.Error())
	}
	for ; len(x) >= 5; x = x[5:] {
		mode := 0
		if x[2] < 0 {
			mode++
		}
		if x[3] < 0 {
			mode += 2
		}
		at := func(v float64) float64 { return 0.5 + 0.9*v/(2*slcpHalf) }
		s.Thumb = append(s.Thumb, Disc{X: at(x[2]), Y: at(x[3]), R: 0.025, Mode: mode})
	}
	return s
}

// slcpSimulate draws four points (y1, y2), (y3, y4), … of N((x1, x2), S) with the standard deviations x3² and x4² and
// the correlation tanh x5. Without noise they lie at the mean. (The benchmark's program adds 10⁻⁶ to both variances, so
// that torch can factorise S.)
func slcpSimulate(r *rand.Rand, x, y []float64) {
	s1, s2, rho := x[2]*x[2], x[3]*x[3], math.Tanh(x[4])
	for ; len(y) >= 2; y = y[2:] {
		y[0], y[1] = x[0], x[1]
		if r != nil {
			a, b := r.NormFloat64(), r.NormFloat64()
			y[0] += s1 * a
			y[1] += s2 * (rho*a + math.Sqrt(1-rho*rho)*b)
		}
	}
}

// slcpExact draws from p(x | y), about 2 ms for the first sample and two microseconds for each further one. How it goes:
//
// With the mean m of the four points and their scatter Q = Σ(y−m)(y−m)ᵀ the likelihood is
// |S|^(−3/2) exp(−½ tr S⁻¹Q) · N(m; (x1, x2), S/4). So S is drawn from the first factor, then (x1, x2) ~ N(m, S/4), and
// both are drawn again where that leaves the box.
//
// With u = 1/s for both standard deviations s, u = t(cos φ, sin φ), ρ = tanh x5 and r the correlation of Q, the first
// factor times dx3 dx4 is even in the signs of x3 and x4, and a Gamma density in t². Integrated over the t² that keep
// x3 and x4 in the box it leaves a density in two numbers, x5 and w = log(tan φ·√(Q22/Q11)):
//
//	(1 − ρ²) (cosh w − ρr)^(−5/2) · Γ(5/2, a)/Γ(5/2),   a = √(Q11·Q22) · max(tan φ, cot φ) · (cosh w − ρr) / (81 (1 − ρ²))
//
// which is tabulated, and rejected from within the table's cells.
func slcpExact(r *rand.Rand, y, x []float64) error {
	if err := checkY(y, 2*slcpPoints); err != nil {
		return err
	}
	c, err := newScatter(y)
	if err != nil {
		return err
	}
	t := newTable(c.log, [2]float64{-6, 6}, [2]float64{-slcpHalf, slcpHalf}, 192, 64)
	tries := patience{100000, 2000}
	for ; len(x) >= 5; x = x[5:] {
		for {
			if tries.lost() {
				return errors.New("y lies so far outside what this scene gives that its exact posterior takes too long")
			}
			w, x5 := t.draw(r)
			s1, s2 := c.spreads(r, w, x5)
			rho := math.Tanh(x5)
			a, b := r.NormFloat64(), r.NormFloat64()
			x[0] = c.mean[0] + s1/2*a
			x[1] = c.mean[1] + s2/2*(rho*a+math.Sqrt(1-rho*rho)*b)
			sign := r.IntN(4)
			x[2] = math.Sqrt(s1) * float64(1-sign&2)
			x[3] = math.Sqrt(s2) * float64(1-2*(sign&1))
			x[4] = x5
			if within(slcpBox, x[:5]) {
				tries.kept()
				break
			}
		}
	}
	return nil
}

// scatter is what of y the posterior of slcp depends on.
type scatter struct {
	mean   [2]float64
	root   float64 // √(Q11·Q22)
	ratio  float64 // ½ log(Q11/Q22): log tan φ = w + ratio
	correl float64 // of Q
}

// newScatter reports four points without a spread, which have no posterior density.
func newScatter(y []float64) (scatter, error) {
	var c scatter
	for i, v := range y {
		c.mean[i%2] += v / slcpPoints
	}
	var q [3]float64
	for i := 0; i < len(y); i += 2 {
		a, b := y[i]-c.mean[0], y[i+1]-c.mean[1]
		q[0], q[1], q[2] = q[0]+a*a, q[1]+a*b, q[2]+b*b
	}
	c.root = math.Sqrt(q[0]) * math.Sqrt(q[2])
	c.ratio = math.Log(q[0]/q[2]) / 2
	c.correl = max(-1, min(q[1]/c.root, 1))
	if !(c.root > 0) || math.IsInf(c.root, 0) || math.IsNaN(c.ratio+c.correl) || math.IsInf(c.ratio, 0) {
		return c, fmt.Errorf("the four points of y lie on one line along an axis: a spread of 0 has no posterior density")
	}
	return c, nil
}

// least is the least t²k/2 that keeps both standard deviations below 9, with k of exp(−t²k/2).
func (c *scatter) least(w, x5 float64) float64 {
	rho := math.Tanh(x5)
	const widest = slcpHalf * slcpHalf
	return c.root * math.Exp(math.Abs(w+c.ratio)) * (math.Cosh(w) - rho*c.correl) / (widest * widest * (1 - rho*rho))
}

// log is the logarithm of the density in w and x5.
func (c *scatter) log(w, x5 float64) float64 {
	rho := math.Tanh(x5)
	return math.Log(1-rho*rho) - 2.5*math.Log(math.Cosh(w)-rho*c.correl) + logUpperGamma(c.least(w, x5))
}

// spreads draws the standard deviations.
func (c *scatter) spreads(r *rand.Rand, w, x5 float64) (s1, s2 float64) {
	rho := math.Tanh(x5)
	g := cutGamma(r, c.least(w, x5))
	// k = 2 cos φ sin φ · root · (cosh w − ρr)/(1−ρ²)
	cos2 := 1 / (1 + math.Exp(2*(w+c.ratio)))
	sin2 := 1 / (1 + math.Exp(-2*(w+c.ratio)))
	t := math.Sqrt(g * (1 - rho*rho) / (c.root * math.Sqrt(cos2*sin2) * (math.Cosh(w) - rho*c.correl)))
	return 1 / (t * math.Sqrt(cos2)), 1 / (t * math.Sqrt(sin2))
}

// logUpperGamma returns log Γ(5/2, a)/Γ(5/2) = log(erfc √a + 2/√π·e^(−a)·(√a + ⅔a^(3/2))) (DLMF 8.4.6 and 8.8.2) for
// any a ≥ 0.
func logUpperGamma(a float64) float64 {
	root := math.Sqrt(a)
	scaled := 1 / math.Sqrt(math.Pi*max(a, 1)) // eᵃ·erfc √a, to half a percent of nothing where a is large
	if a < 500 {
		scaled = math.Exp(a) * math.Erfc(root)
	}
	return math.Log(scaled+2/math.Sqrt(math.Pi)*root*(1+2*a/3)) - a
}

// cutGamma draws from the Gamma distribution of shape 5/2 above a.
func cutGamma(r *rand.Rand, a float64) float64 {
	if a < 2.5 {
		for {
			if g := (distuv.Gamma{Alpha: 2.5, Beta: 1, Src: r}).Rand(); g >= a {
				return g
			}
		}
	}
	// An exponential beyond a, touching the density there.
	for {
		g := a + r.ExpFloat64()/(1-1.5/a)
		if -r.ExpFloat64() <= 1.5*(math.Log(g/a)-(g/a-1)) {
			return g
		}
	}
}
