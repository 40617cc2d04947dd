package inn

// How the invertible network goes into a checkpoint and comes out of it: its mixers are a tensor of their own.

import (
	"errors"

	"innlab/inn/net"
)

// Checkpoint copies the training as it is now; the caller adds the names of the scene.
func (t *INN) Checkpoint() *Checkpoint {
	c := t.checkpoint(t.scaleX, t.scaleY)
	c.stretch = float64(t.stretch)
	var mixers []net.Mixer
	for i := range t.flow.blocks {
		mixers = append(mixers, t.flow.blocks[i].mix)
	}
	c.Tensors = []Tensor{MixTensor("mix", mixers)}
	return c
}

// resume is the training of a checkpoint.
func (c *Checkpoint) resume(p *Problem) (*INN, error) {
	f, err := c.flow()
	if err != nil {
		return nil, err
	}
	t := &INN{training: newTraining(&Invertible, p, c.Config, c.Live, make([]float32, f.params)), flow: f}
	t.stretch, t.scaleX, t.scaleY = float32(c.stretch), c.scaleX, c.scaleY
	t.build()
	return t, t.Restore(c.State)
}

// model is the network of a checkpoint, ready to sample.
func (c *Checkpoint) model() (*Model, error) {
	f, err := c.flow()
	if err != nil {
		return nil, err
	}
	return newModel(f, c.weights(), c.scaleX, c.scaleY, float32(c.stretch), &c.Config), nil
}

// flow is the network with the mixers of the file.
func (c *Checkpoint) flow() (*flow, error) {
	f := layout(c.dims.X, c.dims.Y, &c.Config)
	mixers, err := Mixers(c, "mix", c.Config.Mix, c.Config.Width, c.Config.Blocks)
	if err != nil {
		return nil, err
	}
	for i, m := range mixers {
		f.blocks[i].mix = m
	}
	return f, nil
}

// MixTensor holds mixers of one kind and width: permutations or matrices.
func MixTensor(name string, mixers []net.Mixer) Tensor {
	n, d := len(mixers), mixers[0].Width
	if mixers[0].Perm != nil {
		var all []int32
		for _, m := range mixers {
			all = append(all, m.Perm...)
		}
		return Tensor{name, []int{n, d}, all}
	}
	var all []float32
	for _, m := range mixers {
		all = append(all, m.Turn...)
	}
	return Tensor{name, []int{n, d, d}, all}
}

// Mixers reads n mixers of a kind and width from a checkpoint's tensor.
func Mixers(c *Checkpoint, name, kind string, width, n int) ([]net.Mixer, error) {
	all := make([]net.Mixer, 0, n)
	if kind == Orthogonal {
		turns, err := Numbers[float32](c, name, n*width*width)
		for i := 0; err == nil && i < n; i++ {
			m := net.Mixer{Width: width, Turn: turns[i*width*width : (i+1)*width*width]}
			if !m.Valid() {
				return nil, errors.New("the model file's " + name + " is not a rotation")
			}
			all = append(all, m)
		}
		return all, err
	}
	perms, err := Numbers[int32](c, name, n*width)
	for i := 0; err == nil && i < n; i++ {
		m := net.Mixer{Width: width, Perm: perms[i*width : (i+1)*width]}
		if !m.Valid() {
			return nil, errors.New("the model file's " + name + " is not a permutation")
		}
		all = append(all, m)
	}
	return all, err
}
