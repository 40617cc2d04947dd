package dialog

// The Live tab: sliders that act on the next step.

import (
	"image/color"
	"strconv"
	"strings"
	"time"

	"gioui.org/layout"

	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// settle is how long a slider keeps what the user gave it before it follows the training again, which hears of it only
// with its next step.
const settle = 600 * time.Millisecond

// updateLive acts on the controls of the Live tab.
func (s *Settings) updateLive(gtx layout.Context) Change {
	var acts []func(*inn.Live)
	for _, sec := range s.knobs.complete(liveForm, true) {
		for _, e := range sec.rows {
			if k := s.knobs.find(e.knob); k != nil {
				s.updateLiveRow(gtx, k, &acts)
			}
		}
	}
	if acts == nil {
		return Change{}
	}
	return Change{Live: func(l *inn.Live) {
		for _, act := range acts {
			act(l)
		}
	}}
}

func (s *Settings) updateLiveRow(gtx layout.Context, k *inn.Knob, acts *[]func(*inn.Live)) {
	r := s.row(k.Name)
	set := func(k *inn.Knob, text string) {
		r.acted = gtx.Now
		*acts = append(*acts, func(l *inn.Live) {
			var c inn.Config
			_ = k.Set(&c, l, text) // a value out of its range is not taken
		})
	}
	scale, ok := s.scale(k)
	if !ok {
		if text, ok := r.update(gtx, k, &draft{live: s.running.Live}); ok {
			set(k, text)
		}
		return
	}
	r.slider.Scale = scale
	if r.fresh || !r.slider.Dragging() && gtx.Now.Sub(r.acted) > settle {
		r.slider.Value, _ = strconv.ParseFloat(s.now(k), 64)
		r.fresh = false
	}
	if r.slider.Update(gtx) {
		set(k, strconv.FormatFloat(r.slider.Value, 'g', -1, 64))
	}
	if on := s.switchOf(k); on != nil {
		if gtx.Now.Sub(r.acted) > settle {
			r.flip.On = s.now(on) == "on"
		}
		if r.flip.Update(gtx) {
			set(on, onOff(r.flip.On))
		}
	}
}

// now is the value of a knob in the training as it is.
func (s *Settings) now(k *inn.Knob) string { return k.Get(&s.running.Config, &s.running.Live) }

// switchOf is the switch that belongs to a weight.
func (s *Settings) switchOf(k *inn.Knob) *inn.Knob {
	if loss, ok := strings.CutPrefix(k.Name, "weight."); ok {
		return s.knobs.find("on." + loss)
	}
	return nil
}

// scale is the range of a knob's slider about the value that the first preset has; it reports false for a knob that
// has no natural one.
func (s *Settings) scale(k *inn.Knob) (control.Scale, bool) {
	live := s.running.Live
	if len(s.running.Presets) > 0 {
		live = s.running.Presets[0].Live
	}
	v, err := strconv.ParseFloat(k.Get(&s.running.Config, &live), 64)
	if err != nil {
		return control.Scale{}, false
	}
	switch {
	case strings.HasPrefix(k.Name, "noise."):
		return control.Scale{Max: 0.5, Default: v, Step: 0.01}, true
	case v <= 0:
		v = 1
	}
	switch {
	case strings.HasPrefix(k.Name, "weight."):
		return control.Scale{Min: v / 100, Max: v * 100, Default: v, Log: true}, true
	case k.Name == "rate":
		return control.Scale{Min: v / 1000, Max: min(v*10, 1), Default: v, Log: true}, true
	}
	return control.Scale{}, false
}

// layoutLive draws the rows of the tab and returns their height in dp.
func (s *Settings) layoutLive(gtx layout.Context, env control.Env, w float32) float32 {
	y := float32(0)
	for _, sec := range s.knobs.complete(liveForm, true) {
		put(gtx, env, 0, y, w, control.Section{Words: sec.title})
		y += sectionPitch
		for _, e := range sec.rows {
			if k := s.knobs.find(e.knob); k != nil {
				y += s.liveRow(gtx, env, e, k, y, w)
			}
		}
	}
	put(gtx, env, 0, y+4, w, control.Paragraph{
		Words: "These act on the next step. A double click brings the default back.", Role: control.Small, Color: env.Theme.Text2,
	})
	return y + 40
}

func (s *Settings) liveRow(gtx layout.Context, env control.Env, e entry, k *inn.Knob, y, w float32) (height float32) {
	const track, number = 148, 56
	t, r := env.Theme, s.row(k.Name)
	height = rowPitch
	if _, ok := s.scale(k); !ok {
		env.In(gtx, rect(gtx, 0, y, w, y+rowPitch), func(gtx layout.Context, env control.Env) {
			height = r.layout(gtx, env, e, k, s, w)
		})
		return height
	}
	x, ink, times := float32(0), t.Accent, ""
	title := widgets.Marked(e.title)
	if on := s.switchOf(k); on != nil {
		ink = s.lossColor(env, k.Name)
		put(gtx, env, 0, y+7, 32, control.SwitchStyle{State: &r.flip, Color: ink, Name: lossSwitch(on), Doc: doc(on)})
		x, times = 40, "× "
		if !r.flip.On {
			ink = t.Axis
		}
	}
	put(gtx, env, x, y+8, track-x-4, control.Line{Label: title, Role: control.Body, Color: t.Text})
	put(gtx, env, track, y, w-track, control.SliderStyle{
		State: &r.slider, Color: ink, Name: title.String(), Doc: doc(k), Number: number, Tick: true,
		Format: func(v float64) string { return times + pretty(strconv.FormatFloat(v, 'g', 4, 64)) },
	})
	return height
}

// lossSwitch is what a screen reader calls the switch of a loss: "switch of Lx".
func lossSwitch(on *inn.Knob) string {
	words, _, _ := strings.Cut(on.Doc, ":")
	return widgets.Marked(words).String()
}

// lossColor is the colour of the loss that a weight belongs to.
func (s *Settings) lossColor(env control.Env, name string) color.NRGBA {
	for i, l := range s.running.Kind.Losses {
		if "weight."+l.Name == name {
			return env.Theme.Loss(i)
		}
	}
	return env.Theme.Lr
}
