package inn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// mmdCase is one comparison in float64: rows of two samples and their second rows.
type mmdCase struct {
	n, m, dim, near int
	biased          bool
	bands           []float64
	a, b, na, nb    [][]float32
	value, size     float64 // see want, once asked
	grad            [][]float64
}

func newMMDCase(r *rand.Rand, n, m, dim, near int, biased bool) *mmdCase {
	c := &mmdCase{n: n, m: m, dim: dim, near: near, biased: biased, bands: []float64{0.3, 0.8, 2}}
	draw := func(n, dim int) (rows [][]float32) {
		for range n {
			row := make([]float32, dim)
			for j := range row {
				row[j] = float32(r.NormFloat64())
			}
			rows = append(rows, row)
		}
		return rows
	}
	c.a, c.b, c.na, c.nb = draw(n, dim), draw(m, dim), draw(n, near), draw(m, near)
	return c
}

const mmdSigma = 0.7

// set makes an mmd of the case.
func (c *mmdCase) set(k *kernel.Table, pairs int) *mmd {
	d := newMMD(k, c.n, c.m, c.dim, c.bands, c.biased, pairs, c.near, mmdSigma)
	fill := func(s *rowSet, rows [][]float32) {
		for i, row := range rows {
			s.set(i, row)
		}
	}
	fill(d.a, c.a)
	fill(d.b, c.b)
	if c.near > 0 {
		fill(d.na, c.na)
		fill(d.nb, c.nb)
	}
	return d
}

// want is value and gradient by the definition, and the largest sum of absolute terms u·k' and v·k' in an entry of the gradient.
func (c *mmdCase) want() (value float64, grad [][]float64, size float64) {
	pairs := float64(c.n * (c.n - 1))
	if c.biased {
		pairs = float64(c.n * c.n)
	}
	grad = make([][]float64, c.n)
	sizes := make([]float64, c.n*c.dim)
	for i := range grad {
		grad[i] = make([]float64, c.dim)
	}
	// add is k(u, v) times a factor, with its gradient by row i of a.
	add := func(u, v, nu, nv []float32, factor float64, i int) {
		q, weight, slope := 0.0, factor, 0.0
		for j := range u {
			q += math.Pow(float64(u[j])-float64(v[j]), 2)
		}
		for j := range nu {
			weight *= math.Exp(-math.Pow(float64(nu[j])-float64(nv[j]), 2) / (2 * mmdSigma * mmdSigma))
		}
		for _, h := range c.bands {
			value += weight * h * h / (h*h + q)
			slope -= weight * h * h / math.Pow(h*h+q, 2)
		}
		for j := range u {
			if i >= 0 {
				grad[i][j] += 2 * slope * (float64(u[j]) - float64(v[j]))
				sizes[i*c.dim+j] += 2 * math.Abs(slope) * (math.Abs(float64(u[j])) + math.Abs(float64(v[j])))
			}
		}
	}
	for i := range c.n {
		for j := range c.n {
			if i != j || c.biased {
				add(c.a[i], c.a[j], c.na[i], c.na[j], 1/pairs, i)
				add(c.b[i], c.b[j], c.nb[i], c.nb[j], 1/pairs, -1)
			}
		}
	}
	for i := range grad { // a row stands on both sides of the self term
		for j := range grad[i] {
			grad[i][j] *= 2
		}
	}
	for i := range c.n {
		for j := range c.m {
			add(c.a[i], c.b[j], c.na[i], c.nb[j], -2/float64(c.n*c.m), i)
		}
	}
	return value, grad, slices.Max(sizes)
}

// run shares the rows among so many workers.
func (c *mmdCase) run(d *mmd, workers, step int) (value float64) {
	for w := range workers {
		source := net.NewSource()
		s := newMMDScratch(c.dim, c.near, func(panel int) *rand.Rand { return source.At(1, net.ForPairs, step, panel) })
		from, to := net.Share(net.Panels(c.n), w, workers)
		value += d.run(from*net.Lanes, min(to*net.Lanes, c.n), s)
	}
	return value
}

// differs compares a result with the definition.
func (c *mmdCase) differs(d *mmd, value float64) error {
	if c.grad == nil {
		c.value, c.grad, c.size = c.want()
	}
	want := c.value
	if math.Abs(value-want) > 2e-6*float64(len(c.bands)) {
		return fmt.Errorf("the value is %g, should be %g", value, want)
	}
	for i, row := range c.grad {
		for j, v := range row {
			if got := float64(d.grad[i*d.a.ld+j]); !(math.Abs(got-v) <= 1e-6*c.size) {
				return fmt.Errorf("the gradient of row %d by %d is %g, should be %g", i, j, got, v)
			}
		}
	}
	return nil
}

func mmdCases(r *rand.Rand) []*mmdCase {
	return []*mmdCase{
		newMMDCase(r, 2, 2, 1, 0, false), newMMDCase(r, 33, 33, 2, 0, true), newMMDCase(r, 128, 128, 10, 0, false),
		newMMDCase(r, 161, 322, 7, 0, false), newMMDCase(r, 200, 200, 3, 2, false), newMMDCase(r, 97, 291, 8, 3, true),
	}
}

// TestMMD compares value and gradient with the definition, for one to four workers: their shares meet in different ways.
func TestMMD(t *testing.T) {
	for _, k := range kernel.Tables() {
		for _, c := range mmdCases(rand.New(rand.NewPCG(1, 9))) {
			for workers := 1; workers <= min(4, net.Panels(c.n)); workers++ {
				d := c.set(k, 0)
				if err := c.differs(d, c.run(d, workers, 0)); err != nil {
					t.Errorf("%s, %d rows against %d, %d workers: %v", k.Name, c.n, c.m, workers, err)
				}
			}
		}
	}
}

// TestMMDRejects shows the comparison a row that was changed after all, and a gradient without its self term.
func TestMMDRejects(t *testing.T) {
	c := newMMDCase(rand.New(rand.NewPCG(1, 9)), 161, 161, 3, 0, false)
	d := c.set(&kernel.Plain, 0)
	d.b.set(160, []float32{4, 4, 4})
	if c.differs(d, c.run(d, 2, 0)) == nil {
		t.Error("a changed row is not noticed")
	}
	d = c.set(&kernel.Plain, 0)
	value := c.run(d, 2, 0)
	d.grad[5*d.a.ld] += float32(2e-6 * c.size)
	if c.differs(d, value) == nil {
		t.Error("a changed gradient is not noticed")
	}
}

// moments are means over draws of the pairs, with their standard errors, and the variances of single draws: of the value,
// and of the gradient's projections on some directions.
func (c *mmdCase) moments(pairs, draws int, spoil func(d *mmd)) (mean, sd []float64) {
	k := kernel.Best
	d := c.set(&k, pairs)
	r := rand.New(rand.NewPCG(8, 8))
	directions := make([][]float64, 4)
	for i := range directions {
		for range c.n * c.dim {
			directions[i] = append(directions[i], r.NormFloat64())
		}
	}
	project := func(value float64) []float64 {
		all := []float64{value}
		for _, v := range directions {
			sum := 0.0
			for i := range c.n {
				for j := range c.dim {
					sum += v[i*c.dim+j] * float64(d.grad[i*d.a.ld+j])
				}
			}
			all = append(all, sum)
		}
		return all
	}
	mean, sd = make([]float64, 5), make([]float64, 5)
	for step := range draws {
		value := c.run(d, 2, step)
		if spoil != nil {
			spoil(d)
		}
		for i, v := range project(value) {
			mean[i] += v / float64(draws)
			sd[i] += v * v / float64(draws)
		}
	}
	for i := range sd {
		sd[i] = math.Sqrt(max(0, sd[i]-mean[i]*mean[i]))
	}
	return mean, sd
}

// TestPairs draws pairs many times: value and gradient are on average those of all pairs, to 4.5 standard errors, and
// the spread of one draw falls as the root of the number of pairs.
func TestPairs(t *testing.T) {
	for _, near := range []int{0, 2} {
		for _, biased := range []bool{false, true} {
			c := newMMDCase(rand.New(rand.NewPCG(4, uint64(near))), 320, 640, 3, near, biased)
			all, none := c.moments(0, 1, nil)
			few, fewSD := c.moments(40, 400, nil)
			_, manySD := c.moments(160, 200, nil)
			for i := range all {
				if none[i] > 1e-9 || fewSD[i] == 0 {
					t.Errorf("number %d: spread %g with all pairs, %g with few", i, none[i], fewSD[i])
				}
				if z := (few[i] - all[i]) / fewSD[i] * math.Sqrt(400); math.Abs(z) > 4.5 {
					t.Errorf("biased %v, near %d, number %d: %g on average, %g with all pairs, %.1f standard errors off",
						biased, near, i, few[i], all[i], z)
				}
				if ratio := fewSD[i] / manySD[i]; ratio < 1.5 || ratio > 3 {
					t.Errorf("biased %v, near %d, number %d: the spread of 40 pairs is %.2f times that of 160", biased, near, i, ratio)
				}
			}
			if near == 0 {
				t.Logf("biased %v: value %.5f ± %.5f with 40 of 320, ± %.5f with 160", biased, all[0], fewSD[0], manySD[0])
			}
			// A gradient twice as long as it should be is noticed.
			off, _ := c.moments(40, 400, func(d *mmd) {
				for i := range d.grad {
					d.grad[i] *= 2
				}
			})
			worst := 0.0
			for i := range all {
				worst = max(worst, math.Abs(off[i]-all[i])/fewSD[i]*math.Sqrt(400))
			}
			if worst < 4.5 {
				t.Errorf("a gradient twice as long passes with %.1f standard errors", worst)
			}
		}
	}
}
