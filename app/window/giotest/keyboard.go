package giotest

import (
	"gioui.org/io/input"
	"gioui.org/io/key"
)

// Key presses and releases a key. Tab and Shift-Tab that no widget wants move the focus, as in a window.
func (d *Driver) Key(name key.Name, mods ...key.Modifiers) {
	m := join(mods)
	for _, state := range []key.State{key.Press, key.Release} {
		e := key.Event{Name: name, Modifiers: m, State: state}
		if name == key.NameTab && state == key.Press {
			d.tab(e)
		} else {
			d.router.Queue(e)
		}
		d.Frame()
	}
	d.Frame()
}

// tab offers the key to the widgets and moves the focus when none takes it.
func (d *Driver) tab(e key.Event) {
	d.router.WakeupTime() // forget earlier wishes
	d.router.Queue(input.SystemEvent{Event: e})
	if _, taken := d.router.WakeupTime(); taken {
		return
	}
	dir := key.FocusForward
	if e.Modifiers.Contain(key.ModShift) {
		dir = key.FocusBackward
	}
	d.router.MoveFocus(dir)
}

// Type enters text into the focused editor, replacing its selection.
func (d *Driver) Type(text string) {
	sel := d.router.EditorState().Selection.Range
	d.Queue(key.EditEvent{Range: sel, Text: text})
	d.Frame()
}

// Retype clicks a field and types text in place of what stands in it.
func (d *Driver) Retype(field, text string) {
	d.ClickOn(field)
	d.Frame()
	d.Key("A", key.ModShortcut)
	d.Key(key.NameDeleteBackward)
	d.Type(text)
	d.Frame()
}
