package window

// How often news from training draws the window again. Where the processor does the drawing, a frame for every
// snapshot would leave nothing for training, and a click would have to wait for a frame that nobody needs. So news
// comes at most thirty times a second and leaves at least as much time between two frames as a frame takes; while a
// question of the user is open, it comes at once.

import (
	"sync"
	"time"
)

// The least and the most time from the start of a frame to the next that news asks for.
const (
	newsLeast = time.Second / 30
	newsMost  = time.Second / 5
)

// pacer lets news through to draw. Its methods may be called from any goroutine.
type pacer struct {
	draw func() // asks for a frame

	mu    sync.Mutex
	began time.Time     // the last frame
	took  time.Duration // how long it took
	open  bool          // a question is open
	timer *time.Timer   // news that waits; nil: none does
}

// news asks for a frame, now or when it is time.
func (p *pacer) news() {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := time.Until(p.began.Add(min(max(2*p.took, newsLeast), newsMost)))
	if p.open || wait <= 0 {
		p.draw()
		return
	}
	if p.timer == nil {
		p.timer = time.AfterFunc(wait, func() {
			p.mu.Lock()
			p.timer = nil
			p.mu.Unlock()
			p.draw()
		})
	}
}

// frame notes that a frame was drawn; open says that a question of the user waits for its answer.
func (p *pacer) frame(began time.Time, took time.Duration, open bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.began, p.took, p.open = began, took, open
	if open && p.timer != nil { // the answer may be what came during the frame
		p.timer.Stop()
		p.timer = nil
		p.draw()
	}
}
