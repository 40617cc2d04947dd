package dialog

// The table behind the settings: which hyper-parameter stands where, under which name. A knob that is not named here
// still appears, at the end of its tab under its own name, so a new one needs no line in this file.

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"innlab/inn"
)

// section is a heading and the knobs under it.
type section struct {
	title string
	rows  []entry
}

// entry is a knob with the words before its field.
type entry struct{ knob, title string }

// liveForm and restartForm are the sections of two tabs.
var (
	liveForm = []section{
		{"Losses", []entry{
			{"weight.ly", "Weight of L_y"}, {"weight.lz", "Weight of L_z"}, {"weight.lx", "Weight of L_x"},
			{"weight.rec", "Reconstruction"}, {"weight.nll", "Weight of L_n"},
		}},
		{"Training", []entry{{"rate", "Learning rate"}}},
		{"Noise", []entry{{"noise.y", "On y"}, {"noise.padding", "On padding"}, {"noise.z", "On z"}}},
	}
	restartForm = []section{
		{"Network", []entry{
			{"blocks", "Coupling blocks"}, {"hidden", "Hidden widths"}, {"width", "Width"}, {"dimz", "Width of z"}, {"simnoise", "Noise learned"},
			{"clamp", "Clamp"}, {"clampold", "Clamp as published"}, {"activation", "Activation"}, {"mix", "Mixing"},
		}},
		{"Start", []entry{
			{"seed", "Seed"}, {"init", "Weights"}, {"initscale", "Spread of weights"}, {"lastscale", "Last layer"},
			{"scale", "Scale x and y"}, {"logit", "Bounds by logit"}, {"probit", "Bounds by normal"}, {"inside", "Answers in bounds"},
		}},
		{"Training", []entry{
			{"batch", "Batch"}, {"steps", "Steps"}, {"warmup", "Warm-up"}, {"cosine", "Cosine decay"},
			{"floor", "Floor rate"}, {"beta1", "Adam β₁"}, {"beta2", "Adam β₂"}, {"eps", "Adam ε"},
			{"decay", "Weight decay"}, {"clip", "Clip gradient"}, {"clipnorm", "Clip its length"},
			{"average", "Weight average"}, {"holdout", "Held out"},
		}},
		{"Losses", []entry{
			{"kernels", "Kernel widths"}, {"biased", "Biased MMD"}, {"fit", "L_y fits by"}, {"fitpadding", "L_y fits padding"},
			{"lx", "L_x compares"}, {"lx.y", "L_x, factor on y"}, {"cross", "L_x, fresh rows"}, {"lattice", "L_x, lattice of z"},
			{"ramp", "L_x ramp"}, {"rec.padding", "Rec., padding"}, {"rec.zgrad", "Rec. trains z"}, {"nll.sigma", "L_n, spread of y"},
		}},
	}
)

// elsewhere are knobs that are set in another place: the switches beside their weights, the workers under View.
func elsewhere(name string) bool { return strings.HasPrefix(name, "on.") || name == "workers" }

// knobs are those of the method that runs.
type knobs []inn.Knob

// complete leaves out of a form what the method does not have, and adds the knobs that no section names.
func (all knobs) complete(form []section, live bool) []section {
	named := map[string]bool{}
	var whole []section
	for _, s := range form {
		var rows []entry
		for _, e := range s.rows {
			if all.find(e.knob) != nil {
				named[e.knob] = true
				rows = append(rows, e)
			}
		}
		if rows != nil {
			whole = append(whole, section{s.title, rows})
		}
	}
	var rest []entry
	for _, k := range all {
		if k.Live == live && !named[k.Name] && !elsewhere(k.Name) {
			rest = append(rest, entry{k.Name, k.Name})
		}
	}
	if rest != nil {
		whole = append(whole, section{"More", rest})
	}
	return whole
}

// find is the knob of a name, nil where the method has none.
func (all knobs) find(name string) *inn.Knob {
	if i := slices.IndexFunc(all, func(k inn.Knob) bool { return k.Name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

// kind is how a knob is edited.
type kind int

const (
	asNumber kind = iota
	asChoice
	asSwitch
	asText
)

// kindOf tells how a knob is edited from what its table says: the choices behind the last colon of its description, if
// its value is one of them; whether its value is a number; and whether it takes several.
func kindOf(k *inn.Knob, value string) (kind, []string) {
	if i := strings.LastIndex(k.Doc, ": "); i >= 0 {
		choices := strings.Split(k.Doc[i+2:], ", ")
		for _, c := range choices {
			if c == value {
				if len(choices) == 2 && choices[0] == "on" {
					return asSwitch, nil
				}
				return asChoice, choices
			}
		}
	}
	var c inn.Config
	var l inn.Live
	if _, err := strconv.ParseFloat(value, 64); err != nil || k.Set(&c, &l, value+","+value) == nil {
		return asText, nil
	}
	return asNumber, nil
}

// moved is value n steps further, where a step is one in its second digit, or a whole one where only whole numbers are
// allowed. It reports false where the knob refuses.
func moved(k *inn.Knob, c inn.Config, l inn.Live, n int) (string, bool) {
	v, err := strconv.ParseFloat(k.Get(&c, &l), 64)
	if err != nil {
		return "", false
	}
	step := 0.01
	if v != 0 {
		step = math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-1)
	}
	for _, s := range []float64{step, 1} {
		text := strconv.FormatFloat(v+float64(n)*s, 'g', 6, 64)
		if w, _ := strconv.ParseFloat(text, 64); w == math.Trunc(w) && math.Abs(w) < 1e15 {
			text = strconv.FormatFloat(w, 'f', -1, 64)
		}
		if k.Set(&c, &l, text) == nil {
			return text, true
		}
	}
	return "", false
}

// copied is a configuration that shares no slices with c.
func copied(c inn.Config) inn.Config {
	c.Hidden = append([]int(nil), c.Hidden...)
	c.Kernels = append([]float64(nil), c.Kernels...)
	return c
}

// Rows lists the knobs of a method that have a row in a tab, in order.
func Rows(k *inn.Kind, tab int) (names []string) {
	all := knobs(k.Knobs())
	form := all.complete(restartForm, false)
	if tab == LiveTab {
		form = all.complete(liveForm, true)
	}
	for _, s := range form {
		for _, e := range s.rows {
			names = append(names, e.knob)
		}
	}
	return names
}
