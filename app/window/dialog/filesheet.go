package dialog

// How the choice of a file is laid out.

import (
	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

const (
	filesWidth, filesHeight = 560, 460
	fileRow                 = 32
)

// Layout draws the dialog in the middle of the constraints, which are the whole window. With system a button offers
// the system's own dialog, but only for reading: the one for writing empties an existing file before anything is
// written to it, and a file is to be replaced only when the new one is whole.
func (f *Files) Layout(gtx layout.Context, env control.Env, system bool) {
	if !f.Shown() {
		return
	}
	if f.fresh {
		defer f.name.Focus(gtx)
	}
	f.frame.layout(gtx, env, f.ask.Title, filesWidth, filesHeight, func(gtx layout.Context, env control.Env) {
		f.body(gtx, env, system && !f.ask.Save)
	})
}

func (f *Files) body(gtx layout.Context, env control.Env, system bool) {
	const pad, gap = 12, 8
	t, k := env.Theme, gtx.Metric.PxPerDp
	w, h := float32(gtx.Constraints.Max.X)/k, float32(gtx.Constraints.Max.Y)/k
	put(gtx, env, pad, 0, 32, control.IconButton{
		Click: &f.up, Icon: control.IconUp, Name: "Folder above", Doc: "Go to the folder that holds this one.", Size: 32,
	})
	put(gtx, env, pad+40, 7, w-2*pad-40, control.Line{Label: widgets.Words(tail(gtx, env, f.folder, w-2*pad-40)), Role: control.Body, Color: t.Text2})

	foot := h - pad - 36
	field := foot - gap - 4 - 36
	wrong := field
	if f.wrong != "" {
		c := control.Paragraph{Words: f.wrong, Role: control.Small, Color: t.Err}
		if f.exists != "" {
			c.Color = t.Warn
		}
		wrong = field - 40
		put(gtx, env, pad, wrong+4, w-2*pad, c)
	}
	list := rect(gtx, pad, 40, w-pad, wrong-gap)
	env.In(gtx, list, f.entries)
	name := "File name"
	if !f.ask.Save {
		name = "File"
	}
	put(gtx, env, pad, field, w-2*pad, control.FieldStyle{
		State: &f.name, Name: name, Hint: "Name of the file, or a path", Wrong: f.wrong != "" && f.exists == "",
	})
	f.buttons(gtx, env, system, foot, w)
}

func (f *Files) buttons(gtx layout.Context, env control.Env, system bool, y, w float32) {
	const pad = 12
	if system {
		put(gtx, env, pad, y+2, w, control.Button{
			Click: &f.system, Words: "System dialog…", Kind: control.Plain, Doc: "Choose with the desktop's own dialog.",
		})
	}
	words := "Open"
	switch {
	case f.exists != "":
		words = "Replace"
	case f.ask.Save:
		words = "Save"
	}
	put(gtx, env, w-pad-100, y, 100, control.Button{Click: &f.accept, Words: words, Kind: control.Filled, Height: 36, Width: 100})
	put(gtx, env, w-pad-208, y, 100, control.Button{Click: &f.cancel, Words: "Cancel", Height: 36, Width: 100})
}

// entries draws the folders and files.
func (f *Files) entries(gtx layout.Context, env control.Env) {
	t := env.Theme
	w := float32(gtx.Constraints.Max.X) / gtx.Metric.PxPerDp
	control.Well(gtx, env)
	if len(f.list) == 0 {
		words := "No folders and no files here."
		if len(f.ask.Types) > 0 {
			words = "No folders and no " + either(f.ask.Types) + " files here."
		}
		put(gtx, env, 14, 12, w-28, control.Line{Label: widgets.Words(words), Role: control.Body, Color: t.Text2})
		return
	}
	env.In(gtx, rect(gtx, 1, 1, w-1, float32(gtx.Constraints.Max.Y)/gtx.Metric.PxPerDp-1), func(gtx layout.Context, env control.Env) {
		f.scroll.Layout(gtx, env, func(gtx layout.Context, env control.Env) int {
			for i, it := range f.list {
				icon := control.IconFile
				if it.folder {
					icon = control.IconFolder
				}
				put(gtx, env, 4, 4+float32(i)*fileRow, w-10, control.Row{
					Click: &f.rows[i], Icon: icon, Words: it.name, Width: w - 14, Height: fileRow, Chosen: it.name == f.name.Text(),
				})
			}
			return dp(gtx, 8+fileRow*float32(len(f.list)))
		})
	})
}

// tail is the end of a path that fits into w dp, with an ellipsis before it where something is missing.
func tail(gtx layout.Context, env control.Env, path string, w float32) string {
	room := dp(gtx, w)
	runes := []rune(path)
	for i := range runes {
		s := string(runes[i:])
		if i > 0 {
			s = "…" + s
		}
		if env.Width(gtx, widgets.Words(s), control.Body) <= room {
			return s
		}
	}
	return ""
}
