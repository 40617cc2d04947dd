package window

// The keyboard as a whole. Keys are polled after layout, so that a focused control takes what is its own first (Space
// on a button, arrows on a slider), and letters are left alone while an editor has the focus.

import (
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/inn"
)

// shortcut is a key that acts wherever the focus is.
type shortcut struct {
	about subject
	name  key.Name
	mods  key.Modifiers
	does  string // for the list of keys; empty: another key of the same line
	act   func(f *frame, gtx layout.Context)
}

// subject sorts the shortcuts in the help.
type subject int

const (
	onTraining subject = iota
	onPlots
	onWindow
)

// plainly makes an action of one that needs no context.
func plainly(act func(w *Window)) func(*frame, layout.Context) {
	return func(f *frame, _ layout.Context) { act(f.Window) }
}

// shortcuts are all keys of the window, in the order of the help sheet.
var shortcuts = []shortcut{
	{onTraining, key.NameSpace, 0, "run or pause", plainly((*Window).toggleRun)},
	{onTraining, ".", 0, "one step", plainly((*Window).step)},
	{onTraining, "R", 0, "reset", plainly((*Window).reset)},
	{onTraining, "Y", 0, "switch L_y", loss(inn.LossY)},
	{onTraining, "Z", 0, "switch L_z", loss(inn.LossZ)},
	{onTraining, "X", 0, "switch L_x", loss(inn.LossX)},
	{onTraining, "Y", key.ModShift, "weight of that loss", weight(inn.LossY)},
	{onTraining, "Z", key.ModShift, "", weight(inn.LossZ)},
	{onTraining, "X", key.ModShift, "", weight(inn.LossX)},
	{onWindow, "1", key.ModAlt, "Explore", goTo(0)},
	{onWindow, "2", key.ModAlt, "Ablation", goTo(1)},
	{onWindow, "3", key.ModAlt, "Methods", goTo(2)},
	{onWindow, "4", key.ModAlt, "Calibration", goTo(3)},
	{onWindow, "S", 0, "scenes", plainly((*Window).openScenes)},
	{onPlots, "C", 0, "colour by mode or place", plainly(func(w *Window) { w.show.modes = !w.show.modes })},
	{onPlots, "P", 0, "show the prior", plainly(func(w *Window) { w.show.prior = !w.show.prior })},
	{onPlots, "O", 0, "show the posterior", plainly(func(w *Window) { w.show.posterior = !w.show.posterior })},
	{onPlots, "G", 0, "show the truth", plainly(func(w *Window) { w.show.truth = !w.show.truth })},
	{onWindow, "T", 0, "light or dark", plainly((*Window).toggleTheme)},
	{onTraining, ",", 0, "settings", plainly((*Window).openSettings)},
	{onTraining, "Z", key.ModShortcut, "undo a reset or restart", plainly((*Window).undo)},
	{onWindow, "S", key.ModShortcut, "save the model", plainly((*Window).saveModel)},
	{onWindow, "O", key.ModShortcut, "open a model", plainly((*Window).openModel)},
	{onPlots, "C", key.ModShortcut, "copy the picture", plainly((*Window).copyPicture)},
	{onPlots, "E", key.ModShortcut, "save the picture", plainly((*Window).savePicture)},
	{onWindow, "+", key.ModShortcut, "larger", scaled(1)},
	{onWindow, "=", key.ModShortcut, "", scaled(1)},
	{onWindow, "-", key.ModShortcut, "smaller", scaled(-1)},
	{onWindow, "0", key.ModShortcut, "size of the window", scaled(0)},
	{onPlots, key.NameEscape, 0, "close, clear", plainly((*Window).escape)},
	{onWindow, key.NameF1, 0, "this list", plainly((*Window).openHelp)},
	{onWindow, key.NameF11, 0, "full screen", plainly((*Window).toggleFull)},
	{onWindow, "Q", key.ModShortcut, "close the window", nil}, // see keys
	{onWindow, key.NameF12, 0, "frame times", plainly(func(w *Window) { w.show.meter = !w.show.meter })},
}

func loss(i int) func(*frame, layout.Context) {
	return plainly(func(w *Window) { w.toggleLoss(i) })
}

func weight(i int) func(*frame, layout.Context) {
	return func(f *frame, gtx layout.Context) {
		f.setView(0)
		if own := f.ownLoss(i); own >= 0 {
			f.explore().loss.row[own].weight.Focus(gtx)
		}
	}
}

func goTo(i int) func(*frame, layout.Context) { return plainly(func(w *Window) { w.setView(i) }) }

func scaled(by int) func(*frame, layout.Context) { return plainly(func(w *Window) { w.rescale(by) }) }

// letter says whether an editor would want the key.
func (s shortcut) letter() bool {
	return s.mods&^key.ModShift == 0 && len(s.name) == 1 || s.name == key.NameSpace
}

// keys carries out the keys that no control took.
func (w *Window) keys(gtx layout.Context, f *frame) {
	for pressed(gtx, key.Filter{Name: "Q", Required: key.ModShortcut}) { // whatever is open
		w.quit()
	}
	if w.dialogs.modal() {
		return
	}
	typing := w.hints.Typing()
	for _, s := range shortcuts {
		if s.act == nil || typing && s.letter() {
			continue
		}
		optional := key.Modifiers(0)
		if s.name == "+" {
			optional = key.ModShift
		}
		for pressed(gtx, key.Filter{Name: s.name, Required: s.mods, Optional: optional}) {
			s.act(f, gtx)
		}
	}
	if typing {
		return
	}
	for i := range min(len(w.choice.y), 10) {
		for pressed(gtx, key.Filter{Name: key.Name(rune('0' + i))}) {
			w.choose(i)
		}
	}
}

// pressed reports whether a key went down; call it until it says no.
func pressed(gtx layout.Context, filter key.Filter) bool {
	for {
		e, ok := gtx.Event(filter)
		if !ok {
			return false
		}
		if e, ok := e.(key.Event); ok && e.State == key.Press {
			return true
		}
	}
}

// escape clears what is chosen in the plots and leaves full screen. What is open hears Escape before.
func (w *Window) escape() {
	if w.isFull {
		w.toggleFull()
	}
	w.explore().clear()
	w.broken = ""
	w.toast.Hide()
}
