package dialog

// The View tab: how things are shown, which changes nothing in the training but its number of workers.

import (
	"strconv"

	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

// viewTab is the state of its controls.
type viewTab struct {
	theme   control.Segments
	scale   control.Dropdown
	samples control.Dropdown
	workers control.Number
	speed   control.Switch
	still   control.Switch
}

// mostWorkers bounds what can be typed; more processors than this there are not.
const mostWorkers = 64

func (t *viewTab) update(gtx layout.Context, now View) Change {
	v := now
	t.theme.Chosen = index(Themes, v.Theme)
	t.scale.Chosen = index(Scales, v.Scale)
	t.samples.Chosen = index(Samples, v.Samples)
	t.speed.On, t.still.On = v.Speed, v.Still
	if t.theme.Update(gtx) {
		v.Theme = Themes[t.theme.Chosen]
	}
	if t.scale.Update(gtx) {
		v.Scale = Scales[t.scale.Chosen]
	}
	if t.samples.Update(gtx) {
		v.Samples = Samples[t.samples.Chosen]
	}
	if c, ok := t.workers.Update(gtx); ok {
		n := v.Workers + c.Steps
		if typed, err := strconv.Atoi(c.Text); c.Steps == 0 && err == nil {
			n = typed
		}
		v.Workers = min(max(n, 1), mostWorkers)
	}
	if t.speed.Update(gtx) {
		v.Speed = t.speed.On
	}
	if t.still.Update(gtx) {
		v.Still = t.still.On
	}
	if v == now {
		return Change{}
	}
	return Change{View: &v}
}

// index is where v stands in list, 0 where it does not.
func index[T comparable](list []T, v T) int {
	for i := range list {
		if list[i] == v {
			return i
		}
	}
	return 0
}

// layout draws the rows of the tab and returns their height in dp.
func (t *viewTab) layout(gtx layout.Context, env control.Env, now View, w float32) float32 {
	var scales, samples []string
	for _, s := range Scales {
		if s == 0 {
			scales = append(scales, "auto")
		} else {
			scales = append(scales, strconv.Itoa(int(100*s+0.5))+" %")
		}
	}
	for _, n := range Samples {
		samples = append(samples, widgets.Count(n))
	}
	y := float32(0)
	section := func(words string) {
		put(gtx, env, 0, y, w, control.Section{Words: words})
		y += sectionPitch
	}
	row := func(words string, width, top float32, field laid) {
		put(gtx, env, 0, y+8, w-width, control.Line{Label: widgets.Words(words), Role: control.Body, Color: env.Theme.Text})
		put(gtx, env, w-width, y+top, width, field)
		y += rowPitch
	}
	section("Window")
	row("Theme", 204, 0, control.SegmentsStyle{State: &t.theme, Words: Themes, Width: 204})
	row("Size", control.FieldWidth, 0, control.DropdownStyle{
		State: &t.scale, Words: scales, Name: "Size", Doc: "How large everything is drawn; auto looks at the size of the window.",
	})
	row("Reduced motion", 32, 7, control.SwitchStyle{
		State: &t.still, Color: env.Theme.Accent, Name: "Reduced motion", Doc: "No travelling dot and no fading.",
	})
	section("Work")
	row("Workers", control.FieldWidth, 0, control.NumberStyle{
		State: &t.workers, Words: widgets.Count(now.Workers), Name: "Workers",
		Doc: "Goroutines that share a training step. One less than there are processors keeps the window fluent.",
	})
	row("Samples", control.FieldWidth, 0, control.DropdownStyle{
		State: &t.samples, Words: samples, Name: "Samples", Doc: "How many x are drawn for an answer.",
	})
	row("Show speed", 32, 7, control.SwitchStyle{
		State: &t.speed, Color: env.Theme.Accent, Name: "Show speed", Doc: "Workers and time of a frame, in the status line.",
	})
	return y
}
