package window

// The counter of the toolbar: how many steps were made and, in words and signs, what the training is doing.

import (
	"image/color"
	"strconv"
	"strings"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/widgets"
	"innlab/widgets/control"
)

// counter draws the number of steps and, under it, what the training is doing.
func (b *toolbar) counter(gtx layout.Context, f *frame, x, end float32) {
	mid := f.toolbar / 2
	w := f.say(gtx, x, mid-2, fromLeft, widgets.Count(f.snap.Step), control.Title, f.theme.Text)
	f.say(gtx, x+w+5, mid-2, fromLeft, plural(f.snap.Step, "step"), control.Small, f.theme.Text2)
	y := mid + 16
	words, ink := f.state()
	switch f.snap.State {
	case session.Running:
		round(gtx, rect{x, y - 8, 8, 8}, 4, f.theme.OK)
	case session.Stopped:
		f.icon(gtx, control.IconWarning, x+5, y-4, 13, f.theme.Err)
	case session.Paused:
		if f.snap.Done {
			f.icon(gtx, control.IconCheck, x+5, y-4, 13, f.theme.OK)
			break
		}
		fill(gtx, rect{x, y - 8.5, 3, 9}, f.theme.Text2)
		fill(gtx, rect{x + 5, y - 8.5, 3, 9}, f.theme.Text2)
	}
	f.cut(gtx, rect{x + 13, y - 14, end - x - 13, 20}, words, control.Small, ink)
}

// state is the line under the counter: what the training is doing, and for how long it has.
func (f *frame) state() (widgets.Label, color.NRGBA) {
	doing, done := "Training", "Trained"
	if !f.learns() && len(f.snap.Plan.Columns) == 1 {
		doing, done = "Simulating", "Simulated"
	}
	at := " " + widgets.Duration(f.snap.Elapsed)
	switch {
	case f.snap.Simulating:
		return widgets.Words("Simulating " + strconv.Itoa(int(100*f.snap.Simulated)) + " %"), f.theme.Text2
	case f.snap.State == session.Running:
		return widgets.Words(doing + at), f.theme.Text2
	case f.snap.State == session.Stopped:
		return widgets.Words("Stopped: ").And(widgets.Marked(f.brokenLoss())), f.theme.Err
	case f.snap.Frozen:
		return widgets.Words("Paused" + at + ", all losses are off"), f.theme.Text2
	case f.snap.Done:
		return widgets.Words(done + at), f.theme.Text2
	}
	return widgets.Words("Paused" + at), f.theme.Text2
}

// brokenLoss says what ended the training, without the step, which stands beside it.
func (f *frame) brokenLoss() string {
	what, _, _ := strings.Cut(f.snap.Problem, " at step ")
	return what
}

// plural is "step" or "steps".
func plural(n int, s string) string {
	if n == 1 {
		return s
	}
	return s + "s"
}

// steps is "1 step" or "4 812 steps", samples the same of samples.
func steps(n int) string   { return widgets.Count(n) + " " + plural(n, "step") }
func samples(n int) string { return widgets.Count(n) + " " + plural(n, "sample") }

func were(n int) string {
	if n == 1 {
		return " was"
	}
	return " were"
}

func are(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}
