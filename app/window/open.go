package window

import (
	"gioui.org/x/pref/theme"

	"innlab/app/session"
	"innlab/assets"
)

// open makes a window with a session of its own. notify asks for a frame and is safe from any goroutine.
func open(o Options, notify func()) (*Window, error) {
	var s *session.Session
	var err error
	if o.Model != nil {
		if s, err = session.NewFrom(o.Model, o.Scene, o.Setup, notify); err == nil {
			s.SetWorkers(workers(o.Workers))
		}
	} else {
		s, err = session.New(o.plan(), notify)
	}
	if err != nil {
		return nil, err
	}
	w := newWindow(s, notify)
	w.setTheme(o.Theme)
	if o.Asked != nil {
		w.program.last = o.Asked
		w.dialogs.program.Fill(o.Asked)
	}
	w.trained = assets.Model
	for i, v := range Views {
		if v == o.View {
			w.setView(min(i, len(w.views)-1))
		}
	}
	return w, nil
}

// isDark decides for a theme; that of the system is light where the system does not say.
func isDark(name string) bool {
	if name == "system" {
		dark, err := theme.IsDarkMode()
		return err == nil && dark
	}
	return name == "dark"
}
