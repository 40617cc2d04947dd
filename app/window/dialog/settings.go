package dialog

// The settings sheet: everything that can be set, in three tabs by when it acts.

import (
	"gioui.org/io/key"
	"gioui.org/layout"
	"slices"

	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets/control"
)

// SettingsWidth is the width of the sheet in dp.
const SettingsWidth = 328

// Running is what the settings are about: the training as it is.
type Running struct {
	Kind    *inn.Kind // of its method
	Config  inn.Config
	Live    inn.Live
	Problem *inn.Problem
	Fixed   bool // it is trained on a fixed number of rows or simulations
	Presets []scenes.Preset
	View    View
}

// knobs are those of the method that act on the problem: rows are held out only of a fixed number of them.
func (r *Running) knobs() knobs {
	return slices.DeleteFunc(r.Kind.Knobs(), func(k inn.Knob) bool { return k.Name == "holdout" && !r.Fixed })
}

// View is what the View tab sets.
type View struct {
	Theme   string  // one of Themes
	Scale   float32 // size of everything; 0: by the size of the window
	Workers int     // goroutines of a training step
	Samples int     // in a full answer
	Speed   bool    // workers and time of a frame in the status line
	Still   bool    // reduced motion
}

// Themes, Scales and Samples are what the View tab offers.
var (
	Themes  = []string{"light", "dark", "system"}
	Scales  = []float32{0, 1, 1.25, 1.5, 1.75, 2}
	Samples = []int{500, 2000, 10000}
)

// Change is what the user decided in the settings; fields that are nil were not touched.
type Change struct {
	Live    func(*inn.Live) // to be applied to what runs, now
	Restart *Restart
	View    *View
	Closed  bool
}

// Restart is a configuration to start again with.
type Restart struct {
	Config inn.Config
	Live   inn.Live
}

// Settings is the state of the sheet.
type Settings struct {
	open  bool
	tabs  control.Segments
	close control.Click
	area  int // tag: the sheet keeps the pointer from what lies below

	running Running
	knobs   knobs // of its method
	draft   draft
	based   *Restart // what the draft started from
	rows    map[string]*rowState
	scrolls [3]control.Scroll
	preset  control.Dropdown
	again   control.Click
	discard control.Click
	view    viewTab
}

// Tabs of the sheet.
const (
	LiveTab = iota
	RestartTab
	ViewTab
)

// Open shows the sheet at a tab.
func (s *Settings) Open(tab int) {
	s.open = true
	s.tabs.Chosen = tab
	s.rows = map[string]*rowState{}
	s.based = nil
}

// Close closes it; values that wait for a restart are forgotten.
func (s *Settings) Close() { s.open = false }

// Shown reports whether it is open.
func (s *Settings) Shown() bool { return s.open }

// Update returns what the user decided since the last call, if anything. now is the training as it is.
func (s *Settings) Update(gtx layout.Context, now Running) (Change, bool) {
	if !s.open {
		return Change{}, false
	}
	if s.knobs == nil || s.running.Kind != now.Kind || s.running.Fixed != now.Fixed {
		s.knobs, s.based = now.knobs(), nil
	}
	s.running = now
	s.rebase()
	s.swallow(gtx)
	s.tabs.Update(gtx)
	var c Change
	switch s.tabs.Chosen {
	case LiveTab:
		c = s.updateLive(gtx)
	case RestartTab:
		c = s.updateRestart(gtx)
	default:
		c = s.view.update(gtx, now.View)
	}
	for s.close.Update(gtx) {
		c.Closed = true
	}
	if _, ok := pressed(gtx, key.NameEscape); ok {
		c.Closed = true
	}
	if c.Closed {
		s.open = false
	}
	return c, c.Closed || c.Live != nil || c.Restart != nil || c.View != nil
}

// rebase starts a new draft when another configuration runs than the one that the draft started from.
func (s *Settings) rebase() {
	now := s.running
	if s.based != nil && same(s.based.Config, now.Config) {
		return
	}
	s.based = &Restart{copied(now.Config), now.Live}
	s.discardDraft()
}

// discardDraft puts the fields back to what runs.
func (s *Settings) discardDraft() {
	s.draft = newDraft(s.running.Kind, s.running.Config, s.running.Live)
	s.draft.check(s.running.Problem)
	for _, r := range s.rows {
		r.fresh = true
	}
	s.preset.Chosen = s.presetOf(&s.draft)
}

// presetOf is the index of the preset that a draft is equal to, or that of "own values" behind them.
func (s *Settings) presetOf(d *draft) int {
	for i := range s.running.Presets {
		c := s.running.Presets[i].Config
		c.Workers = d.config.Workers
		if same(c, d.config) && len(d.refused) == 0 {
			return i
		}
	}
	return len(s.running.Presets)
}

// same compares two configurations by their knobs, but for the number of workers.
func same(a, b inn.Config) bool {
	var l inn.Live
	for i := range inn.Knobs {
		if k := &inn.Knobs[i]; !k.Live && k.Name != "workers" && k.Get(&a, &l) != k.Get(&b, &l) {
			return false
		}
	}
	return true
}

// updateRestart acts on the fields of the Restart tab.
func (s *Settings) updateRestart(gtx layout.Context) Change {
	problem := s.running.Problem
	for _, sec := range s.knobs.complete(restartForm, false) {
		for _, e := range sec.rows {
			k := s.knobs.find(e.knob)
			if k == nil {
				continue
			}
			if text, ok := s.row(e.knob).update(gtx, k, &s.draft); ok {
				s.draft.set(k, text, problem)
				s.preset.Chosen = s.presetOf(&s.draft)
			}
		}
	}
	if s.preset.Update(gtx) && s.preset.Chosen < len(s.running.Presets) {
		p := s.running.Presets[s.preset.Chosen]
		workers, seed := s.draft.config.Workers, s.draft.config.Seed
		s.draft = newDraft(s.running.Kind, p.Config, p.Live)
		s.draft.config.Workers, s.draft.config.Seed, s.draft.preset = workers, seed, true
		s.draft.check(problem)
		for _, r := range s.rows {
			r.fresh = true
		}
	}
	if s.discard.Update(gtx) {
		s.discardDraft()
	}
	if s.again.Update(gtx) && s.waiting() > 0 && len(s.draft.wrong) == 0 {
		live := s.running.Live
		if s.draft.preset {
			live = s.draft.live
		}
		return Change{Restart: &Restart{copied(s.draft.config), live}}
	}
	return Change{}
}

// waiting counts the values that wait for a restart.
func (s *Settings) waiting() int { return len(s.draft.changed(s.running.Config, s.running.Live)) }

// row is the state of a knob's controls.
func (s *Settings) row(name string) *rowState {
	r := s.rows[name]
	if r == nil {
		r = &rowState{fresh: true}
		s.rows[name] = r
	}
	return r
}
