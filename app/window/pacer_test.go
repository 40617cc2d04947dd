package window

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestPacer(t *testing.T) {
	var drawn atomic.Int32
	p := pacer{draw: func() { drawn.Add(1) }}
	p.news()
	if drawn.Load() != 1 {
		t.Fatal("the first news does not draw")
	}
	// A frame that took long: the next news waits, however often it comes, and is not lost.
	p.frame(time.Now(), 40*time.Millisecond, false)
	for range 100 {
		p.news()
	}
	if n := drawn.Load(); n != 1 {
		t.Fatalf("%d frames were asked for during the pause after one", n)
	}
	for end := time.Now().Add(5 * time.Second); drawn.Load() < 2; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("news that waited never draws")
		}
	}
	if since := time.Since(p.began); since < 80*time.Millisecond {
		t.Errorf("it draws after %v, before two frames' time", since)
	}
	// While a question is open nothing waits.
	p.frame(time.Now(), 40*time.Millisecond, true)
	p.news()
	if n := drawn.Load(); n != 3 {
		t.Errorf("the answer to a question waits: %d frames", n)
	}
}
