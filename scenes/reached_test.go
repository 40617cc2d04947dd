package scenes

import "testing"

// useful says whether a posterior is: a calibration error of at most 2 %, and re-simulation within what Beside allows.
func useful(r Reached) bool {
	return r.Calibration > 0 && r.Calibration <= 0.02 && r.worst() >= 0 && r.worst() <= most[r.Beside]
}

// Every set-up says what its default preset reaches, and that is useful.
func TestReached(t *testing.T) {
	for _, s := range All {
		for _, u := range s.Setups {
			if !useful(u.Reached) {
				t.Errorf("%s:%s reaches %v", s.Name, u.Name, u.Reached)
			}
		}
	}
	for _, broken := range []Reached{
		{}, {Calibration: 0.021, Resimulation: 1}, {Calibration: 0.01, Resimulation: 1.51},
		{Calibration: 0.01, Resimulation: 0.03, Half: 0.021, Beside: BesideSpread}, {Calibration: 0.01, Resimulation: 1.6, Beside: BesideNoise},
	} {
		if useful(broken) {
			t.Errorf("%v would do", broken)
		}
	}
}
