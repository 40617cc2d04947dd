package window

// A simulator of the user's own: it is tried on a few rows beside the frames, and becomes a scene whose answers the training
// waits for.

import (
	"context"
	"strings"

	"innlab/app/own"
	"innlab/app/table"
	"innlab/app/window/dialog"
)

// ownProgram is the simulator that the form is about.
type ownProgram struct {
	last   *own.Simulator // opened before; nil for none
	trying *trial         // nil while none is tried
}

// trial is a simulator being tried.
type trial struct{ cancel context.CancelFunc }

// openSimulator shows the form.
func (w *Window) openSimulator() {
	w.dialogs.close()
	w.dialogs.program.Open()
}

// simulatorChosen carries out what was decided in the form.
func (w *Window) simulatorChosen(c dialog.SimulatorChoice) {
	w.stopTrying()
	switch {
	case c.Try != nil:
		w.try(c.Try)
	case c.Open != nil:
		c.Open.Follow(w.program.last)
		w.program.last = c.Open
		s := c.Open.Asking()
		w.turnTo(s, &s.Setups[0])
		w.run().Play()
	case c.File:
		w.askFile(dialog.Ask{Title: "What x it is asked for", Types: append([]string{".json"}, strings.Split(table.Types, ", ")...)}, (*Window).readPrior)
		w.dialogs.declined = (*Window).openSimulator
	}
}

// try asks a simulator for a few rows; what comes of it counts only while nothing else is tried.
func (w *Window) try(s *own.Simulator) {
	ctx, cancel := context.WithCancel(context.Background())
	t := &trial{cancel}
	w.program.trying = t
	w.beside(func() func(w *Window) {
		defer cancel()
		came := s.Try(ctx, dialog.TriedRows)
		return func(w *Window) {
			if w.program.trying == t {
				w.program.trying = nil
				w.dialogs.program.Tried(came)
			}
		}
	})
}

// stopTrying ends a trial, if there is one.
func (w *Window) stopTrying() {
	if t := w.program.trying; t != nil {
		t.cancel()
		w.program.trying = nil
	}
}

// readPrior reads what x a simulator is asked for and goes back to the form.
func (w *Window) readPrior(path string) {
	w.beside(func() func(w *Window) {
		p, err := own.ReadPrior(context.Background(), path)
		return func(w *Window) {
			if err != nil {
				w.dialogs.files.Fail(inWords(err))
				return
			}
			w.dialogs.close()
			w.dialogs.program.SetPrior(p)
		}
	})
}
