package window

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// fakeBench stands in for a session of several columns. What a column answers depends on the losses that are on in
// it, as it does with real ones: without L_x mass lies between the modes, with L_x alone the labels are lost.
type fakeBench struct {
	*fake
	few int // points of an answer where fewer than asked are enough
}

// fakeExplored stands in for the explored network and opens what it is given.
type fakeExplored struct{ *fake }

func (f fakeExplored) Open(*inn.Checkpoint, *scenes.Scene, *scenes.Setup) error {
	f.note("open")
	return nil
}

func (f *fakeBench) Checkpoint(int) (*inn.Checkpoint, error) { return &inn.Checkpoint{}, nil }

// newBench makes the columns of a plan, trained to their end. Seed and length are its own, so that pictures do not
// depend on the recipe.
func newBench(p session.Plan) *fakeBench {
	for i := range p.Columns {
		p.Columns[i].Config.Seed, p.Columns[i].Config.Steps = 1, 2000
	}
	f := &fakeBench{fake: &fake{snap: fakeSnapshot(p.Scene, p.Setup)}}
	f.change(func(s *session.Snapshot) {
		s.Plan, s.State, s.Step, s.Elapsed, s.Done = p, session.Paused, 2000, 128*time.Second, true
		s.Columns = nil
		for range p.Columns {
			s.Columns = append(s.Columns, session.ColumnState{Estimator: shift{}, Step: 2000, Ramp: 1, Bad: -1})
		}
	})
	return f
}

func (f *fakeBench) Play() { f.note("play") } // pictures show it at rest

func (f *fakeBench) Ask(q session.Query) {
	f.asked = append(f.asked, q)
	if !f.mute {
		draw := q
		if f.few > 0 {
			draw.N, draw.Pairs = f.few, f.few
		}
		f.ans = benchAnswer(f.snap, draw)
		f.ans.Query = q
	}
}

// again is a change of the columns and the answer to it.
func (f *fakeBench) again(do func(*session.Snapshot)) {
	f.change(func(s *session.Snapshot) { s.Built++; do(s) })
	if f.ans != nil {
		f.Ask(f.ans.Query)
	}
}

func (f *fakeBench) SetLive(c int, do func(*inn.Live)) {
	f.fake.SetLive(c, do)
	f.Ask(f.ans.Query)
}

func (f *fakeBench) AddColumn(c session.Column) error {
	f.note("add %s", c.Name)
	f.again(func(s *session.Snapshot) {
		s.Plan.Columns = append(s.Plan.Columns, c)
		s.Columns = append(s.Columns, session.ColumnState{Estimator: shift{}, Step: 340, Bad: -1})
	})
	return nil
}

func (f *fakeBench) Arrange(order []int) {
	f.note("arrange %v", order)
	f.again(func(s *session.Snapshot) {
		p, c := s.Plan.Columns, s.Columns
		s.Plan.Columns, s.Columns = nil, nil
		for _, i := range order {
			s.Plan.Columns, s.Columns = append(s.Plan.Columns, p[i]), append(s.Columns, c[i])
		}
	})
}

func (f *fakeBench) Rename(c int, name string) {
	f.note("rename %d %s", c, name)
	f.change(func(s *session.Snapshot) { s.Plan.Columns[c].Name = name })
}

func (f *fakeBench) SetPaused(c int, paused bool) {
	f.note("paused %d %v", c, paused)
	f.change(func(s *session.Snapshot) { s.Plan.Columns[c].Paused = paused })
}

func (f *fakeBench) Restart(p session.Plan) error {
	f.note("restart %s", p.Setup.Name)
	f.undo++
	f.again(func(s *session.Snapshot) { s.Plan = p })
	return nil
}

// benchAnswer answers for every column.
func benchAnswer(s *session.Snapshot, q session.Query) *session.Answer {
	su := s.Plan.Setup
	m := su.Modes
	if m == nil {
		a := fakeNumbers(s, q)
		for len(a.Clouds) < len(s.Plan.Columns) {
			a.Clouds = append(a.Clouds, a.Clouds[0])
		}
		return a
	}
	r := rand.New(rand.NewPCG(11, 12))
	a := &session.Answer{Seq: s.Seq, Query: q, Snapshot: s}
	exact := make([]float64, 2*q.N)
	known := su.Exact(r, q.Y, exact) == nil
	if known {
		a.Truth = exact
	}
	a.PairX, a.PairY = make([]float64, 2*q.Pairs), make([]float64, q.Pairs*su.Problem.DimY)
	for i := range q.Pairs {
		su.Problem.Pair(r, a.PairX[2*i:2*i+2], a.PairY[i*su.Problem.DimY:(i+1)*su.Problem.DimY])
	}
	for i, c := range s.Plan.Columns {
		l := c.Live.Loss
		cloud := session.Cloud{X: slices.Clone(exact), PairX: slices.Clone(a.PairX), Z: make([]float64, 2*q.N)}
		good := session.Quality{Step: s.Columns[i].Step, Error: 0.0016, Exact: 0.0004, Right: 0.991}
		if !l[inn.LossY].On && !l[inn.LossZ].On {
			for k := range len(cloud.X) / 2 {
				su.Problem.Prior(r, cloud.X[2*k:2*k+2])
			}
			for k := range len(cloud.PairX) / 2 {
				su.Problem.Prior(r, cloud.PairX[2*k:2*k+2])
			}
			good.Error, good.Right = 0.191, 0.314
		}
		if !l[inn.LossX].On {
			turn(r, cloud.X)
			turn(r, cloud.PairX)
			good.Error, good.Right = 0.084, 0.621
		}
		if label, err := scenes.Label(q.Y, su.Problem.DimY); known && err == nil && len(m.Carriers(label)) > 0 {
			cloud.Quality = &good
		}
		a.Clouds = append(a.Clouds, cloud)
	}
	return a
}

// turn moves points along the ring of the modes.
func turn(r *rand.Rand, x []float64) {
	for k := 0; k+1 < len(x); k += 2 {
		sin, cos := math.Sincos(0.2 * r.NormFloat64())
		x[k], x[k+1] = cos*x[k]-sin*x[k+1], sin*x[k]+cos*x[k+1]
	}
}
