package window

import (
	"math/rand/v2"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// trainer is what the window needs of a training session. None of it but Checkpoint and Close waits for a training
// step.
type trainer interface {
	Snapshot() *session.Snapshot // never nil
	Answer() *session.Answer     // nil until the first question was answered
	Ask(session.Query)

	Play()
	Pause()
	StepOnce()
	SetPace(session.Pace)
	SetLive(column int, change func(*inn.Live))
	SetWorkers(n int)

	Reset()
	Restart(session.Plan) error
	Halve()
	Undo() string
	CanUndo() bool

	Checkpoint(column int) (*inn.Checkpoint, error) // waits for the step that is under way
	Open(*inn.Checkpoint, *scenes.Scene, *scenes.Setup) error
	Close()
}

// bijection is an estimator that shows where a single point goes, both ways (inn.Model).
type bijection interface {
	DimZ() int
	Inverse(y, z, x []float64)
	Forward(r *rand.Rand, x, y, z []float64)
}
