package window

// The status line: one sentence about what is under the pointer or has the focus, which a whole room can read.

import (
	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

type status struct{ help control.Click }

func (s *status) layout(gtx layout.Context, f *frame) {
	if s.help.Update(gtx) {
		f.openHelp()
	}
	h := f.metrics.status
	y := f.h - h
	fill(gtx, rect{0, y, f.w, h}, f.theme.Card)
	fill(gtx, rect{0, y, f.w, 1}, f.theme.Line)
	f.put(gtx, f.margin-8, y+h/2-12, control.IconButton{Click: &s.help, Icon: control.IconHelp, Name: "Help", Doc: "The keyboard and where things are.", Size: 24, Width: 32, Glyph: 16})
	end := f.w - f.margin
	switch {
	case f.show.speed:
		end -= f.say(gtx, end, y+h/2+4.5, fromRight, f.meter.short(f.now, f.snap.Plan.Columns[0].Config.Workers), control.Small, f.theme.Text2)
	case f.views[f.view].aside() != "" && f.class != small:
		end -= f.say(gtx, end, y+h/2+4.5, fromRight, f.views[f.view].aside(), control.Small, f.theme.Text2)
	case f.class == small:
		end -= f.say(gtx, end, y+h/2+4.5, fromRight, "F1 help", control.Small, f.theme.Text2)
	}
	words := f.hints.Sentence()
	if words == "" {
		words = f.story()
	}
	x := f.margin + 22
	f.cut(gtx, rect{x, y, end - x - 12, h}, widgets.Marked(words), control.Body, f.theme.Text)
}

// story is the scene's sentence: what is asked; or, in Explore, what the posterior on screen shows, once that is measured.
func (f *frame) story() string {
	e := f.explore()
	if f.views[f.view] != view(e) || f.look.untrained || f.look.early || f.look.stale {
		return f.snap.Plan.Scene.Story
	}
	if q := f.quality(); q != nil && q.Claim != "" {
		return q.Claim
	}
	if words := e.more.claim(f, true); words != "" && f.snap.Plan.Setup.Apart {
		return words
	}
	return f.snap.Plan.Scene.Story
}
