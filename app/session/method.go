package session

import (
	"fmt"

	"innlab/inn"
)

// learner is what a column trains: a Method that says where it stands on its schedule and can go back to where it
// stood. Everything the session asks of a method is here and in the optional interfaces below.
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

// inverter is an estimator that makes x from y and z. Inverse fills x (n×DimX) from z (n×DimZ) and y (one row for
// all, or n rows).
type inverter interface {
	DimZ() int
	Inverse(y, z, x []float64)
}

// forwarder is an estimator that predicts y and z (n rows) of x; a nil y or z is not wanted.
type forwarder interface {
	DimZ() int
	Forward(x, y, z []float64)
}

// build is the maker of every method there is.
func build(p *inn.Problem, c Column, state any) (learner, error) {
	if err := known(c.Method); err != nil {
		return nil, err
	}
	var n *inn.INN
	var err error
	if state == nil {
		n, err = inn.New(p, c.Config, c.Live)
	} else {
		k := *state.(*inn.Checkpoint)
		k.Config.Workers, k.Live = c.Config.Workers, c.Live
		n, err = k.Resume(p)
	}
	if err != nil {
		return nil, err
	}
	return network{n}, nil
}

// known reports a method that does not exist.
func known(method string) error {
	if method != "inn" {
		return fmt.Errorf("unknown method %q; there is: inn", method)
	}
	return nil
}

// network is an INN as a learner; its saved states are *inn.Checkpoint.
type network struct{ *inn.INN }

func (n network) Save() (any, int) {
	c := n.Checkpoint()
	return c, 4 * (len(c.State.Params) + len(c.State.M) + len(c.State.V) + len(c.State.Average))
}

func (n network) Load(state any) error { return n.Restore(state.(*inn.Checkpoint).State) }
