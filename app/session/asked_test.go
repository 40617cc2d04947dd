package session

import (
	"context"
	"errors"
	"testing"

	"innlab/inn"
	"innlab/scenes"
)

// A set-up that has to ask first makes no step until the answers are there; then their scene takes its place. What went wrong
// is said, and asking again may succeed.
func TestAsked(t *testing.T) {
	p, answer := toy(t, "some", 1, 40), toy(t, "all", 1, 40)
	gate, fail := make(chan struct{}), true
	u := *p.Setup
	u.Ask = func(ctx context.Context, progress func(int, int, string)) (*scenes.Scene, error) {
		progress(1, 4, "a row was lost")
		select {
		case <-gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if fail {
			return nil, errors.New("it crashed")
		}
		return &scenes.Scene{Name: "answers", Setups: []scenes.Setup{*answer.Setup}}, nil
	}
	p.Setup = &u
	w := new(world)
	s := w.begin(t, p)
	s.SetPace(Max)
	s.SetLive(0, func(l *inn.Live) { l.Loss[inn.LossZ].On = false })
	s.Play()
	until(t, "the asking", func() bool { n := s.Snapshot(); return n.Simulating && n.Simulated == 0.25 })
	if n := s.Snapshot(); n.Wrong != "a row was lost" || n.Step > 0 || n.State != Running {
		t.Errorf("while it is asked: %+v", n)
	}
	s.Pause()
	until(t, "the pause", func() bool { n := s.Snapshot(); return !n.Simulating && n.State == Paused })
	if n := s.Snapshot(); n.Problem != "" {
		t.Errorf("a pause is a problem: %s", n.Problem)
	}
	s.Play()
	gate <- struct{}{}
	until(t, "the failure", func() bool { n := s.Snapshot(); return n.Problem == "it crashed" && n.State == Paused })
	fail = false
	s.Play()
	until(t, "the asking", func() bool { n := s.Snapshot(); return n.Simulating && n.Problem == "" })
	gate <- struct{}{}
	until(t, "the end of training", func() bool { return s.Snapshot().Done })
	n := s.Snapshot()
	if n.Plan.Scene.Name != "answers" || n.Simulating || w.steps.Load() == 0 || n.Plan.Columns[0].Live.Loss[inn.LossZ].On {
		t.Errorf("after the answers: %+v", n)
	}
}
