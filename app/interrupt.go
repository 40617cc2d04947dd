package main

// Ctrl-C, and the other signals that end a program: the first ends what is under way in an orderly manner, the second at
// once. In either case the simulators of the user's that run are ended with it.

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"innlab/app/own"
)

// orderly are the works that a signal ends before it ends the program.
var orderly struct {
	sync.Mutex
	works map[int]context.CancelFunc
	next  int
}

// heed ends works, or the program where there are none, when a signal comes. A hang-up that whoever started the program has
// it ignore stays ignored.
func heed() {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, signals...)
	go func() {
		for s := range c {
			if !interrupt() {
				own.End()
				os.Exit(endedBy(s))
			}
		}
	}()
}

// endedBy is the status of a program that a signal has ended, as shells say it.
func endedBy(s os.Signal) int {
	n, _ := s.(syscall.Signal)
	return 128 + int(n)
}

// interrupt ends the works that can be; false where there are none.
func interrupt() bool {
	orderly.Lock()
	defer orderly.Unlock()
	some := len(orderly.works) > 0
	for _, stop := range orderly.works {
		stop()
	}
	clear(orderly.works)
	return some
}

// interruptible returns a context that the first Ctrl-C ends; the second ends the program.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	orderly.Lock()
	defer orderly.Unlock()
	if orderly.works == nil {
		orderly.works = map[int]context.CancelFunc{}
	}
	n := orderly.next
	orderly.next++
	orderly.works[n] = cancel
	return ctx, func() {
		orderly.Lock()
		delete(orderly.works, n)
		orderly.Unlock()
		cancel()
	}
}

// errInterrupted is the end of a work that leaves nothing behind.
var errInterrupted = errors.New("interrupted; nothing was written")

// grace is how long work has to notice that it was interrupted, before it is left alone to end with the program.
const grace = time.Second

// await does work that need not know of ctx, and gives up on it when ctx ends.
func await[T any](ctx context.Context, work func() (T, error)) (result T, err error) {
	done := make(chan struct{})
	var got T
	var failure error
	go func() {
		defer close(done)
		got, failure = work()
	}()
	select {
	case <-done:
	case <-ctx.Done():
		select {
		case <-done:
		case <-time.After(grace):
		}
	}
	if ctx.Err() != nil {
		return result, errInterrupted
	}
	return got, failure
}
