package session

import (
	"math"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"innlab/scenes"
)

// TestMap: every pixel of a picture is answered, by the newest networks, beside the questions, which do not wait for it.
func TestMap(t *testing.T) {
	p := toy(t, "some", 1, 1000)
	u := *p.Setup
	const w, h = 21, 10
	img := &scenes.Image{W: w, H: h, X: make([]float64, w*h*2), Y: make([]float64, w*h*8)}
	for i := range w * h {
		img.Y[8*i] = 1
	}
	u.Image = func() *scenes.Image { return img }
	p.Setup = &u
	s := new(world).begin(t, p)
	s.SetPace(Max)
	s.Ask(Query{Y: u.Start, N: 50})
	until(t, "an answer", func() bool { return s.Answer() != nil })
	if s.Answer().Map != nil {
		t.Error("a map that nobody asked for")
	}
	s.Ask(Query{Y: u.Start, N: 50, Map: true})
	until(t, "the picture", func() bool { m := s.Answer().Map; return m != nil && m.Image == img })
	if m := s.Answer().Map; m.Share != 0 || !math.IsNaN(m.Mid[0]) {
		t.Errorf("an untrained network has a map: %+v", m)
	}
	for step := 1; step <= 2; step++ {
		s.StepOnce()
		until(t, "the map of the newest network", func() bool { m := s.Answer().Map; return m.Step == step && m.Share == 1 })
		m := s.Answer().Map
		for i := range w * h { // the fake answers x = z + step
			if !(m.Low[i] < m.Mid[i] && m.Mid[i] < m.High[i]) || math.Abs(m.Mid[i]-float64(step)) > 0.5 || m.Mid[i] != m.Mid[0] {
				t.Fatalf("step %d, pixel %d: %g, %g, %g", step, i, m.Low[i], m.Mid[i], m.High[i])
			}
		}
	}
	s.Ask(Query{Y: scenes.OneHot(1, 8), N: 50, Map: true})
	until(t, "another answer", func() bool { return s.Answer().Query.Y[1] == 1 })
	if m := s.Answer().Map; m == nil || m.Share != 1 {
		t.Error("another question throws the map away")
	}
}

// TestBlocks: at first a pixel stands for its neighbours, in the end every pixel is there once.
func TestBlocks(t *testing.T) {
	const w, h = 21, 10
	img := &scenes.Image{W: w, H: h}
	m := &mapper{image: new(atomic.Pointer[scenes.Image])}
	m.image.Store(img)
	fill := func(from float64) map[[2]int]int { // a map with values from a number on
		seen := map[[2]int]int{}
		m.begin(&Snapshot{Columns: make([]ColumnState, 1)})
		m.made = &Map{}
		for i, b := range m.order {
			seen[[2]int{b.x, b.y}]++
			m.set(img, b, [3]float64{0, from + float64(i), 0})
			if i == m.coarse-1 { // six blocks of 8 are the whole picture
				for k, v := range m.values[1] {
					if v != from+float64(k%w/8+3*(k/w/8)) {
						t.Fatalf("pixel %d of the coarse map is %g", k, v)
					}
				}
			}
		}
		return seen
	}
	fill(1000)
	seen := fill(10) // the coarse blocks of a newer map cover the finer ones of that before
	if len(seen) != w*h || len(m.order) != w*h {
		t.Errorf("%d pixels in %d steps, of %d", len(seen), len(m.order), w*h)
	}
	for i, b := range m.order {
		if m.values[1][b.y*w+b.x] != float64(10+i) {
			t.Fatalf("pixel (%d, %d) is overwritten", b.x, b.y)
		}
	}
}

// TestMapUnderLoad: where an answer takes longer than the time between two, the map has its turn all the same, and goes on
// to newer networks before it is whole.
func TestMapUnderLoad(t *testing.T) {
	p := toy(t, "some", 1, 1<<30)
	u := *p.Setup
	const w, h = 96, 68
	img := &scenes.Image{W: w, H: h, X: make([]float64, w*h*2), Y: make([]float64, w*h*8)}
	u.Image = func() *scenes.Image { return img }
	p.Setup = &u
	s := (&world{row: 200 * time.Microsecond, cost: time.Millisecond}).begin(t, p)
	s.SetPace(Max)
	s.Ask(Query{Y: u.Start, N: 1000, Map: true})
	s.Play()
	coarse := func(after int) *Map {
		until(t, "a coarse map", func() bool {
			m := s.Answer()
			return m != nil && m.Map != nil && m.Map.Step > after && !slices.ContainsFunc(m.Map.Mid, math.IsNaN)
		})
		return s.Answer().Map
	}
	first := coarse(0)
	if second := coarse(first.Step); first.Share == 1 || second.Share == 1 || s.Snapshot().State != Running {
		t.Errorf("shares of %g and %g of the map", first.Share, second.Share)
	}
}

// TestMapOfReset: a run that begins anew has no map until its network has made a step.
func TestMapOfReset(t *testing.T) {
	p := toy(t, "some", 1, 1000)
	u := *p.Setup
	img := &scenes.Image{W: 9, H: 9, X: make([]float64, 81*2), Y: make([]float64, 81*8)}
	u.Image = func() *scenes.Image { return img }
	p.Setup = &u
	s := new(world).begin(t, p)
	s.Ask(Query{Y: u.Start, N: 50, Map: true})
	s.StepOnce()
	until(t, "a map", func() bool { a := s.Answer(); return a != nil && a.Map != nil && a.Map.Share == 1 })
	s.Reset()
	until(t, "no map", func() bool { m := s.Answer().Map; return m.Step == 0 && math.IsNaN(m.Mid[0]) })
}
