package window

import (
	"image"
	"testing"

	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
)

// The view as it was looked at: light, dark, and in the smallest window. Toolbar and status line have pictures of
// their own.
func TestAblationGolden(t *testing.T) {
	for _, c := range []struct {
		name, theme string
		w, h        int
	}{
		{"ablation-light", "light", 1280, 800},
		{"ablation-dark", "dark", 1280, 800},
		{"ablation-960x600", "light", 960, 600},
	} {
		d, win, b := openAblation(t, "some", c.w, c.h)
		win.setTheme(c.theme)
		b.few = 600 // keeps the pictures small
		b.Ask(b.ans.Query)
		golden.Check(t, c.name, func() *image.RGBA {
			d.Frame()
			m := metricsOf(float32(c.w), float32(c.h))
			return screen.Shot(t, d).SubImage(image.Rect(0, int(m.toolbar), c.w, c.h-int(m.status))).(*image.RGBA)
		})
	}
}
