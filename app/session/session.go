// Package session trains in the background while others watch: goroutines, immutable snapshots, queries, history.
// It never imports the window; whoever shows it is told by a notify function that there is something new.
//
// # Who owns what
//
// A Session has two goroutines and shares nothing between them but immutable values behind atomic pointers.
//
// The training goroutine (train.go) owns the run (run.go): the methods with their weights, the curves, the plan in
// force. Nobody else touches them. It is told what to do by commands, functions in a queue that takes any number of
// them without making the caller wait and loses none; it carries them out between two steps, in the order of the
// calls. What others may know it publishes as a *Snapshot, at most 30 times a second and at once when a command
// changed something.
//
// The answering goroutine (answer.go) owns the caches of latent noise and exact draws. It takes the newest question
// and the newest snapshot, has the frozen networks of that snapshot answer and stores an *Answer. A question is
// stored, not queued: only the latest click counts. Training never depends on what is asked, so the same plan gives
// the same networks whoever watches.
//
// The caller (usually the frame of a window) calls the methods of Session, all safe for concurrent use and, but for
// Checkpoint and Close, never waiting for a step or an answer; and it loads Snapshot and Answer once per frame, so
// that everything on screen agrees. After each store notify is called, from either goroutine; it must not wait and
// must not call Close.
package session

import (
	"sync"
	"sync/atomic"
)

// Session is one run in training, the questions put to it and the runs it can go back to.
type Session struct {
	notify func()

	mu     sync.Mutex
	queue  []command // not yet carried out, oldest first
	undo   []*past   // what Undo goes back to, newest last
	closed bool
	kicked chan struct{} // tells the training goroutine of the queue; room for one

	snapshot atomic.Pointer[Snapshot]
	ask      atomic.Pointer[ask]
	answer   atomic.Pointer[Answer]
	wake     chan struct{} // tells the answering goroutine of a new question or snapshot; room for one
	delays   delays

	quit chan struct{} // closed by Close
	ends sync.WaitGroup
}

// command is something the training goroutine does between two steps.
type command func(t *trainer)

// New builds the plan's networks and starts the session, paused before the first step. notify may be nil. The error
// is the plan's: everything that is wrong with it.
func New(p Plan, notify func()) (*Session, error) {
	if err := check(p); err != nil {
		return nil, err
	}
	return start(p, nil, notify, build)
}

// start starts a session at the beginning of a plan or at a mark, with methods by m.
func start(p Plan, at *mark, notify func(), m maker) (*Session, error) {
	r, err := newRun(p, at, m, nil)
	if err != nil {
		return nil, err
	}
	if notify == nil {
		notify = func() {}
	}
	s := &Session{
		notify: notify,
		kicked: make(chan struct{}, 1),
		wake:   make(chan struct{}, 1),
		quit:   make(chan struct{}),
	}
	t := newTrainer(s, r, m)
	t.publish()
	s.ends.Go(t.loop)
	s.ends.Go(newAnswerer(s).loop)
	return s, nil
}

// Close ends both goroutines and returns when they have ended: after the step or the piece of an answer under way.
// The last Snapshot and Answer stay; commands and questions after Close do nothing.
func (s *Session) Close() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.quit)
	}
	s.mu.Unlock()
	s.ends.Wait()
}

// Snapshot returns the newest state of the training, never nil.
func (s *Session) Snapshot() *Snapshot { return s.snapshot.Load() }

// Answer returns the newest answer; nil until a question has been answered. It may be the answer to an earlier
// question than the last: compare its Query.
func (s *Session) Answer() *Answer { return s.answer.Load() }

// ended reports whether the session is closed.
func (s *Session) ended() bool {
	select {
	case <-s.quit:
		return true
	default:
		return false
	}
}

// do queues a command for the training goroutine.
func (s *Session) do(c command) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.enqueue(c)
}

// enqueue is do for those who hold mu.
func (s *Session) enqueue(c command) {
	if s.closed {
		return
	}
	s.queue = append(s.queue, c)
	kick(s.kicked)
}

// kick puts a token into a channel with room for one, if there is none.
func kick(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
