package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// The exact posterior of the arm. All x that give one y lie on a surface: with segments pointing to d1, d2, d3 the end
// is along = Σ l_k cos d_k, across = x1 + Σ l_k sin d_k, so the rail follows from the rest, and two directions leave two
// choices for the third, ±arccos. A proposal draws two directions from the prior and solves for the third, k, choosing
// between its two values by how likely they are; it is weighted by
//
//	prior / density of all such proposals, whichever k they solve for = 1 / Σ_k (|l_k sin d_k| / w_k),
//
// where |l_k sin d_k| is the Jacobian of the solution and w_k the prior of the solved direction and of the rail, summed
// over the two values (idea of han-ol/InverseKinematicsSBI; weights of Veach and Guibas 1995, eq. 8). No single k would
// do: where its segment lies along the axis, its weight is unbounded; the sum is not, save for arms that lie along the
// axis altogether.

// angles is the prior of the directions: normal with mean 0, for they are linear in the joints.
type angles struct {
	precision [3][3]float64
	rest      [3][3]float64 // Cholesky factor (l11, l21, l22) of the covariance of the two others
}

// others are the two directions that are drawn where k is solved for.
var others = [3][2]int{{1, 2}, {0, 2}, {0, 1}}

func newAngles(turn [3][3]float64) (g angles) {
	cov := mat.NewSymDense(3, nil)
	for i := range 3 {
		for k := i; k < 3; k++ {
			var sum float64
			for j := range 3 {
				sum += turn[i][j] * turn[k][j] * loose[j+1] * loose[j+1]
			}
			cov.SetSym(i, k, sum)
		}
	}
	var c mat.Cholesky
	var inverse mat.SymDense
	if !c.Factorize(cov) {
		panic("scenes: directions that are not independent")
	}
	if err := c.InverseTo(&inverse); err != nil {
		panic("scenes: " + err.Error())
	}
	for k, o := range others {
		for j := range 3 {
			g.precision[k][j] = inverse.At(k, j)
		}
		l := math.Sqrt(cov.At(o[0], o[0]))
		m := cov.At(o[0], o[1]) / l
		g.rest[k] = [3]float64{l, m, math.Sqrt(cov.At(o[1], o[1]) - m*m)}
	}
	return g
}

// Sizes of the sampler.
const (
	armWide  = 2.0  // half of the proposals draw directions this much wider than the prior, for ends that it hardly knows
	armTight = 1.5  // the others, for ends within a distance ε of the longest reach, armTight·√ε as wide
	armLeast = 3000 // arms proposed at least, so that the largest weight is known
	armMost  = 2000 // for each sample, and for 1000 more, before a y counts as one that no arm reaches
)

// draft is a proposal that has not been rejected: the arm and how large the largest weight may become before it is.
type draft struct {
	x    [4]float64
	upto float64
}

// exact draws from p(x | y) for a y measured with normal noise of standard deviation sigma, 0 for none: each proposal
// reaches for an end point of its own, drawn around y. Its weight is on average the prior's density of that point, so
// that the points weigh as they must. Proposals are rejected by the largest weight that has been seen (Caffo, Booth,
// Davis: Empirical supremum rejection sampling, Biometrika 2002). What the weights of further proposals would exceed it
// by is the only error: measured over the plane that is shown, less than 1/1000 of the posterior where one sample is
// drawn (4/1000 in the emptiest spot, around (−0.3, 0)), and less than 1/5000 where 2000 are.
func (a *arm) exact(r *rand.Rand, y []float64, sigma float64, x []float64) error {
	if err := checkNoisy(y, 2, sigma); err != nil {
		return err
	}
	outside := fmt.Errorf("no arm reaches y = %.4g, %.4g", y[0], y[1])
	if sigma == 0 && math.Abs(y[0]) >= farthest {
		return outside
	}
	var kept []draft
	var top float64
	n := len(x) / 4
	for tries, reached := 0, 0; reached < armLeast || len(kept) < n; tries++ {
		if tries == armMost*(n+1000) {
			return outside
		}
		y1, y2 := y[0], y[1]
		if sigma > 0 {
			y1, y2 = y1+sigma*r.NormFloat64(), y2+sigma*r.NormFloat64()
		}
		var d draft
		w := a.propose(r, y1, y2, &d.x)
		if w == 0 {
			continue
		}
		reached++
		if d.upto = w / (1 - r.Float64()); d.upto < top {
			continue
		}
		if w > top {
			top = w
			kept = slices.DeleteFunc(kept, func(d draft) bool { return d.upto < top })
		}
		kept = append(kept, d)
	}
	for i := range n {
		copy(x[4*i:], kept[i].x[:])
	}
	return nil
}

// propose draws an arm that ends in (y1, y2) and returns its weight; 0 where the directions drawn leave none.
func (a *arm) propose(r *rand.Rand, y1, y2 float64, x *[4]float64) float64 {
	if math.Abs(y1) >= farthest {
		return 0
	}
	k := r.IntN(3)
	i, j := others[k][0], others[k][1]
	widths := [2]float64{min(1, armTight*math.Sqrt(farthest-y1)), armWide}
	var d, up [3]float64 // directions, and how far the segments go up
	width := widths[r.IntN(2)]
	u, v := width*r.NormFloat64(), width*r.NormFloat64()
	d[i], d[j] = a.rest[k][0]*u, a.rest[k][1]*u+a.rest[k][2]*v
	si, ci := math.Sincos(d[i])
	sj, cj := math.Sincos(d[j])
	up[i], up[j] = reach[i]*si, reach[j]*sj
	cos := (y1 - reach[i]*ci - reach[j]*cj) / reach[k]
	if !(math.Abs(cos) < 1) {
		return 0
	}
	up[k] = reach[k] * math.Sqrt(1-cos*cos)
	d[k] = math.Acos(cos)
	rail := y2 - up[0] - up[1] - up[2]
	plus, minus := a.pair(k, &d, up[k], rail)
	if r.Float64()*(plus+minus) < minus {
		d[k], rail, up[k] = -d[k], rail+2*up[k], -up[k]
	}
	d[k] = near(d[k], a.mean(k, &d))

	density := a.denser(k, &d, widths) * math.Abs(up[k]) / (plus + minus)
	for _, m := range others[k] {
		plus, minus := a.pair(m, &d, up[m], rail)
		density += a.denser(m, &d, widths) * math.Abs(up[m]) / (plus + minus)
	}
	x[0] = rail
	a.joints(d, x[:])
	if w := 1 / density; w > 0 { // not NaN, where everything is too unlikely for a number
		return w
	}
	return 0
}

// pair is the prior, up to one factor, of direction k and of the rail given the other directions: as they are, and with
// segment k mirrored at the axis, which moves the rail by twice what it goes up.
func (a *arm) pair(k int, d *[3]float64, up, rail float64) (is, mirrored float64) {
	p, mean := a.precision[k][k], a.mean(k, d)
	at := func(angle, rail float64) float64 {
		t := near(angle, mean) - mean
		return math.Sqrt(p) * math.Exp(-(p*t*t+rail*rail/(loose[0]*loose[0]))/2)
	}
	return at(d[k], rail), at(-d[k], rail+2*up)
}

// denser is how many times as dense as in the prior the two directions beside k are in the proposals, normal of one of
// the widths in units of the prior's.
func (a *arm) denser(k int, d *[3]float64, widths [2]float64) (sum float64) {
	i, j := others[k][0], others[k][1]
	u := d[i] / a.rest[k][0]
	v := (d[j] - a.rest[k][1]*u) / a.rest[k][2]
	for _, w := range widths {
		sum += math.Exp((1-1/(w*w))*(u*u+v*v)/2) / (2 * w * w)
	}
	return sum
}

// mean is that of direction k given the others.
func (a *arm) mean(k int, d *[3]float64) float64 {
	i, j := others[k][0], others[k][1]
	return -(a.precision[k][i]*d[i] + a.precision[k][j]*d[j]) / a.precision[k][k]
}

// near returns the turn of an angle that is nearest to mean. The others are at least half a turn away, more than six
// standard deviations of any joint: one draw in 10⁹.
func near(angle, mean float64) float64 {
	return angle - 2*math.Pi*math.Round((angle-mean)/(2*math.Pi))
}
