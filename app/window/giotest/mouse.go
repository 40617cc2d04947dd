package giotest

import (
	"image"
	"time"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
)

// apart is longer than the time within which two clicks are a double click.
const apart = 500 * time.Millisecond

// Middle is the centre of a widget, as a place for the mouse.
func Middle(r image.Rectangle) f32.Point {
	return f32.Pt(float32(r.Min.X+r.Max.X)/2, float32(r.Min.Y+r.Max.Y)/2)
}

// mouse sends one mouse event and remembers position and buttons.
func (d *Driver) mouse(kind pointer.Kind, p f32.Point, buttons pointer.Buttons, mods key.Modifiers) {
	d.at = pointer.Event{Kind: kind, Source: pointer.Mouse, Position: p, Buttons: buttons, Modifiers: mods, Time: d.time()}
	d.Queue(d.at)
}

// Move moves the mouse with the buttons as they are.
func (d *Driver) Move(p f32.Point) {
	d.mouse(pointer.Move, p, d.at.Buttons, 0)
	d.Frame()
}

// Press presses the primary button at p and holds it.
func (d *Driver) Press(p f32.Point, mods ...key.Modifiers) {
	d.Move(p)
	d.mouse(pointer.Press, p, pointer.ButtonPrimary, join(mods))
}

// Release lets go of the buttons where the mouse is.
func (d *Driver) Release() {
	d.mouse(pointer.Release, d.at.Position, 0, d.at.Modifiers)
	d.Frame()
}

// Click clicks once at p, never as the second half of a double click.
func (d *Driver) Click(p f32.Point, mods ...key.Modifiers) {
	d.Now = d.Now.Add(apart)
	d.Press(p, mods...)
	d.Release()
}

// DoubleClick clicks twice at p in quick succession.
func (d *Driver) DoubleClick(p f32.Point) {
	d.Click(p)
	d.Press(p)
	d.Release()
}

// ClickButton clicks with another button than the primary one.
func (d *Driver) ClickButton(p f32.Point, b pointer.Buttons) {
	d.Now = d.Now.Add(apart)
	d.Move(p)
	d.mouse(pointer.Press, p, b, 0)
	d.Release()
}

// Drag presses at the first point, moves over the others and lets go at the last.
func (d *Driver) Drag(path ...f32.Point) { d.DragWith(pointer.ButtonPrimary, 0, path...) }

// DragWith is Drag with a button and modifiers held.
func (d *Driver) DragWith(b pointer.Buttons, mods key.Modifiers, path ...f32.Point) {
	d.Now = d.Now.Add(apart)
	d.Move(path[0])
	d.mouse(pointer.Press, path[0], b, mods)
	for _, p := range path[1:] {
		d.mouse(pointer.Move, p, b, mods)
	}
	d.mouse(pointer.Release, path[len(path)-1], 0, mods)
	d.Frame()
}

// Scroll turns the wheel at p; positive dy is towards the user. One notch of a wheel is usually 20 on X11.
func (d *Driver) Scroll(p f32.Point, dy float32, mods ...key.Modifiers) {
	d.Move(p)
	d.Queue(pointer.Event{
		Kind: pointer.Scroll, Source: pointer.Mouse, Position: p, Scroll: f32.Pt(0, dy), Modifiers: join(mods), Time: d.time(),
	})
	d.Frame()
}

// Leave moves the mouse far out of the window.
func (d *Driver) Leave() { d.Move(f32.Pt(-1e4, -1e4)) }

func join(mods []key.Modifiers) (m key.Modifiers) {
	for _, x := range mods {
		m |= x
	}
	return m
}
