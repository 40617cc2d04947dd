package window

// The card of the losses: curves above, and below them a row for each loss that is legend, switch, weight and value in
// one. Nothing is locked while training runs; a switch acts on the next step.

import (
	"image/color"
	"math"
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
	at     widgets.PictureEvent // where the pointer is over the curves
	over   bool

	shownAt time.Time // of the values, which change four times a second
	values  [inn.NumLosses]float64
	run     *session.History
	key     curveKey // of the curves as drawn
	drawn   time.Time
}

// lossRow is one row.
type lossRow struct {
	on     control.Switch
	weight control.Slider
	area   control.Area
}

// Geometry in dp. The reconstruction has a switch only.
const (
	rowPitch, rowPitchSmall = 46, 42
	recRow                  = 40
	curveLeft, curveRight   = 44, 34
	curveBottom             = 24
	nameGap                 = 13 // between the names of two curves
	weightSpan              = 100
)

func (c *losses) layout(gtx layout.Context, f *frame, r rect) {
	c.update(gtx, f)
	f.card(gtx, r)
	f.title(gtx, "", color.NRGBA{}, widgets.Words("Losses"))
	ink := f.theme.Accent
	if f.show.linear {
		ink = f.theme.Text2
	}
	w := f.width(gtx, "log", control.Strong)
	f.say(gtx, r.w-cardPad, titleLine-0.5, fromRight, "log", control.Strong, ink)
	c.scale.layout(gtx, f, rect{r.w - cardPad - w - 8, 4, w + 16, 32}, semantic.CheckBox, "log", sayLog, !f.show.linear)

	pitch := f.pick(rowPitchSmall, rowPitch, rowPitch)
	rows := rect{0, r.h - 3*pitch - recRow, r.w, 3*pitch + recRow}
	top := float32(cardHeader)
	if f.snap.Frozen {
		b := rect{cardPad, top, r.w - 2*cardPad, 44}
		f.within(gtx, b, control.Banner{Words: "All losses are off: nothing is trained."})
		top += 52
	}
	plot := rect{curveLeft, top, r.w - curveLeft - curveRight, rows.y - 10 - curveBottom - top}
	if plot.h > 24 {
		c.plot(gtx, f, plot)
	}
	live, first := f.live(), f.snap.Plan.Columns[0]
	c.refresh(f)
	for i := range 3 {
		words := [...]string{"fit y", "shape z", "shape x"}[i]
		if i == inn.LossX && inn.LossXForm(&first.Config, live) != inn.ShapeX {
			words = "shape (x, y)"
		}
		c.lossRow(gtx, f, i, words, rect{0, rows.y + float32(i)*pitch, r.w, pitch})
	}
	y := rows.bottom() - recRow
	fill(gtx, rect{cardPad, y, r.w - 2*cardPad, 1}, f.theme.Line)
	c.recRow(gtx, f, rect{0, y + 1, r.w, recRow - 1})
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

// lossRow draws switch, name, words, value, weight.
func (c *losses) lossRow(gtx layout.Context, f *frame, i int, words string, r rect) {
	row, term := &c.row[i], f.live().Loss[i]
	doc := lossDocs[i]
	back := rect{6, r.y - 4, r.w - 12, r.h - 3}
	if row.area.Hovered() {
		round(gtx, back, 6, f.theme.Sunk)
	}
	mid := r.y + 13
	name, ink, value := f.theme.Loss(i), f.theme.Text, f.theme.Text
	if !term.On {
		name, ink, value = f.theme.Text2, f.theme.Text2, f.theme.Text2
	}
	track := widgets.Mix(f.theme.Card, f.theme.Text2, 0.7)
	if term.On {
		track = f.theme.Loss(i)
	}
	f.put(gtx, cardPad, mid-9, control.SwitchStyle{State: &row.on, Color: f.theme.Loss(i), Name: "loss " + lossSaid[i], Doc: doc, Reach: 110})
	f.words(gtx, 54, mid+5, fromLeft, curveName(i), control.Title, name)
	end := 80 + f.words(gtx, 80, mid+4.5, fromLeft, widgets.Words(words), control.Body, ink)
	if i == inn.LossX && f.snap.Columns[0].Ramp < 1 && term.On {
		s := "ramp " + widgets.Fixed(100*f.snap.Columns[0].Ramp, 0) + " %"
		f.say(gtx, end+10, mid+4.5, fromLeft, s, control.Small, f.theme.Text2)
	}
	f.say(gtx, r.w-cardPad, mid+4.5, fromRight, lossValue(c.values[i]), control.Strong, value)
	row.weight.Scale = weightScale(f, i)
	f.within(gtx, rect{61, r.y + 18, r.w - 61 - cardPad, 24}, control.SliderStyle{
		State: &row.weight, Color: track, Name: "weight of loss " + lossSaid[i], Doc: sayWeight,
		Number: 63 - cardPad, Format: func(v float64) string { return "× " + weightWords(v) }, Tick: true, Height: 24,
	})
	row.area.Layout(gtx, f.Env, back.pixels(gtx), "", "")
}

// recRow is the row of the reconstruction, which has a switch only.
func (c *losses) recRow(gtx layout.Context, f *frame, r rect) {
	row, on := &c.row[inn.LossRec], f.live().Loss[inn.LossRec].On
	ink := f.theme.Text
	if !on {
		ink = f.theme.Text2
	}
	mid := r.y + r.h/2 + 1
	f.put(gtx, cardPad, mid-9, control.SwitchStyle{State: &row.on, Color: f.theme.Lr, Name: "Reconstruction", Doc: sayRec, Reach: 130})
	f.say(gtx, 54, mid+4.5, fromLeft, "Reconstruction", control.Body, ink)
	f.say(gtx, r.w-cardPad, mid+4.5, fromRight, lossValue(c.values[inn.LossRec]), control.Strong, ink)
	row.area.Layout(gtx, f.Env, r.pixels(gtx), "", "")
}

// weightScale is the scale of a weight: a hundredth to a hundredfold of the preset's.
func weightScale(f *frame, i int) control.Scale {
	d := f.snap.Plan.Setup.Presets[0].Live.Loss[i].Weight
	if d <= 0 {
		d = 1
	}
	w := f.live().Loss[i].Weight
	return control.Scale{Min: min(d/weightSpan, max(w, d*1e-6)), Max: max(d*weightSpan, w), Default: d, Log: true}
}

// weightWords writes a weight with at most two significant digits after the point.
func weightWords(v float64) string {
	switch {
	case v >= 10 || v == math.Trunc(v):
		return widgets.Fixed(v, 0)
	case v >= 1:
		return widgets.Fixed(v, 1)
	}
	return widgets.Value(v)
}

// lossDocs are the sentences that explain the losses, lossSaid how a screen reader names them.
var (
	lossDocs = [inn.NumLosses]string{sayLy, sayLz, sayLx, sayRec}
	lossSaid = [inn.NumLosses]string{"y", "z", "x", "reconstruction"}
)

// raised is the loss whose row or name is under the pointer, −1 for none.
func (c *losses) raised() int {
	for i := range c.row {
		if c.row[i].area.Hovered() || c.name[i].hovered() {
			return i
		}
	}
	return -1
}

// curveKey names everything that the curves depend on.
type curveKey struct {
	run          *session.History
	step, raised int
	on           [inn.NumLosses]bool
	dark, linear bool
}

// lasts says whether nothing but the course of the curves differs.
func (k curveKey) lasts(old curveKey) bool {
	k.run, k.step = old.run, old.step
	return k == old
}

// plot draws the curves with their names in r, the inside of the frame.
func (c *losses) plot(gtx layout.Context, f *frame, r rect) {
	col, live := &f.snap.Columns[0], f.live()
	k := curveKey{run: col.History, step: f.snap.Step, raised: c.raised(), dark: f.dark, linear: f.show.linear}
	for i, t := range live.Loss {
		k.on[i] = t.On
	}
	if f.snap.State == session.Running && f.now.Sub(c.drawn) < chartsEvery && k.lasts(c.key) {
		k = c.key
	} else {
		c.key, c.drawn = k, f.now
	}
	x, y := lossAxes(col.History, f.snap.Step, f.show.linear)
	outer := rect{r.x - curveLeft + 2, r.y - 1, r.w + curveLeft - 2 + curveRight - 2, r.h + curveBottom}
	in := widgets.Rect{X0: curveLeft - 2, Y0: 1, X1: float64(curveLeft - 2 + r.w), Y1: float64(1 + r.h)}
	f.named(gtx, outer, "loss curves", sayCurves, func(gtx layout.Context) {
		c.curves.Layout(gtx, k, func() widgets.Plot {
			return widgets.Plot{
				Frame: widgets.Frame{Theme: f.theme, X: x, Y: y, Inner: in, Background: f.theme.Sunk, Border: f.theme.Line, Grid: true},
				Marks: lossMarks(&f.theme, col, live, y, k.raised),
			}
		})
	})
	c.curve.Layout(gtx, f.Env, r.pixels(gtx), "", "")
	c.names(gtx, f, r, y)
	if c.over {
		c.tell(f)
	}
}

// names draws the names of the curves beside their ends.
func (c *losses) names(gtx layout.Context, f *frame, r rect, y widgets.Axis) {
	h := f.snap.Columns[0].History
	if h == nil || len(h.Step) == 0 {
		return
	}
	var at []float64
	var which []int
	for i := range h.Value {
		v := last(h, i, y)
		if i == inn.LossRec || math.IsNaN(v) {
			continue
		}
		_, py, _ := c.curves.At(h.Step[len(h.Step)-1], v)
		p := float64(r.y) - 1 + float64(py/gtx.Metric.PxPerDp)
		at = append(at, min(max(p, float64(r.y)), float64(r.bottom())))
		which = append(which, i)
	}
	apart(at, nameGap, float64(r.y)+4, float64(r.bottom())-2)
	for n, i := range which {
		ink := f.theme.Loss(i)
		if raised := c.raised(); raised >= 0 && raised != i {
			ink = widgets.Mix(f.theme.Card, ink, 0.35)
		}
		x := r.right() + 6
		f.words(gtx, x, float32(at[n])+4, fromLeft, curveName(i), control.Role{Size: 12, Weight: widgets.Medium}, ink)
		c.name[i].layout(gtx, f, rect{x - 3, float32(at[n]) - 7, 24, 14}, semantic.Button, "curve of loss "+lossSaid[i], lossDocs[i], false)
	}
}

// tell says in the status line what is under the pointer: the nearest event, or step and values.
func (c *losses) tell(f *frame) {
	h := f.snap.Columns[0].History
	view, ok := c.curves.Range()
	if h == nil || !ok {
		return
	}
	near := (view.X1 - view.X0) * 0.012
	for _, e := range h.Events {
		if math.Abs(e.Step-c.at.X) < near {
			f.hints.Explain("Step " + widgets.Count(int(e.Step)) + ": " + e.Text)
			return
		}
	}
	at := -1
	for i, s := range h.Step {
		if s <= c.at.X {
			at = i
		}
	}
	if at < 0 {
		f.hints.Explain(sayCurves)
		return
	}
	s := "Step " + widgets.Count(int(h.Step[at])) + ":"
	for i := range h.Value {
		if at < len(h.Value[i]) {
			s += "  " + inn.Losses[i].Symbol + " " + lossValue(h.Value[i][at])
		}
	}
	f.hints.Explain(s)
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
