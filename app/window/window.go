// Package window is the desktop window: views, panels and dialogs over a session. It lays everything out by itself
// from the newest snapshot and answer, which it loads once per frame; nothing in a frame waits for training.
//
// A Window holds what the user chose (y, theme, view, what is shown); each panel is a struct with the state of its
// controls and a layout method, and acts through the methods of actions.go, as the keys do (keys.go).
package window

import (
	"sync/atomic"
	"time"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/app/window/dialog"
	"innlab/assets"
	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// Window is everything that is on the screen.
type Window struct {
	shaper    *widgets.Shaper
	seeking   atomic.Bool // fonts are being looked for
	icons     control.Icons
	hints     control.Hints
	corners   corners
	themeName string // light, dark or system
	dark      bool
	zoom      float32   // scale that the user chose; 0: by the size of the window
	scale     float32   // scale of the last frame
	now       time.Time // of the frame, by the clock of the window

	away    away
	turning *turning      // to another scene or set-up; nil for none
	setup   *scenes.Setup // that choice is for
	choice  choice
	asked   asked
	show    shown
	views   []view
	view    int

	bar      toolbar
	status   status
	toast    control.Toast
	dialogs  dialogs
	meter    meter
	scroll   scroller
	outcomes outcomes

	own     ownData
	program ownProgram
	noted   *scenes.Setup // whose notes have been read
	orphan  *orphan       // opened without its data; nil for none
	broken  string        // what was wrong with the file that could not be opened
	offered offered
	isFull  bool   // the window fills the screen
	folder  string // where a file was opened or saved last

	notify  func()                                   // asks for a frame; safe from any goroutine
	system  func(dialog.Ask) (string, error)         // asks for a file by the system's own dialog; nil where there is none
	leave   func()                                   // closes the window; nil where there is none
	full    func(on bool)                            // full screen and back; nil where there is no window
	trained func(scene, setup string) ([]byte, bool) // trained networks that come with the program
}

// view is one way to look at a problem: a tab of the toolbar.
type view interface {
	name() string
	subject() string // of its figure, in a file's name
	// run is the session that the toolbar shows and drives.
	run() trainer
	// enter is called when the view comes on the screen, leave when another takes its place.
	enter()
	leave()
	// change turns to another scene, set-up or configuration.
	change(p session.Plan)
	// layout draws the view into r, between toolbar and status line.
	layout(gtx layout.Context, f *frame, r rect)
	// question makes of the question about the chosen y the one that the view puts to its session.
	question(session.Query) session.Query
	// aside stands at the right end of the status line; it may be empty.
	aside() string
	// figure is what the view shows as a figure for print, nil where there is nothing yet.
	figure() figure.Figure
	// settled says whether the full answer of the networks as they are is there.
	settled() bool
	close()
}

// newWindow is a window on a run. notify asks for a frame.
func newWindow(t trainer, notify func()) *Window {
	w := &Window{
		shaper: widgets.NewShaper(),
		show:   shown{prior: true, posterior: true, truth: true},
		notify: notify, trained: assets.Model,
	}
	w.setTheme("light")
	e := newExplore(t, notify)
	begin := func(p session.Plan) (bench, error) {
		s, err := session.New(p, notify)
		if err != nil {
			return nil, err
		}
		return s, nil
	}
	w.views = []view{e, newAblation(e, begin), newMethods(e, begin, notify), newCalibration(e)}
	w.settle(t.Snapshot())
	return w
}

// Close ends all training.
func (w *Window) Close() {
	w.stopReading()
	w.stopTrying()
	for _, v := range w.views {
		v.close()
	}
}

// shown is what the user wants to see in the plots.
type shown struct {
	prior, posterior, truth bool
	modes                   bool // points in the colours of the modes
	density                 bool // density instead of points
	linear                  bool // losses on a linear scale
	speed                   bool // workers and time of a frame in the status line
	meter                   bool // the overlay of F12
	still                   bool // reduced motion
}

// frame is what one frame knows, loaded once, so that all panels agree. It is passed down; there are no globals.
type frame struct {
	*Window
	metrics
	control.Env
	theme widgets.Theme // what Env.Theme points to
	snap  *session.Snapshot
	ans   *session.Answer // nil, or of the scene and set-up of snap
	look  look
}

// planOf is the plan of a set-up as the first preset of a method has it.
func planOf(s *scenes.Scene, u *scenes.Setup, method string) session.Plan {
	p, k, err := session.Preset(u, method, "")
	if err != nil { // no such method; complete has refused it
		return planOf(s, u, inn.Invertible.Name)
	}
	name := k.Title
	if k.Name == inn.Invertible.Name {
		name = "All losses"
	}
	return session.Plan{Scene: s, Setup: u, Columns: []session.Column{{
		Name: name, Method: k.Name, Config: p.Config, Live: p.Live,
	}}}
}

// live is the state of the live settings of the first column.
func (f *frame) live() *inn.Live { return &f.snap.Plan.Columns[0].Live }
