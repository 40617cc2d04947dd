package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn"
)

// A throw with drag, of which only the place of landing is seen (Kruse, Ardizzone, Rother, Köthe: Benchmarking
// Invertible Architectures on Inverse Problems, 2021, section 3.2). The speed is a whole number, and now and then the
// throw starts on the very ground: neither is something that a density could have.

// What flies, and where.
const (
	gravity  = 9.81 // m/s²
	drag     = 0.25 // kg/s: the force against the motion for each m/s
	mass     = 0.2  // kg
	throwX0  = 0.5  // m, standard deviation of the start, across
	throwY0  = 1.5  // m, mean of the height, before it is cut at the ground
	throwSD  = 0.5  // m, and its standard deviation
	throwV0  = 15   // m/s, mean of the speed
	throwMin = 9.0  // °, angles
	throwMax = 81.0
)

// throwReach is how near to the spot throws land that are said to land on it, in m.
const throwReach = 0.5

// ballistics is the scene "ballistics".
func ballistics() Scene {
	u := Setup{
		Name: "throw",
		Problem: inn.Problem{
			DimX: 4, DimY: 1,
			Box:      [][2]float64{{math.Inf(-1), math.Inf(1)}, {0, math.Inf(1)}, {throwMin, throwMax}, {0, math.Inf(1)}},
			Whole:    []bool{false, false, false, true},
			Prior:    throwPrior,
			Simulate: throwSimulate,
		},
		X: []Axis{
			{Name: "x0", Symbol: "x", Index: "0", Unit: "m", Min: -1.5, Max: 1.5},
			{Name: "y0", Symbol: "y", Index: "0", Unit: "m", Min: -0.1, Max: 3.1},
			{Name: "angle", Unit: "°", Min: throwMin, Max: throwMax},
			{Name: "v0", Symbol: "v", Index: "0", Title: "speed", Unit: "m/s", Min: 3, Max: 28},
		},
		Y:          []Axis{{Name: "landing", Unit: "m", Min: -1, Max: 16}},
		Start:      []float64{8},
		Reached:    Reached{Calibration: 0.007, Resimulation: 0.0024, Half: 0.0011, Beside: BesideSpread},
		Presets:    []Preset{throwPreset()},
		Exact:      func(r *rand.Rand, y, x []float64) error { return throwExact(r, y, 0, x) },
		ExactNoisy: throwExact,
		Kernels:    []float64{0.05, 0.2, 0.9},
		Spread:     []float64{throwX0, throwSD, (throwMax - throwMin) / math.Sqrt(12), math.Sqrt(throwV0)},
		Claim: func(s *Setup, y, x []float64) string {
			return when(s.explained(y, x, throwReach), "Every orange throw lands on the same spot: high or low, fast or slow, the ground does not tell.")
		},
		Picker: Line,
		Sketch: throwSketch,
		Still:  []Fixture{{"ground", [][2]float64{{-1.5, 0}, {16, 0}}}},
		Plane: [2]Axis{
			{Name: "distance", Unit: "m", Min: -1.5, Max: 16},
			{Name: "height", Unit: "m", Min: 0, Max: 14},
		},
	}
	s := Scene{
		Name:    "ballistics",
		Title:   "Ballistics",
		Story:   "A ball landed on this spot: how was it thrown? Drag the spot.",
		Summary: "4 from 1",
		Truth:   "exact posterior",
		Option:  "Throw",
		Setups:  []Setup{u},
	}
	x := make([]float64, 4*6)
	if err := u.Exact(rand.New(rand.NewPCG(1, 1)), u.Start, x); err != nil {
		panic("scenes: " + err.Error())
	}
	for i := 0; i < len(x); i += 4 {
		s.Strokes = append(s.Strokes, u.strokes(RolePosterior, u.Sketch(x[i:i+4]))...)
	}
	s.Strokes = append(s.Strokes, u.strokes(RoleY, [][][2]float64{{{u.Start[0], 0}, {u.Start[0], 1.5}}})...)
	return s
}

// throwPrior draws one x: start, height, angle and speed.
func throwPrior(r *rand.Rand, x []float64) {
	x[0] = throwX0 * r.NormFloat64()
	throwRest(r, x)
}

// throwRest draws all of x but the start.
func throwRest(r *rand.Rand, x []float64) {
	x[1] = max(0, throwY0+throwSD*r.NormFloat64())
	x[2] = throwMin + (throwMax-throwMin)*r.Float64()
	x[3] = distuv.Poisson{Lambda: throwV0, Src: r}.Rand()
}

// throwSimulate computes where the throw lands. An x outside the prior's bounds, which a network may well make, is
// brought to the nearest within: from below the ground nothing needs to land.
func throwSimulate(_ *rand.Rand, x, y []float64) {
	f := newFlight(x)
	y[0] = f.across(f.landing())
}

// flight is a throw with drag in proportion to its speed: m·v' = −k·v − (0, m·g).
type flight struct {
	x0, y0, vx, vy float64
}

func newFlight(x []float64) flight {
	angle := min(max(x[2], throwMin), throwMax) * math.Pi / 180
	sin, cos := math.Sincos(angle)
	v := max(0, x[3])
	return flight{x[0], max(0, x[1]), v * cos, v * sin}
}

// across is x(t) = x0 − (v_x m/k)(exp(−kt/m) − 1).
func (f flight) across(t float64) float64 {
	return f.x0 - f.vx*mass/drag*math.Expm1(-drag*t/mass)
}

// height is y(t) = y0 − (m/k²)((g m + v_y k)(exp(−kt/m) − 1) + g t k), and rise its derivative.
func (f flight) height(t float64) (height, rise float64) {
	e := math.Expm1(-drag * t / mass)
	a := gravity*mass + f.vy*drag
	return f.y0 - mass/(drag*drag)*(a*e+gravity*t*drag), (a*(e+1) - gravity*mass) / drag
}

// landing is the time at which the throw comes down: the last at which its height is 0. The height is concave, so
// Newton's method comes down to that time from any later one, without ever passing it. It starts where the ground
// would be met if exp(−kt/m) were 0 already.
func (f flight) landing() float64 {
	t := f.y0*drag/(gravity*mass) + f.vy/gravity + mass/drag
	for {
		h, rise := f.height(t)
		if !(h < 0) || !(rise < 0) { // there, but for rounding
			return t
		}
		next := t - h/rise
		if !(next < t-1e-13*t) {
			return max(0, next)
		}
		t = next
	}
}

// throwSketch is the path of the throw until it lands.
func throwSketch(x []float64) [][][2]float64 {
	const pieces = 40
	f := newFlight(x)
	end := f.landing()
	line := make([][2]float64, pieces+1)
	for i := range line {
		t := end * float64(i) / pieces
		h, _ := f.height(t)
		line[i] = [2]float64{f.across(t), h}
	}
	return [][][2]float64{line}
}

// throwExact draws from p(x | y) for a y measured with normal noise of standard deviation sigma, 0 for none. The start
// is added to how far the throw carries, with a Jacobian of 1: so all but the start comes from the prior, with the
// whole speeds and the throws from the ground as they are there, the start follows from y less its noise, and the throw
// is kept with the probability that the start has beside its most likely one.
func throwExact(r *rand.Rand, y []float64, sigma float64, x []float64) error {
	if err := checkNoisy(y, 1, sigma); err != nil {
		return err
	}
	tries := patience{1000000, 10000} // throws beyond 18 m are one in a thousand
	var to [1]float64
	for len(x) >= 4 {
		if tries.lost() {
			return fmt.Errorf("hardly any throw lands at y = %.4g", y[0])
		}
		x[0] = 0
		throwRest(r, x)
		throwSimulate(nil, x, to[:])
		x[0] = y[0] + sigma*r.NormFloat64() - to[0]
		if d := x[0] / throwX0; r.Float64() < math.Exp(-d*d/2) {
			x = x[4:]
			tries.kept()
		}
	}
	return nil
}
