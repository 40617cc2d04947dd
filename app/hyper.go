package main

import (
	"fmt"
	"slices"
	"strings"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// What -set and -losses do to a configuration.

// preset returns the preset that -set preset=NAME names, or the first of the method, and the method.
func (t *training) preset(s *scenes.Setup) (*scenes.Preset, *inn.Kind, error) {
	name := ""
	for _, pair := range *t.set {
		if v, ok := strings.CutPrefix(pair, "preset="); ok {
			name = v
		}
	}
	p, k, err := session.Preset(s, *t.method, name)
	if err != nil && k != nil {
		return nil, nil, guess(err, name, names(session.Presets(s, k), func(p scenes.Preset) string { return p.Name }))
	}
	return p, k, err
}

// apply sets the hyper-parameters of -set in turn. The network is at least as wide as the z that is asked for.
func (t *training) apply(p *plan, liveOnly bool) error {
	wide := liveOnly
	for _, pair := range *t.set {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return usagef("-set takes KEY=VALUE, not %q; -set help lists the keys", pair)
		}
		if key == "preset" && !liveOnly {
			continue
		}
		knob := p.kind.Knob(key)
		if knob == nil && key != "preset" {
			have := append([]string{"preset"}, names(p.kind.Knobs(), func(k inn.Knob) string { return k.Name })...)
			return usageError{unknown("key", key, have)}
		}
		if liveOnly && (key == "preset" || !knob.Live) {
			return usagef("%s cannot change in a training that goes on; leave it out, or train from scratch", key)
		}
		if err := knob.Set(&p.config, &p.live, value); err != nil {
			return usageError{err}
		}
		wide = wide || key == "width"
	}
	if !wide && p.kind.Knob("dimz") != nil { // what y and z take, unless it is said how wide
		p.config.Width = max(p.config.Width, p.config.LeastWidth(p.setup.Problem.Dims()))
	}
	return nil
}

// switches turns on the losses of -losses and all others off.
func (t *training) switches(k *inn.Kind, l *inn.Live) error {
	if !t.given("losses") {
		return nil
	}
	have := trainable(k)
	for i := range l.Loss {
		l.Loss[i].On = false
	}
	for _, name := range strings.Split(*t.losses, ",") {
		name = strings.TrimSpace(name)
		i := slices.Index(have, name)
		switch {
		case i >= 0 && l.Loss[i].On:
			return usagef("-losses names %s twice", name)
		case i >= 0:
			l.Loss[i].On = true
		default:
			return usageError{unknown("loss", name, have)}
		}
	}
	return nil
}

// helpAsked reports whether -set help is among the flags; it lists the hyper-parameters with their values.
func (t *training) helpAsked() bool { return slices.Contains(*t.set, "help") }

// knobHelp lists the hyper-parameters with the values that they have for the flags given.
func (t *training) knobHelp(s streams) error {
	w := s.out
	t.asked = true
	*t.set = slices.DeleteFunc(*t.set, func(s string) bool { return s == "help" })
	p, err := t.plan(s)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Hyper-parameters of %s, set-up %s, method %s, as -set KEY=VALUE (* may change while training goes on):\n\n",
		p.scene.Name, p.setup.Name, p.kind.Name)
	tab := table(w)
	presets := names(session.Presets(p.setup, p.kind), func(p scenes.Preset) string { return p.Name })
	fmt.Fprintf(tab, "  preset\t\tstart from: %s\n", strings.Join(presets, ", "))
	for _, k := range p.kind.Knobs() {
		mark := ""
		if k.Live {
			mark = " *"
		}
		fmt.Fprintf(tab, "  %s%s\t%s\t%s\n", k.Name, mark, k.Get(&p.config, &p.live), k.Doc)
	}
	return tab.Flush()
}

// trainable are the names of -losses for a method. They come before those that are only measured.
func trainable(k *inn.Kind) (list []string) {
	for _, l := range k.Losses {
		if !l.Measured {
			list = append(list, l.Name)
		}
	}
	return list
}
