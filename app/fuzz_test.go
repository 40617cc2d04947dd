package main

import (
	"math"
	"slices"
	"strings"
	"testing"

	"innlab/app/figure"
	"innlab/inn"
	"innlab/scenes"
)

// FuzzNumbers: whatever is typed for a flag that takes numbers is refused in one line or gives numbers that can be
// worked with.
func FuzzNumbers(f *testing.F) {
	for _, text := range []string{
		"1,0,0,0,0,0,0,0", "3", "-1e400,2", "nan,,", "85x60mm", "3.3x2.5in", "1e9x1px", "20s", "5m3s", "-1h", "1e300h",
		"64,64", "0x10", "1_000", "٣", "+Inf", "on", "0.05,0.2,0.9",
	} {
		f.Add(text)
	}
	setup := &scenes.All[0].Setups[1]
	f.Fuzz(func(t *testing.T, text string) {
		plain := func(err error) {
			if err.Error() == "" || strings.Contains(oneLine(err), "\n") {
				t.Errorf("%q is refused with %q", text, err)
			}
		}
		if y, err := parseY(text, setup); err != nil {
			plain(err)
		} else if len(y) != 8 || slices.ContainsFunc(y, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
			t.Errorf("-y %q is %v", text, y)
		}
		if s, err := figure.ParseSize(text); err != nil {
			plain(err)
		} else if !(s.W > 0 && s.H > 0 && s.W < 1e6 && s.H < 1e6) {
			t.Errorf("-size %q is %v", text, s)
		}
		fl := newFlags()
		d := fl.duration("time", "")
		n := fl.whole("steps", 7, 1, most, "")
		seed := fl.seed("")
		for _, flag := range []string{"time", "steps", "seed"} {
			if fl.parse([]string{"-" + flag, text}) != nil {
				plain(fl.bad)
			}
		}
		if *d < 0 || *d > longest || *n < 1 || *n > 1e9 {
			t.Errorf("%q is taken for %v, %d (seed %d)", text, *d, *n, *seed)
		}
		for _, k := range inn.Knobs {
			c, l := setup.Presets[0].Config, setup.Presets[0].Live
			c.Hidden, c.Kernels = slices.Clone(c.Hidden), slices.Clone(c.Kernels)
			if err := k.Set(&c, &l, text); err != nil {
				plain(err)
				continue
			}
			// What was taken is either fit for training or refused, and never a number that is none.
			if inn.Invertible.Validate(&setup.Problem, &c, &l) == nil && strings.Contains(strings.ToLower(k.Get(&c, &l)), "nan") {
				t.Errorf("%s=%q is %s", k.Name, text, k.Get(&c, &l))
			}
		}
	})
}
