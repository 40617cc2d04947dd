package window

// The real window.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"gioui.org/app"
	"gioui.org/io/system"
	"gioui.org/op"
	"gioui.org/unit"
	"gioui.org/x/explorer"

	"innlab/app/window/dialog"
)

// errNoDisplay is what a machine without a screen is told.
var errNoDisplay = errors.New("innlab needs a display. No X11 or Wayland session was found. " +
	"Without one, \"innlab train\" trains and \"innlab shot\" draws the window into a picture")

// Run opens the window and returns when it is closed. It has to be called from the main goroutine. Training starts at
// once, unless a model is shown.
func Run(o Options) error {
	o, err := o.complete()
	if err != nil {
		return err
	}
	if !hasDisplay() {
		return errNoDisplay
	}
	win := new(app.Window)
	win.Option(
		app.Title("innlab"),
		app.Size(unit.Dp(o.Width), unit.Dp(o.Height)),
		app.MinSize(320, 240),
	)
	p := &pacer{draw: win.Invalidate}
	w, err := open(o, p.news)
	if err != nil {
		return err
	}
	if o.Model == nil {
		w.run().Play()
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" || runtime.GOOS == "android" {
		// Here the main goroutine belongs to the system, which never gives it back.
		go func() {
			if err := w.loop(win, p); err != nil {
				fmt.Fprintln(os.Stderr, "innlab:", err)
				os.Exit(1)
			}
			os.Exit(0)
		}()
		app.Main()
	}
	return w.loop(win, p)
}

// loop runs the window until it is closed.
func (w *Window) loop(win *app.Window, p *pacer) error {
	defer w.Close()
	w.full = func(on bool) {
		if on {
			win.Option(app.Fullscreen.Option())
		} else {
			win.Option(app.Windowed.Option())
		}
	}
	w.leave = func() { win.Perform(system.ActionClose) }
	own := explorer.NewExplorer(win)
	w.system = func(a dialog.Ask) (string, error) { return systemFile(own, a) }
	var ops op.Ops
	closing := false
	for {
		event := win.Event()
		own.ListenEvents(event)
		switch e := event.(type) {
		case *app.ClosingEvent:
			closing = true
		case app.ViewEvent:
			// The toolkit takes the view away before it says that the window is destroyed, and a further call to Event
			// would open a new window.
			if closing && !e.Valid() {
				return nil
			}
		case app.DestroyEvent:
			if e.Err != nil {
				return fmt.Errorf("%w (%v)", errNoDisplay, e.Err)
			}
			return nil
		case app.FrameEvent:
			began := time.Now()
			gtx := app.NewContext(&ops, e)
			w.Layout(gtx)
			e.Frame(gtx.Ops)
			p.frame(began, time.Since(began), w.meter.waiting())
		}
	}
}

// systemFile asks for a file by the system's own dialog; an empty path means that the user chose none.
func systemFile(own *explorer.Explorer, a dialog.Ask) (string, error) {
	var file any
	var err error
	if a.Save {
		file, err = own.CreateFile(a.Name)
	} else {
		file, err = own.ChooseFile(a.Types...)
	}
	if errors.Is(err, explorer.ErrUserDecline) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if c, ok := file.(io.Closer); ok {
		c.Close()
	}
	named, ok := file.(interface{ Name() string })
	if !ok {
		return "", errors.New("it gives no file name")
	}
	return named.Name(), nil
}

// hasDisplay says whether there can be a window. Only on systems with X11 or Wayland there may be none.
func hasDisplay() bool {
	switch runtime.GOOS {
	case "linux", "freebsd", "openbsd":
		return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" || os.Getenv("WAYLAND_SOCKET") != ""
	}
	return true
}
