package window

// y as a label: a slot for each. A click chooses it; with "y between labels" dragging across the labels mixes two of
// them, and sliders set each entry of y.

import (
	"strconv"

	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

// labelPicker chooses a label.
type labelPicker struct {
	slot  []control.Click
	entry []control.Slider // of y, shown while it may lie between labels
	more  control.Click
	menu  control.Menu
	drag  slotDrag
}

// Sliders of y stand in two columns, this far apart in dp.
const entryPitch = 24

// height is that of slots and sliders.
func (c *labelPicker) height(f *frame) float32 {
	const gap = 6
	rows := float32((len(f.choice.y) + 3) / 4)
	h := 2 + rows*f.pick(36, 48, 48) + (rows-1)*gap + 4
	if f.choice.between {
		h += entryPitch*float32((len(f.choice.y)+1)/2) + 4
	}
	return h
}

// layout draws the picker in a card of width w, from y = top on.
func (c *labelPicker) layout(gtx layout.Context, f *frame, w, top float32) {
	more := rect{w - cardPad - headerSlot + 4, 4, headerSlot, headerSlot}
	f.put(gtx, more.x, more.y, control.IconButton{
		Click: &c.more, Icon: control.IconMore, Name: "Measurement menu", Doc: "Let y lie between labels.", Size: headerSlot,
	})
	control.MenuStyle{State: &c.menu, Name: "Measurement menu", Items: c.items(f), Anchor: more.pixels(gtx), Place: control.BelowEnd}.Layout(gtx, f.Env)

	high := f.pick(36, 48, 48)
	places := slotPlaces(w, high, len(f.choice.y))
	for i, p := range places {
		f.put(gtx, p.x, p.y, c.look(f, i, p.w, high))
	}
	c.drag.layout(gtx, places)
	if f.choice.between {
		c.entries(gtx, f, w, places[len(places)-1].bottom()+4)
	}
}

// slotPlaces are the places of n slots in rows of four, in a card of width w.
func slotPlaces(w, high float32, n int) []rect {
	const gap = 6
	wide := (w - 2*cardPad - 3*gap) / 4
	places := make([]rect, n)
	for i := range places {
		places[i] = rect{cardPad + float32(i%4)*(wide+gap), cardContent + 2 + float32(i/4)*(high+gap), wide, high}
	}
	return places
}

// look is how slot i is drawn.
func (c *labelPicker) look(f *frame, i int, w, h float32) control.Slot {
	m := f.snap.Plan.Setup.Modes
	s := control.Slot{
		Click: &c.slot[i], Words: strconv.Itoa(i), Name: "label " + strconv.Itoa(i), Doc: sayY,
		Chosen: f.choice.label() == i, Width: w, Height: h,
	}
	if f.choice.label() < 0 {
		s.Part = min(max(f.choice.y[i], 0), 1)
	}
	if m != nil {
		carry := m.Carriers(i)
		s.Unused = len(carry) == 0
		for _, k := range carry {
			s.Marks = append(s.Marks, f.theme.Mode[k%modeColours])
		}
	}
	return s
}

// entries draws a slider for each entry of y, in two columns.
func (c *labelPicker) entries(gtx layout.Context, f *frame, w, y float32) {
	n := len(f.choice.y)
	half := (w - 2*cardPad - 12) / 2
	rows := (n + 1) / 2
	for i := range n {
		s := &c.entry[i]
		s.Scale = control.Scale{Max: 1, Step: 0.05}
		if i == f.choice.nearest() {
			s.Scale.Default = 1
		}
		r := rect{cardPad + float32(i/rows)*(half+12), y + float32(i%rows)*entryPitch, half, entryPitch}
		f.words(gtx, r.x, r.y+16.5, fromLeft, widgets.L("y", strconv.Itoa(i)), control.Body, f.theme.Text)
		f.within(gtx, rect{r.x + 18, r.y, half - 18, entryPitch}, control.SliderStyle{
			State: s, Color: f.theme.Accent, Name: "y " + strconv.Itoa(i), Doc: "One entry of y. A label has a single 1.",
			Number: 32, Format: func(v float64) string { return widgets.Fixed(v, 2) }, Height: entryPitch,
		})
	}
}

// items are the lines of the card's menu.
func (c *labelPicker) items(f *frame) []control.Item {
	return []control.Item{
		{Words: "y between labels", Doc: "Drag across the labels to mix two of them, or set each entry of y.", Checked: f.choice.between},
		{Words: "Back to label " + strconv.Itoa(f.choice.nearest()), Doc: "A single 1 again, without noise.", Disabled: f.choice.label() >= 0 && f.choice.noise == 0},
	}
}

// update acts on slots and sliders and reports whether something is being dragged.
func (c *labelPicker) update(gtx layout.Context, f *frame) (dragging bool) {
	for len(c.slot) < len(f.choice.y) {
		c.slot = append(c.slot, control.Click{})
		c.entry = append(c.entry, control.Slider{})
	}
	for i := range c.slot {
		if c.slot[i].Update(gtx) && i < len(f.choice.y) {
			f.choose(i)
		}
		if c.slot[i].Focused(gtx) {
			c.arrows(gtx, f, i)
		}
	}
	if c.more.Update(gtx) {
		c.menu.Open(gtx, &c.more)
	}
	switch i, ok := c.menu.Update(gtx); {
	case ok && i == 0:
		f.setBetween(!f.choice.between)
	case ok && i == 1:
		f.choice.noise = 0
		f.choose(f.choice.nearest())
	}
	for i := range f.choice.y {
		s := &c.entry[i]
		s.Value = f.choice.y[i]
		if s.Update(gtx) && f.choice.between {
			f.choice.vary(i, s.Value)
		}
		dragging = dragging || s.Dragging()
	}
	if f.choice.between {
		dragging = c.drag.update(gtx, f) || dragging
	}
	return dragging
}

// arrows move the focus, and with it the choice, from slot i.
func (c *labelPicker) arrows(gtx layout.Context, f *frame, i int) {
	by := map[key.Name]int{key.NameLeftArrow: -1, key.NameRightArrow: 1, key.NameUpArrow: -4, key.NameDownArrow: 4}
	for {
		e, ok := gtx.Event(key.Filter{Name: key.NameLeftArrow}, key.Filter{Name: key.NameRightArrow},
			key.Filter{Name: key.NameUpArrow}, key.Filter{Name: key.NameDownArrow})
		if !ok {
			return
		}
		if e, ok := e.(key.Event); ok && e.State == key.Press {
			if to := i + by[e.Name]; to >= 0 && to < len(f.choice.y) {
				c.slot[to].Focus(gtx)
				f.choose(to)
			}
		}
	}
}
