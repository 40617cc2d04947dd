package dialog

// How the settings sheet is laid out.

import (
	"image"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/layout"
	"gioui.org/op/clip"

	"innlab/widgets"
	"innlab/widgets/control"
)

// sectionPitch is the height of a heading and the gap below it, in dp.
const sectionPitch = 28

// tabDocs explain the tabs.
var tabDocs = []string{
	"What acts on the next step.",
	"Orange values need a restart; a restart can be undone.",
	"How things are shown.",
}

// Layout draws the sheet so that it fills the constraints, usually SettingsWidth wide over the right column.
func (s *Settings) Layout(gtx layout.Context, env control.Env) {
	if !s.open {
		return
	}
	size := gtx.Constraints.Max
	stack := clip.Rect{Max: size}.Push(gtx.Ops)
	event.Op(gtx.Ops, &s.area)
	stack.Pop()
	control.Card{
		Title: widgets.Words("Network and optimiser"), Edge: env.Theme.Axis,
		End: control.IconButton{Click: &s.close, Icon: control.IconClose, Name: "Close", Doc: "Esc closes, too.", Size: 32}.Layout,
	}.Layout(gtx, env, s.body)
}

// swallow keeps what the pointer does on the sheet from what lies below.
func (s *Settings) swallow(gtx layout.Context) {
	for {
		if _, ok := gtx.Event(pointer.Filter{
			Target: &s.area, Kinds: pointer.Press | pointer.Move | pointer.Scroll, ScrollY: pointer.ScrollRange{Min: -1e6, Max: 1e6},
		}); !ok {
			return
		}
	}
}

// body draws what is below the header: tabs, the rows that scroll, and what waits at the bottom.
func (s *Settings) body(gtx layout.Context, env control.Env) {
	const pad, top = 12, 50
	k := gtx.Metric.PxPerDp
	w, h := float32(gtx.Constraints.Max.X)/k, float32(gtx.Constraints.Max.Y)/k
	inner := w - 2*pad
	put(gtx, env, pad, 5, inner, control.SegmentsStyle{
		State: &s.tabs, Words: []string{"Live", "Restart", "View"}, Docs: tabDocs, Width: inner,
	})
	bottom := h - 8
	if s.tabs.Chosen == RestartTab {
		bottom = s.foot(gtx, env, w, h)
	}
	env.In(gtx, rect(gtx, 4, top, w-1, bottom), func(gtx layout.Context, env control.Env) {
		s.scrolls[s.tabs.Chosen].Layout(gtx, env, func(gtx layout.Context, env control.Env) int {
			high := float32(0)
			env.In(gtx, image.Rect(dp(gtx, pad-4), 0, dp(gtx, pad-4+inner), gtx.Constraints.Max.Y), func(gtx layout.Context, env control.Env) {
				high = s.content(gtx, env, inner)
			})
			return dp(gtx, high)
		})
	})
}

// content draws the rows of the chosen tab and returns their height in dp.
func (s *Settings) content(gtx layout.Context, env control.Env, w float32) float32 {
	switch s.tabs.Chosen {
	case LiveTab:
		return s.layoutLive(gtx, env, w)
	case ViewTab:
		return s.view.layout(gtx, env, s.running.View, w)
	}
	y := float32(0)
	if n := len(s.running.Presets); n > 0 {
		names := make([]string, 0, n+1)
		for _, p := range s.running.Presets {
			names = append(names, p.Name)
		}
		if s.preset.Chosen == n {
			names = append(names, "own values")
		}
		put(gtx, env, 0, 8, w-control.FieldWidth-8, control.Line{Label: widgets.Words("Preset"), Role: control.Body, Color: env.Theme.Text})
		put(gtx, env, w-control.FieldWidth, 0, control.FieldWidth, control.DropdownStyle{
			State: &s.preset, Words: names, Name: "Preset", Doc: "A configuration that trains this set-up; it fills all fields.",
			Changed: s.draft.preset && s.waiting() > 0,
		})
		y = rowPitch
	}
	for _, sec := range s.knobs.complete(restartForm, false) {
		put(gtx, env, 0, y, w, control.Section{Words: sec.title})
		y += sectionPitch
		for _, e := range sec.rows {
			if k := s.knobs.find(e.knob); k != nil {
				env.In(gtx, rect(gtx, 0, y, w, y+rowPitch), func(gtx layout.Context, env control.Env) {
					y += s.row(e.knob).layout(gtx, env, e, k, s, w)
				})
			}
		}
	}
	return y + 8
}

// foot draws what waits for a restart and the two buttons, and returns where it begins, in dp.
func (s *Settings) foot(gtx layout.Context, env control.Env, w, h float32) float32 {
	const pad, gap = 12, 8
	n, bad := s.waiting(), len(s.draft.wrong)
	if n == 0 {
		return h - 8
	}
	top := h - 16 - 36
	again := w - 2*pad - gap - 108
	put(gtx, env, pad, top, again, control.Button{
		Click: &s.again, Words: "Restart with these", Kind: control.Filled, Height: 36, Width: again, Disabled: bad > 0,
		Doc: "Start from new weights with the values above. Can be undone.",
	})
	put(gtx, env, w-pad-108, top, 108, control.Button{
		Click: &s.discard, Words: "Discard", Height: 36, Width: 108, Doc: "Put all fields back to what runs.",
	})
	b := control.Banner{Words: many(n) + " values wait for a restart.", More: "The run so far is kept for undo."}
	if n == 1 {
		b.Words = "One value waits for a restart."
	}
	if bad > 0 {
		b = control.Banner{Words: many(bad) + " values cannot be used.", More: "See the fields in red.", Error: true}
		if bad == 1 {
			b.Words, b.More = "One value cannot be used.", "See the field in red."
		}
	}
	top -= gap + heightOf(gtx, env, b, w-2*pad)
	put(gtx, env, pad, top, w-2*pad, b)
	return top - gap
}
