package session

import (
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Where training begins: a set-up's presets of a method, or the method's own default where there is none.

// Presets are the set-up's presets of a method, at least one; the first is the default.
func Presets(s *scenes.Setup, k *inn.Kind) []scenes.Preset {
	var list []scenes.Preset
	for _, p := range s.Presets {
		if p.By() == k.Name {
			list = append(list, p)
		}
	}
	if list == nil {
		c, l := baseline.Default(k, &s.Problem)
		list = append(list, scenes.Preset{Method: k.Name, Name: "default", Config: c, Live: l,
			Fixed: func(n int) (inn.Config, inn.Live) {
				p := s.Problem
				p.Table = &inn.Table{N: n} // only the number counts
				return baseline.Default(k, &p)
			}})
	}
	return list
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
