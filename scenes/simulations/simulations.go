// Package simulations makes the pairs that a training on a slow simulator draws from: once, on all processors, with
// progress, and kept in a file under the user's cache folder, so that the next training finds them there.
package simulations

import (
	"context"
	"fmt"
	"time"

	"innlab/inn"
)

// Order says which simulations are wanted. Everything that decides their numbers must show in it, since the file is
// found by it.
type Order struct {
	Problem *inn.Problem
	What    string // names the simulator and everything that its answers depend on, with a version of its formulas
	Count   int    // pairs
	Seed    uint64
}

// Table holds pairs, row-major.
type Table struct {
	DimX, DimY int
	X, Y       []float64 // Rows×DimX, Rows×DimY
	Notes      string    // what whoever made them has to say of them
	Saved      time.Time // when a table that was loaded was saved
	Unsaved    error     // why the pairs could not be kept for the next time; nil where they are
}

// Rows is the number of pairs.
func (t *Table) Rows() int { return len(t.X) / t.DimX }

// Make returns the pairs: from the file where it is whole, else simulated and kept. Progress, if there is one, is told
// how many are done, from one goroutine at a time. The only error is that of a context that ends; the pairs that were made
// until then are not lost, since the next who orders the same goes on from there. Whoever orders what another is waiting
// for helps to make it. The pairs do not depend on who makes them, or on the number of processors.
func Make(ctx context.Context, o Order, progress func(done, of int)) (*Table, error) {
	if o.Count < 1 {
		panic(fmt.Sprintf("simulations: an order of %d pairs", o.Count))
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	return begun.of(o).finish(ctx, progress)
}
