// Package session trains in the background while others watch: goroutines, immutable snapshots, queries, history.
// It never imports the window; whoever shows it is told by a notify function that there is something new.
package session

import (
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// Plan says what is trained: one column, or several side by side that step in turn from the same seed on the same
// batches.
type Plan struct {
	Scene   *scenes.Scene
	Setup   *scenes.Setup
	Columns []Column
}

// Column is one method being trained.
type Column struct {
	Name   string
	Method string // inn
	Config inn.Config
	Live   inn.Live
}

// State says what a session is doing; what is drawn always says it too.
type State int

const (
	Paused  State = iota // also before the first step
	Running              // steps are being made
	Stopped              // a loss was not finite; the last good network stays
)

// Pace is how fast steps are made.
type Pace int

const (
	Normal  Pace = iota // the preset takes about 20 s, slower where the machine is
	Slow                // one step a second
	Quarter             // a quarter of Normal
	Max                 // as fast as it goes
)

// Snapshot is the state of the training at one moment. It never changes.
type Snapshot struct {
	Seq     int
	Plan    Plan // with the Live values of this moment
	State   State
	Pace    Pace
	Step    int
	Elapsed time.Duration // time spent training
	Speed   float64       // steps a second of the recent past; 0 when unknown
	Frozen  bool          // every loss is off, so nothing is trained
	Problem string        // why it stopped, in plain words: "L_x became infinite at step 4 812"; "" otherwise
	Columns []ColumnState
}

// ColumnState is one column of a snapshot.
type ColumnState struct {
	Estimator inn.Estimator
	Losses    [inn.NumLosses]float64 // smoothed, unweighted; NaN where not measured yet
	Ramp      float64                // share of L_x's weight in force, 0..1
	Rate      float64                // learning rate in force
	History   *History
	Bad       int // index of the loss that was not finite; −1 otherwise
}

// History holds loss curves of bounded length: averaged over ever longer stretches as the run goes on.
type History struct {
	Step   []float64                // step at the end of each stretch
	Value  [inn.NumLosses][]float64 // mean of each loss over the stretch
	Events []Event
}

// Event is a change of a switch, weight or rate, or the end of a ramp, to be marked in the curves.
type Event struct {
	Step float64
	Text string // "L_x off", "L_x × 800", "ramp"
}

// Query is a question: what could x have been? Only the latest counts.
type Query struct {
	Y      []float64 // DimY
	Noise  float64   // standard deviation of noise added to Y, row by row
	N      int       // samples
	Latent int       // side of the latent colouring in cells; 0: none
	Rough  bool      // the pointer is still moving: samples only
}

// Answer is what every column says to a query. It never changes.
type Answer struct {
	Seq      int
	Query    Query
	Snapshot *Snapshot // the networks that answered
	Clouds   []Cloud   // one per column
	Truth    []float64 // n×DimX exact draws, the same for every network; nil where none is known
	Took     time.Duration
}

// Cloud is one column's answer.
type Cloud struct {
	X       []float64 // n×DimX samples
	Z       []float64 // n×DimZ latents they came from; the same for each column and query
	Latent  []float64 // Latent×Latent×DimX: x of a grid over [−3, 3]² of the first two z, rows from the top; nil if not asked
	ZData   []float64 // n×DimZ of fresh data sent forward
	Quality *Quality  // nil before step 200 or where nothing can be said; computed at most twice a second
}

// Quality says how right a posterior is.
type Quality struct {
	Step    int
	Error   float64 // unbiased MMD² to exact samples; NaN where none are known
	Exact   float64 // what two exact sets of the same size give at this y
	Right   float64 // share within 3σ of a mode that carries the label; NaN without modes
	Width   float64 // spread inside 3σ of the nearest mode
	Truth   float64 // that of exact samples
	Between float64 // share farther than 3σ from every mode
}
