package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"innlab/app/file"
	"innlab/app/own"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// model is a model file with the problem that it is for.
type model struct {
	inn.Estimator
	checkpoint *inn.Checkpoint
	scene      *scenes.Scene
	setup      *scenes.Setup
	card       *own.Card // of own data; nil: a scene
	same       bool      // the data that were read again are those that it was trained on
}

// readModel reads a model file.
func readModel(path string) (*model, error) {
	if path == "" {
		return nil, usagef("say with -model which model to use; innlab train makes one")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, file.Unreadable(path, err)
	}
	defer f.Close()
	c, err := baseline.Load(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	card, scene, setup, err := problem(c.Card, c.Scene, c.Setup)
	if card == nil && c.Card != "" {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is a model of scene %q, set-up %q, which this version does not have",
			path, c.Scene, c.Setup)
	}
	if c.DimX() != setup.Problem.DimX || c.DimY() != setup.Problem.DimY {
		return nil, fmt.Errorf("%s has %d columns of x and %d of y, scene %s has %d and %d",
			path, c.DimX(), c.DimY(), c.Scene, setup.Problem.DimX, setup.Problem.DimY)
	}
	return &model{Estimator: c.Estimator(), checkpoint: c, scene: scene, setup: setup, card: card}, nil
}

// DimX and DimY are the dimensions of the model's problem.
func (m *model) DimX() int { return m.checkpoint.DimX() }
func (m *model) DimY() int { return m.checkpoint.DimY() }

// agrees refuses a source beside a model of another one.
func (m *model) agrees(s *source) error {
	if m.card != nil && (*s.scene != "" || *s.setup != "") {
		return usagef("the model was trained on own data (%s); leave out -scene and -setup", m.card.Name)
	}
	if *s.own.x != "" || *s.own.y != "" {
		return usagef("the model knows its columns; leave out -x and -y")
	}
	if *s.scene != "" && *s.scene != m.scene.Name || *s.setup != "" && *s.setup != m.setup.Name {
		return usagef("the model was trained on -scene %s -setup %s; leave them out", m.scene.Name, m.setup.Name)
	}
	if *s.method != "" && *s.method != m.checkpoint.Method {
		return usagef("the model was trained by -method %s; leave it out", m.checkpoint.Method)
	}
	return nil
}

// writeModel writes a model file.
func writeModel(path string, s streams, c *inn.Checkpoint) error { return write(path, s, c.Save) }

// write writes a file whole or not at all; "-" is standard output.
func write(path string, s streams, put func(io.Writer) error) error {
	if path == "-" {
		return put(s.out)
	}
	return file.Write(path, put)
}

// tableOf names the columns of a table after axes.
func tableOf(name string, axes []scenes.Axis) file.Group {
	return file.Group{Name: name, Columns: names(axes, func(a scenes.Axis) string { return a.Name })}
}

// latents names the columns of z.
func latents(n int) file.Group {
	g := file.Group{Name: "z"}
	for i := range n {
		g.Columns = append(g.Columns, fmt.Sprintf("z%d", i+1))
	}
	return g
}

// describe is a model in a few words.
func (m *model) describe() string {
	return fmt.Sprintf("%s, set-up %s, method %s, after %d steps (%s)", m.scene.Name, m.setup.Name,
		m.checkpoint.Method, m.checkpoint.State.Step, strings.Join(trained(m.checkpoint.Kind(), m.checkpoint.Live), ", "))
}

// trained names the losses that are on.
func trained(k *inn.Kind, l inn.Live) []string {
	var on []string
	for i, name := range trainable(k) {
		if l.Loss[i].On {
			on = append(on, name)
		}
	}
	if on == nil {
		on = []string{"no losses"}
	}
	return on
}
