package dialog

// What stands in the fields of the Restart tab, and what is wrong with it.

import (
	"strings"

	"innlab/inn"
)

// draft is a configuration that waits for a restart.
type draft struct {
	kind    *inn.Kind
	config  inn.Config
	live    inn.Live
	preset  bool              // live comes from a preset and is part of the restart
	refused map[string]string // what was typed that a knob did not take, by knob
	wrong   map[string]string // what is wrong with it, by knob
	wide    int               // width of the network unless z needs a wider one
}

// newDraft starts from what runs.
func newDraft(k *inn.Kind, c inn.Config, l inn.Live) draft {
	return draft{kind: k, config: copied(c), live: l, refused: map[string]string{}, wrong: map[string]string{}, wide: c.Width}
}

// text is what the field of a knob shows.
func (d *draft) text(k *inn.Knob) string {
	if t, ok := d.refused[k.Name]; ok {
		return t
	}
	return k.Get(&d.config, &d.live)
}

// set takes what was typed or chosen for a knob. The network is as wide as it was asked to be, but for a wider z or more noise beside x.
func (d *draft) set(k *inn.Knob, text string, p *inn.Problem) {
	delete(d.refused, k.Name)
	c, l := copied(d.config), d.live
	if err := k.Set(&c, &l, strings.TrimSpace(text)); err != nil {
		d.refused[k.Name] = text
		d.wrong[k.Name] = err.Error()
	} else {
		d.config, d.live = c, l
		switch k.Name {
		case "width":
			d.wide = c.Width
		case "dimz", "simnoise":
			d.config.Width = max(d.wide, c.LeastWidth(p.Dims()))
		}
	}
	d.check(p)
}

// check finds everything that is wrong: what a knob refused, and what does not fit together.
func (d *draft) check(p *inn.Problem) {
	for name := range d.wrong {
		if _, ok := d.refused[name]; !ok {
			delete(d.wrong, name)
		}
	}
	err := d.kind.Validate(p, &d.config, &d.live)
	if err == nil {
		return
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		name := line[:strings.IndexFunc(line+" ", func(r rune) bool { return r == ' ' || r == '=' || r == ':' })]
		if _, ok := d.wrong[name]; !ok {
			d.wrong[name] = line
		}
	}
}

// changed lists the knobs that differ from what runs, in the order of the table.
func (d *draft) changed(c inn.Config, l inn.Live) (names []string) {
	for _, knob := range d.kind.Knobs() {
		k := &knob
		if k.Name == "workers" || k.Live && !d.preset {
			continue
		}
		if d.text(k) != k.Get(&c, &l) {
			names = append(names, k.Name)
		}
	}
	return names
}
