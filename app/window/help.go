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
		{Title: "Window", Lines: keyLines(onWindow)},
		{Title: "Measurement", Lines: []dialog.Line{
			{Keys: "0 … 7", Does: "choose a label"},
			{Keys: "arrows", Does: "the label beside it"},
			{Keys: "drag", Does: "mix two labels (see the card's menu)"},
			{Keys: "drag, arrows", Does: "the cross; Shift \u00d7 10, Home back"},
		}},
		{Title: "Plots", Lines: append(keyLines(onPlots),
			dialog.Line{Keys: "point", Does: "at x or z: ring on the other side"},
			dialog.Line{Keys: "click in z", Does: "hold that place; again lets it go"},
			dialog.Line{Keys: "drag in z", Does: "draw a path in x"},
			dialog.Line{Keys: "drag in x", Does: "choose; only its z stay bright"},
			dialog.Line{Keys: "drag in a pair", Does: "choose; the rest fades everywhere"},
			dialog.Line{Keys: "wheel", Does: "zoom; Shift and drag moves"},
			dialog.Line{Keys: "double click", Does: "show everything"},
		)},
		{Title: "Ablation", Lines: []dialog.Line{
			{Keys: "point", Does: "ring the same z in every column"},
			{Keys: "Y Z X", Does: "switch a loss where the pointer is"},
			{Keys: "click a title", Does: "edit it; its letter: open in Explore"},
			{Keys: "drag a title", Does: "move the column; also Shift and arrows"},
		}},
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
