package session

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// question asks for everything, at a label of the toy.
func question(label int) Query {
	return Query{Y: scenes.OneHot(label, 8), N: 2000, Latent: 96}
}

// sound checks what holds of every answer.
func (a *Answer) sound() error {
	q, p := a.Query, &a.Snapshot.Plan.Setup.Problem
	if len(a.Clouds) != len(a.Snapshot.Columns) {
		return fmt.Errorf("%d clouds of %d columns", len(a.Clouds), len(a.Snapshot.Columns))
	}
	if len(q.Y) != p.DimY || a.Side > q.Latent || q.Rough && a.Side != 0 || q.Latent > 0 && !q.Rough && a.Side == 0 {
		return fmt.Errorf("y of %d numbers, colouring %d of %d", len(q.Y), a.Side, q.Latent)
	}
	n := len(a.Clouds[0].X) / p.DimX
	if n > q.N || n == 0 && q.N > 0 || a.Truth != nil && len(a.Truth) != n*p.DimX {
		return fmt.Errorf("%d samples of %d, %d numbers of truth", n, q.N, len(a.Truth))
	}
	if pairs := len(a.PairX) / p.DimX; pairs > q.Pairs || q.Rough && pairs > 0 || len(a.PairY) != pairs*p.DimY {
		return fmt.Errorf("%d pairs of %d, with %d numbers of y", pairs, q.Pairs, len(a.PairY))
	}
	for i, c := range a.Clouds {
		if len(c.PairX) != len(a.PairX) || (c.PairX == nil) != (a.PairX == nil) {
			return fmt.Errorf("cloud %d has %d numbers for %d of pairs", i, len(c.PairX), len(a.PairX))
		}
		dimZ := a.Snapshot.Columns[i].Estimator.(inn.Inverter).DimZ()
		if len(c.X) != n*p.DimX || len(c.Z) != n*dimZ || len(c.Latent) != a.Side*a.Side*p.DimX || len(c.ZData)%dimZ != 0 {
			return fmt.Errorf("cloud %d has %d, %d, %d and %d numbers", i, len(c.X), len(c.Z), len(c.Latent), len(c.ZData))
		}
		if len(c.Z) > 0 && &c.Z[0] != &a.Clouds[0].Z[0] {
			return fmt.Errorf("cloud %d has latents of its own", i)
		}
		if q.Pairs == 0 && !q.Rough && len(c.ZData) == 0 && n > 0 {
			return fmt.Errorf("cloud %d has no data sent forward: %d samples, side %d", i, n, a.Side)
		}
		if c.Quality != nil && (c.Quality.Step > a.Snapshot.Step || c.Quality.Step < a.Snapshot.Plan.Columns[i].Early()) {
			return fmt.Errorf("cloud %d has the quality of step %d at step %d", i, c.Quality.Step, a.Snapshot.Step)
		}
	}
	return nil
}

func (a *Answer) full() bool {
	return a != nil && len(a.Clouds[0].X) == a.Query.N*2 && a.Side == a.Query.Latent && len(a.PairX) == a.Query.Pairs*2
}

func TestAnswerSoundRejects(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "some", 2, 100))
	both := []*Answer{}
	for _, pairs := range []int{0, 500} {
		q := question(0)
		q.Pairs = pairs
		s.Ask(q)
		until(t, "an answer", func() bool { a := s.Answer(); return a.full() && a.Query.Pairs == pairs })
		both = append(both, s.Answer())
	}
	if err := errors.Join(both[0].sound(), both[1].sound()); err != nil {
		t.Fatal(err)
	}
	for i, spoil := range []func(a *Answer){
		func(a *Answer) { a.Clouds = a.Clouds[:1] },
		func(a *Answer) { a.Side = 7 },
		func(a *Answer) { a.Truth = a.Truth[2:] },
		func(a *Answer) { a.Clouds[1].X = a.Clouds[1].X[2:] },
		func(a *Answer) { a.Clouds[1].Z = slices.Clone(a.Clouds[1].Z) },
		func(a *Answer) { a.Clouds[0].ZData = nil },
		func(a *Answer) { a.Clouds[0].Quality = &Quality{Step: 5} },
		func(a *Answer) { a.PairY = a.PairY[min(8, len(a.PairY)):] },
		func(a *Answer) { a.Clouds[1].PairX = nil },
		func(a *Answer) { a.Query.Rough = true },
	} {
		found := false
		for _, a := range both {
			a := *a
			a.Clouds = slices.Clone(a.Clouds)
			spoil(&a)
			found = found || a.sound() != nil
		}
		if !found {
			t.Errorf("broken answer %d passes", i)
		}
	}
}

// A question is answered small at first and then in full, with the same noise, though nothing else happens.
func TestAnswerCoarseThenFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{row: 20 * time.Microsecond}
		s := w.begin(t, toy(t, "some", 2, 100))
		s.Ask(question(0))
		var all []*Answer
		for range 2000 {
			time.Sleep(time.Millisecond)
			if a := s.Answer(); a != nil && (len(all) == 0 || a != all[len(all)-1]) {
				all = append(all, a)
			}
		}
		if len(all) < 2 || all[0].full() || !all[len(all)-1].full() {
			t.Fatalf("%d answers, not a small one and then a full one", len(all))
		}
		if all[0].Took > 2*first {
			t.Errorf("the first answer took %v", all[0].Took)
		}
		last := all[len(all)-1]
		for i, a := range all {
			if err := a.sound(); err != nil {
				t.Error(err)
			}
			if a.Seq != i+1 {
				t.Errorf("answer %d has number %d", i+1, a.Seq)
			}
			for _, pair := range [][2][]float64{
				{a.Clouds[0].X, last.Clouds[0].X}, {a.Clouds[1].Z, last.Clouds[1].Z},
				{a.Clouds[0].ZData, last.Clouds[0].ZData}, {a.Truth, last.Truth},
			} {
				if !slices.Equal(pair[0], pair[1][:len(pair[0])]) {
					t.Fatalf("answer %d is not the beginning of the full one", i+1)
				}
			}
		}
		if w := last.Clouds[0].Latent; w[0] != w[2]-6./96 || math.Abs(w[0]+3-3./96) > 1e-12 || math.Abs(w[1]-3+3./96) > 1e-12 {
			t.Errorf("the colouring begins with %v", w[:4])
		}
		time.Sleep(time.Hour)
		if s.Answer() != last {
			t.Error("a paused session answers again and again")
		}
	})
}

// While training runs, newer networks answer the question again: at most 20 times a second, with the same noise.
func TestAnswersFollowTraining(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond, row: time.Microsecond}
		s := w.begin(t, toy(t, "some", 1, 1e6))
		s.SetPace(Max)
		q := question(0)
		q.N = 300
		s.Ask(q)
		s.Play()
		time.Sleep(time.Second)
		first := s.Answer()
		var judged []int
		for range 10_000 {
			time.Sleep(time.Millisecond)
			a := s.Answer()
			if q := a.Clouds[0].Quality; q != nil && (len(judged) == 0 || judged[len(judged)-1] != q.Step) {
				judged = append(judged, q.Step)
			}
		}
		last := s.Answer()
		if n := last.Seq - first.Seq; n < 150 || n > 200+21 { // 20 a second, and once more with each quality
			t.Errorf("%d answers in ten seconds", n)
		}
		if n := len(judged); n < 15 || n > 21 {
			t.Errorf("quality measured %d times in ten seconds", n)
		}
		if age := s.Snapshot().Step - last.Snapshot.Step; age > 150 {
			t.Errorf("the answer is %d steps old", age)
		}
		moved := float64(last.Snapshot.Step - first.Snapshot.Step)
		for i, x := range last.Clouds[0].X {
			if math.Abs(x-first.Clouds[0].X[i]-moved) > 1e-9 {
				t.Fatalf("number %d changed by %g while the network changed by %g", i, x-first.Clouds[0].X[i], moved)
			}
		}
		s.Pause()
		time.Sleep(time.Second)
		if a, snap := s.Answer(), s.Snapshot(); !sameNetworks(a.Snapshot, snap) || !a.full() || a.Clouds[0].Quality.Step != snap.Step {
			t.Error("once paused, the newest network has not answered in full")
		}
	})
}

// Where networks are slow, answers get smaller, and a question need not wait for one before it.
func TestSlowNetworks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{cost: time.Millisecond, row: 12 * time.Microsecond} // half a second for a full answer
		s := w.begin(t, toy(t, "some", 4, 1e6))
		s.Play()
		for i := range 40 {
			q := question(i % 4)
			q.N = 400
			s.Ask(q)
			time.Sleep(230 * time.Millisecond)
			if !slices.Equal(s.Answer().Query.Y, q.Y) {
				t.Fatalf("question %d has no answer after 230 ms", i)
			}
			if i == 20 {
				s.Pause()
			}
		}
		if median, last := s.Delay(); median <= 0 || median > 100*time.Millisecond || last <= 0 {
			t.Errorf("questions are answered after %v at the median, the last after %v", median, last)
		}
	})
}

func TestLatestQuestionCounts(t *testing.T) {
	w := &world{}
	s := w.begin(t, toy(t, "all", 1, 100))
	y := make([]float64, 8)
	for i := range 5000 {
		clear(y)
		y[i%8] = 1
		s.Ask(Query{Y: y, N: 100 + i%50})
	}
	clear(y) // the caller's slice is his own again
	until(t, "an answer to the last question", func() bool {
		a := s.Answer()
		return a != nil && a.Query.N == 100+4999%50 && slices.Equal(a.Query.Y, scenes.OneHot(4999%8, 8))
	})
}

func TestQuestionsThatDoNotFit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		s := w.begin(t, toy(t, "some", 1, 100))
		bad := scenes.OneHot(0, 8)
		bad[3] = math.NaN()
		for _, q := range []Query{
			{}, {Y: []float64{1, 2}, N: 5}, {Y: bad, N: 5}, {Y: scenes.OneHot(0, 8), N: -1},
			{Y: scenes.OneHot(0, 8), N: 5, Noise: math.Inf(1)}, {Y: scenes.OneHot(0, 8), N: 5, Noise: math.NaN()},
		} {
			s.Ask(q)
			time.Sleep(time.Second)
			if s.Answer() != nil {
				t.Errorf("%+v got an answer", q)
			}
		}
		s.Ask(Query{Y: scenes.OneHot(0, 8)})
		time.Sleep(time.Second)
		if a := s.Answer(); a == nil || a.sound() != nil || a.Truth != nil {
			t.Error("a question for no samples should have an empty answer")
		}
	})
}

// The truth is of the set-up in force, and there is none where no x has the y.
func TestTruth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		s := w.begin(t, toy(t, "some", 1, 100))
		truth := func(q Query) []float64 {
			s.Ask(q)
			time.Sleep(time.Second)
			if err := s.Answer().sound(); err != nil {
				t.Error(err)
			}
			return s.Answer().Truth
		}
		centre := func(x []float64) (c [2]float64) {
			for i, v := range x {
				c[i%2] += v / float64(len(x)/2)
			}
			return c
		}
		three := centre(truth(question(3)))
		if math.Hypot(three[0]+2.4142, three[1]+1) > 0.02 {
			t.Errorf("label 3 of some lies at %v", three)
		}
		noisy := question(3)
		noisy.Noise = 0.1
		if !slices.Equal(truth(noisy), truth(question(3))) {
			t.Error("noise on y changes the truth")
		}
		if truth(question(7)) != nil {
			t.Error("an unused label has a truth")
		}
		between := question(0)
		between.Y[1] = 0.5
		if truth(between) != nil {
			t.Error("a y between labels has a truth")
		}
		truth(question(3))
		if err := s.Restart(toy(t, "all", 1, 100)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if c := centre(s.Answer().Truth); math.Hypot(c[0]-2.4142, c[1]-1) > 0.02 {
			t.Errorf("after a change of set-up label 3 still lies at %v", c)
		}
	})
}

func TestRough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		s := w.begin(t, toy(t, "some", 1, 100))
		s.Ask(question(0))
		time.Sleep(time.Second)
		before := s.Answer()
		q := question(1)
		q.Rough, q.N = true, 300
		s.Ask(q)
		time.Sleep(time.Second)
		a := s.Answer()
		if err := a.sound(); err != nil {
			t.Error(err)
		}
		if a.Clouds[0].Latent != nil || !slices.Equal(a.Clouds[0].ZData, before.Clouds[0].ZData) {
			t.Error("a rough question got more than samples")
		}
	})
}

// The pairs are draws of the problem: every y is that of its x.
func TestPairs(t *testing.T) {
	setup := toy(t, "some", 1, 1).Setup
	d := draws{setup: setup}
	d.pairs(10)
	x, y := d.pairs(1000)
	want := make([]float64, 8)
	for i := range 1000 {
		setup.Problem.Simulate(nil, x[2*i:2*i+2], want)
		if !slices.Equal(want, y[8*i:8*i+8]) {
			t.Fatalf("pair %d: x = %v has y = %v, not %v", i, x[2*i:2*i+2], want, y[8*i:8*i+8])
		}
	}
	if x, y := d.pairs(0); x != nil || y != nil {
		t.Error("no pairs are something")
	}
	p := painter{draws: &d, estimator: &fakeNet{world: &world{}}, q: question(0), stop: func() bool { return false }}
	p.size = size{n: 10, pairs: 1000}
	many, _ := p.cloud()
	p.size.pairs = 300
	if few, _ := p.cloud(); len(many.PairX) != 2000 || !slices.Equal(few.PairX, many.PairX[:600]) {
		t.Errorf("%d numbers for 1000 pairs, which change with their number", len(many.PairX))
	}
}

// Noise on y is drawn row by row, the same in every answer.
func TestNoise(t *testing.T) {
	d := draws{setup: toy(t, "some", 1, 1).Setup}
	q := question(2)
	if y := d.measured(&q, 50); len(y) != 8 {
		t.Errorf("without noise there are %d numbers of y", len(y))
	}
	q.Noise = 0.1
	y := d.measured(&q, 4000)
	if again := d.measured(&q, 100); !slices.Equal(again, y[:800]) {
		t.Error("the noise changes")
	}
	var sum, square float64
	for i, v := range y {
		e := (v - q.Y[i%8]) / 0.1
		sum, square = sum+e, square+e*e
	}
	n := float64(len(y))
	if m, s := sum/n, square/n; math.Abs(m) > 4/math.Sqrt(n) || math.Abs(s-1) > 4*math.Sqrt(2/n) {
		t.Errorf("noise of mean %g and variance %g, want 0 and 1", m, s)
	}
}

func TestEstimatorWithoutInverse(t *testing.T) {
	d := draws{setup: toy(t, "some", 1, 1).Setup}
	type sampler struct{ inn.Estimator } // hides the other methods
	p := painter{draws: &d, estimator: sampler{&fakeNet{world: &world{}}}, q: question(0), size: size{n: 1500, side: 8}, stop: func() bool { return false }}
	a, ok := p.cloud()
	b, _ := p.cloud()
	if !ok || len(a.X) != 3000 || a.Z != nil || a.Latent != nil || !slices.Equal(a.X, b.X) {
		t.Error("an estimator that can only sample is not asked for samples, the same each time")
	}
}

// Of an estimator that tells the z of pairs, data is sent forward where z is looked at: pairs of the simulator, each to
// the z that leads from its y back to its x.
func TestPairsSentForward(t *testing.T) {
	d := draws{setup: toy(t, "some", 1, 1).Setup}
	type reader struct {
		inn.Inverter
		inn.Encoder
		inn.Estimator
	}
	e := tilted{}
	p := painter{draws: &d, estimator: reader{e, e, &fakeNet{world: &world{}}}, q: question(0), size: size{n: 300, side: 8}, stop: func() bool { return false }}
	c, ok := p.cloud()
	if !ok || len(c.ZData) != 2*300 {
		t.Fatalf("%d numbers are sent forward", len(c.ZData))
	}
	x, y := d.pairs(300)
	back := make([]float64, len(x))
	e.Inverse(y, c.ZData, back)
	if !slices.Equal(back, x) {
		t.Error("z does not lead back to the x of its pair")
	}
	p.side = 0
	if c, _ := p.cloud(); c.ZData != nil {
		t.Error("pairs are sent forward where nobody looks at z")
	}
}

// tilted makes x of z, which it stretches by what the first number of y says.
type tilted struct{}

func (tilted) DimZ() int { return 2 }

func (tilted) Inverse(y, z, x []float64) {
	for i := range x {
		x[i] = z[i] * math.Exp2(y[i/2*8%len(y)])
	}
}

func (tilted) Encode(x, y, z []float64) {
	for i := range x {
		z[i] = x[i] / math.Exp2(y[i/2*8%len(y)])
	}
}
