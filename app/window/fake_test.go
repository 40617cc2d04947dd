package window

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"innlab/app/measure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// fake stands in for a training session: it remembers what it was told and answers at once, with exact samples
// somewhat widened, so that pictures and clicks are tested without training.
type fake struct {
	snap  *session.Snapshot
	ans   *session.Answer
	mute  bool // questions stay unanswered
	cells int  // side of the colouring in answers; 0: as asked
	asked []session.Query
	calls []string
	undo  int
}

func newFake(setup string) *fake {
	sc := &scenes.All[0]
	su, err := sc.Setup(setup)
	if err != nil {
		panic(err)
	}
	f := &fake{}
	f.snap = fakeSnapshot(sc, su)
	return f
}

func fakeSnapshot(sc *scenes.Scene, su *scenes.Setup) *session.Snapshot {
	p := su.Presets[0]
	s := &session.Snapshot{
		Seq:   1,
		Plan:  session.Plan{Scene: sc, Setup: su, Columns: []session.Column{{Name: "All losses", Method: "inn", Config: p.Config, Live: p.Live}}},
		State: session.Running, Step: 4812, Elapsed: 23 * time.Second, Speed: 212,
		Columns: make([]session.ColumnState, 1),
	}
	h := &session.History{}
	r := rand.New(rand.NewPCG(3, 4))
	const n = 400
	for i := range n {
		t := float64(i+1) / n
		h.Step = append(h.Step, t*4812)
		for k, v := range [inn.NumLosses][3]float64{{0.85, 9, 0.0095}, {0.32, 8, 0.0062}, {0.8, 4.5, 0.0105}, {1.1, 6, 0.02}, {40, 9, -4.3}} {
			h.Value[k] = append(h.Value[k], (v[0]*math.Exp(-v[1]*t)+v[2])*math.Exp(0.1*r.NormFloat64()))
		}
	}
	h.Events = []session.Event{{Step: 800, Text: "ramp"}}
	s.Columns[0] = session.ColumnState{
		Estimator: shift{}, Losses: [inn.NumLosses]float64{0.0098, 0.0064, 0.0107, 0.0203, -4.34},
		Step: s.Step, Ramp: 1, Rate: 1e-3, History: h, Bad: -1,
	}
	return s
}

// shift is an "invertible network" whose inverse pass adds z to the first carrier's centre.
type shift struct{}

func (shift) DimZ() int { return 2 }

func (shift) Sample(r *rand.Rand, y, x []float64) {
	for i := range x {
		x[i] = r.NormFloat64()
	}
}

func (shift) Inverse(y, z, x []float64) { x[0], x[1] = -1+0.3*z[0], 2.4+0.3*z[1] }

func (shift) Forward(_ *rand.Rand, x, y, z []float64) {
	clear(y)
	y[0] = 1
	z[0], z[1] = (x[0]+1)/0.3, (x[1]-2.4)/0.3
}

func (f *fake) note(format string, a ...any) { f.calls = append(f.calls, fmt.Sprintf(format, a...)) }

func (f *fake) Snapshot() *session.Snapshot { return f.snap }
func (f *fake) Answer() *session.Answer     { return f.ans }

func (f *fake) Ask(q session.Query) {
	f.asked = append(f.asked, q)
	if !f.mute {
		f.ans = fakeAnswer(f.snap, q)
		if f.cells > 0 && q.Latent > 0 {
			few := q
			few.Latent = f.cells
			coarse := fakeAnswer(f.snap, few)
			coarse.Query = q
			f.ans = coarse
		}
	}
}

// change publishes a copy of the snapshot with a change.
func (f *fake) change(do func(*session.Snapshot)) {
	s := *f.snap
	s.Plan.Columns = append([]session.Column(nil), s.Plan.Columns...)
	s.Columns = append([]session.ColumnState(nil), s.Columns...)
	do(&s)
	if len(s.Columns) == 1 {
		s.Columns[0].Step = s.Step
	}
	s.Seq++
	f.snap = &s
}

func (f *fake) Play() {
	f.note("play")
	f.change(func(s *session.Snapshot) { s.State = session.Running })
}
func (f *fake) Pause() {
	f.note("pause")
	f.change(func(s *session.Snapshot) { s.State = session.Paused })
}
func (f *fake) StepOnce() { f.note("step"); f.change(func(s *session.Snapshot) { s.Step++ }) }
func (f *fake) SetPace(p session.Pace) {
	f.note("pace %d", p)
	f.change(func(s *session.Snapshot) { s.Pace = p })
}
func (f *fake) SetLive(c int, do func(*inn.Live)) {
	f.change(func(s *session.Snapshot) { do(&s.Plan.Columns[c].Live) })
	f.note("live")
}
func (f *fake) SetWorkers(n int) { f.note("workers %d", n) }
func (f *fake) Reset() {
	f.note("reset")
	f.undo++
	f.change(func(s *session.Snapshot) { s.Step, s.Elapsed = 0, 0 })
}
func (f *fake) Restart(p session.Plan) error {
	f.note("restart %s", p.Setup.Name)
	f.undo++
	f.change(func(s *session.Snapshot) { s.Plan, s.Step, s.Elapsed = p, 0, 0 })
	return nil
}
func (f *fake) Halve() { f.note("halve") }
func (f *fake) Undo() string {
	f.note("undo")
	f.undo--
	return "Reset undone"
}
func (f *fake) CanUndo() bool { return f.undo > 0 }
func (f *fake) Close()        {}

func (f *fake) Checkpoint(int) (*inn.Checkpoint, error) {
	return nil, errors.New("a fake cannot be saved")
}
func (f *fake) Open(*inn.Checkpoint, *scenes.Scene, *scenes.Setup) error {
	return errors.New("a fake opens nothing")
}

// fakeAnswer draws a cloud somewhat wider than the exact posterior, with a few strays.
func fakeAnswer(s *session.Snapshot, q session.Query) *session.Answer {
	su := s.Plan.Setup
	if su.Modes == nil {
		return fakeNumbers(s, q)
	}
	a := &session.Answer{Seq: s.Seq, Query: q, Snapshot: s, Judged: true, Took: 3 * time.Millisecond}
	y := q.Y
	label, err := scenes.Label(y, len(y))
	if err != nil {
		label = 0
		y = scenes.OneHot(0, len(y))
	}
	n := q.N
	draw := func(seed uint64) []float64 {
		x := make([]float64, 2*n)
		if su.Exact(rand.New(rand.NewPCG(seed, 1)), y, x) != nil {
			return nil
		}
		return x
	}
	a.Truth = draw(1)
	c := session.Cloud{X: draw(2), Z: make([]float64, 2*n), ZData: make([]float64, 2*n)}
	r := rand.New(rand.NewPCG(5, 6))
	for i := range c.Z {
		c.Z[i], c.ZData[i] = r.NormFloat64(), r.NormFloat64()*0.97
	}
	modes := su.Modes.Carriers(label)
	if c.X == nil {
		c.X = make([]float64, 2*n)
		modes = []int{0}
	}
	for i := range c.X {
		c.X[i] += 0.02 * r.NormFloat64()
	}
	for i := range n / 150 {
		t := float64(i) / float64(n/150)
		c.X[2*i], c.X[2*i+1] = 1.3+1.1*t+0.1*r.NormFloat64(), 2.2-1.2*t+0.1*r.NormFloat64()
	}
	if a.Side = q.Latent; q.Latent > 0 {
		c.Latent = make([]float64, 2*q.Latent*q.Latent)
		for j := range q.Latent {
			for i := range q.Latent {
				u, v := 6*(float64(i)+0.5)/float64(q.Latent)-3, 3-6*(float64(j)+0.5)/float64(q.Latent)
				turn := math.Mod(math.Atan2(v, u)+math.Hypot(u, v)/2+7, 2*math.Pi) / (2 * math.Pi)
				part := turn * float64(len(modes))
				k := modes[int(part)%len(modes)]
				off := 0.4 * math.Abs(part-math.Floor(part)-0.5) * 2
				o := c.Latent[2*(j*q.Latent+i):]
				o[0], o[1] = su.Modes.Centres[k][0]+off, su.Modes.Centres[k][1]
			}
		}
	}
	if !s.Early(0) {
		c.Quality = &session.Quality{Step: s.Step, Error: 0.016, Exact: 0.003, Right: 0.994, Width: 0.187, Truth: 0.195, Between: 0.007}
	}
	a.Clouds = []session.Cloud{c}
	return a
}

// show puts a calibration in the place of one that is measured.
func (c *calibrated) show(u *scenes.Setup, k *measure.Calibration, step int) {
	c.stopped, c.setup, c.last, c.step = true, u, k, step
}
