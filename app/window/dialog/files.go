package dialog

// The choice of a file by its name and folder, inside the window: the same on every system, and there also where no
// desktop offers a dialog of its own.

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gioui.org/layout"

	"innlab/widgets/control"
)

// Ask says what the file is for.
type Ask struct {
	Title string   // of the dialog: "Save model"
	Save  bool     // the file is written; otherwise it is read and has to be there
	Types []string // endings that are listed and, for writing, allowed; the first is added where none is typed
	Name  string   // proposed for writing
}

// Files is the state of the dialog.
type Files struct {
	frame
	ask    Ask
	folder string
	list   []item
	wrong  string // what is wrong with what was chosen, in plain words
	exists string // path that exists and waits for Replace

	name   control.Field
	up     control.Click
	rows   []control.Click
	scroll control.Scroll
	accept control.Click
	cancel control.Click
	system control.Click
}

// item is a folder or a file in the list.
type item struct {
	name   string
	folder bool
}

// FileChoice is what the user decided.
type FileChoice struct {
	Path   string // the file; empty when the dialog was closed
	System bool   // the system's own dialog is wanted instead
}

// Open shows the dialog at a folder; an empty one is where the dialog was last, or else the working folder.
func (f *Files) Open(ask Ask, folder string) {
	if folder == "" {
		folder = f.folder
	}
	if folder == "" {
		folder = "."
	}
	f.show()
	f.ask = ask
	f.name.Set(ask.Name)
	f.wrong, f.exists = "", ""
	f.enter(folder)
}

// Fail opens the dialog again as it was and says what went wrong with the file.
func (f *Files) Fail(words string) {
	f.show()
	f.wrong = words
}

// Update returns what the user decided, if anything; the dialog is closed then.
func (f *Files) Update(gtx layout.Context) (FileChoice, bool) {
	if !f.Shown() {
		return FileChoice{}, false
	}
	changed, entered := f.name.Update(gtx)
	if changed {
		f.wrong, f.exists = "", ""
	}
	picked, clicks := -1, 0
	for i := range f.rows {
		for {
			e, ok := f.rows[i].Event(gtx)
			if !ok {
				break
			}
			picked, clicks = i, e.NumClicks
		}
	}
	if picked >= 0 && picked < len(f.list) {
		entered = f.pick(f.list[picked], clicks) || entered
	}
	for f.up.Update(gtx) {
		f.enter(filepath.Dir(f.folder))
	}
	if f.system.Update(gtx) {
		f.Close()
		return FileChoice{System: true}, true
	}
	if f.accept.Update(gtx) {
		entered = true
	}
	if entered {
		if path, ok := f.accepted(); ok {
			f.Close()
			return FileChoice{Path: path}, true
		}
	}
	if f.cancel.Update(gtx) {
		f.Close()
		return FileChoice{}, true
	}
	return FileChoice{}, f.frame.update(gtx)
}

// pick acts on a click on a line of the list: a folder is entered, a file's name taken; the second click on a file
// accepts it.
func (f *Files) pick(it item, clicks int) (accept bool) {
	if it.folder {
		f.enter(filepath.Join(f.folder, it.name))
		return false
	}
	f.name.Set(it.name)
	f.wrong, f.exists = "", ""
	return clicks == 2
}

// enter lists a folder. What cannot be read is said and leaves the list as it was.
func (f *Files) enter(folder string) {
	abs, err := filepath.Abs(folder)
	if err != nil {
		abs = folder
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		f.wrong = "The folder " + abs + " cannot be opened: " + reason(err) + "."
		if f.folder == "" {
			f.folder = abs
		}
		return
	}
	var folders, files []item
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		st, err := os.Stat(filepath.Join(abs, name)) // through links
		switch {
		case err != nil:
		case st.IsDir():
			folders = append(folders, item{name, true})
		case f.allowed(name):
			files = append(files, item{name, false})
		}
	}
	f.folder, f.list, f.wrong, f.exists = abs, append(folders, files...), "", ""
	f.rows = make([]control.Click, len(f.list))
	f.scroll.Top()
}

// allowed says whether a file has one of the endings.
func (f *Files) allowed(name string) bool {
	return len(f.ask.Types) == 0 || slices.Contains(f.ask.Types, strings.ToLower(filepath.Ext(name)))
}

// accepted works out the path of what was typed and says what is wrong with it, if anything is.
func (f *Files) accepted() (string, bool) {
	name := strings.TrimSpace(f.name.Text())
	if name == "" {
		f.wrong = "Type the name of a file, or choose one above."
		return "", false
	}
	path := name
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(name, "~/") {
		path = filepath.Join(home, name[2:])
	} else if !filepath.IsAbs(name) {
		path = filepath.Join(f.folder, name)
	}
	st, err := os.Stat(path)
	if err == nil && st.IsDir() {
		f.enter(path)
		f.name.Set("")
		return "", false
	}
	if f.ask.Save {
		return f.written(path)
	}
	if err != nil {
		f.wrong = "The file " + filepath.Base(path) + " cannot be opened: " + reason(err) + "."
		return "", false
	}
	return path, true
}

// written checks the path of a file to be written; one that exists has to be confirmed.
func (f *Files) written(path string) (string, bool) {
	if filepath.Ext(path) == "" && len(f.ask.Types) > 0 {
		path += f.ask.Types[0]
	}
	if !f.allowed(path) {
		f.wrong = "The name must end in " + either(f.ask.Types) + "."
		return "", false
	}
	if st, err := os.Stat(filepath.Dir(path)); err != nil || !st.IsDir() {
		f.wrong = "There is no folder " + filepath.Dir(path) + "."
		return "", false
	}
	if _, err := os.Stat(path); err == nil && f.exists != path {
		f.exists = path
		f.wrong = "There is a file " + filepath.Base(path) + " already. Replace it?"
		return "", false
	}
	return path, true
}

// reason is why a file operation failed, without the names that the sentence has already.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// either lists endings: ".png, .svg or .pdf".
func either(types []string) string {
	if len(types) == 1 {
		return types[0]
	}
	return strings.Join(types[:len(types)-1], ", ") + " or " + types[len(types)-1]
}
