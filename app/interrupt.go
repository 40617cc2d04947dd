package main

// Ctrl-C: the first ends what is under way in an orderly manner, the second at once.

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// interruptible returns a context that the first Ctrl-C ends; the second ends the program.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
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
