package window

// The toolbar: what is trained, how it is going, which view is shown, and what concerns the whole window.

import (
	"cmp"

	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"

	"innlab/app/session"
	"innlab/app/window/dialog"
	"innlab/widgets/control"
)

// toolbar holds the controls of the bar.
type toolbar struct {
	scene  tap
	thumbs dialog.Thumbs
	option control.Segments
	list   control.Dropdown // in place of the segments where there are many
	reset  control.Click
	run    control.Click
	step   control.Click
	speed  control.Dropdown
	tabs   []control.Click
	view   control.Dropdown // in place of the tabs where there is no room
	undo   control.Click
	save   control.Click
	theme  control.Click
	more   control.Click
	saving control.Menu
	menu   control.Menu
}

// paces are the speeds in the order of the menu.
var paces = []struct {
	pace  session.Pace
	words string
	doc   string
}{
	{session.Slow, "slow", "One step a second, to see what it does."},
	{session.Quarter, "¼×", "A quarter of the usual speed."},
	{session.Normal, "1×", "The whole training takes about twenty seconds, more where the machine is slower."},
	{session.Max, "max", "As fast as it goes."},
}

func (b *toolbar) layout(gtx layout.Context, f *frame) {
	b.update(gtx, f)
	h := f.toolbar
	fill(gtx, rect{0, 0, f.w, h}, f.theme.Card)
	fill(gtx, rect{0, h - 1, f.w, 1}, f.theme.Line)
	x := b.what(gtx, f)
	x = b.transport(gtx, f, x)
	end := b.window(gtx, f)
	end = b.views(gtx, f, end)
	b.counter(gtx, f, x, end-16)
}

// mostSegments is how many set-ups stand side by side.
const mostSegments = 4

// what draws scene and set-up and returns where they end.
func (b *toolbar) what(gtx layout.Context, f *frame) float32 {
	mid := f.toolbar / 2
	scene, setup := f.shownPlan(f.snap)
	pick := rect{f.margin, mid - 20, max(46+f.width(gtx, scene.Title, control.Title)+30, 164), 40}
	if f.class == small {
		pick.w = 64
	}
	b.picker(gtx, f, pick)
	x := pick.right() + f.pick(10, 16, 16)
	if len(scene.Setups) > 1 {
		if f.class != small {
			x += f.say(gtx, x, mid+4.5, fromLeft, scene.Option, control.Body, f.theme.Text2) + 8
		}
		words, chosen := make([]string, len(scene.Setups)), 0
		for i := range scene.Setups {
			words[i] = cmp.Or(scene.Setups[i].Short, scene.Setups[i].Name)
			if &scene.Setups[i] == setup {
				chosen = i
			}
		}
		b.option.Chosen, b.list.Chosen = chosen, chosen
		if len(words) > mostSegments {
			x += f.put(gtx, x, mid-16, control.DropdownStyle{State: &b.list, Words: words, Name: scene.Option, Doc: sayOption})
		} else {
			x += f.put(gtx, x, mid-16, control.SegmentsStyle{State: &b.option, Words: words, Docs: []string{sayOption}})
		}
	}
	x += f.pick(8, 16, 16)
	fill(gtx, rect{x, mid - 14, 1, 28}, f.theme.Line)
	return x + f.pick(6, 9, 9)
}

// picker draws the button that opens the scenes: thumbnail, name, chevron.
func (b *toolbar) picker(gtx layout.Context, f *frame, r rect) {
	scene, _ := f.shownPlan(f.snap)
	f.at(gtx, r, func(gtx layout.Context) {
		back := f.theme.Card
		if b.scene.hovered() {
			back = f.theme.Sunk
		}
		round(gtx, rect{0, 0, r.w, r.h}, 6, back)
		frameOf(gtx, rect{0, 0, r.w, r.h}, 6, 1, f.theme.Line)
		f.at(gtx, rect{4, 4, 32, 32}, func(gtx layout.Context) { b.thumbs.Layout(gtx, f.Env, scene) })
		if f.class != small {
			f.say(gtx, 46, 25.5, fromLeft, scene.Title, control.Title, f.theme.Text)
		}
		f.icon(gtx, control.IconDown, r.w-14, 20, 18, f.theme.Text2)
		b.scene.layout(gtx, f, rect{0, 0, r.w, r.h}, semantic.Button, "Scene: "+scene.Title, sayScene, false)
	})
}

// transport draws reset, run, step and speed and returns where they end.
func (b *toolbar) transport(gtx layout.Context, f *frame, x float32) float32 {
	mid := f.toolbar / 2
	running := f.snap.State == session.Running
	f.put(gtx, x, mid-18, control.IconButton{Click: &b.reset, Icon: control.IconReset, Name: "Reset", Doc: sayReset})
	x += 36 + 3
	run := control.IconButton{
		Click: &b.run, Icon: control.IconRun, Name: "Run", Doc: sayRun, Size: 40, Width: 44, Glyph: 22, Filled: true,
		Alarm: f.snap.State == session.Stopped,
	}
	if running {
		run.Icon, run.Name, run.Doc = control.IconPause, "Pause", sayPause
	}
	f.put(gtx, x, mid-20, run)
	x += 44 + 4
	f.put(gtx, x, mid-18, control.IconButton{Click: &b.step, Icon: control.IconStep, Name: "Step", Doc: sayStep, Disabled: running || f.snap.Frozen})
	x += 36
	var words, docs []string
	for i, p := range paces {
		words, docs = append(words, p.words), append(docs, p.doc)
		if p.pace == f.snap.Pace {
			b.speed.Chosen = i
		}
	}
	x += f.put(gtx, x, mid-16, control.DropdownStyle{State: &b.speed, Words: words, Docs: docs, Name: "Speed", Doc: saySpeeds, Bare: true})
	return x + 4
}

// views draws the tabs of the views, or the drop-down in their place, and returns where they start.
func (b *toolbar) views(gtx layout.Context, f *frame, end float32) float32 {
	words := make([]string, len(f.views))
	for i, v := range f.views {
		words[i] = v.name()
	}
	if len(words) < 2 {
		return end
	}
	if f.class == small {
		b.view.Chosen = f.view
		f.put(gtx, end-108-8, f.toolbar/2-16, control.DropdownStyle{State: &b.view, Words: words, Name: "View", Doc: sayView, Width: 108})
		return end - 116
	}
	for len(b.tabs) < len(words) {
		b.tabs = append(b.tabs, control.Click{})
	}
	x := end - 18
	for i := len(words) - 1; i >= 0; i-- {
		tab := control.TabStyle{Click: &b.tabs[i], Words: words[i], Doc: sayView, Chosen: i == f.view, Height: f.toolbar}
		m := op.Record(gtx.Ops)
		w := f.put(gtx, 0, 0, tab)
		m.Stop() // only to know the width
		f.put(gtx, x-w, 0, tab)
		x -= w + 24
	}
	return x + 24
}

// window draws the icons at the right end and returns where they start.
func (b *toolbar) window(gtx layout.Context, f *frame) float32 {
	mid := f.toolbar / 2
	x := f.w - f.margin - 36
	icon := func(c *control.Click, i control.Icon, name, doc string, off bool) rect {
		r := rect{x, mid - 18, 36, 36}
		f.put(gtx, r.x, r.y, control.IconButton{Click: c, Icon: i, Name: name, Doc: doc, Disabled: off})
		x -= 36
		return r
	}
	more := icon(&b.more, control.IconMore, "More", sayMore, false)
	save := more
	if f.class != small {
		icon(&b.theme, control.IconTheme, "Theme", sayTheme, false)
		save = icon(&b.save, control.IconSave, "Save", saySave, false)
		icon(&b.undo, control.IconUndo, "Undo", sayUndo, !f.run().CanUndo())
	}
	items := menuItems(f.saveCommands(), f)
	control.MenuStyle{State: &b.saving, Name: "Save", Items: items, Anchor: save.pixels(gtx), Place: control.BelowEnd}.Layout(gtx, f.Env)
	control.MenuStyle{State: &b.menu, Name: "More", Items: menuItems(f.moreCommands(), f), Anchor: more.pixels(gtx), Place: control.BelowEnd}.Layout(gtx, f.Env)
	return x + 36
}

func (b *toolbar) update(gtx layout.Context, f *frame) {
	if b.scene.update(gtx) {
		f.openScenes()
	}
	if b.option.Update(gtx) {
		f.setSetup(b.option.Chosen)
	}
	if b.list.Update(gtx) {
		f.setSetup(b.list.Chosen)
	}
	if b.reset.Update(gtx) {
		f.reset()
	}
	if b.run.Update(gtx) {
		f.toggleRun()
	}
	for b.step.Update(gtx) {
		f.step()
	}
	if b.step.Held(gtx) {
		f.step()
	}
	if b.speed.Update(gtx) {
		f.run().SetPace(paces[b.speed.Chosen].pace)
	}
	for i := range b.tabs {
		if b.tabs[i].Update(gtx) {
			f.setView(i)
		}
	}
	if b.view.Update(gtx) {
		f.setView(b.view.Chosen)
	}
	if b.undo.Update(gtx) {
		f.undo()
	}
	if b.theme.Update(gtx) {
		f.toggleTheme()
	}
	if b.save.Update(gtx) {
		b.saving.Open(gtx, &b.save)
	}
	if b.more.Update(gtx) {
		b.menu.Open(gtx, &b.more)
	}
	if i, ok := b.saving.Update(gtx); ok {
		f.saveCommands()[i].act(f)
	}
	if i, ok := b.menu.Update(gtx); ok {
		f.moreCommands()[i].act(f)
	}
}
