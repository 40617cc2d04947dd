// Package simulations makes the pairs that a training on a slow simulator draws from: once, on all processors, with
// progress, and kept in a file under the user's cache folder, so that the next training finds them there.
package simulations

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"

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
	Unsaved    error     // why the pairs could not be kept for the next time; nil where they are
}

// Rows is the number of pairs.
func (t *Table) Rows() int { return len(t.X) / t.DimX }

// chunk is how many pairs one worker makes before it looks up: few, so that cancelling and progress take no time.
const chunk = 16

// Make returns the pairs: from the file where it is whole, else simulated and kept. Progress, if there is one, is told
// how many are done, from one goroutine at a time. The only error is that of a context that ends. The pairs do not
// depend on the number of processors.
func Make(ctx context.Context, o Order, progress func(done, of int)) (*Table, error) {
	if o.Count < 1 {
		panic(fmt.Sprintf("simulations: an order of %d pairs", o.Count))
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	if t := Load(o.what()); t != nil {
		progress(o.Count, o.Count)
		return t, nil
	}
	p := o.Problem
	t := &Table{DimX: p.DimX, DimY: p.DimY, X: make([]float64, o.Count*p.DimX), Y: make([]float64, o.Count*p.DimY)}
	var mu sync.Mutex // guards next, done and progress
	next, done := 0, 0
	progress(0, o.Count)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				mu.Lock()
				from := next
				next += chunk
				mu.Unlock()
				if from >= o.Count || ctx.Err() != nil {
					return
				}
				to := min(from+chunk, o.Count)
				r := rand.New(rand.NewPCG(o.Seed, uint64(from))) // a stream for each chunk, whoever makes it
				for i := from; i < to; i++ {
					p.Pair(r, t.X[i*p.DimX:(i+1)*p.DimX], t.Y[i*p.DimY:(i+1)*p.DimY])
				}
				mu.Lock()
				done += to - from
				progress(done, o.Count)
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil && done < o.Count {
		return nil, err
	}
	t.Unsaved = Save(o.what(), t)
	return t, nil
}
