package window

import (
	"image"
	"testing"

	"innlab/app/session"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/inn"
)

// Pictures of the whole window, with counters and times that stand still.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name    string
		w, h    int
		prepare func(*fake, *Window)
	}{
		{"explore-light", 1280, 800, nil},
		{"explore-dark", 1280, 800, func(_ *fake, w *Window) {
			w.setTheme("dark")
			w.show.modes = true
		}},
		{"explore-960", 960, 600, nil},
		{"scenes-dark", 1280, 800, func(_ *fake, w *Window) {
			w.setTheme("dark")
			w.dialogs.scenes.Open()
		}},
		{"diverged-960-dark", 960, 600, func(f *fake, w *Window) {
			w.setTheme("dark")
			f.change(func(s *session.Snapshot) {
				s.State, s.Problem = session.Stopped, "L_x became infinite at step 4\u2009812"
				s.Columns[0].Bad = inn.LossX
			})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := showAt(t, c.w, c.h, func(f *fake, w *Window) {
				w.choice.n, f.cells = 500, 6 // few points and a smooth colouring keep the files small
				if c.prepare != nil {
					c.prepare(f, w)
				}
			})
			golden.Check(t, c.name, func() *image.RGBA {
				d.Frame()
				return screen.Shot(t, d)
			})
		})
	}
}
