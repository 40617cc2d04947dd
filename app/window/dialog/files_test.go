package dialog_test

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/window/dialog"
	"innlab/app/window/giotest"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/widgets/control"
)

// folder makes a folder with two models, a text and a folder with one model.
func folder(t *testing.T) string {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "older"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"all.safetensors", "some.safetensors", "notes.txt", "older/none.safetensors"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

type filesBench struct {
	dialog.Files
	*bench
	got []dialog.FileChoice
}

func newFiles(t *testing.T, ask dialog.Ask, dir string) *filesBench {
	f := &filesBench{}
	f.bench = newBench(t, image.Pt(720, 560), false, func(gtx layout.Context, env control.Env) {
		if c, ok := f.Files.Update(gtx); ok {
			f.got = append(f.got, c)
		}
		f.Files.Layout(gtx, env, true)
	})
	f.Files.Open(ask, dir)
	f.Frame()
	f.Frame()
	return f
}

var (
	openModel = dialog.Ask{Title: "Open model", Types: []string{".safetensors"}}
	saveModel = dialog.Ask{Title: "Save model", Save: true, Types: []string{".safetensors"}, Name: "innlab-modes.safetensors"}
)

// path of the only choice.
func (f *filesBench) path(t *testing.T) string {
	t.Helper()
	if len(f.got) != 1 || f.Shown() {
		t.Fatalf("choices %v, still open %v", f.got, f.Shown())
	}
	return f.got[0].Path
}

func TestOpenByClick(t *testing.T) {
	dir := folder(t)
	f := newFiles(t, openModel, dir)
	if f.Has("notes.txt") {
		t.Error("lists files of other types")
	}
	f.ClickOn("some.safetensors")
	f.ClickOn("Open")
	if p := f.path(t); p != filepath.Join(dir, "some.safetensors") {
		t.Error(p)
	}
	f = newFiles(t, openModel, dir)
	f.DoubleClick(giotest.Middle(f.Find("all.safetensors").Bounds))
	if p := f.path(t); p != filepath.Join(dir, "all.safetensors") {
		t.Error(p)
	}
}

func TestFolders(t *testing.T) {
	dir := folder(t)
	f := newFiles(t, openModel, dir)
	f.ClickOn("older")
	if !f.Has("none.safetensors") || f.Has("some.safetensors") {
		t.Fatalf("not in the folder:\n%s", f.Dump())
	}
	f.ClickOn("Folder above")
	f.ClickOn("older")
	f.ClickOn("none.safetensors")
	f.ClickOn("Open")
	if p := f.path(t); p != filepath.Join(dir, "older", "none.safetensors") {
		t.Error(p)
	}
}

func TestTypedPath(t *testing.T) {
	dir := folder(t)
	f := newFiles(t, openModel, dir)
	f.Type("missing.safetensors")
	f.Key(key.NameReturn)
	if !f.Has("The file missing.safetensors cannot be opened: it does not exist.") || len(f.got) > 0 {
		t.Fatalf("no word of what is wrong:\n%s", f.Dump())
	}
	f = newFiles(t, openModel, dir)
	f.Type("older")
	f.Key(key.NameReturn)
	if !f.Has("none.safetensors") {
		t.Error("a typed folder is not entered")
	}
	f = newFiles(t, openModel, dir)
	f.Key(key.NameReturn)
	if !f.Has("Type the name of a file, or choose one above.") {
		t.Error("an empty name is accepted in silence")
	}
}

func TestSaveAsksBeforeReplacing(t *testing.T) {
	dir := folder(t)
	ask := saveModel
	ask.Name = "some"
	f := newFiles(t, ask, dir)
	f.ClickOn("Save")
	if !f.Has("There is a file some.safetensors already. Replace it?") || len(f.got) > 0 {
		t.Fatalf("replaces without asking:\n%s", f.Dump())
	}
	f.ClickOn("Replace")
	if p := f.path(t); p != filepath.Join(dir, "some.safetensors") {
		t.Error(p)
	}
}

func TestSaveRefuses(t *testing.T) {
	dir := folder(t)
	for typed, words := range map[string]string{
		"x.png":                 "The name must end in .safetensors.",
		"no/such/x.safetensors": "There is no folder",
	} {
		ask := saveModel
		ask.Name = typed
		f := newFiles(t, ask, dir)
		f.ClickOn("Save")
		if !strings.Contains(f.Dump(), words) || len(f.got) > 0 {
			t.Errorf("%s: no word of what is wrong", typed)
		}
	}
}

func TestFilesCloseWithoutChoice(t *testing.T) {
	for name, act := range map[string]func(f *filesBench){
		"cancel": func(f *filesBench) { f.ClickOn("Cancel") },
		"escape": func(f *filesBench) { f.Key(key.NameEscape) },
	} {
		f := newFiles(t, openModel, folder(t))
		act(f)
		if f.path(t) != "" {
			t.Errorf("%s chooses %v", name, f.got)
		}
	}
	f := newFiles(t, openModel, folder(t))
	f.ClickOn("System dialog…")
	if f.path(t) != "" || !f.got[0].System {
		t.Error("the system's dialog is not asked for")
	}
	if f = newFiles(t, saveModel, folder(t)); f.Has("System dialog…") {
		t.Error("offers the system's dialog for writing, which empties the old file first")
	}
}

func TestFilesGolden(t *testing.T) {
	dir := folder(t)
	ask := saveModel
	ask.Name = "some"
	f := newFiles(t, ask, dir)
	f.ClickOn("Save")
	f.Leave()
	golden.Check(t, "files", func() *image.RGBA {
		f.Frame()
		img := screen.Shot(t, f.Driver)
		return img.SubImage(image.Rect(80, 130, 640, 510)).(*image.RGBA) // without the folder's name, which is never the same
	})
}
