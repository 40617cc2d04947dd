package inn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"

	"innlab/inn/net"
)

// shapes are networks of even and odd width, with padding on neither side, either side and both, every activation,
// mixer and clamp.
func shapes() map[string]Config {
	base := Config{Blocks: 3, Hidden: []int{20}, Activation: ReLU, Width: 5, DimZ: 2, Clamp: 2, Mix: Permute,
		Init: Xavier, LastScale: 0.7, Seed: 5}
	all := map[string]Config{}
	add := func(name string, change func(*Config)) {
		c := base
		change(&c)
		all[name] = c
	}
	add("output wider than x", func(c *Config) {})
	add("x and output as wide as the network", func(c *Config) { c.Width, c.DimZ = 3, 1 })
	add("padding on both sides, odd", func(c *Config) { c.Width, c.DimZ = 7, 1 })
	add("padding on both sides, even", func(c *Config) { c.Width = 8 })
	add("rotations", func(c *Config) { c.Mix, c.Width = Orthogonal, 6 })
	add("SiLU, deep", func(c *Config) { c.Activation, c.Hidden = SiLU, []int{40, 33, 9} })
	add("ReLU, deep", func(c *Config) { c.Hidden = []int{40, 33, 9} })
	add("old clamp", func(c *Config) { c.ClampOld, c.Clamp = true, 1.3 })
	add("wide", func(c *Config) { c.Width = 41 })
	return all
}

// modelOf is an untrained model of a configuration for a problem with 3 x and 2 y, scaled unevenly.
func modelOf(c Config) *Model {
	f := newFlow(3, 2, &c)
	x := Transform{Scaling: net.Scaling{Mean: []float64{1, -2, 0}, Spread: []float64{0.5, 3, 1}}}
	y := Transform{Scaling: net.Scaling{Mean: []float64{4.6, 5}, Spread: []float64{0.02, 0.25}}}
	y.Logit, y.Box = true, [][2]float64{{-100, math.Inf(1)}, {math.Inf(-1), math.Inf(1)}}
	return newModel(f, f.start(&c), x, y, 1, &c)
}

// roundTrip is the largest error of going forward and back with n rows, relative to the rows' spread of 1.
func roundTrip(m *Model, n int) float64 {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	in := make([]float64, n*m.Width())
	for i := range in {
		in[i] = r.NormFloat64()
	}
	out, back := make([]float64, len(in)), make([]float64, len(in))
	there, again := make([]float64, n), make([]float64, n)
	m.ForwardPadded(in, out, there)
	m.InversePadded(out, back, again)
	worst := 0.0
	for i := range in {
		worst = max(worst, math.Abs(in[i]-back[i]))
	}
	for i := range there {
		worst = max(worst, math.Abs(there[i]+again[i]))
	}
	return worst
}

// The inverse undoes the forward map, and their log-determinants are opposite, for full, short and many panels.
func TestRoundTrip(t *testing.T) {
	for name, c := range shapes() {
		m := modelOf(c)
		for _, n := range []int{1, 31, 32, 33, 300} {
			if e := roundTrip(m, n); !(e < 1e-4) {
				t.Errorf("%s, %d rows: off by %g", name, n, e)
			}
		}
	}
}

// The same check on a network whose second block runs with another clamp on the way back must fail.
func TestRoundTripRejects(t *testing.T) {
	m := modelOf(shapes()["wide"])
	n := 64
	in := make([]float64, n*m.Width())
	for i := range in {
		in[i] = math.Sin(float64(i))
	}
	out, back := make([]float64, len(in)), make([]float64, len(in))
	m.ForwardPadded(in, out, nil)
	m.flow.blocks[1].amp *= 1.01
	m.InversePadded(out, back, nil)
	worst := 0.0
	for i := range in {
		worst = max(worst, math.Abs(in[i]-back[i]))
	}
	if worst < 1e-4 {
		t.Errorf("a wrong inverse came back within %g", worst)
	}
}

// jacobian is log|det| of a map at one row, by central differences; the network is float32, so the step is large.
func jacobian(width int, at []float64, f func(in, out []float64)) float64 {
	j := mat.NewDense(width, width, nil)
	fd.Jacobian(j, func(y, x []float64) { f(x, y) }, at, &fd.JacobianSettings{Formula: fd.Central, Step: 2e-3})
	det, _ := mat.LogDet(j)
	return det
}

// The log-determinant of either direction is that of the Jacobian; SiLU, because ReLU's corners spoil the differences.
func TestLogDet(t *testing.T) {
	for name, c := range shapes() {
		c.Activation = SiLU
		m := modelOf(c)
		r := rand.New(rand.NewPCG(3, 4))
		for range 3 {
			in, out, det := make([]float64, c.Width), make([]float64, c.Width), make([]float64, 1)
			for i := range in {
				in[i] = r.NormFloat64()
			}
			m.ForwardPadded(in, out, det)
			want := jacobian(c.Width, in, func(a, b []float64) { m.ForwardPadded(a, b, nil) })
			if math.Abs(det[0]-want) > 0.01 {
				t.Errorf("%s: forward log-determinant %g, differences give %g", name, det[0], want)
			}
			m.InversePadded(out, in, det)
			want = jacobian(c.Width, out, func(a, b []float64) { m.InversePadded(a, b, nil) })
			if math.Abs(det[0]-want) > 0.01 {
				t.Errorf("%s: inverse log-determinant %g, differences give %g", name, det[0], want)
			}
			// What a sign error would report is far outside the bound.
			if math.Abs(-det[0]-want) < 0.01 {
				t.Errorf("%s: the check would take either sign", name)
			}
		}
	}
}

// Sample, Inverse and Forward agree with the padded maps, row by row, whatever the piece a row falls into.
func TestModelDirections(t *testing.T) {
	for name, c := range shapes() {
		m := modelOf(c)
		n, f := 2*piece+5, m.flow
		r := rand.New(rand.NewPCG(1, 1))
		x, y, z := make([]float64, n*3), make([]float64, n*2), make([]float64, n*f.dimZ)
		for i := range z {
			z[i] = r.NormFloat64()
		}
		for i := range y {
			y[i] = r.NormFloat64()
		}
		m.Inverse(y, z, x)
		out, in := make([]float64, n*f.width), make([]float64, n*f.width)
		for i := range n {
			copy(out[i*f.width:], z[i*f.dimZ:(i+1)*f.dimZ])
			copy(out[(i+1)*f.width-2:], y[2*i:2*i+2])
		}
		m.InversePadded(out, in, nil)
		for i := range n {
			if [3]float64(x[3*i:]) != [3]float64(in[i*f.width:]) {
				t.Fatalf("%s: row %d: Inverse gives %v, InversePadded %v", name, i, x[3*i:3*i+3], in[i*f.width:i*f.width+3])
			}
		}
		one := make([]float64, n*3)
		m.Sample(rand.New(rand.NewPCG(1, 1)), y[:2], one)
		if [3]float64(one) != [3]float64(x) {
			t.Errorf("%s: Sample's first row %v, Inverse's %v", name, one[:3], x[:3])
		}
		clear(in)
		for i := range n {
			copy(in[i*f.width:], x[3*i:3*i+3])
		}
		m.ForwardPadded(in, out, nil)
		m.Forward(nil, x, y, z)
		last := out[(n-1)*f.width:]
		if [2]float64(y[2*n-2:]) != [2]float64(last[f.width-2:]) || z[(n-1)*f.dimZ] != last[0] {
			t.Errorf("%s: Forward and ForwardPadded differ", name)
		}
	}
}

func ExampleModel_Sample() {
	p := ring()
	c, l := small(p)
	t, err := New(p, c, l)
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 10 {
		if err := t.Step(); err != nil {
			fmt.Println(err)
			return
		}
	}
	x := make([]float64, 500*p.DimX) // 500 draws of what x could have been
	t.Freeze().Sample(rand.New(rand.NewPCG(1, 2)), []float64{1, 0.5}, x)
	fmt.Println(len(x)/p.DimX, "rows")
	// Output: 500 rows
}
