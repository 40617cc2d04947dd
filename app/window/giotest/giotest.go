// Package giotest drives a Gio layout with no window, as a person with mouse and keyboard would: it runs frames on a
// clock of its own, finds widgets by the words a screen reader would say, and clicks, drags, scrolls and types.
// Package screen takes a picture of the result, package golden compares it.
package giotest

import (
	"image"
	"testing"
	"time"

	"gioui.org/io/event"
	"gioui.org/io/input"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/unit"
)

// FrameTime is how far the clock moves from one frame to the next.
const FrameTime = 16 * time.Millisecond

// start is an arbitrary moment, the same in every test, so that animations are too.
var start = time.Unix(1_000_000_000, 0)

// Driver runs a layout function frame by frame.
type Driver struct {
	Size   image.Point // of the window, in pixels
	Metric unit.Metric // 1 pixel per dp unless changed before the next frame
	Now    time.Time   // the clock; moves by FrameTime with every frame
	Ops    op.Ops      // what the last frame drew

	t      testing.TB
	router input.Router
	draw   func(layout.Context)
	at     pointer.Event // where the mouse is and which buttons it holds
}

// New returns a driver for a window of size pixels and runs the first frame.
func New(t testing.TB, size image.Point, draw func(gtx layout.Context)) *Driver {
	d := &Driver{Size: size, Metric: unit.Metric{PxPerDp: 1, PxPerSp: 1}, Now: start, t: t, draw: draw}
	d.Frame()
	return d
}

// Frame lays out and draws once.
func (d *Driver) Frame() {
	d.Ops.Reset()
	d.draw(layout.Context{
		Ops:         &d.Ops,
		Now:         d.Now,
		Source:      d.router.Source(),
		Metric:      d.Metric,
		Constraints: layout.Exact(d.Size),
	})
	d.router.Frame(&d.Ops)
	d.Now = d.Now.Add(FrameTime)
}

// Settle runs frames until nothing asks for another one at once, at most a hundred; it fails when that is not enough.
// Frames asked for at a later time are not waited for.
func (d *Driver) Settle() {
	d.t.Helper()
	for range 100 {
		d.Frame()
		if at, ok := d.router.WakeupTime(); !ok || at.After(d.Now) {
			return
		}
	}
	d.t.Fatal("the layout still asks for frames after a hundred of them")
}

// Wait moves the clock on and runs the frames that are asked for on the way, as a window would.
func (d *Driver) Wait(span time.Duration) {
	end := d.Now.Add(span)
	for d.Now.Before(end) {
		at, ok := d.router.WakeupTime()
		if !ok || at.After(end) {
			break
		}
		if at.After(d.Now) {
			d.Now = at
		}
		d.Frame()
	}
	if d.Now.Before(end) {
		d.Now = end
	}
	d.Frame()
}

// Queue hands events to the layout and runs the frame that sees them.
func (d *Driver) Queue(events ...event.Event) {
	d.router.Queue(events...)
	d.Frame()
}

// Cursor is the shape of the mouse pointer.
func (d *Driver) Cursor() pointer.Cursor { return d.router.Cursor() }

// Clipboard returns what the last frames copied, if anything.
func (d *Driver) Clipboard() (mime string, content []byte, ok bool) { return d.router.WriteClipboard() }

// time is the age of the window as input events carry it.
func (d *Driver) time() time.Duration { return d.Now.Sub(start) }
