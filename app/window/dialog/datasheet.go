package dialog

// How the dialog for own data is laid out.

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"path/filepath"
	"strings"

	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op/clip"
	"gioui.org/op/paint"

	"innlab/widgets"
	"innlab/widgets/control"
)

const (
	dataWidth, dataHeight = 720, 540
	columnPitch           = 40
	shownCells            = 6 // of a column, as many as there is room for
	mostTurns             = 4 // columns that can be taken for labels or numbers
)

// useDocs explain what a column can be for.
var useDocs = []string{"x: what is to be inferred", "y: what is measured", "not used"}

// Layout draws the dialog in the middle of the constraints, which are the whole window.
func (d *Data) Layout(gtx layout.Context, env control.Env) {
	if !d.Shown() {
		return
	}
	d.frame.layout(gtx, env, "Open data", dataWidth, dataHeight, d.body)
}

func (d *Data) body(gtx layout.Context, env control.Env) {
	const pad, gap = 12, 8
	t, k := env.Theme, gtx.Metric.PxPerDp
	w, h := float32(gtx.Constraints.Max.X)/k, float32(gtx.Constraints.Max.Y)/k
	inner := w - 2*pad
	put(gtx, env, pad, 2, inner, control.Line{Label: widgets.Words(filepath.Base(d.head.Path)), Role: control.Strong, Color: t.Text})
	put(gtx, env, pad, 22, inner, control.Line{Label: widgets.Words(d.about()), Role: control.Small, Color: t.Text2})
	foot := h - pad - 36
	d.buttons(gtx, env, foot, w)
	if d.found != nil {
		d.told(gtx, env, pad, 48, inner, foot-gap)
		return
	}
	words, ink := d.state(env)
	said := control.Paragraph{Words: words, Role: control.Small, Color: ink}
	line := foot - gap - heightOf(gtx, env, said, inner)
	put(gtx, env, pad, line, inner, said)
	if d.reading {
		line -= 10
		bar := rect(gtx, pad, line, pad+inner, line+4)
		paint.FillShape(gtx.Ops, t.Ctl, clip.Rect(bar).Op())
		bar.Max.X = bar.Min.X + int(math.Round(d.share*float64(bar.Dx())))
		paint.FillShape(gtx.Ops, t.Accent, clip.Rect(bar).Op())
	} else {
		line -= 36
		rw, _ := put(gtx, env, pad-8, line, inner, control.Button{
			Click: &d.rest, Words: "All others are x", Kind: control.Plain, Doc: "Every column that is not used is to be inferred.",
		})
		put(gtx, env, pad+rw, line, inner, control.Button{Click: &d.nothing, Words: "None", Kind: control.Plain, Doc: "No column is chosen."})
	}
	env.In(gtx, rect(gtx, pad, 46, w-pad, line-gap), d.table)
}

// about says how the file is written and how large it is.
func (d *Data) about() string {
	words := capital(d.head.Format)
	if d.head.Rows >= 0 {
		words += ", " + widgets.Count(d.head.Rows) + " rows"
	}
	c := d.chosen()
	return fmt.Sprintf("%s, %d columns.  x: %s;  y: %s", words, len(d.head.Titles), d.names(c.X), d.names(c.Y))
}

// names are a few columns by name, more by their number.
func (d *Data) names(columns []int) string {
	switch n := len(columns); {
	case n == 0:
		return "none yet"
	case n > 2:
		return columnsOf(n)
	}
	var list []string
	for _, i := range columns {
		list = append(list, d.head.Titles[i].Name)
	}
	return strings.Join(list, ", ")
}

// state says what is the matter: what is wrong, what is missing, how far reading is, or what is odd about the file.
func (d *Data) state(env control.Env) (words string, ink color.NRGBA) {
	t := env.Theme
	switch {
	case d.reading:
		return fmt.Sprintf("Reading %d %%", int(100*d.share)), t.Text2
	case d.wrong != "":
		return d.wrong, t.Err
	case d.missing() != "":
		return d.missing(), t.Warn
	case len(d.head.Notes) > 0:
		return capital(strings.Join(d.head.Notes, "; ")) + ".", t.Text2
	}
	c := d.chosen()
	return fmt.Sprintf("%s for x, %s for y. Reading tells what can be learned from them.", columnsOf(len(c.X)), columnsOf(len(c.Y))), t.Text2
}

func columnsOf(n int) string {
	if n == 1 {
		return "1 column"
	}
	return widgets.Count(n) + " columns"
}

func (d *Data) buttons(gtx layout.Context, env control.Env, y, w float32) {
	const pad = 12
	if !d.reading {
		put(gtx, env, pad-4, y+2, w, control.Button{Click: &d.other, Words: "Another file…", Kind: control.Plain, Doc: "Choose another file."})
	}
	words, back, doc := "Read", "Cancel", "Read the chosen columns."
	switch {
	case d.found != nil:
		words, back, doc = "Train", "Back", "Train on these data. The run so far is kept for undo."
	case d.reading:
		back = "Stop"
	}
	disabled := d.reading || d.found == nil && d.missing() != ""
	if disabled && !d.reading {
		doc = d.missing()
	}
	put(gtx, env, w-pad-100, y, 100, control.Button{
		Click: &d.act, Words: words, Kind: control.Filled, Height: 36, Width: 100, Disabled: disabled, Doc: doc,
	})
	put(gtx, env, w-pad-208, y, 100, control.Button{Click: &d.back, Words: back, Height: 36, Width: 100})
}

// table draws a line for each column of the file: its name, what it holds, its first cells and what it is for.
func (d *Data) table(gtx layout.Context, env control.Env) {
	w := float32(gtx.Constraints.Max.X) / gtx.Metric.PxPerDp
	control.Well(gtx, env)
	env.In(gtx, image.Rectangle{Min: image.Pt(1, 1), Max: gtx.Constraints.Max.Sub(image.Pt(1, 1))}, func(gtx layout.Context, env control.Env) {
		defer clip.Rect{Max: gtx.Constraints.Max}.Push(gtx.Ops).Pop()
		d.columns.Layout(gtx, len(d.lines), func(gtx layout.Context, i int) layout.Dimensions {
			if l := &d.lines[i]; l.column >= 0 {
				d.column(gtx, env, l.column, w-2)
			} else {
				d.array(gtx, env, l, w-2)
			}
			return layout.Dimensions{Size: image.Pt(gtx.Constraints.Max.X, dp(gtx, columnPitch))}
		})
	})
}

func (d *Data) column(gtx layout.Context, env control.Env, i int, w float32) {
	const pad, name = 12, 190
	t, title := env.Theme, d.head.Titles[i]
	ink := t.Text
	if d.use[i].Chosen == unused {
		ink = t.Text2
	}
	nw := min(name, w/3)
	put(gtx, env, pad, 4, nw-pad-4, control.Line{Label: widgets.Words(title.Name), Role: control.Strong, Color: ink})
	put(gtx, env, pad, 21, nw-pad-4, control.Line{Label: widgets.Words(title.Kind.String()), Role: control.Tick, Color: t.Text2})
	var cells []string
	for r := 0; r < len(d.head.Cells) && len(cells) < shownCells; r++ {
		cell := ""
		if i < len(d.head.Cells[r]) {
			cell = strings.TrimSpace(d.head.Cells[r][i])
		}
		if cell == "" {
			cell = "–"
		}
		cells = append(cells, cell)
	}
	room := w - nw - pickWidth - 2*pad
	each := max(room/shownCells, 72)
	for k, cell := range cells {
		if x := float32(k) * each; x+each <= room+1 {
			put(gtx, env, nw+x, 12, each-8, control.Line{Label: widgets.Words(cell), Role: control.Body, Color: ink})
		}
	}
	d.pick(gtx, env, &d.use[i], title.Name, title.Name+" is ", w)
}

// array draws the line of an array of several columns, which are chosen together.
func (d *Data) array(gtx layout.Context, env control.Env, l *dataLine, w float32) {
	const pad = 12
	words := fmt.Sprintf("Array %s, %s", l.array, columnsOf(len(l.of)))
	put(gtx, env, pad, 12, w-pickWidth-3*pad, control.Line{Label: widgets.Words(words), Role: control.Strong, Color: env.Theme.Accent})
	d.pick(gtx, env, &l.use, "array "+l.array, "All columns of "+l.array+" are ", w)
}

// pickWidth is the width of the choice what a column is for.
const pickWidth = 132

// pick draws that choice at the end of a line w dp wide; is begins the sentences that explain it.
func (d *Data) pick(gtx layout.Context, env control.Env, use *control.Segments, name, is string, w float32) {
	const pad = 12
	docs := make([]string, len(useDocs))
	for i := range docs {
		docs[i] = is + useDocs[i] + "."
	}
	area := clip.Rect(rect(gtx, w-pad-pickWidth, 4, w-pad, 36)).Push(gtx.Ops)
	semantic.LabelOp("Use of " + name).Add(gtx.Ops)
	put(gtx, env, w-pad-pickWidth, 4, pickWidth, control.SegmentsStyle{
		State: use, Words: []string{"x", "y", "–"}, Docs: docs, Width: pickWidth,
	})
	area.Pop()
}

// told shows what was made of the columns and the width of z.
func (d *Data) told(gtx layout.Context, env control.Env, x, y, w, bottom float32) {
	t := env.Theme
	row := bottom - 36
	put(gtx, env, x, row+8, w-control.FieldWidth-8, control.Line{
		Label: widgets.Words(fmt.Sprintf("Width of z, estimated as %d", d.found.DimZ)), Role: control.Body, Color: t.Text,
	})
	put(gtx, env, x+w-control.FieldWidth, row, control.FieldWidth, control.NumberStyle{
		State: &d.width, Words: widgets.Count(d.dimZ), Name: "Width of z",
		Doc: "How many numbers y leaves open. Where y is noisy, a wider z is better.", Changed: d.dimZ != d.found.DimZ,
	})
	for i := len(d.turn) - 1; i >= 0; i-- {
		e := d.found.Either[i]
		row -= 36
		is, words := "numbers", "Take it for labels"
		if e.Labels {
			is, words = "labels", "Take it for numbers"
		}
		put(gtx, env, x, row+8, w-180, control.Line{Label: widgets.Words(e.Name + " is taken for " + is), Role: control.Body, Color: t.Text})
		put(gtx, env, x+w-160, row, 160, control.Button{
			Click: &d.turn[i], Words: words, Width: 160, Height: 32, Doc: "Labels only tell groups apart; of numbers it matters how far apart they are.",
		})
	}
	env.In(gtx, rect(gtx, x, y, x+w, row-8), func(gtx layout.Context, env control.Env) {
		d.report.Layout(gtx, env, func(gtx layout.Context, env control.Env) int {
			at := float32(0)
			line := func(words string, role control.Role, ink color.NRGBA) {
				_, h := put(gtx, env, 0, at, w-12, control.Paragraph{Words: capital(words) + ".", Role: role, Color: ink})
				at += h + 8
			}
			for _, words := range d.found.Warnings {
				line(words, control.Strong, t.Warn)
			}
			for _, words := range d.found.Notes {
				if words != d.head.Format { // it stands above
					line(words, control.Body, t.Text)
				}
			}
			return dp(gtx, at)
		})
	})
}
