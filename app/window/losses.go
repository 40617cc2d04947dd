package window

// The card of the losses: curves above, and below them a row for each loss that is legend, switch, weight and value in
// one. Nothing is locked while training runs; a switch acts on the next step.

import (
	"image/color"
	"time"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// losses holds the controls of the card.
type losses struct {
	curves widgets.Picture
	scale  tap
	row    [inn.NumLosses]lossRow
	name   [inn.NumLosses]tap // of the curves
	curve  control.Area
	heart  control.Area         // the word that it overfits
	at     widgets.PictureEvent // where the pointer is over the curves
	over   bool

	shownAt time.Time // of the values, which change four times a second
	values  [inn.NumLosses]float64
	run     *session.History
	key     curveKey // of the curves as drawn
	drawn   time.Time
	x, y    widgets.Axis
	level   bool                   // y is linear, whatever was chosen
	ends    [inn.NumLosses]float64 // where the curves end
}

// lossRow is one row.
type lossRow struct {
	on     control.Switch
	weight control.Slider
	area   control.Area
}

// Geometry in dp. The reconstruction has a switch only; it and the likelihood have a line each.
const (
	rowPitch, rowPitchSmall = 46, 38
	recRow                  = 40
	lossLine, lossLineSmall = 36, 27
	curveLeft, curveRight   = 44, 34
	curveBottom             = 24
	nameGap                 = 13 // between the names of two curves
	weightSpan              = 100
)

func (c *losses) layout(gtx layout.Context, f *frame, r rect) {
	c.update(gtx, f)
	f.card(gtx, r)
	title := "Losses"
	if !f.learns() {
		title = "Distance from y"
	}
	f.title(gtx, "", color.NRGBA{}, widgets.Words(title))
	ink := f.theme.Accent
	if f.show.linear {
		ink = f.theme.Text2
	}
	w := f.width(gtx, "log", control.Strong)
	if !c.level {
		f.say(gtx, r.w-cardPad, titleLine-0.5, fromRight, "log", control.Strong, ink)
	}
	if v := f.snap.Columns[0].Verdict; v.Overfits {
		c.overfits(gtx, f, v, r.w-2*cardPad-w)
	}
	if !c.level {
		c.scale.layout(gtx, f, rect{r.w - cardPad - w - 8, 4, w + 16, 32}, semantic.CheckBox, "log", sayLog, !f.show.linear)
	}

	pitch := f.pick(rowPitchSmall, rowPitch, rowPitch)
	last := f.pick(lossLineSmall, lossLine, lossLine)
	rows := rect{0, r.h - 3*pitch - 2*last - 3, r.w, 3*pitch + 2*last}
	own := f.ownRows()
	if !f.invertible() {
		rows.h = float32(own) * recRow
		rows.y = r.h - rows.h - 4
	}
	top := f.pick(cardHeader-6, cardHeader, cardHeader)
	if f.snap.Frozen {
		top += f.banner(gtx, cardPad, top, r.w-2*cardPad, control.Banner{Words: "All losses are off: nothing is trained."})
	}
	plot := rect{curveLeft, top, r.w - curveLeft - curveRight, rows.y - f.pick(3, 10, 10) - curveBottom - top}
	if plot.h > 24 {
		c.plot(gtx, f, plot)
	}
	c.refresh(f)
	if !f.invertible() {
		for i := range own {
			c.plainRow(gtx, f, i, rect{0, rows.y + float32(i)*recRow, r.w, recRow})
		}
		return
	}
	for i := range 3 {
		c.lossRow(gtx, f, i, f.lossWords(i), rect{0, rows.y + float32(i)*pitch, r.w, pitch})
	}
	y := rows.bottom() - 2*last
	fill(gtx, rect{cardPad, y, r.w - 2*cardPad, 1}, f.theme.Line)
	c.recRow(gtx, f, rect{0, y + 1, r.w, last - 1})
	c.lineRow(gtx, f, inn.LossNLL, rect{0, y + last, r.w, last})
}

// overfits says that rows are learned by heart, left of x = right.
func (c *losses) overfits(gtx layout.Context, f *frame, v session.Verdict, right float32) {
	words := "overfits since " + widgets.Count(v.Since)
	w := f.say(gtx, right, titleLine-0.5, fromRight, words, control.Strong, f.theme.Warn)
	c.heart.Layout(gtx, f.Env, rect{right - w, 4, w, 32}.pixels(gtx), words, sayOverfits)
}

// refresh takes the newest values over, four times a second, so that they can be read.
func (c *losses) refresh(f *frame) {
	h := f.snap.Columns[0].History
	if f.now.Sub(c.shownAt) < time.Second/4 && f.snap.State == session.Running && c.run != nil {
		return
	}
	c.shownAt, c.run = f.now, h
	c.values = f.snap.Columns[0].Losses
}

// raised is the loss whose row or name is under the pointer, −1 for none.
func (c *losses) raised() int {
	for i := range c.row {
		if c.row[i].area.Hovered() || c.name[i].hovered() {
			return i
		}
	}
	return -1
}

func (c *losses) update(gtx layout.Context, f *frame) {
	if c.scale.update(gtx) {
		f.show.linear = !f.show.linear
	}
	c.curves.Zoom, c.curves.Drag = true, widgets.DragPan
	for _, ev := range c.curves.Update(gtx) {
		switch ev.Kind {
		case widgets.Hover, widgets.Moved:
			c.at, c.over = ev, true
		case widgets.Leave:
			c.over = false
		}
	}
	live := f.live()
	for i := range c.row {
		row := &c.row[i]
		row.on.On = live.Loss[i].On
		if row.on.Update(gtx) {
			f.setLoss(i, row.on.On)
		}
		if row.weight.Dragging() && row.weight.Value > 0 {
			// the knob is where the pointer is, though training has not taken it over yet
		} else {
			row.weight.Value = live.Loss[i].Weight
		}
		if row.weight.Update(gtx) {
			f.setWeight(i, row.weight.Value)
		}
		if c.name[i].update(gtx) {
			row.weight.Focus(gtx)
		}
	}
}
