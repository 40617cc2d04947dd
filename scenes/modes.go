package scenes

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"innlab/inn"
)

// The eight-mode toy of Ardizzone et al. (ICLR 2019, section 4.1 and appendix 2): eight Gaussians in a ring, of which
// only a label is measured. Small enough that everything about it is known, and yet p(x | y) has several modes.

// labels is the length of the one-hot y, the same in every set-up.
const labels = 8

// ring holds the centres and the spread of the modes.
var ring = Modes{
	Centres: [][2]float64{
		{-2.4142, 1}, {-1, 2.4142}, {1, 2.4142}, {2.4142, 1},
		{2.4142, -1}, {1, -2.4142}, {-1, -2.4142}, {-2.4142, -1},
	},
	Sigma: 0.2,
}

// shown is the half side of the plane that is drawn, 4.4σ beyond the outermost centres.
const shown = 3.3

// eightModes is the scene "modes".
func eightModes() Scene {
	s := Scene{
		Name:    "modes",
		Title:   "Eight modes",
		Story:   "Click a label to choose what was measured: which x could have caused it?",
		Summary: "2 from 8 labels",
		Truth:   "exact posterior",
		Option:  "Labels",
		Setups: []Setup{
			modesSetup("all", modesDefault(), Reached{Calibration: 0.007, Resimulation: 0.00003, Beside: BesideLabels, C2ST: 0.51}, []int{0, 1, 2, 3, 4, 5, 6, 7}),
			modesSetup("some", modesSome(), Reached{Calibration: 0.010, Resimulation: 0, Beside: BesideLabels, C2ST: 0.50}, []int{0, 0, 0, 0, 1, 1, 2, 3}),
			modesSetup("none", modesNone(), Reached{Calibration: 0.005, Resimulation: 0, Beside: BesideLabels, C2ST: 0.50}, []int{0, 0, 0, 0, 0, 0, 0, 0}),
		},
	}
	for i, c := range ring.Centres {
		s.Thumb = append(s.Thumb, Disc{X: 0.5 + c[0]/(2*shown), Y: 0.5 + c[1]/(2*shown), R: 0.075, Mode: i})
	}
	return s
}

// modesSetup is the toy with the given preset, what it reaches, and the label of each mode.
func modesSetup(name string, preset Preset, reached Reached, label []int) Setup {
	m := &Modes{Centres: ring.Centres, Sigma: ring.Sigma, Label: label}
	s := Setup{
		Name: name,
		Problem: inn.Problem{
			DimX: 2, DimY: labels, Labels: labels,
			Prior:    m.prior,
			Simulate: m.simulate,
		},
		X: []Axis{
			{Name: "x1", Symbol: "x", Index: "1", Min: -shown, Max: shown},
			{Name: "x2", Symbol: "x", Index: "2", Min: -shown, Max: shown},
		},
		Start:   OneHot(0, labels),
		Reached: reached,
		Presets: []Preset{preset, modesPaper(), byLikelihood(2500, modesLikelihood)},
		Exact:   m.exact,
		Kernels: []float64{0.05, 0.2, 0.9},
		Claim:   modesClaim,
		Picker:  Labels,
		Modes:   m,
	}
	for i := range labels {
		index := strconv.Itoa(i)
		s.Y = append(s.Y, Axis{Name: "y" + index, Symbol: "y", Index: index, Min: 0, Max: 1})
	}
	return s
}

// modesClaim asks that nine of ten samples lie within 3σ of a mode that carries the label, and that none of these modes
// has less than half of its share.
func modesClaim(s *Setup, y, x []float64) string {
	label, err := Label(y, labels)
	if err != nil {
		return ""
	}
	carriers := s.Modes.Carriers(label)
	count := make([]int, len(s.Modes.Centres))
	n := len(x) / 2
	for ; len(x) >= 2; x = x[2:] {
		if mode, d2 := s.Modes.Nearest(x[0], x[1]); d2 < 9*s.Modes.Sigma*s.Modes.Sigma {
			count[mode]++
		}
	}
	right := 0
	for _, mode := range carriers {
		right += count[mode]
		if 2*count[mode]*len(carriers) < n {
			return ""
		}
	}
	return when(len(carriers) > 0 && right >= n*9/10,
		"Click a label to choose what was measured; the cloud shows every x that could have caused it.")
}

// prior draws one x: a mode, then a point of it.
func (m *Modes) prior(r *rand.Rand, x []float64) { m.draw(r, r.IntN(len(m.Centres)), x) }

// draw draws one x of a mode.
func (m *Modes) draw(r *rand.Rand, mode int, x []float64) {
	x[0] = m.Centres[mode][0] + m.Sigma*r.NormFloat64()
	x[1] = m.Centres[mode][1] + m.Sigma*r.NormFloat64()
}

// simulate answers the label of the nearest centre as a one-hot. The label is a function of x this way, as a forward
// process must be, and differs from the label of the mode that x was drawn from for fewer than one draw in a
// million: neighbouring centres are 2 apart, so x has to stray 1 = 5σ towards one of two neighbours, 2·Φ(−5) = 6e-7.
func (m *Modes) simulate(_ *rand.Rand, x, y []float64) {
	clear(y)
	mode, _ := m.Nearest(x[0], x[1])
	y[m.Label[mode]] = 1
}

// exact draws from p(x | y): the modes that carry the label are equally likely. Exact but for the strays that
// simulate speaks of.
func (m *Modes) exact(r *rand.Rand, y, x []float64) error {
	label, err := Label(y, labels)
	if err != nil {
		return err
	}
	carriers := m.Carriers(label)
	if len(carriers) == 0 {
		used := m.Used()
		if len(used) == 1 {
			return fmt.Errorf("label %d is carried by no mode; choose %d", label, used[0])
		}
		return fmt.Errorf("label %d is carried by no mode; choose %d to %d", label, used[0], used[len(used)-1])
	}
	for ; len(x) >= 2; x = x[2:] {
		m.draw(r, carriers[r.IntN(len(carriers))], x)
	}
	return nil
}

// OneHot returns the y of a label: n numbers, all 0 but a 1 at label.
func OneHot(label, n int) []float64 {
	y := make([]float64, n)
	y[label] = 1
	return y
}

// Label returns the label that y (n numbers) is the one-hot of. A y between labels is the business of the network
// alone: no x has it, so nothing exact can be said, and the error says that.
func Label(y []float64, n int) (int, error) {
	if err := checkY(y, n); err != nil {
		return 0, err
	}
	label := -1
	for i, v := range y {
		switch {
		case v == 1 && label < 0:
			label = i
		case v != 0:
			label = n // not a one-hot
		}
	}
	if label < 0 || label == n {
		return 0, fmt.Errorf("y lies between labels, where no x is: only a single 1 among zeros has an exact posterior")
	}
	return label, nil
}
