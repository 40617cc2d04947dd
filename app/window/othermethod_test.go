package window

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
)

// conditional makes x of y and z and knows which z made it, but does not predict y.
type conditional struct{ shift }

func (conditional) Forward()                 {} // hides that of shift
func (conditional) Encode(x, y, z []float64) {}

// oneWay makes x of y and z and knows no way back.
type oneWay struct{}

func (oneWay) DimZ() int                           { return 1 }
func (oneWay) Sample(_ *rand.Rand, y, x []float64) {}
func (oneWay) Inverse(y, z, x []float64)           {}

// by turns the explored network into one of another method.
func by(method string, e inn.Estimator) func(*session.Snapshot) {
	return func(s *session.Snapshot) {
		s.Plan.Columns[0].Method = method
		s.Columns[0].Estimator = e
	}
}

// The keys of the invertible network's losses do not switch those of another method that have the same number.
func TestKeysGoByTheLoss(t *testing.T) {
	d, _, f := showScene(t, "two-moons", 1280, 800, func(f *fake, _ *Window) { f.change(by("cinn", conditional{})) })
	before := f.live()
	for _, k := range []key.Name{"Y", "Z", "X"} {
		d.Key(k)
		d.Key(k, key.ModShift)
		if f.live() != before {
			t.Errorf("key %s changed the losses of a method without that loss", k)
		}
		if want := "cINN has no L" + strings.ToLower(string(k)) + " that could be switched."; !strings.Contains(d.Dump(), want) {
			t.Errorf("key %s does not say %q", k, want)
		}
	}
}

// The connector says which ways the method goes.
func TestWays(t *testing.T) {
	for want, e := range map[string]inn.Estimator{sayNetwork: shift{}, sayConditional: conditional{}, sayBackward: oneWay{}} {
		f := &frame{snap: &session.Snapshot{Columns: []session.ColumnState{{Estimator: e}}}}
		if got := f.ways(); got != want {
			t.Errorf("%T: %q, not %q", e, got, want)
		}
	}
}

// A z of one number has no second axis.
func TestOneZ(t *testing.T) {
	for _, c := range []struct {
		e    inn.Estimator
		axes int
	}{{shift{}, 2}, {oneWay{}, 1}} {
		_, w, f := showScene(t, "two-moons", 1280, 800, func(f *fake, _ *Window) { f.change(by("cinn", c.e)) })
		fr := &frame{Window: w, snap: f.snap, theme: widgets.Light()}
		z := &zcard{}
		p := z.plot(layout.Context{}, fr, w.explore(), rect{0, 0, 100, 100}, 1)
		rings := 0
		for _, m := range p.Marks {
			if _, ok := m.(widgets.Rings); ok {
				rings++
			}
		}
		if p.Frame.Y.Bare != (c.axes == 1) || (rings == 0) != (c.axes == 1) {
			t.Errorf("with %d numbers of z the second axis is bare: %v, with %d rings", c.axes, p.Frame.Y.Bare, rings)
		}
	}
}

// Where nothing can be measured the card of quality says so, whatever the answer.
func TestNothingToMeasure(t *testing.T) {
	d, _, _ := showScene(t, "two-moons", 1280, 800, func(f *fake, _ *Window) {
		f.mute = true
		f.change(func(s *session.Snapshot) {
			u := *s.Plan.Setup
			rows := &inn.Table{N: 200, X: make([]float64, 400), Y: make([]float64, 400)}
			r := rand.New(rand.NewPCG(1, 2))
			for i := range 200 {
				u.Problem.Pair(r, rows.X[2*i:2*i+2], rows.Y[2*i:2*i+2])
			}
			u.Exact, u.Problem.Simulate, u.Problem.Table = nil, nil, rows
			s.Plan.Setup = &u
		})
	})
	if !says(d, "No exact posterior is known here") || says(d, "Being measured") {
		t.Errorf("before the first answer it says something else:\n%s", d.Dump())
	}
}
