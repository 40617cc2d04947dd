package scenes

import (
	"fmt"
	"strings"
)

// Reached is what a set-up's default preset reaches when it is trained to its end, as eval measures it over y of the prior
// predictive: what somebody can hope for before training. A test holds the numbers against the bounds that every preset
// has to keep.
type Reached struct {
	Calibration  float64 // calibration error, a share; a right posterior scores up to .007 with as many test pairs
	Resimulation float64 // how far samples simulate from their y, root mean square, in terms of Beside
	Half         float64 // within which half of them are, in the same terms, where there is no noise
	Beside       Beside
	C2ST         float64 // accuracy of a classifier that tells samples from exact ones; 0: no exact samples, or not comparable
}

// Beside is what a re-simulation is held against.
type Beside int

const (
	BesideExact  Beside = iota // what exact samples score
	BesideNoise                // the noise of the simulator
	BesideSpread               // the spread of the prior predictive, where there is no noise
	BesideLabels               // the share of wrong labels
)

// most is the largest re-simulation of a useful posterior.
var most = [...]float64{BesideExact: 1.5, BesideNoise: 1.5, BesideSpread: 0.02, BesideLabels: 0.02}

// worst is what most bounds. Without noise that is half of the samples: a few rare y, whose samples lie far off, make most
// of a root mean square.
func (r Reached) worst() float64 {
	if r.Beside == BesideSpread {
		return r.Half
	}
	return r.Resimulation
}

// String says it in words that follow a colon.
func (r Reached) String() string {
	all := []string{fmt.Sprintf("calibration error %.2g %%", 100*r.Calibration)}
	switch r.Beside {
	case BesideExact:
		all = append(all, fmt.Sprintf("re-simulation %.3g × exact samples", r.Resimulation))
	case BesideNoise:
		all = append(all, fmt.Sprintf("re-simulation %.3g × the noise", r.Resimulation))
	case BesideSpread:
		all = append(all, fmt.Sprintf("half of the samples simulate to within %.2g %% of the spread of y (root mean square %.2g %%)", 100*r.Half, 100*r.Resimulation))
	case BesideLabels:
		all = append(all, fmt.Sprintf("wrong labels %.2g %%", 100*r.Resimulation))
	}
	if r.C2ST > 0 {
		all = append(all, fmt.Sprintf("C2ST %.2f", r.C2ST))
	}
	return strings.Join(all, ", ")
}
