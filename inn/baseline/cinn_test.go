package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn"
	"innlab/inn/kernel"
	"innlab/inn/metric"
	"innlab/inn/net"
)

// moved is a network of cinn whose weights are far from the start, where every block would be the identity.
func moved(d inn.Dims, change func(c *inn.Config)) (*ensemble, []float32) {
	c := inn.Config{
		Blocks: 3, Hidden: []int{16, 12}, Activation: inn.SiLU, Mix: inn.Permute, Clamp: 2, Bins: 8, Bound: 3, Networks: 1,
		Init: inn.Normal, InitScale: 0.2, LastScale: 1,
	}
	change(&c)
	n := cinn.Network(d, &c).(*ensemble)
	w, r := make([]float32, n.Params()), rand.New(rand.NewPCG(1, 2))
	n.Start(r, w)
	for _, f := range n.flows {
		for i := range f.blocks {
			f.blocks[i].shift.Start(r, w, net.Start{Scale: 0.2, Last: 1})
		}
	}
	return n, w
}

// filled is a panel of normal numbers.
func filled(r *rand.Rand, rows int) []float32 {
	v := make([]float32, rows*net.Lanes)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// variants are what a flow can be made of.
var variants = map[string]func(c *inn.Config){
	"spline":   func(c *inn.Config) {},
	"affine":   func(c *inn.Config) { c.Bins = 0 },
	"rotation": func(c *inn.Config) { c.Mix = inn.Orthogonal },
	// Differences lie where a hidden unit or a spline's bin changes; of the former there are enough.
	"relu":    func(c *inn.Config) { c.Activation, c.Bins = inn.ReLU, 0 },
	"dropout": func(c *inn.Config) { c.Dropout = 0.3 },
	"three":   func(c *inn.Config) { c.Networks = 3 },
}

// dropping is a room that drops activations also where no gradient is asked for.
type dropping struct {
	inn.Room
	g []float32
}

func (d dropping) Gradient(w, g []float32, b *inn.Panel) {
	if g == nil {
		g = d.g
	}
	d.Room.Gradient(w, g, b)
}

func TestConditionalGradient(t *testing.T) {
	for name, change := range variants {
		for _, d := range []inn.Dims{{X: 1, Y: 2}, {X: 2, Y: 1}, {X: 5, Y: 3}} {
			n, w := moved(d, change)
			r := rand.New(rand.NewPCG(3, 4))
			b := inn.Panel{X: filled(r, d.X), Y: filled(r, d.Y), Rows: net.Lanes}
			b.Weight[0] = 0.03
			o := &objective{room: dropping{n.Room(), make([]float32, len(w))}, b: b}
			if e := o.check(w); e > 0.01 {
				t.Errorf("%s, %+v: the gradient is off by %.3g", name, d, e)
			}
			o.room = spoilt{o.room}
			if e := o.check(w); e < 0.2 {
				t.Errorf("%s, %+v: a gradient without a third of its entries passes with %.3g", name, d, e)
			}
		}
	}
}

// The log-determinant is that of the map's derivative by differences, and the inverse undoes the map.
func TestConditionalDeterminant(t *testing.T) {
	d := inn.Dims{X: 3, Y: 2}
	for name, change := range variants {
		n, w := moved(d, change)
		f := n.flows[0]
		room, r := f.room(), rand.New(rand.NewPCG(5, 6))
		x, y := filled(r, d.X), filled(r, d.Y)
		room.forward(w, x, y, nil)
		z := append([]float32(nil), room.z...)
		got := append([]float32(nil), room.density...)
		back := make([]float32, len(x))
		room.inverse(w, y, z, back)
		for i := range x {
			if math.Abs(float64(x[i]-back[i])) > 1e-3 {
				t.Fatalf("%s: x = %g comes back as %g", name, x[i], back[i])
			}
		}
		const h = 1e-2
		var j [3][3][net.Lanes]float64 // ∂z/∂x
		for c := range d.X {
			at := append([]float32(nil), x...)
			side := func(s float32) []float32 {
				for l := range net.Lanes {
					at[c*net.Lanes+l] = x[c*net.Lanes+l] + s*h
				}
				room.forward(w, at, y, nil)
				return append([]float32(nil), room.z...)
			}
			a, b := side(1), side(-1)
			for i := range d.X {
				for l := range net.Lanes {
					j[i][c][l] = float64(a[i*net.Lanes+l]-b[i*net.Lanes+l]) / (2 * h)
				}
			}
		}
		good := 0
		for l := range net.Lanes {
			m := func(a, b, c, d int) float64 { return j[1][a][l]*j[2][b][l] - j[1][c][l]*j[2][d][l] }
			det := j[0][0][l]*m(1, 2, 2, 1) - j[0][1][l]*m(0, 2, 2, 0) + j[0][2][l]*m(0, 1, 1, 0)
			var square float64
			for i := range d.X {
				square += float64(z[i*net.Lanes+l]) * float64(z[i*net.Lanes+l])
			}
			want := math.Log(math.Abs(det)) - square/2 - 1.5*math.Log(2*math.Pi)
			if math.Abs(want-float64(got[l])) < 0.02 {
				good++
			}
		}
		if good < net.Lanes-3 { // differences are far off where a spline's slope changes within them
			t.Errorf("%s: the log-density is right in %d of %d rows", name, good, net.Lanes)
		}
	}
}

// linear is x ~ N(0, I), y = x + noise, correlated: its posterior is normal.
const linearNoise = 0.5

var linear = &inn.Problem{
	DimX: 2, DimY: 2,
	Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = r.NormFloat64(), r.NormFloat64() },
	Simulate: func(r *rand.Rand, x, y []float64) {
		y[0], y[1] = x[0]+x[1], x[0]-0.5*x[1]
		if r != nil {
			y[0] += linearNoise * r.NormFloat64()
			y[1] += linearNoise * r.NormFloat64()
		}
	},
}

// linearPosterior draws from p(x | y) = N(Σ Aᵀy/σ², Σ) with Σ = (I + AᵀA/σ²)⁻¹, A = (1 1; 1 −½).
func linearPosterior(r *rand.Rand, y, x []float64) {
	const s = 1 / (linearNoise * linearNoise)
	a, b, c := 1+2*s, 0.5*s, 1+1.25*s // of the precision
	det := a*c - b*b
	u, v := s*(y[0]+y[1]), s*(y[0]-0.5*y[1])
	m0, m1 := (c*u-b*v)/det, (a*v-b*u)/det
	// x0 given nothing, then x1 given x0.
	for i := 0; i < len(x); i += 2 {
		x[i] = m0 + math.Sqrt(c/det)*r.NormFloat64()
		x[i+1] = m1 - b/c*(x[i]-m0) + r.NormFloat64()/math.Sqrt(c)
	}
}

func TestCINNLinear(t *testing.T) {
	c, l := Default(&cinn, linear)
	c.Steps, c.Batch, c.Workers, c.Blocks, c.Hidden = 400, 128, 1, 4, []int{32}
	linearly(t, begun(t, &cinn, linear, c, l, c.Steps).Freeze(), 0.52)
}

// linearly reports a posterior of the linear problem that a classifier tells from the exact one with more than most, and a
// classifier that does not tell that of another y.
func linearly(t *testing.T, e inn.Estimator, most float64) {
	t.Helper()
	y, r := []float64{0.7, -0.4}, rand.New(rand.NewPCG(7, 8))
	x, exact := make([]float64, 2*4000), make([]float64, 2*4000)
	e.Sample(r, y, x)
	linearPosterior(r, y, exact)
	if v, _, _ := metric.C2STEarlyStopping(exact, x, 2, 1, nil); v > most {
		t.Errorf("the posterior of a linear problem is told from the exact one with %.3f", v)
	}
	e.Sample(r, []float64{0.7, 0.1}, x)
	if v, _, _ := metric.C2STEarlyStopping(exact, x, 2, 1, nil); v < 0.6 {
		t.Errorf("that of another y is not, with %.3f", v)
	}
}

// The density integrates to one, with several networks, bounds and logit too.
func TestCINNDensity(t *testing.T) {
	box := [][2]float64{{-1, 1}, {0, 2}}
	bounded := &inn.Problem{
		DimX: 2, DimY: 1, Box: box,
		Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = 2*r.Float64()-1, 2*r.Float64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			y[0] = math.Abs(x[0]) + x[1]
			if r != nil {
				y[0] += 0.3 * r.NormFloat64()
			}
		},
	}
	for _, v := range []struct {
		p             *inn.Problem
		logit, inside bool
		off           float64
	}{{linear, false, false, 0.01}, {bounded, true, false, 0.01}, {bounded, false, true, 0.03}} {
		p := v.p
		c, l := Default(&cinn, p)
		c.Networks, c.Steps, c.Batch, c.Workers, c.Blocks, c.Hidden = 2, 150, 64, 1, 4, []int{32}
		c.Logit, c.Inside = v.logit, v.inside
		e := begun(t, &cinn, p, c, l, c.Steps).Freeze().(inn.Density)
		lo, hi := [2]float64{-6, -6}, [2]float64{6, 6}
		if p.Box != nil {
			lo, hi = [2]float64{-1, 0}, [2]float64{1, 2}
		}
		const n = 240
		var grid []float64
		for i := range n {
			for j := range n {
				grid = append(grid, lo[0]+(hi[0]-lo[0])*(float64(i)+0.5)/n, lo[1]+(hi[1]-lo[1])*(float64(j)+0.5)/n)
			}
		}
		density := make([]float64, n*n)
		y := []float64{0.8, 0.3}[:p.DimY]
		if v.inside { // many draws lie beyond an edge
			y[0] = -0.2
		}
		e.LogDensity(grid, y, density)
		var sum float64
		for _, v := range density {
			sum += math.Exp(v) * (hi[0] - lo[0]) * (hi[1] - lo[1]) / (n * n)
		}
		if math.Abs(sum-1) > v.off {
			t.Errorf("with logit %v, inside %v the density integrates to %.4f", v.logit, v.inside, sum)
		}
		if !v.inside {
			continue
		}
		x, z, r, out := make([]float64, 2000), make([]float64, 3000), rand.New(rand.NewPCG(4, 4)), 0
		for i := range z {
			z[i] = r.NormFloat64()
		}
		e.(inn.Inverter).Inverse(y, z, x)
		for i := 0; i < len(x); i += 2 {
			if x[i] < lo[0] || x[i] > hi[0] || x[i+1] < lo[1] || x[i+1] > hi[1] {
				out++
			}
		}
		if out < 100 {
			t.Errorf("%d of 1000 draws lie out of bounds; the test of the share says nothing", out)
		}
	}
}

// What Encode says, Inverse undoes, in the problem's units.
func TestCINNEncode(t *testing.T) {
	for _, networks := range []int{1, 3} {
		c, l := Default(&cinn, problems["numbers"])
		c.Networks, c.Steps, c.Batch, c.Workers, c.Blocks, c.Hidden = networks, 40, 64, 1, 3, []int{16}
		p := problems["numbers"]
		e := begun(t, &cinn, p, c, l, c.Steps).Freeze()
		r, n := rand.New(rand.NewPCG(2, 3)), 50
		x, y := make([]float64, n*p.DimX), make([]float64, n*p.DimY)
		for i := range n {
			p.Pair(r, x[i*p.DimX:(i+1)*p.DimX], y[i*p.DimY:(i+1)*p.DimY])
		}
		z, back := make([]float64, n*e.(inn.Inverter).DimZ()), make([]float64, len(x))
		e.(inn.Encoder).Encode(x, y, z)
		e.(inn.Inverter).Inverse(y, z, back)
		for i, v := range x {
			if unit := []float64{50, 1, 1}[i%3]; math.Abs(v-back[i]) > 1e-3*unit {
				t.Fatalf("%d networks: %g comes back as %g", networks, v, back[i])
			}
		}
	}
}

// Every flow of several is chosen equally often.
func TestEnsembleChoice(t *testing.T) {
	n, _ := moved(inn.Dims{X: 2, Y: 1}, variants["three"])
	room, r := n.room(), rand.New(rand.NewPCG(1, 1))
	var count [3]float64
	for range 30000 {
		count[room.chosen(float32(r.NormFloat64()))]++
	}
	for i, v := range count {
		if math.Abs(v-10000) > 300 {
			t.Errorf("flow %d answers %g of 30000 times", i, v)
		}
	}
	if room.chosen(-50) != 0 || room.chosen(50) != 2 {
		t.Error("a number far out chooses no flow")
	}
}

// A step allocates nothing of its own.
func TestCINNAllocates(t *testing.T) {
	d := inn.Dims{X: 5, Y: 8}
	n, w := moved(d, variants["dropout"])
	r := rand.New(rand.NewPCG(3, 4))
	b := inn.Panel{X: filled(r, d.X), Y: filled(r, d.Y), Rows: net.Lanes, R: r}
	b.Weight[0] = 1
	room, g := n.Room(), make([]float32, len(w))
	if a := testing.AllocsPerRun(20, func() { room.Gradient(w, g, &b) }); a > 0 {
		t.Errorf("a panel allocates %g times", a)
	}
}

// BenchmarkCINN is the gradient of one panel of the general default for two moons; GFLOP are those of the linear layers.
func BenchmarkCINN(b *testing.B) {
	d := inn.Dims{X: 2, Y: 2}
	n, w := moved(d, func(c *inn.Config) { c.Blocks, c.Hidden = 6, []int{64, 64} })
	r := rand.New(rand.NewPCG(3, 4))
	p := inn.Panel{X: filled(r, d.X), Y: filled(r, d.Y), Rows: net.Lanes, R: r}
	p.Weight[0] = 1
	room, g := n.Room(), make([]float32, len(w))
	for b.Loop() {
		room.Gradient(w, g, &p)
	}
	var weights int
	for _, s := range n.flows[0].blocks {
		for _, l := range append(s.subnet.Layers, s.shift.Layers...) {
			weights += (l.In + 1) * l.Out
		}
	}
	b.ReportMetric(float64(6*weights*net.Lanes*b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
	b.ReportMetric(float64(weights), kernel.Best.Name+"-weights")
}
