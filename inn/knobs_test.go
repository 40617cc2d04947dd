package inn

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

// Every field of Config and Live has its knob: setting all knobs from their texts brings everything back, and each
// knob moves exactly one field.
func TestKnobsCoverAllFields(t *testing.T) {
	c, l := small(ring())
	c.Bins, c.Bound, c.Networks, c.Latent, c.DiscRate = 7, 3, 3, 2, 1
	// What inn does not use:
	c.Accept, c.Nearest, c.Quantile, c.Remember = AcceptTolerance, 20, 0.01, minRemember
	var d Config
	var m Live
	for _, k := range Knobs {
		if err := k.Set(&d, &m, k.Get(&c, &l)); err != nil {
			t.Errorf("%s refuses its own value: %v", k.Name, err)
		}
	}
	if !reflect.DeepEqual(c, d) || l != m {
		t.Errorf("came back as %+v, %+v", d, m)
	}
	fields := reflect.TypeFor[Config]().NumField() + reflect.TypeFor[Live]().NumField() - 1 + 2*int(NumLosses)
	if len(Knobs) != fields {
		t.Errorf("%d knobs for %d fields", len(Knobs), fields)
	}
	seen := map[string]bool{}
	for _, k := range Knobs {
		if seen[k.Name] || k.Doc == "" {
			t.Errorf("%s comes up twice or has no words", k.Name)
		}
		seen[k.Name] = true
		before, liveBefore := c.clone(), l
		other := k.other(&c, &l)
		if err := k.Set(&c, &l, other); err != nil {
			t.Errorf("%s=%s: %v", k.Name, other, err)
		}
		if got := k.Get(&c, &l); got != other {
			t.Errorf("%s was set to %s and says %s", k.Name, other, got)
		}
		if k.Live != (l != liveBefore) || k.Live != reflect.DeepEqual(c, before) {
			t.Errorf("%s says Live %v and changes something else", k.Name, k.Live)
		}
		c, l = before, liveBefore
	}
}

// other is a value that the knob does not have.
func (k *Knob) other(c *Config, l *Live) string {
	for _, v := range []string{
		"on", "off", "0.125", "11", "40000", "8,9,10", ReLU, SiLU, Permute, Orthogonal, Xavier, Normal, Square, Entropy,
		ShapeNear, ShapeAuto, AcceptNearest, AcceptQuantile,
	} {
		d, m := c.clone(), *l
		if k.Set(&d, &m, v) == nil && k.Get(&d, &m) == v && k.Get(c, l) != v {
			return v
		}
	}
	return "none"
}

func TestKnobErrors(t *testing.T) {
	c, l := small(ring())
	before := c.clone()
	for name, v := range map[string]string{
		"blocks": "x", "batch": "12.5", "steps": "0", "clamp": "NaN", "rate": "-1", "hidden": "64,,64", "kernels": "1e999",
		"activation": "tanh", "biased": "maybe", "seed": "-1", "weight.ly": "Inf", "on.lx": "", "lx": "both", "mix": "",
		"width": "0x10000",
	} {
		found := false
		for _, k := range Knobs {
			if k.Name != name {
				continue
			}
			found = true
			err := k.Set(&c, &l, v)
			if err == nil || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), name+" must be") {
				t.Errorf("%s=%s: %v", name, v, err)
			}
		}
		if !found {
			t.Errorf("no knob %s", name)
		}
	}
	if !reflect.DeepEqual(c, before) {
		t.Error("a refused value changed the configuration")
	}
	for _, k := range Knobs {
		if k.Name == "blocks" {
			if err := k.Set(&c, &l, "x"); err.Error() != `blocks must be a whole number from 1 to 64, not "x"` {
				t.Errorf("got %q", err)
			}
		}
	}
}

// Everything wrong comes at once, a line each that begins with the knob's name.
func TestValidate(t *testing.T) {
	p := ring()
	c, l := small(p)
	if err := c.validate(p, "inn"); err != nil {
		t.Errorf("a good configuration is refused: %v", err)
	}
	if err := l.validate(Losses); err != nil {
		t.Errorf("good live values are refused: %v", err)
	}
	c.Blocks, c.Width, c.Clamp, c.Fit, c.Kernels = 0, 3, math.NaN(), Entropy, nil
	l.Rate, l.Loss[LossX].Weight = math.Inf(1), -1
	for _, v := range []struct {
		err  error
		want []string
	}{
		{c.validate(p, "inn"), []string{"blocks must", "width must", "clamp must", "kernels must", "fit=entropy needs"}},
		{l.validate(Losses), []string{"rate must", "weight.lx must"}},
	} {
		lines := strings.Split(v.err.Error(), "\n")
		if len(lines) != len(v.want) {
			t.Errorf("got %q", lines)
		}
		for i := range min(len(lines), len(v.want)) {
			if !strings.HasPrefix(lines[i], v.want[i]) {
				t.Errorf("got %q, want %q", lines[i], v.want[i])
			}
		}
	}
	if _, err := New(p, c, l); err == nil {
		t.Error("New takes a wrong configuration")
	}
	if _, err := New(p, Config{}, Live{}); err == nil {
		t.Error("New takes the zero configuration")
	}
}

// FuzzKnobs: whatever is set either takes, and then validates as that knob goes, or is refused with one line.
func FuzzKnobs(f *testing.F) {
	for i := range Knobs {
		f.Add(uint(i), "1")
	}
	f.Add(uint(1), "64,64")
	f.Add(uint(0), "1e400")
	f.Add(uint(3), " 7\n")
	f.Fuzz(func(t *testing.T, i uint, v string) {
		k := Knobs[i%uint(len(Knobs))]
		c, l := small(sides())
		if err := k.Set(&c, &l, v); err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %q", err)
			}
			return
		}
		again, liveAgain := small(sides())
		if err := k.Set(&again, &liveAgain, k.Get(&c, &l)); err != nil || !reflect.DeepEqual(c, again) || l != liveAgain {
			t.Errorf("%s=%q reads back as %q: %v", k.Name, v, k.Get(&c, &l), err)
		}
	})
}
