package window

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The figure is saved at print size in each of the three types, and the toast names the file.
func TestAblationSaves(t *testing.T) {
	d, win, b := openAblation(t, "some", 960, 600)
	b.few = 200
	b.Ask(b.ans.Query)
	d.Frame()
	news := make(chan struct{}, 8)
	win.notify = func() { news <- struct{}{} }
	dir := t.TempDir()
	for ext, start := range map[string]string{"png": "\x89PNG", "svg": "<?xml", "pdf": "%PDF"} {
		path := filepath.Join(dir, win.fileName("ablation")+"."+ext)
		win.writePicture(path)
		<-news
		d.Frame()
		if got := win.toast.Words(); got != "Saved "+path+"." {
			t.Errorf("the toast says %q", got)
		}
		data, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(data), start) {
			t.Fatalf("%s: %v, begins with %q", ext, err, data[:min(8, len(data))])
		}
		if ext == "png" {
			c, err := png.DecodeConfig(bytes.NewReader(data))
			if err != nil || c.Width != 2126 {
				t.Errorf("the picture is %d pixels wide (%v), 180 mm at 300 dpi are 2126", c.Width, err)
			}
		}
	}
	win.writePicture(filepath.Join(dir, "figure.bmp"))
	<-news
	d.Frame()
	if got := win.toast.Words(); !strings.Contains(got, "png, svg or pdf") {
		t.Errorf("an unknown type is answered %q", got)
	}
}
