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
	// Losses are the last step's values before weighting, in the order of the Loss constants; NaN where not measured.
	Losses() []float64
	// Live returns what may change between steps, SetLive changes it for the next step and, on a finished or late
	// schedule, warms the learning rate up again when a switch or weight changed.
	Live() Live
	SetLive(Live)
	// Freeze returns an estimator that later steps do not change.
	Freeze() Estimator
}

// Estimator answers questions about p(x | y). It never changes and is safe for concurrent use.
type Estimator interface {
	// Sample fills x (n×DimX, row-major) with draws from p(x | y); y is one row (DimY) for all, or n rows. The same r
	// state gives the same latent draws for every y and every network.
	Sample(r *rand.Rand, y, x []float64)
}
