package session

import (
	"time"

	"innlab/inn"
)

// Snapshot is the state of the training at one moment. It never changes.
type Snapshot struct {
	Seq     int  // rises by one with each snapshot of a session
	Built   int  // rises when the columns are others than before: a restart or reset, one added, moved or removed
	Plan    Plan // with the Live values of this moment
	State   State
	Pace    Pace
	Step    int           // steps of the networks in this snapshot; of one that was added, see ColumnState
	Elapsed time.Duration // time spent training
	Speed   float64       // steps a second of the recent past; 0 when unknown
	Done    bool          // the preset's schedule has been trained to its end; training pauses there once
	Frozen  bool          // every loss is off, so nothing is trained
	Problem string        // why it stopped, in plain words: "L_x became infinite at step 4 812"; "" otherwise
	Columns []ColumnState

	// Simulating says that the pairs of a slow simulator are being made, of which the share Simulated is there. The
	// first step comes when all are.
	Simulating bool
	Wrong      string // what went wrong with it so far, in words; empty for nothing
	Simulated  float64
}

// ColumnState is one column of a snapshot.
type ColumnState struct {
	Estimator inn.Estimator          // the same value as in the snapshot before if no step lies between
	Step      int                    // steps of this network; fewer than the snapshot's while it catches up
	Losses    [inn.NumLosses]float64 // smoothed, unweighted; NaN where not measured yet
	Ramp      float64                // share of L_x's weight in force, 0..1
	Rate      float64                // learning rate in force
	History   *History
	Held      *History      // of the rows held out, measured now and then; nil where there are none
	Verdict   Verdict       // what they say of the training
	Spent     time.Duration // in the steps of this column
	Bad       int           // index of the loss that was not finite; −1 otherwise
}

// Early says that column i has made so few steps that numbers of its answers mean nothing.
func (s *Snapshot) Early(i int) bool { return s.Columns[i].Step < s.Plan.Columns[i].Early() }

// early says so of all columns.
func (s *Snapshot) early() bool {
	for i := range s.Columns {
		if !s.Early(i) {
			return false
		}
	}
	return true
}

// sameNetworks reports whether two snapshots hold the same estimators.
func sameNetworks(a, b *Snapshot) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || len(a.Columns) != len(b.Columns) {
		return false
	}
	for i := range a.Columns {
		if a.Columns[i].Estimator != b.Columns[i].Estimator {
			return false
		}
	}
	return true
}
