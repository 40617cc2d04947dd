package inn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innlab/inn/net"
)

// Every row of a table comes once an epoch, in an order that is new each time and a function of seed and step alone;
// rows that are held out never come.
func TestDeck(t *testing.T) {
	for _, share := range []float64{0, 0.3} {
		table := &Table{N: 50}
		c := &Config{Batch: 8, HoldOut: share, Seed: 4}
		d := newDeck(table, c, true)
		if len(d.held) != int(share*50) || len(d.held)+len(d.rows) != 50 {
			t.Fatalf("%d rows train, %d are held out", len(d.rows), len(d.held))
		}
		var dealt []int32
		n := len(d.rows)
		for step := range 3 * n {
			d.deal(step)
			dealt = append(dealt, d.dealt...)
		}
		var last []int32
		for e := range 3 * 8 {
			epoch := slices.Clone(dealt[e*n : (e+1)*n])
			if slices.Equal(epoch, last) {
				t.Error("two epochs have the same order")
			}
			last = slices.Clone(epoch)
			slices.Sort(epoch)
			if len(slices.Compact(epoch)) != n || slices.ContainsFunc(epoch, func(i int32) bool { return slices.Contains(d.held, i) }) {
				t.Fatalf("epoch %d deals %v", e, epoch)
			}
		}
		again := newDeck(table, c, true)
		again.deal(17)
		if !slices.Equal(again.dealt, dealt[17*8:18*8]) {
			t.Error("what a step deals depends on the steps before")
		}
	}
}

// The rows of a table stay together; what is observed of them has noise that is new each time.
func TestTableRows(t *testing.T) {
	p := ring()
	p.Table = p.Drawn(40, 1)
	r := rand.New(rand.NewPCG(1, 1))
	x, y, want := make([]float64, 3), make([]float64, 2), make([]float64, 2)
	seen := map[float64]bool{}
	for range 2000 {
		p.Pair(r, x, y)
		p.Simulate(nil, x, want)
		i := slices.Index(p.Table.X, x[0]) / 3
		if !slices.Equal(x, p.Table.X[3*i:3*i+3]) || !slices.Equal(y, p.Table.Y[2*i:2*i+2]) {
			t.Fatalf("row %v, %v is none of the table", x, y)
		}
		seen[x[0]] = true
	}
	if len(seen) != 40 {
		t.Errorf("%d of 40 rows came", len(seen))
	}
	p.Table.Observe = func(r *rand.Rand, raw, y []float64) { y[0], y[1] = raw[0]+r.Float64(), raw[1] }
	p.Pair(r, x, y)
	i := slices.Index(p.Table.X, x[0]) / 3
	if raw := p.Table.Y[2*i:]; !(y[0] > raw[0] && y[0] < raw[0]+1) || y[1] != raw[1] {
		t.Errorf("observed %v of %v", y, raw)
	}
}

// A transform can be undone, its log-determinant is that of differences, and what comes out lies within the bounds.
func TestTransform(t *testing.T) {
	inf := math.Inf(1)
	box := [][2]float64{{-1, 3}, {0, inf}, {-inf, 5}, {-inf, inf}, {0, 4}}
	s := net.Scaling{Mean: []float64{0.5, 1, -1, 2, 0.1}, Spread: []float64{2, 0.5, 3, 1, 2}}
	whole := []bool{false, false, false, false, true}
	x := []float64{2.5, 0.3, -7, 11, 3}
	for _, bend := range [][2]bool{{}, {true, false}, {true, true}} {
		logit := bend[0]
		m := Transform{Scaling: s, Logit: logit, Probit: bend[1], Box: box, Whole: whole}
		in, back := make([]float32, 5), make([]float64, 5)
		m.In(nil, x, in)
		m.Out(in, back)
		det := 0.0
		for j := range x {
			if math.Abs(back[j]-x[j]) > 1e-4 {
				t.Errorf("column %d: %g comes back as %g", j, x[j], back[j])
			}
			const h = 1e-6
			det += math.Log(math.Abs(m.bend(j, x[j]+h)-m.bend(j, x[j]-h))/(2*h)) - math.Log(s.Spread[j])
		}
		if got := m.LogDet(x); math.Abs(got-det) > 1e-6 {
			t.Errorf("log-determinant %g, differences give %g", got, det)
		}
		r := rand.New(rand.NewPCG(2, 2))
		low, high := inf, -inf
		for range 1000 { // whole numbers are spread, and rounded to where they were
			m.In(r, x, in)
			low, high = min(low, float64(in[4])), max(high, float64(in[4]))
			if m.Out(in, back); back[4] != 3 {
				t.Fatalf("3 comes back as %g", back[4])
			}
			for j := range in {
				in[j] = float32(9 * r.NormFloat64())
			}
			if m.Out(in, back); logit && !m.holds(back) {
				t.Fatalf("%v lies outside", back)
			}
		}
		if !(high-low > 0.2) {
			t.Error("a whole number is not spread")
		}
		m.clamp(back)
		if !m.holds(back) {
			t.Errorf("%v lies outside", back)
		}
	}
}

// Noise that is added to bounded numbers as the network sees them is what it would have been outside.
func TestDisturbed(t *testing.T) {
	for _, logit := range []bool{false, true} {
		m := Transform{Scaling: net.Scaling{Mean: []float64{0.5}, Spread: []float64{2}}, Logit: logit, Box: [][2]float64{{-2, 2}}}
		in, want := make([]float32, 1), make([]float32, 1)
		m.In(nil, []float64{1.5}, in)
		m.In(nil, []float64{1.8}, want)
		if got := m.disturbed(0, in[0], 0.3); math.Abs(float64(got-want[0])) > 1e-5 {
			t.Errorf("logit %v: 1.5 + 0.3 is %g for the network, 1.8 is %g", logit, got, want[0])
		}
	}
}
