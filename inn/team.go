package inn

// The goroutines of a step. A phase of a small network takes a tenth of a millisecond, and waking a sleeping goroutine
// as much again; so between phases they stay awake for a moment.

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// team runs phases on hands, one of them on the caller's goroutine.
type team struct {
	hands   []*hand
	running atomic.Int32   // hands beside the caller's that have not ended the phase
	barrier sync.WaitGroup // the same, to sleep on
}

// Orders of a hand that are no phase.
const (
	gone  int32 = -1 - iota // its goroutine has ended
	ready                   // it waits for an order
)

// join adds a hand; work is what it does in a phase.
func (t *team) join(h *hand, work func(phase, *hand)) {
	h.order.Store(gone)
	h.serve = func() {
		for {
			work(phase(h.order.Load()), h)
			h.order.Store(ready)
			t.running.Add(-1)
			t.barrier.Done()
			if !awake(func() bool { return h.order.Load() != ready }) && h.order.CompareAndSwap(ready, gone) {
				return
			}
		}
	}
	h.work = work
	t.hands = append(t.hands, h)
}

// parallel runs a phase on all hands and waits for them.
func (t *team) parallel(p phase) {
	others := t.hands[1:]
	t.running.Store(int32(len(others)))
	t.barrier.Add(len(others))
	for _, h := range others {
		if !h.order.CompareAndSwap(ready, int32(p)) {
			h.order.Store(int32(p))
			go h.serve()
		}
	}
	t.hands[0].work(p, t.hands[0])
	if !awake(func() bool { return t.running.Load() == 0 }) {
		t.barrier.Wait()
	}
}

// awake waits for something for as long as waking up would take, about 50 µs, and reports whether it happened. Other
// goroutines get their turn meanwhile.
func awake(happened func() bool) bool {
	for range 200 {
		for range 64 {
			if happened() {
				return true
			}
		}
		runtime.Gosched()
	}
	return false
}
