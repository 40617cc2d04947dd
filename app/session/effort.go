package session

import (
	"math"
	"time"
)

// How much of an answer to do at once: as much as the machine and the network do in the time there is.

const (
	levels  = 6     // most reduction
	unknown = 20e-6 // seconds per row to begin with: a small network without vector instructions
)

// size is how much an answer holds.
type size struct{ n, side, pairs int }

// reduced returns the size of an answer at a level: each halves the side of the colouring, every other the samples,
// down to a cloud that still shows where it lies and cells that still show a map.
func (q *ask) reduced(level int) size {
	s := size{
		n:     max(q.N>>(level/2), min(q.N, 250)),
		side:  max(q.Latent>>level, min(q.Latent, 16)),
		pairs: max(q.Pairs>>(level/2), min(q.Pairs, 250)),
	}
	if q.Rough {
		s.side, s.pairs = 0, 0
	}
	return s
}

// effort chooses how much to do at once from how fast rows went lately. It holds on to a level, so that the number
// of points does not flicker.
type effort struct {
	row  float64 // seconds per row; 0 when unknown
	held int
}

// level returns the least reduction whose work fits into the time.
func (e *effort) level(rows func(level int) int, within time.Duration) int {
	row := e.row
	if row == 0 {
		row = unknown
	}
	cost := func(level int) float64 { return float64(rows(level)) * row / within.Seconds() }
	e.held = min(e.held, levels)
	for e.held < levels && cost(e.held) > 1 {
		e.held++
	}
	for e.held > 0 && cost(e.held-1) < 0.7 {
		e.held--
	}
	return e.held
}

// learn takes in that so many rows took a time.
func (e *effort) learn(rows int, took time.Duration) {
	if rows == 0 || took <= 0 {
		return
	}
	row := took.Seconds() / float64(rows)
	if e.row == 0 {
		e.row = row
	}
	e.row *= math.Pow(row/e.row, 0.3)
}
