package session

import (
	"innlab/inn"
	"innlab/inn/baseline"
)

// learner is what a column trains: a Method that says where it stands on its schedule and can go back to where it
// stood. Everything the session asks of a method is here and in the optional interfaces of inn.
type learner interface {
	inn.Method
	Rate() float64 // learning rate in force
	Ramp() float64 // share of L_x's weight in force, 0..1
	// Save returns a copy of everything that is needed to go on with the same bits, and its size in bytes.
	Save() (state any, size int)
	// Load goes back to a state that this learner saved.
	Load(state any) error
}

// maker builds the learner of a column, at its start or, if state is not nil, where another learner saved it. Number
// of workers and live values are those of the column.
type maker func(p *inn.Problem, c Column, state any) (learner, error)

// build is the maker of every method there is.
func build(p *inn.Problem, c Column, state any) (learner, error) {
	k, err := baseline.Find(c.Method)
	if err != nil {
		return nil, err
	}
	var m inn.Learner
	if state == nil {
		m, err = k.New(p, c.Config, c.Live)
	} else {
		at := *state.(*inn.Checkpoint)
		at.Config.Workers, at.Live = c.Config.Workers, c.Live
		m, err = k.Resume(p, &at)
	}
	if err != nil {
		return nil, err
	}
	return kept{m}, nil
}

// kept is a method's Learner as a learner; its saved states are *inn.Checkpoint.
type kept struct{ inn.Learner }

func (k kept) Save() (any, int) {
	c := k.Checkpoint()
	return c, c.Bytes()
}

func (k kept) Load(state any) error { return k.Restore(state.(*inn.Checkpoint).State) }
