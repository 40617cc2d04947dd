package inn

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// Lattice points are standard normal, and more even than independent draws: the mean of n has an error near 1/n.
func TestLattice(t *testing.T) {
	for _, dim := range []int{1, 2, 3, 4} {
		l := newLattice(dim)
		r := rand.New(rand.NewPCG(1, uint64(dim)))
		shift := make([]float64, len(l.step))
		for i := range shift {
			shift[i] = r.Float64()
		}
		const n = 4096
		z := make([]float32, dim)
		columns := make([][]float64, dim)
		for i := range n {
			l.normal(i, shift, z)
			for j, v := range z {
				columns[j] = append(columns[j], float64(v))
			}
		}
		for j, c := range columns {
			mean, sd := stat.PopMeanStdDev(c, nil)
			// Independent draws have a standard error of 0.016 in the mean.
			if math.Abs(mean) > 0.005 || math.Abs(sd-1) > 0.02 {
				t.Errorf("dimension %d of %d: mean %g, spread %g", j, dim, mean, sd)
			}
		}
		if dim == 2 {
			if math.Abs(l.step[0]-0.7548776662) > 1e-9 || math.Abs(l.step[1]-0.5698402910) > 1e-9 {
				t.Errorf("steps in the plane are %v", l.step)
			}
			if c := stat.Correlation(columns[0], columns[1], nil); math.Abs(c) > 0.01 {
				t.Errorf("correlation %g", c)
			}
		}
	}
}
