package inn

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"innlab/inn/net"
)

// Checkpoint is a training or a trained network in a file: everything needed to sample from it, and to go on with it
// with the same bits.
type Checkpoint struct {
	Scene, Setup string // names of the problem; empty where it has none
	Method       string // "inn"
	Config       Config
	Live         Live
	State        *State

	dimX, dimY, labels int
	stretch            float64
	scaleX, scaleY     net.Scaling
	mixers             []net.Mixer
}

// formatVersion is that of the model file.
const formatVersion = "1"

// Checkpoint copies the training as it is now; the caller adds the names of the scene.
func (t *INN) Checkpoint() *Checkpoint {
	c := &Checkpoint{
		Method: "inn", Config: t.config.clone(), Live: t.live, State: t.State(),
		dimX: t.flow.dimX, dimY: t.flow.dimY, labels: t.problem.Labels, stretch: float64(t.stretch),
		scaleX: t.scaleX, scaleY: t.scaleY,
	}
	for i := range t.flow.blocks {
		c.mixers = append(c.mixers, t.flow.blocks[i].mix)
	}
	return c
}

// DimX and DimY are the dimensions of the problem that was learned.
func (c *Checkpoint) DimX() int { return c.dimX }
func (c *Checkpoint) DimY() int { return c.dimY }

// Model returns the network, ready to sample.
func (c *Checkpoint) Model() *Model {
	w := c.State.Average
	if c.Config.Average == 0 {
		w = c.State.Params
	}
	return newModel(c.flow(), slices.Clone(w), c.scaleX, c.scaleY, float32(c.stretch))
}

// Resume returns the training, ready to go on. Config.Workers may have been changed before.
func (c *Checkpoint) Resume(p *Problem) (*INN, error) {
	if p.DimX != c.dimX || p.DimY != c.dimY {
		return nil, fmt.Errorf("the model is for %d columns of x and %d of y, the problem has %d and %d",
			c.dimX, c.dimY, p.DimX, p.DimY)
	}
	if err := c.Config.Validate(p); err != nil {
		return nil, err
	}
	if err := c.Live.Validate(); err != nil {
		return nil, err
	}
	t := &INN{problem: p, config: c.Config.clone(), live: c.Live, flow: c.flow(), stretch: float32(c.stretch)}
	t.scaleX, t.scaleY = c.scaleX, c.scaleY
	n := t.flow.params
	t.params, t.m, t.v, t.average = make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
	t.build()
	return t, t.Restore(c.State)
}

// flow is the network with the mixers of the file.
func (c *Checkpoint) flow() *flow {
	f := layout(c.dimX, c.dimY, &c.Config)
	for i, m := range c.mixers {
		f.blocks[i].mix = m
	}
	return f
}

// Bare is the checkpoint without what only an unbroken training needs: a quarter of the size. It samples the same; a
// training goes on from the moving average, with fresh moments and a warmed-up rate.
func (c *Checkpoint) Bare() *Checkpoint {
	b, state := *c, *c.State
	if c.Config.Average == 0 {
		state.Average = state.Params
	}
	state.Params, state.M, state.V = nil, nil, nil
	b.State = &state
	return &b
}

// Save writes the model file. Of a network that is not finite, which LoadCheckpoint would refuse, it writes nothing.
func (c *Checkpoint) Save(w io.Writer) error {
	if err := c.State.check(); err != nil {
		return err
	}
	live, config := c.Live, c.Config
	s := &safetensors{meta: map[string]string{
		"format": "innlab", "version": formatVersion,
		"scene": c.Scene, "setup": c.Setup, "method": c.Method,
		"labels": strconv.Itoa(c.labels), "stretch": format(c.stretch),
		"step": strconv.Itoa(c.State.Step), "warm": strconv.Itoa(c.State.Warm),
	}}
	for _, k := range Knobs {
		s.meta[setting+k.Name] = k.Get(&config, &live)
	}
	n := len(c.State.Average)
	s.tensors = []tensor{
		{"losses", []int{len(c.State.Losses)}, c.State.Losses},
		{"scale.x", []int{2, c.dimX}, slices.Concat(c.scaleX.Mean, c.scaleX.Spread)},
		{"scale.y", []int{2, c.dimY}, slices.Concat(c.scaleY.Mean, c.scaleY.Spread)},
		{"average", []int{n}, c.State.Average},
		c.mixTensor(),
	}
	if c.State.Params != nil {
		s.tensors = append(s.tensors,
			tensor{"params", []int{n}, c.State.Params},
			tensor{"adam.m", []int{n}, c.State.M},
			tensor{"adam.v", []int{n}, c.State.V})
	}
	return s.write(w)
}

// setting stands before a knob's name in the metadata.
const setting = "set."

// mixTensor holds the mixers of all blocks: permutations or matrices.
func (c *Checkpoint) mixTensor() tensor {
	b, d := len(c.mixers), c.Config.Width
	if c.Config.Mix == Permute {
		var all []int32
		for _, m := range c.mixers {
			all = append(all, m.Perm...)
		}
		return tensor{"mix", []int{b, d}, all}
	}
	var all []float32
	for _, m := range c.mixers {
		all = append(all, m.Turn...)
	}
	return tensor{"mix", []int{b, d, d}, all}
}

// LoadCheckpoint reads a model file. Whatever is wrong with it is one plain line: not a model, cut, of another
// version, numbers that are not finite, parts that do not fit together.
func LoadCheckpoint(r io.Reader) (*Checkpoint, error) {
	s, err := readSafetensors(r)
	if err != nil {
		return nil, err
	}
	if s.meta["format"] != "innlab" {
		return nil, errors.New("this safetensors file was not written by innlab")
	}
	if v := s.meta["version"]; v != formatVersion {
		return nil, fmt.Errorf("the model file has format version %q; this program reads version %s", v, formatVersion)
	}
	c := &Checkpoint{Scene: s.meta["scene"], Setup: s.meta["setup"], Method: s.meta["method"], State: new(State)}
	if c.Method != "inn" {
		return nil, fmt.Errorf("the model file holds method %q; this program knows inn", c.Method)
	}
	u := &unpacker{s: s}
	u.settings(c)
	c.labels = u.whole("labels", 0, math.MaxInt32)
	c.stretch = u.number("stretch", 1e-6, 1e6)
	c.State.Step = u.whole("step", 0, 1<<40)
	c.State.Warm = u.whole("warm", never, c.State.Step)
	c.scaleX, c.scaleY = u.scaling("scale.x"), u.scaling("scale.y")
	c.dimX, c.dimY = len(c.scaleX.Mean), len(c.scaleY.Mean)
	c.State.Losses = values[float64](u, "losses", int(NumLosses), false)
	if u.err == nil {
		p := Problem{DimX: c.dimX, DimY: c.dimY, Labels: c.labels}
		if err := errors.Join(c.Config.Validate(&p), c.Live.Validate()); err != nil {
			u.fail("the model file's settings are wrong: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
	}
	if u.err != nil {
		return nil, u.err
	}
	n := layout(c.dimX, c.dimY, &c.Config).params
	c.State.Average = values[float32](u, "average", n, true)
	if u.has("params") {
		c.State.Params = values[float32](u, "params", n, true)
		c.State.M = values[float32](u, "adam.m", n, true)
		c.State.V = values[float32](u, "adam.v", n, true)
	} else { // a bare model
		n = len(c.State.Average) // none, where the file lies about its size
		c.State.Params, c.State.M, c.State.V = c.State.Average, make([]float32, n), make([]float32, n)
		c.State.Warm = c.State.Step
	}
	for _, v := range c.State.V {
		if v < 0 {
			u.fail("the model file's adam.v has a negative number")
			break
		}
	}
	c.mixers = u.mixers(&c.Config)
	if u.err != nil {
		return nil, u.err
	}
	return c, nil
}
