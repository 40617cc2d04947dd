package inn

import (
	"errors"
	"fmt"
	"slices"
)

// State is everything about a training that steps change: with problem, configuration and live values, a training
// goes on from it with the same bits. It is a copy and does not change.
type State struct {
	Step    int
	Warm    int       // step in which a change of the losses warmed the rate up and Adam began anew, −1 for none
	Params  []float32 // parameters, flat
	M, V    []float32 // moments of Adam
	Average []float32 // moving average of the parameters
	Losses  []float64 // last values

	Best []float32 // parameters that did best on the rows held out; nil for none
	Held float64   // their loss
}

// State copies the state of the training.
func (t *training) State() *State {
	return &State{
		Step: t.step, Warm: t.warm,
		Params: slices.Clone(t.params), M: slices.Clone(t.m), V: slices.Clone(t.v), Average: slices.Clone(t.average),
		Losses: slices.Clone(t.values),
	}
}

// Restore goes back (or on) to a state of the same configuration.
func (t *training) Restore(s *State) error {
	parts := [][]float32{s.Params, s.M, s.V, s.Average}
	if s.Best != nil {
		parts = append(parts, s.Best)
	}
	for _, part := range parts {
		if len(part) != len(t.params) {
			return fmt.Errorf("the state has %d parameters, the network %d", len(part), len(t.params))
		}
	}
	if len(s.Losses) != int(NumLosses) {
		return fmt.Errorf("the state has %d losses, not %d", len(s.Losses), int(NumLosses))
	}
	t.step, t.warm = s.Step, s.Warm
	copy(t.params, s.Params)
	copy(t.m, s.M)
	copy(t.v, s.V)
	copy(t.average, s.Average)
	copy(t.values, s.Losses)
	return nil
}

// errNotFinite is said of a state that no network could go on from.
var errNotFinite = errors.New("the network holds numbers that are not finite")

// check refuses a state that the reader of model files would refuse.
func (s *State) check() error {
	for _, part := range [][]float32{s.Params, s.M, s.V, s.Average, s.Best} {
		if !finite(part) {
			return errNotFinite
		}
	}
	return nil
}

// finite reports whether all numbers are.
func finite(v []float32) bool {
	var sum float32
	for _, x := range v {
		sum += x - x // 0, or NaN for NaN and ±∞
	}
	return sum == 0
}
