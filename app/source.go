package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"innlab/app/own"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// source is where a problem comes from.
type source struct {
	scene, setup, method *string
	given                func(flag string) bool
	own                  *ownFlags
}

// source declares the flags of a source.
func (f *flags) source() *source {
	s := &source{
		scene:  f.text("scene", "NAME", "the problem; innlab scenes lists them (default "+scenes.All[0].Name+")"),
		setup:  f.text("setup", "NAME", "its variant (default: the scene's first)"),
		method: f.text("method", "NAME", "how to learn: "+strings.Join(baseline.Names(), ", ")),
		given:  f.given,
	}
	s.own = f.own(true)
	return s
}

// resolve finds scene and set-up and checks the method. Own data are read, and an own simulator is asked for sims rows
// (0: as many as is usual), drawn by seed.
func (s *source) resolve(w streams, sims int, seed uint64) (*scenes.Scene, *scenes.Setup, error) {
	if err := checkMethod(*s.method); err != nil {
		return nil, nil, err
	}
	if err := s.own.check(); err != nil {
		return nil, nil, err
	}
	if !s.own.named() {
		return findSetup(*s.scene, *s.setup)
	}
	if err := s.alone(sims); err != nil {
		return nil, nil, err
	}
	d, err := s.own.load(w, cmp.Or(sims, own.DefaultCount), seed)
	if err != nil {
		return nil, nil, err
	}
	scene := d.Scene()
	return scene, &scene.Setups[0], nil
}

// asking is resolve for an own simulator that is asked when training begins.
func (s *source) asking(w streams, sims int, seed uint64) (*scenes.Scene, *scenes.Setup, error) {
	if err := checkMethod(*s.method); err != nil {
		return nil, nil, err
	}
	if err := s.own.check(); err != nil {
		return nil, nil, err
	}
	if err := s.alone(sims); err != nil {
		return nil, nil, err
	}
	sim, err := s.own.simulator(context.Background())
	if err != nil {
		return nil, nil, err
	}
	sim.Count, sim.Seed = cmp.Or(sims, own.DefaultCount), seed
	scene := sim.Asking()
	return scene, &scene.Setups[0], nil
}

// alone refuses what does not go with own data or an own simulator.
func (s *source) alone(sims int) error {
	switch {
	case *s.scene != "" || *s.setup != "":
		return usagef("give -scene, or -data or -sim, not both")
	case *s.own.data != "" && sims > 0:
		return usagef("-sims is for simulators; -data has the rows that it has")
	}
	return nil
}

// findSetup finds a scene and one of its set-ups by name; empty names are the first.
func findSetup(scene, setup string) (*scenes.Scene, *scenes.Setup, error) {
	sc, err := scenes.Find(scene)
	if err != nil {
		return nil, nil, guess(err, scene, names(scenes.All, func(s scenes.Scene) string { return s.Name }))
	}
	su, err := sc.Setup(setup)
	if err != nil {
		return nil, nil, guess(err, setup, names(sc.Setups, func(s scenes.Setup) string { return s.Name }))
	}
	return sc, su, nil
}

// checkMethod refuses a method that this version does not have; empty is the default.
func checkMethod(name string) error { return check("method", name, baseline.Names()) }

// check refuses a name that is not in have; empty is the default.
func check(kind, name string, have []string) error {
	if name == "" || slices.Contains(have, name) {
		return nil
	}
	return usageError{unknown(kind, name, have)}
}

// guess adds to an error that lists what exists what may have been meant.
func guess(err error, got string, have []string) error {
	if s := closest(got, have); s != "" {
		err = fmt.Errorf("%w (did you mean %s?)", err, s)
	}
	return usageError{err}
}

// names collects the names of a list.
func names[T any](list []T, name func(T) string) []string {
	var all []string
	for _, v := range list {
		all = append(all, name(v))
	}
	return all
}
