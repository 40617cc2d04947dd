package window

// What opens over the window: the scene picker, the settings, the help, own data and simulators, the choice of a
// file. At most one is
// open.

import (
	"fmt"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/app/window/dialog"
	"innlab/inn"
	"innlab/scenes"
)

// dialogs holds their states.
type dialogs struct {
	scenes   dialog.Scenes
	settings dialog.Settings
	help     dialog.Help
	data     dialog.Data
	program  dialog.Simulator
	held     dialog.Held
	files    dialog.Files
	asked    dialog.Ask                   // what files is about
	chosen   func(w *Window, path string) // what happens with the file
	declined func(w *Window)              // what happens when none is chosen; nil: nothing
}

// modal says whether something is open that keeps the keys from the window.
func (d *dialogs) modal() bool {
	return d.scenes.Shown() || d.help.Shown() || d.data.Shown() || d.program.Shown() || d.held.Shown() || d.files.Shown()
}

// close closes whatever is open.
func (d *dialogs) close() {
	d.scenes.Close()
	d.settings.Close()
	d.help.Close()
	d.data.Close()
	d.program.Close()
	d.held.Close()
	d.files.Close()
}

// floats lays out what is open.
func (w *Window) floats(gtx layout.Context, f *frame) {
	d := &w.dialogs
	if i, ok := d.scenes.Update(gtx); ok {
		w.setScene(i)
	}
	switch d.scenes.Wish() {
	case dialog.OwnData:
		w.openData()
	case dialog.OwnSimulator:
		w.openSimulator()
	}
	d.data.Progress(w.own.read())
	if c, ok := d.data.Update(gtx); ok {
		w.dataChosen(c)
	}
	if c, ok := d.program.Update(gtx); ok {
		w.simulatorChosen(c)
	}
	if row, ok := d.held.Update(gtx); ok && w.setup == f.snap.Plan.Setup {
		w.choice.take(w.setup, row+1)
	}
	if c, ok := d.settings.Update(gtx, f.running()); ok {
		w.change(c)
	}
	d.help.Update(gtx)
	if c, ok := d.files.Update(gtx); ok {
		w.fileChosen(c)
	}

	current := -1
	for i := range scenes.All {
		if &scenes.All[i] == f.snap.Plan.Scene {
			current = i
		}
	}
	d.scenes.Layout(gtx, f.Env, rect{f.margin, 8, 164, f.toolbar - 16}.pixels(gtx), scenes.All, current)
	c := f.content()
	sheet := rect{c.right() - dialog.SettingsWidth, c.y, dialog.SettingsWidth, c.h}
	f.at(gtx, sheet, func(gtx layout.Context) { d.settings.Layout(gtx, f.Env) })
	f.at(gtx, rect{0, 0, f.w, f.h}, func(gtx layout.Context) {
		d.help.Layout(gtx, f.Env, helpGroups())
		d.data.Layout(gtx, f.Env)
		d.program.Layout(gtx, f.Env)
		d.held.Layout(gtx, f.Env)
		d.files.Layout(gtx, f.Env, w.system != nil)
	})
}

func (w *Window) openScenes() {
	w.dialogs.close()
	w.dialogs.scenes.Open()
}

func (w *Window) openSettings() {
	d := &w.dialogs
	if d.settings.Shown() {
		d.settings.Close()
		return
	}
	d.close()
	d.settings.Open(dialog.LiveTab)
}

func (w *Window) openHelp() {
	w.dialogs.close()
	w.dialogs.help.Open()
}

// setScene turns to another scene.
func (w *Window) setScene(i int) {
	if was, _ := w.shownPlan(w.run().Snapshot()); was != &scenes.All[i] {
		s := &scenes.All[i]
		w.turnTo(s, &s.Setups[0])
	}
}

// running is what the settings are about: the network on the screen, or the first of several, as it is.
func (f *frame) running() dialog.Running {
	s := f.run().Snapshot()
	c := s.Plan.Columns[0]
	return dialog.Running{
		Kind: c.Kind(), Config: c.Config, Live: c.Live,
		Problem: &s.Plan.Setup.Problem, Fixed: s.Plan.Setup.Problem.Table != nil || s.Plan.Setup.Slow != nil,
		Presets: session.Presets(s.Plan.Setup, c.Kind()),
		View: dialog.View{
			Theme: f.themeName, Scale: f.zoom, Workers: c.Config.Workers, Samples: f.choice.n,
			Speed: f.show.speed, Still: f.show.still,
		},
	}
}

// change carries out what was decided in the settings.
func (w *Window) change(c dialog.Change) {
	if c.Live != nil {
		for i := range w.run().Snapshot().Plan.Columns {
			w.run().SetLive(i, c.Live)
		}
	}
	if c.View != nil {
		w.changeView(*c.View)
	}
	if c.Restart != nil {
		w.restart(c.Restart.Config, c.Restart.Live)
	}
}

// restart trains what is on the screen anew, with another configuration. Columns keep the losses that they train with.
func (w *Window) restart(c inn.Config, l inn.Live) {
	t := w.run()
	s := t.Snapshot()
	p := s.Plan
	p.Columns = []session.Column{{Name: p.Columns[0].Name, Method: p.Columns[0].Method, Config: c, Live: l}}
	if a, ok := w.views[w.view].(*ablation); ok {
		p = a.same(p)
	}
	if err := t.Restart(p); err != nil {
		w.toast.Show(sentence(err.Error()), "")
		return
	}
	if s.State == session.Running {
		t.Play()
	}
	w.toast.Show(fmt.Sprintf("Started again. %s%s kept.", steps(s.Step), are(s.Step)), "Undo")
}

func (w *Window) changeView(v dialog.View) {
	w.setTheme(v.Theme)
	w.zoom, w.choice.n = v.Scale, v.Samples
	w.show.speed, w.show.still = v.Speed, v.Still
	for _, view := range w.views {
		if t := view.run(); t != nil && t.Snapshot().Plan.Columns[0].Config.Workers != v.Workers {
			t.SetWorkers(v.Workers)
		}
	}
}
