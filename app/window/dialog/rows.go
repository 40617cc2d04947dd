package dialog

// One row of the settings: words, and the field that fits the knob.

import (
	"time"

	"gioui.org/layout"

	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// rowState is the state of the controls of one knob; it uses the ones that fit.
type rowState struct {
	number control.Number
	choice control.Dropdown
	flip   control.Switch
	text   control.Field
	slider control.Slider
	fresh  bool      // the field has to show the knob's value again
	acted  time.Time // when the user last changed it, for live rows
}

// update returns what the user typed or chose for a knob of the draft.
func (r *rowState) update(gtx layout.Context, k *inn.Knob, d *draft) (string, bool) {
	kind, choices := kindOf(k, k.Get(&d.config, &d.live))
	switch kind {
	case asNumber:
		c, ok := r.number.Update(gtx)
		if ok && c.Steps != 0 {
			return moved(k, copied(d.config), d.live, c.Steps)
		}
		if ok {
			if _, err := control.ParseNumber(c.Text); err == nil {
				return plain(c.Text), true
			}
		}
		return c.Text, ok
	case asSwitch:
		if r.flip.Update(gtx) {
			return onOff(r.flip.On), true
		}
	case asChoice:
		if r.choice.Update(gtx) {
			return choices[r.choice.Chosen], true
		}
	default:
		if changed, _ := r.text.Update(gtx); changed {
			return r.text.Text(), true
		}
	}
	return "", false
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

// rowPitch is the distance of rows, field 32 high, in dp.
const rowPitch = 40

// layout draws the row w dp wide and returns its height in dp, which grows where something is wrong.
func (r *rowState) layout(gtx layout.Context, env control.Env, e entry, k *inn.Knob, s *Settings, w float32) float32 {
	d, t := &s.draft, env.Theme
	value := d.text(k)
	kind, choices := kindOf(k, k.Get(&d.config, &d.live))
	wrong, isWrong := d.wrong[k.Name]
	changed := value != k.Get(&s.running.Config, &s.running.Live)
	x := w - control.FieldWidth
	title := widgets.Marked(e.title)
	put(gtx, env, 0, 8, x-8, control.Line{Label: title, Role: control.Body, Color: t.Text})
	switch name := title.String(); kind {
	case asNumber:
		put(gtx, env, x, 0, control.FieldWidth, control.NumberStyle{
			State: &r.number, Words: pretty(value), Plain: value, Name: name, Doc: doc(k), Changed: changed, Wrong: isWrong,
		})
	case asSwitch:
		r.flip.On = value == "on"
		ink := t.Accent
		if changed {
			ink = t.Post
		}
		put(gtx, env, w-32, 7, 32, control.SwitchStyle{State: &r.flip, Color: ink, Name: name, Doc: doc(k)})
	case asChoice:
		for i, c := range choices {
			if c == value {
				r.choice.Chosen = i
			}
		}
		put(gtx, env, x, 0, control.FieldWidth, control.DropdownStyle{
			State: &r.choice, Words: choices, Name: name, Doc: doc(k), Changed: changed, Wrong: isWrong,
		})
	default:
		if r.fresh || !r.text.Focused(gtx) && r.text.Text() != value {
			r.text.Set(value)
		}
		put(gtx, env, x, 0, control.FieldWidth, control.FieldStyle{
			State: &r.text, Name: name, Doc: doc(k), Height: 32, Changed: changed, Wrong: isWrong,
		})
	}
	r.fresh = false
	if !isWrong {
		return rowPitch
	}
	_, h := put(gtx, env, 0, 36, w, control.Paragraph{Words: capital(wrong) + ".", Role: control.Small, Color: t.Err})
	return 36 + h + 8
}
