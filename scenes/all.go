package scenes

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"innlab/inn"
)

// All scenes in the order they are offered. The first is what a first start shows.
var All = []Scene{
	eightModes(),
	kinematics(),
	ballistics(),
	tissue(),
	nebula(),
	colour(),
	twoMoons(),
	gaussianMixture(),
	gaussianLinear(),
	slcp(),
	sir(),
	lotkaVolterra(),
}

// Find returns the scene of that name; an empty name is the first. The error lists what exists.
func Find(name string) (*Scene, error) {
	if name == "" {
		return &All[0], nil
	}
	var names []string
	for i := range All {
		if All[i].Name == name {
			return &All[i], nil
		}
		names = append(names, All[i].Name)
	}
	return nil, fmt.Errorf("unknown scene %q; there is: %s", name, strings.Join(names, ", "))
}

// Setup returns the set-up of that name; an empty name is the first. The error lists what exists.
func (s *Scene) Setup(name string) (*Setup, error) {
	if name == "" {
		return &s.Setups[0], nil
	}
	var names []string
	for i := range s.Setups {
		if s.Setups[i].Name == name {
			return &s.Setups[i], nil
		}
		names = append(names, s.Setups[i].Name)
	}
	return nil, fmt.Errorf("scene %s has no set-up %q; it has: %s", s.Name, name, strings.Join(names, ", "))
}

// Preset returns the preset of that name for a method; an empty method is that of the set-up's first preset, an empty name
// the method's first. The error lists what exists.
func (s *Setup) Preset(method, name string) (*Preset, error) {
	if method == "" {
		method = s.Presets[0].By()
	}
	var names []string
	for i := range s.Presets {
		p := &s.Presets[i]
		if p.By() != method {
			continue
		}
		if name == "" || p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	if names == nil {
		return nil, fmt.Errorf("set-up %s has no preset of method %s", s.Name, method)
	}
	return nil, fmt.Errorf("set-up %s has no preset %q; it has: %s", s.Name, name, strings.Join(names, ", "))
}

// checkY reports a y that does not have n finite numbers.
func checkY(y []float64, n int) error {
	if len(y) != n {
		return fmt.Errorf("y has %d numbers; this scene's y has %d", len(y), n)
	}
	for i, v := range y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("number %d of y is not finite", i+1)
		}
	}
	return nil
}

// inWords names the numbers of y, rounded: "log Hα/Hβ 0.51, log [N II]/[O II] −0.30".
func inWords(axes []Axis, y []float64) string {
	words := make([]string, len(y))
	for i, v := range y {
		name := axes[i].Symbol + axes[i].Index
		if name == "" {
			name = axes[i].Name
		}
		words[i] = name + " " + strings.Replace(strconv.FormatFloat(v, 'f', 2, 64), "-", "\u2212", 1)
	}
	return strings.Join(words, ", ")
}

// checkNoisy reports a y that does not have n finite numbers, or noise that is not one.
func checkNoisy(y []float64, n int, sigma float64) error {
	if !(sigma >= 0) || math.IsInf(sigma, 0) {
		return fmt.Errorf("the noise on y must be a number from 0 up, not %g", sigma)
	}
	return checkY(y, n)
}

// For is the configuration for n simulations that are drawn once, or for fresh ones in every step with n = 0.
func (p *Preset) For(n int) (inn.Config, inn.Live) {
	if n > 0 && p.Fixed != nil {
		return p.Fixed(n)
	}
	return p.Config, p.Live
}

// By is the method of the preset.
func (p *Preset) By() string {
	if p.Method == "" {
		return "inn"
	}
	return p.Method
}
