// Package screen takes pictures of what a giotest.Driver drew, with the GPU code that a window uses and no display.
// It is apart from the driver so that tests which take no pictures need no graphics library.
package screen

import (
	"image"
	"os"
	"testing"

	"gioui.org/gpu/headless"

	"innlab/app/window/giotest"
)

// Shot draws the last frame of d into a picture. With no OpenGL the test is skipped, unless the environment has
// CI=true: there it fails, so that nobody takes pictures that were never drawn for pictures that were right.
func Shot(t testing.TB, d *giotest.Driver) *image.RGBA {
	t.Helper()
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && os.Getenv("EGL_PLATFORM") == "" {
		os.Setenv("EGL_PLATFORM", "surfaceless") // lets Mesa draw with no display
	}
	w, err := headless.NewWindow(d.Size.X, d.Size.Y)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no picture can be drawn: %v", err)
		}
		t.Skipf("no picture can be drawn here: %v", err)
	}
	defer w.Release()
	if err := w.Frame(&d.Ops); err != nil {
		t.Fatalf("drawing the frame: %v", err)
	}
	img := image.NewRGBA(image.Rectangle{Max: d.Size})
	if err := w.Screenshot(img); err != nil {
		t.Fatalf("reading the picture back: %v", err)
	}
	return img
}
