package session

import (
	"errors"
	"fmt"

	"innlab/inn"
	"innlab/scenes"
)

// errClosed is what questions to the training goroutine get after Close.
var errClosed = errors.New("the session has ended")

// Checkpoint returns the state of a column, for saving. It waits for the step that is under way, so a window asks
// from a goroutine of its own.
func (s *Session) Checkpoint(column int) (*inn.Checkpoint, error) {
	type reply struct {
		c   *inn.Checkpoint
		err error
	}
	got := make(chan reply, 1)
	s.do(func(t *trainer) {
		c, err := t.run.checkpoint(column)
		got <- reply{c, err}
	})
	select {
	case r := <-got:
		return r.c, r.err
	case <-s.quit:
		return nil, errClosed
	}
}

// checkpoint is the state of a column with the names of its problem.
func (r *run) checkpoint(column int) (*inn.Checkpoint, error) {
	if column < 0 || column >= len(r.columns) {
		return nil, fmt.Errorf("there is no column %d to save; there are %d", column+1, len(r.columns))
	}
	state, _ := r.columns[column].Save()
	c, ok := state.(*inn.Checkpoint)
	if !ok {
		return nil, fmt.Errorf("method %s cannot be saved", r.plan.Columns[column].Method)
	}
	c.Scene, c.Setup, c.Card = r.plan.Scene.Name, r.plan.Setup.Name, r.plan.Setup.Card
	return c, nil
}

// NewFrom starts a session, paused, at a saved network; training can go on from it. Scene and set-up are those that it
// was trained on; nil: those of all scenes that it names. c must not change any more.
func NewFrom(c *inn.Checkpoint, scene *scenes.Scene, setup *scenes.Setup, notify func()) (*Session, error) {
	p, m, err := open(c, scene, setup)
	if err != nil {
		return nil, err
	}
	return start(p, m, notify, build)
}

// Open puts a saved network in the place of the run, paused; training can go on from it. Undo brings the old run
// back. Scene and set-up are those that it was trained on; nil: those of all scenes that it names. Where they are nil, a network of the user's own data is opened on those of the run that it replaces, which must be the same. The error
// says what does not fit, and then nothing has changed. c must not change any more.
func (s *Session) Open(c *inn.Checkpoint, scene *scenes.Scene, setup *scenes.Setup) error {
	if c.Card != "" && scene == nil {
		if p := s.Snapshot().Plan; p.Setup.Card == c.Card {
			scene, setup = p.Scene, p.Setup
		}
	}
	p, m, err := open(c, scene, setup)
	if err != nil {
		return err
	}
	s.renew("Opening of a model undone", func(Plan) (Plan, *mark) { return p, m }, true)
	return nil
}

// open returns the plan of a saved network and the mark at which it stands.
func open(c *inn.Checkpoint, scene *scenes.Scene, setup *scenes.Setup) (Plan, *mark, error) {
	p, err := planOf(c, scene, setup)
	if err != nil {
		return Plan{}, nil, fmt.Errorf("cannot open the model: %w", err)
	}
	m := &mark{step: c.State.Step, columns: []columnMark{{state: c}}}
	copy(m.columns[0].smooth[:], c.State.Losses)
	return p, m, nil
}

// errData is what a network of the user's own data gets without them.
var errData = errors.New("it was trained on other data, which have to be opened with it")

// planOf returns the plan that a saved network was trained by, in one column.
func planOf(c *inn.Checkpoint, scene *scenes.Scene, setup *scenes.Setup) (Plan, error) {
	switch {
	case scene != nil:
	case c.Card != "":
		return Plan{}, errData
	case c.Scene == "" || c.Setup == "":
		return Plan{}, errors.New("it does not say which scene and set-up it was trained on")
	default:
		var err error
		if scene, err = scenes.Find(c.Scene); err != nil {
			return Plan{}, err
		}
		if setup, err = scene.Setup(c.Setup); err != nil {
			return Plan{}, err
		}
	}
	if x, y := setup.Problem.DimX, setup.Problem.DimY; c.DimX() != x || c.DimY() != y {
		return Plan{}, fmt.Errorf("it has %d columns of x and %d of y, but scene %s has %d and %d",
			c.DimX(), c.DimY(), scene.Name, x, y)
	}
	p := Plan{Scene: scene, Setup: setup, Columns: []Column{{
		Name: c.Kind().Title, Method: c.Method, Config: c.Config, Live: c.Live,
	}}}
	return p, check(p)
}
