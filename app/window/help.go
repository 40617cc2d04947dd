package window

// What the help sheet says: the keys, from the same list that the window obeys, and the mouse.

import (
	"runtime"
	"strings"

	"gioui.org/io/key"

	"innlab/app/window/dialog"
)

// helpGroups are the help's headings and lines.
func helpGroups() []dialog.Group {
	return []dialog.Group{
		{Title: "Training", Lines: keyLines(onTraining)},
		{Title: "Measurement", Lines: []dialog.Line{
			{Keys: "0 … 7", Does: "choose a label"},
			{Keys: "arrows", Does: "the label beside it, in the labels or the posterior"},
			{Keys: "drag", Does: "across the labels: mix two (switch on in the menu)"},
		}},
		{Title: "Plots", Lines: append(keyLines(onPlots),
			dialog.Line{Keys: "point", Does: "at x or z: where it lands on the other side"},
			dialog.Line{Keys: "click z", Does: "hold it; pulling draws its path in x"},
			dialog.Line{Keys: "drag in x", Does: "a rectangle: only the z that land there stay bright"},
			dialog.Line{Keys: "wheel", Does: "zoom; Shift and drag moves; a double click shows all"},
		)},
		{Title: "Window", Lines: keyLines(onWindow)},
	}
}

// keyLines are the lines of the shortcuts of one subject.
func keyLines(about subject) []dialog.Line {
	var lines []dialog.Line
	for _, s := range shortcuts {
		if s.about == about && s.does != "" {
			lines = append(lines, dialog.Line{Keys: s.words(), Does: s.does})
		}
	}
	return lines
}

// words is the key as people say it: "Ctrl Z".
func (s shortcut) words() string {
	ctrl := "Ctrl "
	if runtime.GOOS == "darwin" {
		ctrl = "Cmd "
	}
	name := string(s.name)
	switch s.name {
	case key.NameEscape:
		name = "Esc"
	case "-":
		name = "\u2212"
	}
	var b strings.Builder
	if s.mods.Contain(key.ModShortcut) {
		b.WriteString(ctrl)
	}
	if s.mods.Contain(key.ModAlt) {
		b.WriteString("Alt ")
	}
	if s.mods.Contain(key.ModShift) {
		b.WriteString("Shift ")
	}
	return b.String() + name
}
