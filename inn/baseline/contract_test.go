package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innlab/inn"
	"innlab/inn/net"
)

// The contract of every method, over Methods and problems of each sort: a new method is tested without a line of test
// code.

// problems are small: one with labels, one with numbers of odd units, one with bounds on all sides and whole numbers.
var problems = map[string]*inn.Problem{
	"labels": {
		DimX: 2, DimY: 3, Labels: 3,
		Prior: func(r *rand.Rand, x []float64) {
			x[0], x[1] = float64(r.IntN(3)-1)+0.1*r.NormFloat64(), r.NormFloat64()
		},
		Simulate: func(_ *rand.Rand, x, y []float64) {
			clear(y)
			y[min(2, max(0, int(math.Round(x[0]))+1))] = 1
		},
	},
	"numbers": {
		DimX: 3, DimY: 2,
		Prior: func(r *rand.Rand, x []float64) {
			x[0], x[1], x[2] = 1e3+50*r.NormFloat64(), r.NormFloat64(), r.ExpFloat64()
		},
		Simulate: func(r *rand.Rand, x, y []float64) {
			y[0], y[1] = x[0]*(1+0.1*x[1]), 1e-3*x[2]
			if r != nil {
				y[0] += 5 * r.NormFloat64()
			}
		},
	},
	"bounds": {
		DimX: 3, DimY: 1,
		Box:   [][2]float64{{0, 10}, {-1, 1}, {2, math.Inf(1)}},
		Whole: []bool{true, false, false},
		Prior: func(r *rand.Rand, x []float64) {
			x[0], x[1], x[2] = float64(r.IntN(11)), 2*r.Float64()-1, 2+r.ExpFloat64()
		},
		Simulate: func(r *rand.Rand, x, y []float64) {
			y[0] = x[0] + x[1] + x[2]
			if r != nil {
				y[0] += 0.1 * r.NormFloat64()
			}
		},
	},
}

// each runs a test for every method and variant on every problem, with a small configuration.
func each(t *testing.T, test func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live)) {
	for i := range Methods {
		k := &Methods[i]
		for _, v := range append([]inn.Variant{{Name: "default"}}, k.Variants...) {
			for name, p := range problems {
				t.Run(k.Name+"/"+v.Name+"/"+name, func(t *testing.T) {
					c, l := Default(k, p)
					if v.Change != nil {
						v.Change(&c, &l)
					}
					c.Hidden, c.Batch, c.Steps, c.Warmup, c.Workers = []int{9, 8}, 45, 60, 5, 2
					c.Blocks = min(c.Blocks, 2)
					c.Logit = p.Box != nil
					test(t, k, p, c, l)
				})
			}
		}
	}
}

// begun is a training after so many steps.
func begun(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live, n int) inn.Learner {
	t.Helper()
	m, err := k.New(p, c, l)
	if err != nil {
		t.Fatal(err)
	}
	steps(t, m, n)
	return m
}

func steps(t *testing.T, m inn.Learner, n int) {
	t.Helper()
	for range n {
		if err := m.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

// sampled are 100 draws for one y of the problem.
func sampled(e inn.Estimator, p *inn.Problem) []float64 {
	x, y := make([]float64, p.DimX), make([]float64, p.DimY)
	p.Pair(rand.New(rand.NewPCG(5, 5)), x, y)
	x = make([]float64, 100*p.DimX)
	e.Sample(rand.New(rand.NewPCG(6, 6)), y, x)
	return x
}

// What is said about a method is there, its defaults are valid, and its values that are wrong are refused.
func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for i := range Methods {
		k := &Methods[i]
		if seen[k.Name] || k.Name == "" || k.Title == "" || k.Doc == "" || len(k.Losses) == 0 || len(k.Losses) > inn.NumLosses {
			t.Errorf("%+v", k)
		}
		seen[k.Name] = true
		for _, l := range k.Losses {
			if l.Name == "" || l.Symbol == "" || l.Doc == "" {
				t.Errorf("%s: loss %+v", k.Name, l)
			}
		}
		for name, p := range problems {
			c, l := Default(k, p)
			if err := k.Validate(p, &c, &l); err != nil {
				t.Errorf("%s: the default for %s: %v", k.Name, name, err)
			}
			c.Batch, l.Rate = -1, math.NaN()
			if err := k.Validate(p, &c, &l); err == nil || k.ValidLive(&l) {
				t.Errorf("%s takes a batch of -1 and a rate that is no number", k.Name)
			}
		}
		for _, knob := range k.Knobs() {
			if !knob.For(k.Name) {
				t.Errorf("%s has knob %s, which is not for it", k.Name, knob.Name)
			}
		}
	}
	if _, err := Find("oracle"); err == nil {
		t.Error("a method that there is not was found")
	}
}

// The same seed and workers give the same bits, finite ones within the bounds; another seed does not.
func TestSameBits(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		a, b := begun(t, k, p, c, l, 25), begun(t, k, p, c, l, 25)
		x := sampled(a.Freeze(), p)
		if !slices.Equal(x, sampled(b.Freeze(), p)) || !same(a.Losses(), b.Losses()) {
			t.Error("two trainings of the same configuration differ")
		}
		for i, v := range x {
			if j := i % p.DimX; math.IsNaN(v) || math.IsInf(v, 0) ||
				p.Box != nil && !(v >= p.Box[j][0] && v <= p.Box[j][1]) ||
				k.Spreads && p.Whole != nil && p.Whole[j] && v != math.Round(v) {
				t.Fatalf("sampled %g in column %d", v, j)
			}
		}
		c.Seed++
		if slices.Equal(x, sampled(begun(t, k, p, c, l, 25).Freeze(), p)) {
			t.Error("another seed gives the same")
		}
	})
}

func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(u, v float64) bool { return u == v || math.IsNaN(u) && math.IsNaN(v) })
}

// What is frozen does not change by later steps.
func TestFrozen(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		m := begun(t, k, p, c, l, 10)
		frozen := m.Freeze()
		x := sampled(frozen, p)
		steps(t, m, 20)
		if !slices.Equal(x, sampled(frozen, p)) {
			t.Error("an estimator changed")
		}
		if slices.Equal(x, sampled(m.Freeze(), p)) {
			t.Error("20 steps changed nothing")
		}
	})
}

// One y for all rows, or a row for each, is the same question.
func TestRowsOfY(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		e := begun(t, k, p, c, l, 5).Freeze()
		const n = 70
		x, y := make([]float64, n*p.DimX), make([]float64, p.DimY)
		p.Pair(rand.New(rand.NewPCG(5, 5)), x[:p.DimX], y)
		e.Sample(rand.New(rand.NewPCG(1, 1)), y, x)
		again := make([]float64, len(x))
		e.Sample(rand.New(rand.NewPCG(1, 1)), slices.Repeat(y, n), again)
		if !slices.Equal(x, again) {
			t.Error("one y and n equal rows of y have other answers")
		}
		v, ok := e.(inn.Inverter)
		if !ok {
			return
		}
		z, r := make([]float64, n*v.DimZ()), rand.New(rand.NewPCG(1, 1))
		for i := range z {
			z[i] = r.NormFloat64()
		}
		v.Inverse(y, z, again)
		if !slices.Equal(x, again) {
			t.Error("Sample does not answer the Inverse of the next normal numbers")
		}
	})
}

// A model from a file samples the same bits, whole or bare, and a training goes on from it with the same bits.
func TestSaveLoad(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		if p.Labels == 0 && k.Network != nil { // with everything that a state can hold
			q := *p
			q.Table = p.Drawn(500, 3)
			p, c.HoldOut = &q, 0.2
		}
		m := begun(t, k, p, c, l, 24)
		var file, bare bytes.Buffer
		if err := errors.Join(m.Checkpoint().Save(&file), m.Checkpoint().Bare().Save(&bare)); err != nil {
			t.Fatal(err)
		}
		read, err := Load(&file)
		if err != nil {
			t.Fatal(err)
		}
		x := sampled(m.Freeze(), p)
		if !slices.Equal(x, sampled(read.Estimator(), p)) {
			t.Error("the model of the file samples otherwise")
		}
		if b, err := Load(&bare); err != nil || !slices.Equal(x, sampled(b.Estimator(), p)) {
			t.Errorf("the bare model samples otherwise: %v", err)
		}
		r, err := read.Resume(p)
		if err != nil {
			t.Fatal(err)
		}
		steps(t, m, 17)
		steps(t, r, 17)
		if !slices.Equal(sampled(m.Freeze(), p), sampled(r.Freeze(), p)) || !same(m.Losses(), r.Losses()) {
			t.Error("the training of the file goes on otherwise")
		}
	})
}

// Going back to a state and on again gives the same bits.
func TestRestore(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		m := begun(t, k, p, c, l, 12)
		state := m.State()
		steps(t, m, 13)
		x := sampled(m.Freeze(), p)
		if err := m.Restore(state); err != nil {
			t.Fatal(err)
		}
		steps(t, m, 13)
		if m.Steps() != 25 || !slices.Equal(x, sampled(m.Freeze(), p)) {
			t.Error("the same steps from the same state end elsewhere")
		}
	})
}

// objective is a network's loss of one panel as a function of its weights, with its gradient.
type objective struct {
	room inn.Room
	b    inn.Panel
	of   inn.Adversary // nil where every loss moves all weights
	loss int           // that counts for an Adversary
}

// moves are the weights that count.
func (o *objective) moves(w []float32) (from, to int) {
	if o.of == nil {
		return 0, len(w)
	}
	return o.of.Moves(o.loss)
}

// at returns the weighted loss, and adds its gradient to g unless that is nil.
func (o *objective) at(w, g []float32) (sum float64) {
	o.b.Loss = [inn.NumLosses]float64{}
	o.b.R = rand.New(rand.NewPCG(8, 8)) // the same draws every time
	o.room.Gradient(w, g, &o.b)
	for i, v := range o.b.Loss {
		if o.of == nil || i == o.loss {
			sum += float64(o.b.Weight[i]) * v
		}
	}
	return sum
}

// check compares the gradient with differences along random directions, and returns the middle one of the errors,
// relative to what the gradient is along such a direction: a wrong gradient is wrong along all of them, a hidden unit or a
// bin of a spline that changes within a difference spoils one or two.
func (o *objective) check(w []float32) float64 {
	g := make([]float32, len(w))
	o.at(w, g)
	var length float64
	from, to := o.moves(w)
	for i, v := range g {
		if i >= from && i < to {
			length += float64(v) * float64(v)
		}
	}
	length = math.Sqrt(length)
	r := rand.New(rand.NewPCG(9, 9))
	var errs []float64
	moved := make([]float32, len(w))
	for range 20 {
		d, norm, along := make([]float64, len(w)), 0.0, 0.0
		for i := from; i < to; i++ {
			v := g[i]
			d[i] = r.NormFloat64()
			norm += d[i] * d[i]
			along += d[i] * float64(v)
		}
		norm = math.Sqrt(norm)
		const h = 3e-3
		side := func(s float64) float64 {
			for i := range moved {
				moved[i] = w[i] + float32(s*h*d[i]/norm)
			}
			return o.at(moved, nil)
		}
		errs = append(errs, math.Abs((side(1)-side(-1))/(2*h)-along/norm)/length*math.Sqrt(float64(len(w))))
	}
	slices.Sort(errs)
	return errs[len(errs)/2]
}

// spoilt is a room whose gradient lacks every third entry.
type spoilt struct{ inn.Room }

func (s spoilt) Gradient(w, g []float32, b *inn.Panel) {
	s.Room.Gradient(w, g, b)
	for i := 0; i < len(g); i += 3 {
		g[i] = 0
	}
}

// judge reports a gradient that is wrong, and a wrong one that is not found.
func (o objective) judge(t *testing.T, w []float32) {
	t.Helper()
	if e := o.check(w); e > 0.01 {
		t.Errorf("weights %v: the gradient is off by %.3g", o.b.Weight, e)
	}
	o.room = spoilt{o.room}
	if e := o.check(w); e < 0.1 {
		t.Errorf("weights %v: a gradient without a third of its entries passes with %.3g", o.b.Weight, e)
	}
}

// Gradients are those of the losses, each alone and all together, and rows behind the last do not count.
func TestGradients(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		if k.Network == nil {
			return // its package tests its gradients
		}
		c.Activation = inn.SiLU // differences lie where a ReLU turns; package net checks its gradient
		n := k.Network(p.Dims(), &c)
		w := make([]float32, n.Params())
		r := rand.New(rand.NewPCG(7, 7))
		n.Start(r, w)
		if n.Params()%8 != 0 {
			t.Errorf("%d parameters are no multiple of 8", n.Params())
		}
		panel := func(rows int) inn.Panel {
			b := inn.Panel{X: make([]float32, p.DimX*net.Lanes), Y: make([]float32, p.DimY*net.Lanes), Rows: rows}
			r := rand.New(rand.NewPCG(3, 3))
			for _, v := range [][]float32{b.X, b.Y} {
				for i := range v {
					if v[i] = float32(r.NormFloat64()); i%net.Lanes >= rows {
						v[i] = 0
					}
				}
			}
			return b
		}
		var sets [][inn.NumLosses]float32
		all := [inn.NumLosses]float32{}
		for i, loss := range k.Losses {
			if !loss.Measured {
				one := [inn.NumLosses]float32{}
				one[i], all[i] = 0.02, 0.03/float32(i+1)
				sets = append(sets, one)
			}
		}
		for _, weights := range append(sets, all) {
			o := &objective{room: n.Room(), b: panel(27)}
			o.b.Weight = weights
			if o.of, _ = n.(inn.Adversary); o.of == nil {
				o.judge(t, w)
				continue
			}
			for o.loss = range k.Losses {
				if weights[o.loss] > 0 {
					o.judge(t, w)
				}
			}
		}
	})
}

// On a table every row trains once an epoch, rows held out never do, and the weights that did best on them answer.
func TestTable(t *testing.T) {
	for i := range Methods {
		k := &Methods[i]
		if k.Network == nil {
			continue
		}
		p := *problems["numbers"]
		p.Table = problems["numbers"].Drawn(200, 1)
		c, l := Default(k, &p)
		c.Hidden, c.Batch, c.HoldOut, c.Steps, c.Workers = []int{64}, 20, 0.5, 1600, 2
		c.Average = 0
		l.Rate = 2e-2
		m := begun(t, k, &p, c, l, 0)
		held := len(k.Losses) - 1
		least := math.Inf(1)
		var best []float64
		for range 1600 { // long enough to learn the rows that train by heart
			steps(t, m, 1)
			if v := m.Losses()[held]; v < least {
				least, best = v, sampled(m.Freeze(), &p)
			}
		}
		if last := m.Losses()[held]; !(last > least) {
			t.Errorf("%s: the loss held out falls to the end, %g; the test says nothing", k.Name, last)
		}
		if !slices.Equal(best, sampled(m.Freeze(), &p)) {
			t.Errorf("%s does not answer with the weights that did best on what is held out", k.Name)
		}
		c.HoldOut = 0.001
		if _, err := k.New(&p, c, l); err == nil {
			t.Error("a part of no row was held out")
		}
	}
}

// A loss that is not finite is divergence, and leaves the network as it was.
func TestDivergence(t *testing.T) {
	each(t, func(t *testing.T, k *inn.Kind, p *inn.Problem, c inn.Config, l inn.Live) {
		if len(k.Losses) == 0 || k.Network == nil && k.Params == nil {
			return
		}
		q := *p
		sick := false
		q.Simulate = func(r *rand.Rand, x, y []float64) {
			p.Simulate(r, x, y)
			if sick {
				y[0] = math.Inf(1)
			}
		}
		c.Workers = 1
		m := begun(t, k, &q, c, l, 5)
		x := sampled(m.Freeze(), p)
		sick = true
		if err := m.Step(); !errors.Is(err, inn.ErrDiverged) {
			t.Fatalf("an infinite y: %v", err)
		}
		sick = false
		if m.Steps() != 5 || !slices.Equal(x, sampled(m.Freeze(), p)) {
			t.Error("the failed step moved something")
		}
		steps(t, m, 3)
		for _, v := range sampled(m.Freeze(), p) {
			if math.IsNaN(v) {
				t.Fatal("nothing of the failed step should be left")
			}
		}
	})
}

// Fewer methods than names in the table of knobs would be a knob for nobody.
func TestKnobsNameMethods(t *testing.T) {
	for _, knob := range inn.Knobs {
		if len(knob.Methods) > 0 && !slices.ContainsFunc(knob.Methods, func(name string) bool {
			_, err := Find(name)
			return err == nil
		}) {
			t.Error(fmt.Sprint(knob.Name, " is for no method that there is"))
		}
	}
}
