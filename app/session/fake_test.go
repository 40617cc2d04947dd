package session

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// A fake method takes the place of the network where a test is about the session: its steps take a chosen time or
// wait for a gate, its losses fail on demand, and its state is small enough to compare.

type fake struct {
	world  *world
	live   inn.Live
	losses [inn.NumLosses]float64
	state  fakeState
}

type fakeState struct {
	seed uint64
	step int
	sum  uint64 // depends on the seed and on every step and weight in its order
}

// world is what the fakes of a session share.
type world struct {
	steps atomic.Int64                              // made by all columns
	cost  time.Duration                             // of a step
	gate  chan struct{}                             // not nil: a step takes a token
	spoil func(f *fake, step int, losses []float64) // edits the losses of a step
	wrong func(p *inn.Problem, c Column) error      // refuses to build
	asked atomic.Int64                              // rows sent through the estimators
	row   time.Duration                             // cost of such a row
}

func (w *world) make(p *inn.Problem, c Column, state any) (learner, error) {
	if w.wrong != nil {
		if err := w.wrong(p, c); err != nil {
			return nil, err
		}
	}
	f := &fake{world: w, live: c.Live, state: fakeState{seed: c.Config.Seed, sum: c.Config.Seed}}
	if state != nil {
		f.state = state.(fakeState)
	}
	return f, nil
}

func (f *fake) Step() error {
	w := f.world
	if w.gate != nil {
		<-w.gate
	}
	if w.cost > 0 {
		time.Sleep(w.cost)
	}
	w.steps.Add(1)
	step := f.state.step + 1
	for i := range f.losses {
		f.losses[i] = float64(i+1) / float64(step+1)
	}
	if w.spoil != nil {
		w.spoil(f, step, f.losses[:])
	}
	for _, l := range f.losses {
		if math.IsNaN(l) || math.IsInf(l, 0) {
			return fmt.Errorf("fake: %w", inn.ErrDiverged)
		}
	}
	f.state.step = step
	f.state.sum = f.state.sum*6364136223846793005 + uint64(step) + math.Float64bits(f.live.Loss[inn.LossX].Weight)
	return nil
}

func (f *fake) Losses() []float64     { return f.losses[:] }
func (f *fake) Steps() int            { return f.state.step }
func (f *fake) Live() inn.Live        { return f.live }
func (f *fake) SetLive(l inn.Live)    { f.live = l }
func (f *fake) Rate() float64         { return f.live.Rate }
func (f *fake) Ramp() float64         { return min(1, float64(f.state.step)/10) }
func (f *fake) Save() (any, int)      { return f.state, 1 << 20 }
func (f *fake) Load(s any) error      { f.state = s.(fakeState); return nil }
func (f *fake) Freeze() inn.Estimator { return &fakeNet{f.world, f.state} }

// fakeNet answers x = z + its step for any y.
type fakeNet struct {
	world *world
	fakeState
}

func (w *world) answer(rows int) {
	w.asked.Add(int64(rows))
	if w.row > 0 {
		time.Sleep(time.Duration(rows) * w.row)
	}
}

func (n *fakeNet) DimZ() int { return 2 }

func (n *fakeNet) Inverse(y, z, x []float64) {
	n.world.answer(len(x) / 2)
	for i := range x {
		x[i] = z[i] + float64(n.step)
	}
}

func (n *fakeNet) Forward(_ *rand.Rand, x, _, z []float64) {
	n.world.answer(len(x) / 2)
	for i := range z {
		z[i] = x[i] - float64(n.step)
	}
}

func (n *fakeNet) Sample(r *rand.Rand, _, x []float64) {
	for i := range x {
		x[i] = r.NormFloat64() + float64(n.step)
	}
}

// toy is a plan for the eight-mode toy with so many columns that are trained after so many steps.
func toy(t testing.TB, setup string, columns, steps int) Plan {
	t.Helper()
	scene, err := scenes.Find("modes")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scene.Setup(setup)
	if err != nil {
		t.Fatal(err)
	}
	p := Plan{Scene: scene, Setup: s}
	for range columns {
		c := Column{Name: "INN", Method: "inn", Config: s.Presets[0].Config, Live: s.Presets[0].Live}
		c.Config.Steps, c.Config.Seed = steps, 1
		p.Columns = append(p.Columns, c)
	}
	return p
}

// begin starts a session with fakes; it is closed with the test.
func (w *world) begin(t testing.TB, p Plan) *Session {
	t.Helper()
	s, err := start(p, nil, nil, w.make)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// until waits for something that must come to pass.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(9 * time.Minute); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never happened: " + what)
		}
	}
}

// obeyed waits until all commands so far have been carried out and published.
func (s *Session) obeyed(t testing.TB) *Snapshot {
	t.Helper()
	var seq int
	done := make(chan struct{})
	s.do(func(tr *trainer) { seq = tr.seq; close(done) })
	<-done
	until(t, "a snapshot after a command", func() bool { return s.Snapshot().Seq > seq })
	return s.Snapshot()
}

// bits returns the state of a session's run.
func (s *Session) bits() []any {
	var list []any
	done := make(chan struct{})
	s.do(func(tr *trainer) {
		for _, c := range tr.run.columns {
			state, _ := c.Save()
			list = append(list, state)
		}
		close(done)
	})
	<-done
	return list
}

func setWeight(loss int, w float64) func(*inn.Live) {
	return func(l *inn.Live) { l.Loss[loss].Weight = w }
}

func setSwitch(loss int, on bool) func(*inn.Live) {
	return func(l *inn.Live) { l.Loss[loss].On = on }
}
