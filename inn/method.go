package inn

import (
	"errors"
	"math/rand/v2"
)

// ErrDiverged is wrapped by Step's error when a loss is not finite; the parameters are then not to be used.
var ErrDiverged = errors.New("inn: diverged")

// Method learns from a Problem step by step.
type Method interface {
	// Step trains one step. After an error that wraps ErrDiverged, Restore an earlier state.
	Step() error
	// Steps counts the steps done.
	Steps() int
	// Losses are the last step's values before weighting, in the order of the kind's Losses, NumLosses of them; NaN where
	// not measured.
	Losses() []float64
	// Live returns what may change between steps, SetLive changes it for the next step and, on a finished or late
	// schedule, warms the learning rate up again when a switch or weight changed.
	Live() Live
	SetLive(Live)
	// Freeze returns an estimator that later steps do not change.
	Freeze() Estimator
}

// Learner is a Method that says where it stands and can be kept in a file: what Kind.New makes.
type Learner interface {
	Method
	Kind() *Kind
	Config() Config
	Rate() float64 // learning rate of the next step
	Ramp() float64 // share of L_x's weight in force, 0..1; 1 for methods without
	// State copies everything that steps change, Restore goes back (or on) to it.
	State() *State
	Restore(*State) error
	// Checkpoint copies the training as it is now; the caller adds the names of the scene.
	Checkpoint() *Checkpoint
}

// Estimator answers questions about p(x | y). It never changes and is safe for concurrent use. What more it can do it
// says by the interfaces below.
type Estimator interface {
	// Sample fills x (n×DimX, row-major) with draws from p(x | y); y is one row (DimY) for all, or n rows. The same r
	// state gives the same latent draws for every y and every network.
	Sample(r *rand.Rand, y, x []float64)
}

// Inverter is an estimator that makes x from y and a latent z ~ N(0, I). Inverse fills x (n×DimX) from z (n×DimZ) and y
// (one row for all, or n rows).
type Inverter interface {
	DimZ() int
	Inverse(y, z, x []float64)
}

// Forwarder is an estimator that predicts y (n×DimY) and z (n×DimZ) of x (n×DimX), with noise from r as the simulator has
// it, as far as that was learned, without it for a nil r; a nil y or z is not wanted.
type Forwarder interface {
	DimZ() int
	Forward(r *rand.Rand, x, y, z []float64)
}

// Encoder is an estimator that tells which latent z (n×DimZ) makes x (n×DimX) from y, one row for all or n rows: what
// Inverse undoes. Over pairs of x and y, z is standard normal where the estimator is right.
type Encoder interface {
	Encode(x, y, z []float64)
}

// Density is an estimator that knows its density: LogDensity fills out (n) with log q(x | y), in the units of x
// (n×DimX); y is one row for all, or n rows. It is exact but for answers that are drawn again out of bounds, of which the
// share that stays is estimated from draws, a millisecond for each y.
type Density interface {
	LogDensity(x, y, out []float64)
}

// Smoothed is an estimator that knows the density that its answers have for a y that is known to within a small noise, but
// not for y itself. SmoothedDensity fills out (n) with it as LogDensity does; the error says why it cannot.
type Smoothed interface {
	SmoothedDensity(x, y, out []float64) error
}

// RoundTripper is an estimator that sends x (n×DimX) forward and back again with everything that comes out; back may be
// x. What differs is rounding.
type RoundTripper interface {
	RoundTrip(x, back []float64)
}
