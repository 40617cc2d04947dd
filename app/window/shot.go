package window

// The window as a picture, on a machine with or without a display.

import (
	"fmt"
	"image"
	"os"
	"time"

	"gioui.org/gpu/headless"
	"gioui.org/io/input"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/unit"

	"innlab/app/session"
	"innlab/widgets"
)

// Shot trains for a time, or to the end of the preset's schedule when the time is 0, and draws the window as it then
// is: paused, with the full answer. A model is shown as it is. The picture is Width·Scale × Height·Scale pixels.
func Shot(o Options, train time.Duration) (*image.RGBA, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	size := image.Pt(int(float64(o.Width)*o.Scale+0.5), int(float64(o.Height)*o.Scale+0.5))
	news := make(chan struct{}, 1)
	w, err := open(o, func() {
		select {
		case news <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	w.show.still = true
	p := picture{window: w, size: size, scale: float32(o.Scale)}
	p.frame()
	if o.Model == nil || w.run() != w.explore().train { // a model is shown as it is, what is compared with it is trained
		if err := p.train(train, news, o.Watch); err != nil {
			return nil, err
		}
	}
	if err := p.settle(news); err != nil {
		return nil, err
	}
	return p.shoot()
}

// picture runs frames of a window that nobody sees.
type picture struct {
	window *Window
	size   image.Point
	scale  float32
	router input.Router
	ops    op.Ops
}

// frame lays the window out once.
func (p *picture) frame() {
	p.ops.Reset()
	p.window.Layout(layout.Context{
		Ops: &p.ops, Now: time.Now(), Source: p.router.Source(),
		Metric:      unit.Metric{PxPerDp: p.scale, PxPerSp: p.scale},
		Constraints: layout.Exact(p.size),
	})
	p.router.Frame(&p.ops)
}

// train trains as fast as it goes and pauses.
func (p *picture) train(span time.Duration, news <-chan struct{}, watch func(*session.Snapshot)) error {
	run := p.window.run()
	run.SetPace(session.Max)
	run.Play()
	var end <-chan time.Time
	for {
		s := run.Snapshot()
		if span > 0 && end == nil && (s.Step > 0 || s.Frozen || s.Problem != "") { // not while simulations are made
			end = time.After(span)
		}
		if watch != nil {
			watch(s)
		}
		if s.State == session.Stopped || span <= 0 && s.Done {
			break
		}
		select {
		case <-news:
			continue
		case <-time.After(time.Second / 4):
			continue
		case <-end:
		}
		break
	}
	run.Pause()
	run.SetPace(session.Normal)
	return nil
}

// patience is how long a full answer may take.
const patience = 3 * time.Minute

// settle runs frames until what is on the screen is the full answer of the network as it is.
func (p *picture) settle(news <-chan struct{}) error {
	late := time.After(patience)
	for {
		p.frame()
		if p.window.views[p.window.view].settled() && !widgets.Wanting() {
			p.frame()
			return nil
		}
		select {
		case <-news:
		case <-time.After(time.Second / 20):
		case <-late:
			return fmt.Errorf("no full answer came within %v", patience)
		}
	}
}

// shoot draws the last frame.
func (p *picture) shoot() (*image.RGBA, error) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && os.Getenv("EGL_PLATFORM") == "" {
		// Mesa draws without any display when it is told so before its first use.
		os.Setenv("EGL_PLATFORM", "surfaceless")
	}
	w, err := headless.NewWindow(p.size.X, p.size.Y)
	if err != nil {
		return nil, fmt.Errorf("cannot draw without a display: no OpenGL was found (%w); on Debian, install libgles2 and libgl1-mesa-dri", err)
	}
	defer w.Release()
	if err := w.Frame(&p.ops); err != nil {
		return nil, fmt.Errorf("cannot draw the window: %w", err)
	}
	img := image.NewRGBA(image.Rectangle{Max: p.size})
	if err := w.Screenshot(img); err != nil {
		return nil, fmt.Errorf("cannot read the picture of the window: %w", err)
	}
	return img, nil
}
