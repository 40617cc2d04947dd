package scenes

import (
	"math"
	"math/rand/v2"
	"strconv"

	"innlab/inn"
)

// Inverse kinematics: an arm of three segments on a rail, of which only the end point is seen. Two ways to count its
// angles are in use under one name, and their numbers must not be compared: that of the benchmark (Kruse, Ardizzone,
// Rother, Köthe: Benchmarking Invertible Architectures on Inverse Problems, 2021, section 3.1) and that of the paper
// (Ardizzone et al., ICLR 2019, appendix 2).

// reach holds the lengths of the segments.
var reach = [3]float64{0.5, 0.5, 1}

// farthest is their sum.
const farthest = 2

// armEnds are the bounds of an end point: along, where the arm is stretched either way, and across, where the rail has no
// end.
var armEnds = [][2]float64{{-farthest, farthest}, {math.Inf(-1), math.Inf(1)}}

// loose is the standard deviation of the prior: of the rail, then of the joints. All have mean 0.
var loose = [4]float64{0.25, 0.5, 0.5, 0.5}

// arm is a way to count angles: segment k points to Σ_j turn[k][j]·x_{j+2}.
type arm struct {
	turn [3][3]float64
	angles
}

// The two ways.
var (
	benchmarkTurn = [3][3]float64{{1, 0, 0}, {1, 1, 0}, {1, 1, 1}}
	paperTurn     = [3][3]float64{{1, 0, 0}, {-1, 1, 0}, {-1, -1, 1}}
)

func newArm(turn [3][3]float64) *arm { return &arm{turn, newAngles(turn)} }

// kinematics is the scene "kinematics".
func kinematics() Scene {
	s := Scene{
		Name:    "kinematics",
		Title:   "Inverse kinematics",
		Story:   "An arm on a rail ended at the cross: which arm was it? Drag the cross.",
		Summary: "4 from 2",
		Truth:   "exact posterior",
		Option:  "Arm",
		Setups: []Setup{
			armSetup("benchmark", benchmarkTurn, 2.9, Reached{Calibration: 0.009, Resimulation: 0.009, Half: 0.0038, Beside: BesideSpread}),
			armSetup("paper", paperTurn, 2, Reached{Calibration: 0.011, Resimulation: 0.076, Half: 0.0057, Beside: BesideSpread}),
		},
	}
	u := &s.Setups[0]
	x := make([]float64, 4*6)
	if err := u.Exact(rand.New(rand.NewPCG(1, 1)), u.Start, x); err != nil {
		panic("scenes: " + err.Error())
	}
	for i := 0; i < len(x); i += 4 {
		s.Strokes = append(s.Strokes, u.strokes(RolePosterior, u.Sketch(x[i:i+4]))...)
	}
	a, b, d := u.Start[0], u.Start[1], 0.2
	s.Strokes = append(s.Strokes, u.strokes(RoleY, [][][2]float64{{{a - d, b}, {a + d, b}}, {{a, b - d}, {a, b + d}}})...)
	return s
}

// armReach is how near to the cross arms end that are said to reach it: a fifth of what the shorter
// segments are long.
const armReach = 0.1

// armSetup is the arm with the given way to count angles; across is how far its end is shown to both sides.
func armSetup(name string, turn [3][3]float64, across float64, reached Reached) Setup {
	a := newArm(turn)
	s := Setup{
		Name:       name,
		Problem:    inn.Problem{DimX: 4, DimY: 2, BoxY: armEnds, Prior: armPrior, Simulate: a.simulate},
		Start:      []float64{1.32, 0.78},
		Presets:    []Preset{armPreset(), byLikelihood(3000, armLikelihood)},
		Reached:    reached,
		Tunings:    armTunings(),
		Exact:      func(r *rand.Rand, y, x []float64) error { return a.exact(r, y, 0, x) },
		ExactNoisy: a.exact,
		Kernels:    []float64{0.05, 0.2, 0.9},
		Spread:     loose[:],
		Claim: func(s *Setup, y, x []float64) string {
			return when(s.explained(y, x, armReach), "Every orange arm reaches for the same cross: one measurement, many explanations.")
		},
		Picker: Plane,
		Sketch: a.sketch,
		Still:  []Fixture{{"rail", [][2]float64{{0, -1.3}, {0, 1.3}}}},
		Y: []Axis{
			{Name: "y1", Symbol: "y", Index: "1", Min: -0.6, Max: 2.05},
			{Name: "y2", Symbol: "y", Index: "2", Min: -across, Max: across},
		},
		Plane: [2]Axis{
			{Name: "y1", Symbol: "y", Index: "1", Min: -0.35, Max: 2.25},
			{Name: "y2", Symbol: "y", Index: "2", Min: -1.3, Max: 1.3},
		},
	}
	for i, sd := range loose {
		index, title, unit := strconv.Itoa(i+1), "rail", ""
		if i > 0 {
			title, unit = "joint "+strconv.Itoa(i), "rad"
		}
		s.X = append(s.X, Axis{Name: "x" + index, Symbol: "x", Index: index, Title: title, Unit: unit, Min: -3.2 * sd, Max: 3.2 * sd})
	}
	return s
}

// armPrior draws one x.
func armPrior(r *rand.Rand, x []float64) {
	for i, sd := range loose {
		x[i] = sd * r.NormFloat64()
	}
}

// simulate computes the end point: y = (0, x1) + Σ_k length_k·(cos, sin) of where segment k points.
func (a *arm) simulate(_ *rand.Rand, x, y []float64) {
	y[0], y[1] = 0, x[0]
	for k, d := range a.directions(x) {
		sin, cos := math.Sincos(d)
		y[0] += reach[k] * cos
		y[1] += reach[k] * sin
	}
}

// directions are where the segments of an arm point.
func (a *arm) directions(x []float64) (d [3]float64) {
	for k := range d {
		for j, t := range a.turn[k] {
			d[k] += t * x[j+1]
		}
	}
	return d
}

// joints undoes directions: it writes x2 to x4. What turns segment k itself is always +x_{k+2}.
func (a *arm) joints(d [3]float64, x []float64) {
	for k := range d {
		x[k+1] = d[k]
		for j, t := range a.turn[k][:k] {
			x[k+1] -= t * x[j+1]
		}
	}
}

// sketch is the arm from the rail to its end, through the joints.
func (a *arm) sketch(x []float64) [][][2]float64 {
	at := [2]float64{0, x[0]}
	line := [][2]float64{at}
	for k, d := range a.directions(x) {
		sin, cos := math.Sincos(d)
		at[0] += reach[k] * cos
		at[1] += reach[k] * sin
		line = append(line, at)
	}
	return [][][2]float64{line}
}

// strokes are polylines of Plane for the thumbnail.
func (s *Setup) strokes(role Role, lines [][][2]float64) []Stroke {
	var all []Stroke
	for _, line := range lines {
		k := Stroke{Role: role}
		for _, p := range line {
			for i, a := range s.Plane {
				p[i] = (p[i] - a.Min) / (a.Max - a.Min)
			}
			k.Points = append(k.Points, p)
		}
		all = append(all, k)
	}
	return all
}
