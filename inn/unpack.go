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
	for _, k := range Knobs {
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
	return slices.ContainsFunc(u.s.tensors, func(t tensor) bool { return t.name == name })
}

// values returns the numbers of a tensor, of which there must be n (any number for n < 0), all finite where asked.
func values[T float32 | float64](u *unpacker, name string, n int, finite bool) []T {
	for _, t := range u.s.tensors {
		if t.name != name {
			continue
		}
		data, ok := t.data.([]T)
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

// mixers reads the maps between the blocks.
func (u *unpacker) mixers(c *Config) (all []net.Mixer) {
	d := c.Width
	if c.Mix == Orthogonal {
		turns := values[float32](u, "mix", c.Blocks*d*d, true)
		for i := 0; i+d*d <= len(turns); i += d * d {
			m := net.Mixer{Width: d, Turn: turns[i : i+d*d]}
			if !m.Valid() {
				u.fail("the model file's mix is not a rotation")
			}
			all = append(all, m)
		}
		return all
	}
	var perms []int32
	for _, t := range u.s.tensors {
		if p, ok := t.data.([]int32); ok && t.name == "mix" {
			perms = p
		}
	}
	if len(perms) != c.Blocks*d {
		u.fail("the model file's mix does not fit its settings")
		return nil
	}
	for i := 0; i < len(perms); i += d {
		m := net.Mixer{Width: d, Perm: perms[i : i+d]}
		if !m.Valid() {
			u.fail("the model file's mix is not a permutation")
		}
		all = append(all, m)
	}
	return all
}
