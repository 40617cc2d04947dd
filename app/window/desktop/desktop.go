// Package desktop asks the system for its own dialog to open a file. It is for reading only: the dialog for writing
// empties an existing file before anything is written to it, and innlab replaces a file only when the new one is whole.
package desktop

import (
	"errors"
	"io"

	"gioui.org/app"
	"gioui.org/io/event"
	"gioui.org/x/explorer"
)

// Dialogs belongs to one window.
type Dialogs struct {
	explorer *explorer.Explorer
	busy     chan struct{} // holds one token while a dialog is open
}

// For returns the dialogs of w.
func For(w *app.Window) *Dialogs {
	return &Dialogs{explorer: explorer.NewExplorer(w), busy: make(chan struct{}, 1)}
}

// Listen has to hear every event of the window.
func (d *Dialogs) Listen(e event.Event) { d.explorer.ListenEvents(e) }

// Open shows the system's dialog for files with these endings and calls done, on another goroutine, with the path that
// was chosen: empty when none was. It returns false when a dialog is open already.
func (d *Dialogs) Open(types []string, done func(path string, err error)) bool {
	select {
	case d.busy <- struct{}{}:
	default:
		return false
	}
	go func() {
		r, err := d.explorer.ChooseFile(types...)
		<-d.busy
		done(chosen(r, err))
	}()
	return true
}

// errNone is what is said where the desktop has no dialog.
var errNone = errors.New("the desktop offers no dialog here; choose the file in this one")

// chosen is the path behind what the dialog returned.
func chosen(r io.ReadCloser, err error) (string, error) {
	switch {
	case errors.Is(err, explorer.ErrUserDecline):
		return "", nil
	case err != nil:
		return "", errNone
	}
	defer r.Close()
	named, ok := r.(interface{ Name() string })
	if !ok {
		return "", errNone
	}
	return named.Name(), nil
}
