package inn

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"innlab/inn/net"
)

// unpacker takes a model file apart and remembers the first thing that is wrong with it.
type unpacker struct {
	s   *safetensors
	err error
}

// fail notes what is wrong.
func (u *unpacker) fail(format string, a ...any) {
	if u.err == nil {
		u.err = fmt.Errorf(format, a...)
	}
}

// settings reads configuration and live values through the table of knobs.
func (u *unpacker) settings(c *Checkpoint) {
	for _, k := range c.kind.Knobs() {
		v, ok := u.s.meta[setting+k.Name]
		if !ok {
			v = k.Past
		}
		if v == "" {
			u.fail("the model file does not say %s", k.Name)
		} else if err := k.Set(&c.Config, &c.Live, v); err != nil {
			u.fail("the model file's settings are wrong: %w", err)
		}
	}
}

// whole reads a whole number of the metadata.
func (u *unpacker) whole(key string, from, to int) int {
	n, err := strconv.Atoi(u.s.meta[key])
	if err != nil || n < from || n > to {
		u.fail("the model file's %s is wrong: %q", key, u.s.meta[key])
	}
	return n
}

// number reads a number of the metadata.
func (u *unpacker) number(key string, from, to float64) float64 {
	v, err := strconv.ParseFloat(u.s.meta[key], 64)
	if err != nil || !(v >= from && v <= to) {
		u.fail("the model file's %s is wrong: %q", key, u.s.meta[key])
	}
	return v
}

// has says whether the file has a tensor of that name.
func (u *unpacker) has(name string) bool {
	return slices.ContainsFunc(u.s.tensors, func(t Tensor) bool { return t.Name == name })
}

// values returns the numbers of a tensor, of which there must be n (any number for n < 0), all finite where asked.
func values[T float32 | float64 | int32](u *unpacker, name string, n int, finite bool) []T {
	for _, t := range u.s.tensors {
		if t.Name != name {
			continue
		}
		data, ok := t.Data.([]T)
		if !ok || n >= 0 && len(data) != n {
			u.fail("the model file's %s does not fit its settings", name)
			return nil
		}
		for _, v := range data {
			if finite && (math.IsNaN(float64(v)) || math.IsInf(float64(v), 0)) {
				u.fail("the model file's %s has a number that is not finite", name)
				break
			}
		}
		return data
	}
	u.fail("the model file has no %s", name)
	return nil
}

// scaling reads means and spreads.
func (u *unpacker) scaling(name string) net.Scaling {
	v := values[float64](u, name, -1, true)
	n := len(v) / 2
	if len(v) != 2*n || n == 0 {
		u.fail("the model file's %s is not a scaling", name)
		return net.Scaling{}
	}
	for _, s := range v[n:] {
		if s <= 0 {
			u.fail("the model file's %s has a spread that is not above 0", name)
		}
	}
	return net.Scaling{Mean: v[:n:n], Spread: v[n:]}
}

// tensors are the parts of a transform that not every problem has; box is what its bounds are called.
func (t *Transform) tensors(box string) (list []Tensor) {
	if t.Box != nil {
		var bounds []float64
		for _, b := range t.Box {
			bounds = append(bounds, b[0], b[1])
		}
		list = append(list, Tensor{box, []int{len(t.Box), 2}, bounds})
	}
	if t.Whole != nil {
		whole := make([]int32, len(t.Whole))
		for i, w := range t.Whole {
			if w {
				whole[i] = 1
			}
		}
		list = append(list, Tensor{"whole", []int{len(whole)}, whole})
	}
	return list
}

// transform reads a scaling and the bounds that may go with it.
func (u *unpacker) transform(scale, box string, logit bool) Transform {
	t := Transform{Scaling: u.scaling(scale), Logit: logit}
	if !u.has(box) {
		return t
	}
	v := values[float64](u, box, 2*len(t.Mean), false)
	for i := 0; i+1 < len(v); i += 2 {
		if !(v[i] < v[i+1]) {
			u.fail("the model file's %s has bounds that are none", box)
		}
		t.Box = append(t.Box, [2]float64{v[i], v[i+1]})
	}
	return t
}

// marks reads n marks; nil where the file has none.
func (u *unpacker) marks(name string, n int) (m []bool) {
	if !u.has(name) {
		return nil
	}
	for _, v := range values[int32](u, name, n, true) {
		m = append(m, v != 0)
	}
	return m
}

// losses reads the last values. Files written when there were fewer losses know nothing of the others.
func (u *unpacker) losses() []float64 {
	v := values[float64](u, "losses", -1, false)
	if len(v) > NumLosses || len(v) < firstLosses {
		u.fail("the model file's losses do not fit its settings")
	}
	for len(v) < NumLosses {
		v = append(v, math.NaN())
	}
	return v
}

// firstLosses is how many losses the first model files know.
const firstLosses = 4

// state reads parameters and moments, of which there must be as many as the settings say.
func (u *unpacker) state(c *Checkpoint) {
	n := c.kind.params(c.dims, &c.Config)
	s := c.State
	s.Average = values[float32](u, "average", n, true)
	if u.has("params") {
		s.Params = values[float32](u, "params", n, true)
		s.M, s.V = values[float32](u, "adam.m", n, true), values[float32](u, "adam.v", n, true)
	} else { // a bare model
		n = len(s.Average) // none, where the file lies about its size
		s.Params, s.M, s.V = s.Average, make([]float32, n), make([]float32, n)
		s.Warm = s.Step
	}
	s.Held = math.NaN()
	if u.has("best") {
		s.Best, s.Held = values[float32](u, "best", n, true), u.number("held", math.Inf(-1), math.Inf(1))
	}
	for _, v := range s.V {
		if v < 0 {
			u.fail("the model file's adam.v has a negative number")
			break
		}
	}
}
