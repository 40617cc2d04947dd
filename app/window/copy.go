package window

// Copying a picture. The window system's clipboard takes only words from this toolkit, so the tool that the desktop
// has for it is asked; where there is none, the picture goes into a file and the toast says where.

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"innlab/app/figure"
)

// copiers are the programs that put a PNG from standard input onto the clipboard.
var copiers = [][]string{
	{"wl-copy", "--type", "image/png"},
	{"xclip", "-selection", "clipboard", "-target", "image/png", "-i"},
}

// copyPicture copies the figure of the view on screen.
func (w *Window) copyPicture() {
	fig := w.views[w.view].figure()
	if fig == nil {
		w.toast.Show("There is no figure yet: nothing has been trained.", "")
		return
	}
	folder, name := w.saveFolder(), w.fileName(w.views[w.view].subject())+".png"
	w.beside(func() func(w *Window) {
		path := filepath.Join(folder, name)
		if runtime.GOOS == "linux" && copyFigure(fig) == nil {
			return func(w *Window) { w.toast.Show("Picture copied.", "") }
		}
		return saved(path, figure.Write(path, fig, figure.Options{}))
	})
}

// copyFigure puts a figure onto the clipboard by way of a file.
func copyFigure(fig figure.Figure) error {
	dir, err := os.MkdirTemp("", "innlab")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "figure.png")
	if err := figure.Write(path, fig, figure.Options{}); err != nil {
		return err
	}
	png, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	err = exec.ErrNotFound
	for _, c := range copiers {
		if c[0] == "wl-copy" && os.Getenv("WAYLAND_DISPLAY") == "" {
			continue
		}
		cmd := exec.Command(c[0], c[1:]...)
		cmd.Stdin = bytes.NewReader(png)
		if err = cmd.Run(); err == nil {
			return nil
		}
	}
	return err
}

// saveFolder is where files go when nobody says otherwise: the folder used last, else the present one.
func (w *Window) saveFolder() string {
	if w.folder != "" {
		return w.folder
	}
	dir, err := os.Getwd()
	if err != nil {
		return os.TempDir()
	}
	return dir
}
