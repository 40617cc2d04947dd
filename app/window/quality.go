package window

// The card of quality: how far the cloud is from exact samples, and what that is made of. Before there is anything to
// say it says so instead of showing numbers that mean nothing.

import (
	"image/color"
	"math"
	"time"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// quality keeps what is shown, since a new y has no numbers until they are measured.
type quality struct {
	last  *session.Quality
	setup any // the set-up that they belong to
	about control.Area
	title control.Area
	rows  [4]control.Area
	more  tap // opens the calibration

	speed   float64 // steps a second as shown, changed four times a second
	speedAt time.Time
}

func (c *quality) layout(gtx layout.Context, f *frame, r rect) {
	c.refresh(f)
	f.card(gtx, r)
	x := f.title(gtx, "", color.NRGBA{}, widgets.Words("Quality"))
	f.say(gtx, x+8, titleLine, fromLeft, "at this y", control.Small, f.theme.Text2)
	c.title.Layout(gtx, f.Env, rect{0, 0, r.w / 2, cardHeader}.pixels(gtx), "Quality", sayQuality(&f.snap.Plan.Setup.Reached))
	c.link(gtx, f, r)
	q := c.last
	switch {
	case f.look.between:
		c.words(gtx, f, r, "No x has this y, so there is no exact posterior to compare with.")
		return
	case f.look.unused:
		c.words(gtx, f, r, "No x has this label, so there is nothing to compare with.")
		return
	case f.look.untrained:
		c.words(gtx, f, r, "Nothing is measured before the first steps.")
		return
	case f.look.early:
		c.words(gtx, f, r, "The read-out is hidden before step "+widgets.Count(f.snap.Plan.Columns[0].Early())+".")
		return
	case q == nil && (f.ans != nil && f.ans.Judged || !session.Measurable(f.snap.Plan.Setup)):
		c.words(gtx, f, r, "No exact posterior is known here, and samples are not simulated again. Calibration judges by rows that are held out.")
		return
	case q == nil:
		c.words(gtx, f, r, "Being measured\u2026")
		return
	}
	old := f.look.stale || f.look.diverged || q != f.quality()
	ink := f.theme.Text
	if old {
		ink = f.theme.Text2
	}
	size := control.Display
	if f.class == small {
		size.Size = 20
	}
	base := f.pick(59, 64, 64)
	h := f.headline(q)
	w := f.say(gtx, cardPad, base, fromLeft, h.format(h.value), size, ink)
	f.say(gtx, cardPad+w+8, base-1, fromLeft, h.name, control.Small, f.theme.Text2)
	bullet := control.Bullet{Value: max(h.value, h.least), Min: h.least, Max: h.most, Mark: max(h.exact, h.least), Stale: old}
	if f.class != small {
		bullet.EndName = h.end
		if !math.IsNaN(h.exact) {
			bullet.MarkName = "exact " + h.format(h.exact)
		}
	}
	y := base + 12
	f.within(gtx, rect{cardPad, y, r.w - 2*cardPad, 28}, bullet)
	c.about.Layout(gtx, f.Env, rect{0, cardHeader, r.w, y - cardHeader + 20}.pixels(gtx), h.name, h.doc)

	pitch, first := f.pick(20.5, 20.5, 24), r.h-81
	n := 4
	if f.class == small {
		n, first = 1, r.h-17
	} else if f.class == large {
		first = r.h - 92
	}
	for i, row := range append(f.scores(q), score{c.speedName(f), c.speedWords(f), saySpeed}) {
		if i >= n {
			break
		}
		y := first + float32(i)*pitch
		f.say(gtx, cardPad, y, fromLeft, row.name, control.Body, f.theme.Text2)
		f.say(gtx, r.w-cardPad, y, fromRight, row.value, control.Strong, ink)
		c.rows[i].Layout(gtx, f.Env, rect{0, y - 15, r.w, pitch}.pixels(gtx), row.name, row.doc)
	}
}

// sayQuality says what is measured, and what can be hoped for.
func sayQuality(r *scenes.Reached) string {
	words := "How good the posterior of this y is, by the network as it is now."
	if *r == (scenes.Reached{}) {
		return words
	}
	return words + " Over many y, the default preset reaches in the end: " + r.String() + "."
}

// link leads from one y to all of them.
func (c *quality) link(gtx layout.Context, f *frame, r rect) {
	const words, chevron = "Calibration", 14
	if c.more.update(gtx) {
		f.toView("Calibration")
	}
	w := f.width(gtx, words, control.Small)
	b := rect{r.w - cardPad - w - chevron - 6, 6, w + chevron + 12, 28}
	if c.more.hovered() {
		round(gtx, b, 6, f.theme.Ctl)
	}
	f.say(gtx, b.x+6, titleLine, fromLeft, words, control.Small, f.theme.Accent)
	f.icon(gtx, control.IconRight, b.right()-chevron/2-3, titleLine-4, 16, f.theme.Accent)
	c.more.layout(gtx, f, b, semantic.Button, words, sayToCalibration, false)
}

// quality is the newest measurement of the answer on screen, nil if it has none.
func (f *frame) quality() *session.Quality {
	if f.ans == nil || f.look.none {
		return nil
	}
	return f.ans.Clouds[0].Quality
}

// refresh keeps the last numbers of this set-up, so that they do not flicker while new ones are measured.
func (c *quality) refresh(f *frame) {
	if c.setup != any(f.snap.Plan.Setup) || f.look.untrained {
		c.last, c.setup = nil, f.snap.Plan.Setup
	}
	if q := f.quality(); q != nil {
		c.last = q
	}
	if f.now.Sub(c.speedAt) > time.Second/4 || c.speed == 0 {
		c.speed, c.speedAt = f.snap.Speed, f.now
	}
}

func (c *quality) speedName(f *frame) string {
	if !f.learns() {
		return "Simulating"
	}
	return "Training"
}

func (c *quality) speedWords(f *frame) string {
	switch {
	case f.snap.State == session.Stopped:
		return "stopped"
	case f.snap.State != session.Running && f.snap.Done:
		return "trained"
	case f.snap.State != session.Running:
		return "paused"
	case c.speed <= 0:
		return "\u2013"
	case c.speed < 9.95:
		return widgets.Fixed(c.speed, 1) + " steps/s"
	}
	return widgets.Fixed(c.speed, 0) + " steps/s"
}

// words are what the card says in place of numbers.
func (c *quality) words(gtx layout.Context, f *frame, r rect, words string) {
	f.within(gtx, rect{cardPad, cardHeader + 6, r.w - 2*cardPad, r.h - cardHeader - 12}, control.Paragraph{Words: words, Role: control.Body, Color: f.theme.Text2})
}
