package session

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

// Plan says what is trained: one column, or several side by side that step in turn from the same seed on the same
// batches.
type Plan struct {
	Scene   *scenes.Scene
	Setup   *scenes.Setup
	Columns []Column
	// Compare says that the columns are methods of their own, which share a Budget instead of going step by step.
	Compare bool
	Budget  Budget
}

// Column is one method being trained.
type Column struct {
	Name   string
	Method string // of baseline.Methods
	Config inn.Config
	Live   inn.Live
	Paused bool // left out of the training; only where methods are compared
}

// State says what a session is doing; what is drawn always says it too.
type State int

const (
	Paused  State = iota // also before the first step, and while every loss is off
	Running              // steps are being made, or the simulations that they take
	Stopped              // a loss was not finite; the last good network stays
)

// Pace is how fast steps are made.
type Pace int

const (
	Normal  Pace = iota // the preset takes about 20 s, more where the machine is slow
	Slow                // one step a second
	Quarter             // a quarter of Normal
	Max                 // as fast as it goes
)

// check reports everything that is wrong with a plan.
func check(p Plan) error {
	if p.Scene == nil || p.Setup == nil {
		return errors.New("session: the plan names no scene or no set-up")
	}
	if len(p.Columns) == 0 {
		return errors.New("session: the plan has no column to train")
	}
	var errs []error
	for i, c := range p.Columns {
		if err := c.check(&p.Setup.Problem); err != nil {
			if len(p.Columns) > 1 {
				err = fmt.Errorf("column %d: %w", i+1, err)
			}
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// own returns a plan that shares no columns with p, all with the first one's seed: side by side means the same weights
// to start from and the same batches.
func (p Plan) own() Plan {
	p.Columns = slices.Clone(p.Columns)
	for i := range p.Columns {
		c := &p.Columns[i].Config
		c.Hidden, c.Kernels = slices.Clone(c.Hidden), slices.Clone(c.Kernels)
		c.Seed = p.Columns[0].Config.Seed
	}
	return p
}

// length is the number of steps after which every column is trained.
func (p Plan) length() int {
	n := 0
	for _, c := range p.Columns {
		n = max(n, c.Config.Steps)
	}
	return n
}

// busy reports whether the steps of some column use all processors.
func (p Plan) busy() bool {
	for _, c := range p.Columns {
		if n := c.Config.Workers; n == 0 || n >= runtime.NumCPU() {
			return true
		}
	}
	return false
}

// frozen reports whether every loss of every column is off.
func (p Plan) frozen() bool {
	for _, c := range p.Columns {
		if !c.switched() {
			return false
		}
		for i, l := range c.Losses() {
			if c.Live.Loss[i].On && !l.Measured {
				return false
			}
		}
	}
	return true
}

// switched says whether the column's method has a loss that trains and can be switched off.
func (c *Column) switched() bool {
	return slices.ContainsFunc(c.Losses(), func(l inn.Loss) bool { return !l.Measured })
}

// check reports everything that is wrong with a column.
func (c *Column) check(p *inn.Problem) error {
	k, err := baseline.Find(c.Method)
	if err != nil {
		return err
	}
	return k.Validate(p, &c.Config, &c.Live)
}

// Kind is that of the column's method; the default where there is no such method.
func (c *Column) Kind() *inn.Kind {
	k, err := baseline.Find(c.Method)
	if err != nil {
		return &baseline.Methods[0]
	}
	return k
}

// noise is that on y which the exact posterior of column i has.
func (p *Plan) noise(i int) float64 { return p.Setup.Noise(p.Columns[i].Live.YNoise) }

// Early is the number of steps before which quality says nothing: a short part of the schedule where something is
// learned, none where a step does nothing but add simulations.
func (c *Column) Early() int {
	if !c.Kind().Learns() {
		return 1
	}
	return max(1, min(settled, c.Config.Steps/2))
}

// Losses are those of the column's method.
func (c *Column) Losses() []inn.Loss { return c.Kind().Losses }
