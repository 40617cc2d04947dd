package session

import (
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Where training begins: a set-up's presets of a method, or the method's own default and variants, tuned for the set-up,
// where there are none.

// Presets are the set-up's presets of a method, at least one; the first is the default.
func Presets(s *scenes.Setup, k *inn.Kind) []scenes.Preset {
	var list []scenes.Preset
	for _, p := range s.Presets {
		if p.By() == k.Name {
			list = append(list, p)
		}
	}
	if list == nil {
		list = append(list, tuned(s, k, inn.Variant{Name: "default", Change: func(*inn.Config, *inn.Live) {}}))
		for _, v := range k.Variants {
			list = append(list, tuned(s, k, v))
		}
	}
	return list
}

// tuned is a variant of a method as a preset for a set-up.
func tuned(s *scenes.Setup, k *inn.Kind, v inn.Variant) scenes.Preset {
	of := func(p *inn.Problem) (inn.Config, inn.Live) {
		c, l := baseline.Default(k, p)
		v.Change(&c, &l)
		for _, t := range s.Tunings {
			if t.Method == k.Name && (t.Preset == "" || t.Preset == v.Name) {
				t.Change(&c, &l)
			}
		}
		return c, l
	}
	c, l := of(&s.Problem)
	return scenes.Preset{Method: k.Name, Name: v.Name, Config: c, Live: l,
		Fixed: func(n int) (inn.Config, inn.Live) {
			p := s.Problem
			p.Table = &inn.Table{N: n} // only the number counts
			return of(&p)
		}}
}

// Preset returns the preset of that name for a method, and the method; an empty method is that of the set-up's first
// preset, an empty name the method's first. The error lists what exists.
func Preset(s *scenes.Setup, method, name string) (*scenes.Preset, *inn.Kind, error) {
	if method == "" {
		method = s.Presets[0].By()
	}
	k, err := baseline.Find(method)
	if err != nil {
		return nil, nil, err
	}
	own := Presets(s, k)
	of := scenes.Setup{Name: s.Name, Presets: own}
	p, err := of.Preset(method, name)
	return p, k, err
}
