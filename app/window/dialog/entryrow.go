package dialog

// One number of x in the form for an own simulator: its name and the distribution that it is drawn from.

import (
	"math"
	"strconv"
	"strings"

	"gioui.org/layout"

	"innlab/app/own"
	"innlab/widgets"
	"innlab/widgets/control"
)

// mostParams is how many parameters a distribution has at most.
const mostParams = 3

// entryRow is the state of its fields.
type entryRow struct {
	name   control.Field
	kind   control.Dropdown
	values [mostParams]control.Field
	remove control.Click
	unit   string
	focus  bool // it is new: its name gets the keyboard
}

func newEntryRow(e own.Entry) *entryRow {
	r := &entryRow{unit: e.Unit}
	r.name.Set(e.Name)
	for i, d := range own.Distributions {
		if d.Name == e.Distribution {
			r.kind.Chosen = i
		}
	}
	for i, v := range e.Values {
		if !math.IsNaN(v) {
			r.values[i].Set(strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	return r
}

// distribution is the chosen one.
func (r *entryRow) distribution() *own.Distribution { return &own.Distributions[r.kind.Chosen] }

// entry is what stands in the fields.
func (r *entryRow) entry() own.Entry {
	d := r.distribution()
	e := own.Entry{Name: strings.TrimSpace(r.name.Text()), Distribution: d.Name, Unit: r.unit}
	for i := range d.Params {
		v, err := control.ParseNumber(r.values[i].Text())
		if err != nil {
			v = math.NaN()
		}
		e.Values = append(e.Values, v)
	}
	return e
}

// update reports what the user did: changed a field, pressed Enter in one, removed the row.
func (r *entryRow) update(gtx layout.Context) (changed, entered, removed bool) {
	changed, entered = r.name.Update(gtx)
	changed = r.kind.Update(gtx) || changed
	for i := range r.values {
		c, e := r.values[i].Update(gtx)
		changed, entered = changed || c, entered || e
	}
	return changed, entered, r.remove.Update(gtx)
}

// layout draws the row w dp wide and returns its height in dp, which grows where something is wrong.
func (r *entryRow) layout(gtx layout.Context, env control.Env, w float32, wrong error) float32 {
	const name, gap, label, end = 150, 8, 40, 32
	d, t := r.distribution(), env.Theme
	who := strings.TrimSpace(r.name.Text())
	put(gtx, env, 0, 0, name, control.FieldStyle{
		State: &r.name, Name: "Name of x", Hint: "Name", Doc: "What this number of x is called.", Height: 32, Wrong: wrong != nil && who == "",
	})
	if r.focus {
		r.focus = false
		r.name.Focus(gtx)
	}
	var kinds, docs []string
	for _, d := range own.Distributions {
		kinds, docs = append(kinds, d.Name), append(docs, d.Doc)
	}
	x := float32(name + gap)
	put(gtx, env, x, 0, control.FieldWidth, control.DropdownStyle{
		State: &r.kind, Words: kinds, Docs: docs, Name: "Distribution of " + who, Doc: "What " + who + " is drawn from.",
	})
	x += control.FieldWidth + gap
	each := (w - end - gap - x) / mostParams
	for i, p := range d.Params {
		_, err := control.ParseNumber(r.values[i].Text())
		at := x + float32(i)*each
		put(gtx, env, at, 9, label, control.Line{Label: widgets.Words(p), Role: control.Small, Color: t.Text2})
		put(gtx, env, at+label, 0, each-label-gap, control.FieldStyle{
			State: &r.values[i], Name: p + " of " + who, Doc: p + " of the distribution of " + who + ".", Height: 32, Wrong: wrong != nil && err != nil,
		})
	}
	put(gtx, env, w-end, 0, end, control.IconButton{
		Click: &r.remove, Icon: control.IconClose, Name: "Remove " + who, Doc: "The program is not asked for " + who + ".", Size: end, Glyph: 18,
	})
	if wrong == nil {
		return rowPitch
	}
	_, h := put(gtx, env, 0, 34, w, control.Paragraph{Words: capital(wrong.Error()) + ".", Role: control.Small, Color: t.Err})
	return 34 + h + 8
}
