package own

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"innlab/scenes"
)

// Asking is the scene of a simulator that has not answered yet: it shows the prior, and its set-up's Ask gives the scene
// of the answers. How many numbers y has is not known before.
func (s *Simulator) Asking() *scenes.Scene {
	c := Card{
		Kind: "simulator", Name: s.Command, X: s.fields(), DimZ: len(s.Prior.X), Rows: s.Count, Start: []float64{0},
		Y: []Field{{Name: "y", Min: -1, Max: 1, Least: -1, Most: 1, Spread: 1}},
	}
	scene := c.Scene()
	scene.Thumb = thumb(&c, s.draws(thumbRows, 0x0a5c), make([]float64, thumbRows))
	u := &scene.Setups[0]
	u.Problem.Prior = s.Prior.Draw
	u.Problem.Simulate = func(_ *rand.Rand, _, y []float64) { clear(y) }
	u.Outside = nil
	w := s.begun()
	u.Ask = func(ctx context.Context, progress func(done, of int, wrong string)) (*scenes.Scene, error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.scene != nil {
			return w.scene, nil
		}
		d, err := s.Run(ctx, func(done, of int) { progress(done, of, s.wrong()) })
		if err != nil {
			return nil, err
		}
		w.scene = d.Scene()
		return w.scene, nil
	}
	return scene
}

// wrong says what went wrong so far; it is for progress, which holds the queue.
func (s *Simulator) wrong() string {
	if q := s.work.asked; q != nil && q.losses.latest != nil {
		return q.losses.latest.String()
	}
	return ""
}

// fields are those of x with the ranges of some draws.
func (s *Simulator) fields() []Field {
	fields, dim := slices.Clone(s.Prior.X), len(s.Prior.X)
	rows := s.draws(2000, 0x0a5c)
	for i := range fields {
		f, v := &fields[i], column(rows, i, dim)
		f.Least, f.Most = slices.Min(v), slices.Max(v)
		if f.Least == f.Most { // never varies
			f.Least, f.Most = f.Least-1, f.Most+1
		}
		f.Spread = max((f.Most-f.Least)/6, math.SmallestNonzeroFloat64)
	}
	ranges(fields, rows)
	return fields
}
