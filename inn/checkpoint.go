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

// Checkpoint is a training or a trained network in a file, of any method: everything needed to sample from it, and to go
// on with it with the same bits.
type Checkpoint struct {
	Scene, Setup string // names of the problem; empty where it has none
	Card         string // describes a problem that is no scene, in words of whoever made it; kept as it is
	Method       string // Kind.Name
	Config       Config
	Live         Live
	State        *State
	Tensors      []Tensor // what the method has beside its state, as mixers; their names are its own

	kind    *Kind
	dims    Dims
	stretch float64 // a label's one-hot to logits, in inn
	scaleX  Transform
	scaleY  Transform
}

// formatVersion is that of the model file.
const formatVersion = "1"

// checkpoint copies what all trainings have.
func (t *training) checkpoint(x, y Transform) *Checkpoint {
	return &Checkpoint{
		Method: t.kind.Name, Config: t.config.clone(), Live: t.live, State: t.State(),
		kind: t.kind, dims: t.problem.Dims(), stretch: 1, scaleX: x, scaleY: y,
	}
}

// NewCheckpoint is the checkpoint of a training that is not made of parameters: the method's own tensors and a state of
// which steps and losses count. The caller adds the names of the scene.
func NewCheckpoint(k *Kind, p *Problem, c Config, l Live, s *State, tensors ...Tensor) *Checkpoint {
	return &Checkpoint{
		Method: k.Name, Config: c.clone(), Live: l, State: s, Tensors: tensors,
		kind: k, dims: p.Dims(), stretch: 1,
		scaleX: Transform{Scaling: net.Unscaled(p.DimX), Box: p.Box, Whole: p.Whole}, scaleY: Transform{Scaling: net.Unscaled(p.DimY)},
	}
}

// Dims are the dimensions of the problem that was learned.
func (c *Checkpoint) Dims() Dims { return c.dims }

// DimX and DimY are the dimensions of the problem that was learned.
func (c *Checkpoint) DimX() int { return c.dims.X }
func (c *Checkpoint) DimY() int { return c.dims.Y }

// Kind is that of the method.
func (c *Checkpoint) Kind() *Kind { return c.kind }

// Estimator returns what was learned. It cannot fail for a checkpoint of Load or of a Learner.
func (c *Checkpoint) Estimator() Estimator {
	e, err := c.kind.Estimator(c)
	if err != nil {
		panic("inn: a checkpoint that was read cannot be opened: " + err.Error())
	}
	return e
}

// Resume returns the training, ready to go on. Config.Workers may have been changed before.
func (c *Checkpoint) Resume(p *Problem) (Learner, error) { return c.kind.Resume(p, c) }

// Bytes is about how much memory the checkpoint takes.
func (c *Checkpoint) Bytes() int {
	s := c.State
	n := 4 * (len(s.Params) + len(s.M) + len(s.V) + len(s.Average) + len(s.Best))
	for _, t := range c.Tensors {
		_, size, count := kindOf(t.Data)
		n += size * count
	}
	return n
}

// weights are the parameters that answer. The slice is the caller's.
func (c *Checkpoint) weights() []float32 {
	switch s := c.State; {
	case s.Best != nil:
		return slices.Clone(s.Best)
	case c.Config.Average == 0:
		return slices.Clone(s.Params)
	default:
		return slices.Clone(s.Average)
	}
}

// Bare is the checkpoint without what only an unbroken training needs: a quarter of the size. It samples the same; a
// training goes on from the moving average, with fresh moments and a warmed-up rate.
func (c *Checkpoint) Bare() *Checkpoint {
	b, state := *c, *c.State
	state.Average = c.weights()
	state.Params, state.M, state.V, state.Best = nil, nil, nil, nil
	b.State = &state
	return &b
}

// Save writes the model file. Of a network that is not finite, which Load would refuse, it writes nothing.
func (c *Checkpoint) Save(w io.Writer) error {
	if err := c.State.check(); err != nil {
		return err
	}
	live, config, state := c.Live, c.Config, c.State
	s := &safetensors{meta: map[string]string{
		"format": "innlab", "version": formatVersion,
		"scene": c.Scene, "setup": c.Setup, "method": c.Method,
		"labels": strconv.Itoa(c.dims.Labels), "stretch": format(c.stretch),
		"step": strconv.Itoa(state.Step), "warm": strconv.Itoa(state.Warm),
	}}
	if c.Card != "" {
		s.meta["card"] = c.Card
	}
	for _, k := range c.kind.Knobs() {
		s.meta[setting+k.Name] = k.Get(&config, &live)
	}
	n := len(state.Average)
	s.tensors = []Tensor{
		{"losses", []int{len(state.Losses)}, state.Losses},
		{"scale.x", []int{2, c.dims.X}, slices.Concat(c.scaleX.Mean, c.scaleX.Spread)},
		{"scale.y", []int{2, c.dims.Y}, slices.Concat(c.scaleY.Mean, c.scaleY.Spread)},
		{"average", []int{n}, state.Average},
	}
	s.tensors = slices.Concat(s.tensors, c.scaleX.tensors("box"), c.scaleY.tensors("box.y"), c.Tensors)
	if state.Params != nil {
		s.tensors = append(s.tensors,
			Tensor{"params", []int{n}, state.Params},
			Tensor{"adam.m", []int{n}, state.M},
			Tensor{"adam.v", []int{n}, state.V})
	}
	if state.Best != nil {
		s.meta["held"] = format(state.Held)
		s.tensors = append(s.tensors, Tensor{"best", []int{n}, state.Best})
	}
	return s.write(w)
}

// setting stands before a knob's name in the metadata.
const setting = "set."

// ours are the names of tensors that every method has; the others are its own.
var ours = []string{"losses", "scale.x", "scale.y", "average", "box", "box.y", "whole", "params", "adam.m", "adam.v", "best"}

// Load reads a model file of one of the kinds. Whatever is wrong with it is one plain line: not a model, cut, of another
// version, numbers that are not finite, parts that do not fit together.
func Load(r io.Reader, kinds []Kind) (*Checkpoint, error) {
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
	c := &Checkpoint{Scene: s.meta["scene"], Setup: s.meta["setup"], Method: s.meta["method"], Card: s.meta["card"], State: new(State)}
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == c.Method })
	if i < 0 {
		var have []string
		for _, k := range kinds {
			have = append(have, k.Name)
		}
		return nil, fmt.Errorf("the model file holds method %q; this program knows %s", c.Method, strings.Join(have, ", "))
	}
	c.kind = &kinds[i]
	u := &unpacker{s: s}
	u.settings(c)
	c.stretch = u.number("stretch", 1e-6, 1e6)
	c.State.Step = u.whole("step", 0, 1<<40)
	c.State.Warm = u.whole("warm", never, c.State.Step)
	c.scaleX, c.scaleY = u.transform("scale.x", "box", c.Config.Logit), u.transform("scale.y", "box.y", c.Config.LogitY)
	c.scaleX.Probit, c.scaleX.Whole = c.Config.Probit, u.marks("whole", len(c.scaleX.Mean))
	c.dims = Dims{X: len(c.scaleX.Mean), Y: len(c.scaleY.Mean), Labels: u.whole("labels", 0, math.MaxInt32)}
	c.State.Losses = u.losses()
	if u.err == nil {
		p := Problem{DimX: c.dims.X, DimY: c.dims.Y, Labels: c.dims.Labels}
		if err := c.kind.Validate(&p, &c.Config, &c.Live); err != nil {
			u.fail("the model file's settings are wrong: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
	}
	if u.err != nil {
		return nil, u.err
	}
	u.state(c)
	for _, t := range s.tensors {
		if !slices.Contains(ours, t.Name) {
			c.Tensors = append(c.Tensors, t)
		}
	}
	if u.err == nil {
		_, u.err = c.kind.Estimator(c)
	}
	if u.err != nil {
		return nil, u.err
	}
	return c, nil
}

// Numbers returns the numbers of the checkpoint's own tensor of that name, of which there must be n, all finite.
func Numbers[T float32 | float64 | int32](c *Checkpoint, name string, n int) ([]T, error) {
	u := &unpacker{s: &safetensors{tensors: c.Tensors}}
	v := values[T](u, name, n, true)
	return v, u.err
}
