package window

// The menus of the toolbar, as lists of commands.

import (
	"slices"

	"gioui.org/layout"

	"innlab/widgets/control"
)

// command is a line of a menu.
type command struct {
	words   string
	key     string // as the menu shows it
	divider bool
	checked func(w *Window) bool // nil: it is no switch
	enabled func(w *Window) bool // nil: always
	act     func(f *frame)
}

func (f *frame) saveCommands() []command {
	if _, ok := f.views[f.view].(*ablation); ok {
		return []command{
			{words: "Save figure\u2026", key: "Ctrl E", act: func(f *frame) { f.savePicture() }},
			{words: "Copy figure", key: "Ctrl C", act: func(f *frame) { f.copyPicture() }},
		}
	}
	return []command{
		{words: "Save model\u2026", key: "Ctrl S", act: func(f *frame) { f.saveModel() }},
		{words: "Save samples (CSV)\u2026", act: func(f *frame) { f.saveSamples() }, enabled: hasSamples},
		{words: "Save picture\u2026", act: func(f *frame) { f.savePicture() }},
	}
}

func (f *frame) moreCommands() []command {
	list := []command{
		{words: "Open model\u2026", key: "Ctrl O", act: func(f *frame) { f.openModel() }},
		{words: "Open data\u2026", act: func(f *frame) { f.openData() }},
		{words: "Own simulator\u2026", act: func(f *frame) { f.openSimulator() }},
	}
	if f.hasTrained() {
		list = append(list, command{words: "Use a trained one", act: func(f *frame) { f.useTrained() }})
	}
	if f.class == small {
		save := f.saveCommands()
		save[0].divider = true
		list = append(list, save...)
		list = append(list,
			command{words: "Undo", key: "Ctrl Z", divider: true, act: func(f *frame) { f.undo() }, enabled: func(w *Window) bool { return w.run().CanUndo() }},
			command{words: "Light or dark", key: "T", act: func(f *frame) { f.toggleTheme() }},
		)
	}
	return append(list,
		command{words: "Settings\u2026", key: ",", divider: true, act: func(f *frame) { f.openSettings() }},
		command{words: "Show speed", checked: func(w *Window) bool { return w.show.speed }, act: func(f *frame) { f.show.speed = !f.show.speed }},
		command{words: "Frame times", key: "F12", checked: func(w *Window) bool { return w.show.meter }, act: func(f *frame) { f.show.meter = !f.show.meter }},
		command{words: "Help", key: "F1", divider: true, act: func(f *frame) { f.openHelp() }},
	)
}

// cloudCommands are the lines of the posterior's menu.
func (f *frame) cloudCommands() []command {
	words := "Colour by mode"
	if f.snap.Plan.Setup.Modes == nil {
		words = "Colour by place"
	}
	list := []command{
		{words: words, key: "C", checked: func(w *Window) bool { return w.show.modes }, act: func(f *frame) { f.show.modes = !f.show.modes }},
	}
	for i, n := range sampleCounts {
		list = append(list, command{
			words: samples(n), divider: i == 0,
			checked: func(w *Window) bool { return w.choice.n == n },
			act:     func(f *frame) { f.choice.n = n },
		})
	}
	if _, ok := f.explore().stage(f.snap.Plan.Setup).(*planar); !ok {
		list[1].divider = false
		rest := slices.Clone(pictureCommands)
		rest[0].divider = true
		return append(list[1:], rest...)
	}
	return append(append(list,
		command{words: "Points", divider: true, checked: func(w *Window) bool { return !w.show.density }, act: func(f *frame) { f.show.density = false }},
		command{words: "Density", checked: func(w *Window) bool { return w.show.density }, act: func(f *frame) { f.show.density = true }},
		command{words: "Show everything", divider: true, act: func(f *frame) { f.explore().x.fit() }},
	), pictureCommands...)
}

// pictureCommands are what becomes of a picture and of what it shows.
var pictureCommands = []command{
	{words: "Copy picture", key: "Ctrl C", act: func(f *frame) { f.copyPicture() }},
	{words: "Save picture\u2026", act: func(f *frame) { f.savePicture() }},
	{words: "Save samples (CSV)\u2026", act: func(f *frame) { f.saveSamples() }, enabled: hasSamples},
}

func hasSamples(w *Window) bool { return w.choice.answered(w.explore().train.Answer()) }

// menuItems are the lines of a menu as they are now.
func menuItems(list []command, f *frame) []control.Item {
	items := make([]control.Item, len(list))
	for i, c := range list {
		items[i] = control.Item{
			Words: c.words, Key: c.key, Divider: c.divider,
			Checked:  c.checked != nil && c.checked(f.Window),
			Disabled: c.enabled != nil && !c.enabled(f.Window),
		}
	}
	return items
}

// pickCommand carries out the line that was chosen in a menu, if one was.
func pickCommand(gtx layout.Context, f *frame, m *control.Menu, list []command) {
	if i, ok := m.Update(gtx); ok && i < len(list) {
		list[i].act(f)
	}
}
