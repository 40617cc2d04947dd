package simulations

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
)

// Pairs that are not all there yet are kept in memory, for everybody who orders the same: they are made in chunks by
// whoever waits for them, and when nobody does, they wait for the next.

// chunk is how many pairs one worker makes before it looks up: few, so that cancelling and progress take no time.
const chunk = 16

// works are the orders that were begun and of which there is no file.
type works struct {
	mu   sync.Mutex
	list map[string]*work
}

var begun works

// work is an order as far as it got.
type work struct {
	order Order
	table *Table
	whole chan struct{} // closed when all pairs are made and kept

	mu         sync.Mutex // guards what follows, and the calls of each progress
	next, done int
}

// of returns the work on an order: that which was begun, what the file holds, or a new one.
func (w *works) of(o Order) *work {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := o.key()
	if old := w.list[key]; old != nil {
		return old
	}
	n := &work{order: o, table: Load(o.what()), whole: make(chan struct{})}
	if n.table != nil {
		n.next, n.done = o.Count, o.Count
		close(n.whole)
		return n
	}
	d := o.Problem
	n.table = &Table{DimX: d.DimX, DimY: d.DimY, X: make([]float64, o.Count*d.DimX), Y: make([]float64, o.Count*d.DimY)}
	if w.list == nil {
		w.list = map[string]*work{}
	}
	w.list[key] = n
	return n
}

// forget drops an order that is found in its file from now on.
func (w *works) forget(o Order) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.list, o.key())
}

// key names an order and the folder in which its file belongs.
func (o *Order) key() string {
	path, _ := o.Path() // where there is no folder, the words alone name it
	return path + "\n" + o.what()
}

// finish makes what is left, beside others who do the same, and returns the whole.
func (w *work) finish(ctx context.Context, progress func(done, of int)) (*Table, error) {
	count := w.order.Count
	w.mu.Lock()
	progress(w.done, count)
	w.mu.Unlock()
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for ctx.Err() == nil && w.some(progress) {
			}
		})
	}
	wait.Wait()
	select {
	case <-w.whole: // also where ctx ended with the last pair
		progress(count, count)
		return w.table, nil
	default:
	}
	select { // others may have the last chunks in hand
	case <-w.whole:
		progress(count, count)
		return w.table, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// some makes the next chunk; false when there is none left.
func (w *work) some(progress func(done, of int)) bool {
	o, t := &w.order, w.table
	w.mu.Lock()
	from := w.next
	to := min(from+chunk, o.Count)
	w.next = to
	w.mu.Unlock()
	if from >= o.Count {
		return false
	}
	p, r := o.Problem, rand.New(rand.NewPCG(o.Seed, uint64(from))) // a stream for each chunk, whoever makes it
	for i := from; i < to; i++ {
		p.Pair(r, t.X[i*p.DimX:(i+1)*p.DimX], t.Y[i*p.DimY:(i+1)*p.DimY])
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done += to - from
	if w.done < o.Count {
		progress(w.done, o.Count)
		return true
	}
	if t.Unsaved = Save(o.what(), t); t.Unsaved == nil {
		begun.forget(*o)
	}
	close(w.whole)
	return false
}
