package scenes

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Exact draws from p(x | y) of the nebula, by rejection. Mass, age and density count only through the ionisation, and
// that only through [O III]/[O II]. So x is drawn in the order in which the measurements tell of it: the extinction from
// Hα/Hβ, the ionisation from [O III]/[O II], age and density from their prior with the mass that goes with the
// ionisation, and a metallicity. What is left of the likelihood decides whether it is kept. Most would not be; so
// extinction and metallicity are drawn from cells in which the likelihood has a bound.

const (
	nebulaMetalCells = 300
	nebulaDustCells  = 16
	nebulaReach      = 5 // standard deviations of extinction and [O III]/[O II] within which the bounds hold
)

// nebulaProposal draws extinction, [O III]/[O II] and metallicity for one y.
type nebulaProposal struct {
	y          []float64
	mean, sd   float64   // of the extinction, from Hα/Hβ
	edges      []float64 // of the cells of extinction, as shares of that normal distribution
	width      float64   // of a cell of metallicity
	bound, sum []float64 // of the misfit in each cell; of the cells' weights
}

// newNebulaProposal finds the bounds; false where all cells are out of reach.
func newNebulaProposal(y []float64) (*nebulaProposal, bool) {
	box, metals := nebulaBox[nebulaDust], nebulaBox[nebulaMetals]
	p := &nebulaProposal{
		y:    y,
		mean: (y[2] - math.Log10(balmer)) / nebulaReddening[2], sd: nebulaNoise / math.Abs(nebulaReddening[2]),
		width: (metals[1] - metals[0]) / nebulaMetalCells,
	}
	from, to := max(box[0], p.mean-nebulaReach*p.sd), min(box[1], p.mean+nebulaReach*p.sd)
	if from >= to {
		return nil, false
	}
	var dust [nebulaDustCells + 1]float64
	for j := range dust {
		dust[j] = from + (to-from)*float64(j)/nebulaDustCells
		p.edges = append(p.edges, distuv.UnitNormal.CDF((dust[j]-p.mean)/p.sd))
	}
	// What is predicted without noise at the corners of the cells, at half of them, and at both ends of [O III]/[O II].
	type corner struct{ two, nitrogen [2]float64 }
	var grid [2*nebulaMetalCells + 1][nebulaDustCells + 1]corner
	for i := range grid {
		z := newZones(metals[0] + p.width*float64(i)/2)
		for j, a := range dust {
			ratio, reach := y[1]-a*nebulaReddening[1], nebulaReach*nebulaNoise
			lo, hi := z.r2(ratio+reach)+a*nebulaReddening[0], z.r2(ratio-reach)+a*nebulaReddening[0]
			n := z.nitrogen + a*nebulaReddening[3]
			grid[i][j] = corner{[2]float64{lo, hi}, [2]float64{n, n}}
		}
	}
	total := 0.0
	for i := 0; i < len(grid)-1; i += 2 {
		for j := range nebulaDustCells {
			// The least and the largest prediction, and as much room beside as lies between neighbours along the
			// metallicity: more than a curve or a corner needs.
			least := func(of func(*corner) [2]float64, y float64) float64 {
				lo, hi, room := math.Inf(1), math.Inf(-1), 0.0
				for b := range 2 {
					for a := range 3 {
						v := of(&grid[i+a][j+b])
						lo, hi = min(lo, v[0]), max(hi, v[1])
						if a > 0 {
							u := of(&grid[i+a-1][j+b])
							room = max(room, math.Abs(v[0]-u[0]), math.Abs(v[1]-u[1]))
						}
					}
				}
				d := max(0, lo-room-y, y-hi-room) / nebulaNoise
				return d * d
			}
			m := least(func(c *corner) [2]float64 { return c.two }, y[0])
			if len(y) > 3 {
				m += least(func(c *corner) [2]float64 { return c.nitrogen }, y[3])
			}
			p.bound = append(p.bound, m)
			total += (p.edges[j+1] - p.edges[j]) * math.Exp(-m/2)
			p.sum = append(p.sum, total)
		}
	}
	return p, total > 0
}

// draw sets extinction and metallicity in x and returns log [O III]/[O II] without dust and noise, and how likely that
// is to be kept.
func (p *nebulaProposal) draw(r *rand.Rand, x []float64) (ratio, keep float64) {
	k := min(sort.SearchFloat64s(p.sum, r.Float64()*p.sum[len(p.sum)-1]), len(p.sum)-1)
	i, j := k/nebulaDustCells, k%nebulaDustCells
	dust := p.mean + p.sd*distuv.UnitNormal.Quantile(between(r, [2]float64{p.edges[j], p.edges[j+1]}))
	x[nebulaDust] = min(max(dust, nebulaBox[nebulaDust][0]), nebulaBox[nebulaDust][1]) // rounding may lead out of it
	x[nebulaMetals] = nebulaBox[nebulaMetals][0] + p.width*(float64(i)+r.Float64())
	ratio = p.y[1] - x[nebulaDust]*nebulaReddening[1] + nebulaNoise*r.NormFloat64()
	z := newZones(x[nebulaMetals])
	d := (p.y[0] - z.r2(ratio) - x[nebulaDust]*nebulaReddening[0]) / nebulaNoise
	m := d * d
	if len(p.y) > 3 {
		d = (p.y[3] - z.nitrogen - x[nebulaDust]*nebulaReddening[3]) / nebulaNoise
		m += d * d
	}
	return ratio, math.Exp((p.bound[k] - m) / 2)
}

// nebulaExact draws from p(x | y).
func nebulaExact(r *rand.Rand, dimY int, y, x []float64) error {
	if err := checkY(y, dimY); err != nil {
		return err
	}
	p, ok := newNebulaProposal(y)
	tries := patience{500000, 5000} // a tenth is kept as a rule, one in two thousand at the rarest of 3000 y of the prior
	masses := [2]float64{math.Pow(10, nebulaBox[nebulaMass][0]), math.Pow(10, nebulaBox[nebulaMass][1])}
	for ; len(x) >= nebulaDim; x = x[nebulaDim:] {
		for {
			if !ok || tries.lost() {
				return fmt.Errorf("no cluster and cloud of this scene shine with %s", inWords(nebulaLines, y))
			}
			ratio, keep := p.draw(r, x)
			if r.Float64() > keep {
				continue
			}
			// Of all masses one gives this ionisation, and is the likelier the less the ionisation changes with it.
			x[nebulaAge], x[nebulaDensity] = between(r, nebulaBox[nebulaAge]), between(r, nebulaBox[nebulaDensity])
			c := newCloud(x[nebulaAge], math.Pow(10, x[nebulaDensity]))
			mass, slope := c.mass(ionisationOf(ratio))
			if mass >= masses[0] && mass <= masses[1] && r.Float64() < leastSlope/slope {
				x[nebulaMass] = math.Log10(mass)
				tries.kept()
				break
			}
		}
	}
	return nil
}
