package main

import (
	"fmt"
	"slices"
	"strings"

	"innlab/inn/baseline"
	"innlab/scenes"
)

// What the command line has words for and this version does not do. It is refused by name, so that a script learns
// that it asks for too much, not that it is misspelt.
var (
	laterMethods = []string{"cvae", "cvae-iaf", "cgan", "dropout", "abc"}
	laterSources = []string{"data", "sim", "prior", "x", "y"}
)

// source is where a problem comes from.
type source struct {
	scene, setup, method *string
	given                func(flag string) bool
	own                  []string // words of later sources that mean something else here, as -y
}

// source declares the flags of a source.
func (f *flags) source() *source {
	s := &source{
		scene:  f.text("scene", "NAME", "the problem; innlab scenes lists them (default "+scenes.All[0].Name+")"),
		setup:  f.text("setup", "NAME", "its variant (default: the scene's first)"),
		method: f.text("method", "NAME", "how to learn: "+strings.Join(baseline.Names(), ", ")),
		given:  f.given,
	}
	for _, name := range laterSources {
		if f.set.Lookup(name) == nil { // where -y and the like mean something else
			f.set.String(name, "", "")
		} else {
			s.own = append(s.own, name)
		}
	}
	return s
}

// resolve finds scene and set-up and checks the method.
func (s *source) resolve() (*scenes.Scene, *scenes.Setup, error) {
	for _, name := range laterSources {
		switch {
		case slices.Contains(s.own, name) || !s.given(name):
		case name == "x" || name == "y":
			return nil, nil, usagef("-%s names columns of -data, which is not available in this version; use -scene", name)
		default:
			return nil, nil, usagef("-%s is not available in this version; use -scene", name)
		}
	}
	if err := checkMethod(*s.method); err != nil {
		return nil, nil, err
	}
	return findSetup(*s.scene, *s.setup)
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
func checkMethod(name string) error { return check("method", name, baseline.Names(), laterMethods) }

// check refuses a name that is not in have; empty is the default.
func check(kind, name string, have, later []string) error {
	switch {
	case name == "" || slices.Contains(have, name):
		return nil
	case slices.Contains(later, name):
		return usagef("%s %s is not available in this version; there is: %s", kind, name, strings.Join(have, ", "))
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
