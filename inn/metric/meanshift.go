package metric

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Mean shift (Comaniciu & Meer, IEEE PAMI 2002): every point climbs the density that Gaussian kernels about all points
// make, by stepping to the kernel-weighted mean of the points, until it stands on a mode. The highest mode is the MAP
// estimate, and how many points arrive at each says how the posterior's mass is shared.

const (
	shiftPoints = 2000 // points whose kernels make the density, at most
	shiftStarts = 200  // points that climb, at most
	shiftSteps  = 1000
	shiftLeast  = 0.01 // share below which a peak is chance
)

// Peak is a mode of a set of points.
type Peak struct {
	At     []float64 // dim
	Share  float64   // of the points that climb to it
	height float64   // density, up to a factor
}

// Peaks returns the modes of x (n×dim), the highest first, from at most 2000 points, of which at most 200 climb; peaks
// to which less than one in a hundred of these climbs are left out, as are points that are not finite. Nil where none
// is left. Columns are scaled by their spread; bandwidth says how wide the kernels are. Modes that stand nearer together
// than two kernels and their own widths allow come out as one.
func Peaks(x []float64, dim int) []Peak {
	c := newCloud(x, dim)
	if c == nil {
		return nil
	}
	peaks := c.peaks()
	for _, q := range peaks {
		c.unscale(q.At)
	}
	return peaks
}

// MAP returns the mode of x (n×dim) above the densest of the points that Peaks lets climb, nil where no point is finite:
// the highest mode, in a tenth of the time. Where the density is known, Densest is simpler.
func MAP(x []float64, dim int) []float64 {
	c := newCloud(x, dim)
	if c == nil {
		return nil
	}
	var at []float64
	var most float64
	mean := make([]float64, dim)
	for start := range c.starts() {
		if height := c.shift(start, mean); height > most {
			at, most = slices.Clone(start), height
		}
	}
	c.climb(at, nil)
	c.unscale(at)
	return at
}

// EffectiveModes returns how many equally heavy modes are as uncertain as these: the exponential of the entropy of
// their shares.
func EffectiveModes(peaks []Peak) float64 {
	share := make([]float64, len(peaks))
	for i, p := range peaks {
		share[i] = p.Share
	}
	return math.Exp(stat.Entropy(share))
}

// cloud is a set of points with unit spread in each column, and the width of the kernels about them.
type cloud struct {
	p             []float64 // n×dim
	dim           int
	h             float64
	centre, scale []float64 // of each column, before
}

// newCloud takes at most shiftPoints of the finite points of x (n×dim); nil where there are none.
func newCloud(x []float64, dim int) *cloud {
	n := rows(x, dim)
	every := max(1, (n+shiftPoints-1)/shiftPoints)
	c := &cloud{dim: dim, scale: make([]float64, dim)}
	for i := 0; i < n; i += every {
		row := x[i*dim : (i+1)*dim]
		if !slices.ContainsFunc(row, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
			c.p = append(c.p, row...)
		}
	}
	n = len(c.p) / dim
	if n == 0 {
		return nil
	}
	c.centre, c.h = Mean(c.p, dim), bandwidth(float64(n), dim)
	if n > 1 {
		c.scale = Spread(c.p, dim)
	}
	for f, s := range c.scale {
		if s == 0 {
			c.scale[f] = 1
		}
	}
	for i := range c.p {
		c.p[i] = (c.p[i] - c.centre[i%dim]) / c.scale[i%dim]
	}
	return c
}

// unscale brings a point back to the units of x.
func (c *cloud) unscale(at []float64) {
	for f := range at {
		at[f] = at[f]*c.scale[f] + c.centre[f]
	}
}

// bandwidth returns the width of the kernels for n points of unit spread: the normal-scale rule for the gradient of a
// density, (4/((dim+4)·n))^(1/(dim+6)) (Chacón & Duong, Data-driven density derivative estimation, 2013); but, as in many
// dimensions points of that width have no neighbours, at least so wide that at the top of a normal cloud the kernels add
// up to a fortieth of the points: (1+1/h²)^(−dim/2) = 1/40.
func bandwidth(n float64, dim int) float64 {
	d := float64(dim)
	return max(math.Pow(4/((d+4)*n), 1/(d+6)), 1/math.Sqrt(math.Pow(40, 2/d)-1))
}

// starts are the points that climb, at most shiftStarts.
func (c *cloud) starts() iter.Seq[[]float64] {
	n := len(c.p) / c.dim
	every := (n + shiftStarts - 1) / shiftStarts
	return func(yield func([]float64) bool) {
		for i := 0; i < n; i += every {
			if !yield(c.p[i*c.dim : (i+1)*c.dim]) {
				return
			}
		}
	}
}

// peaks gathers what arrives within half a bandwidth of each other.
func (c *cloud) peaks() (peaks []Peak) {
	var starts float64
	for start := range c.starts() {
		at := slices.Clone(start)
		height := c.climb(at, peaks)
		k := nearPeak(peaks, at, c.h/2)
		if k < 0 {
			k = len(peaks)
			peaks = append(peaks, Peak{At: at, height: height})
		}
		peaks[k].Share++
		starts++
	}
	slices.SortStableFunc(peaks, func(a, b Peak) int { return cmp.Compare(b.height, a.height) })
	if kept := slices.DeleteFunc(slices.Clone(peaks), func(q Peak) bool { return q.Share < shiftLeast*starts }); len(kept) > 0 {
		peaks = kept
	}
	starts = 0
	for _, q := range peaks {
		starts += q.Share
	}
	for k := range peaks {
		peaks[k].Share /= starts
	}
	return peaks
}

// nearPeak returns which peak is nearer to at than a distance, −1 if none is.
func nearPeak(peaks []Peak, at []float64, within float64) int {
	return slices.IndexFunc(peaks, func(q Peak) bool { return distance(q.At, at, nil) < within*within })
}

// climb moves at up to the mode above it, or to where one of the peaks found before is next to it, and returns the
// density there, up to a factor.
func (c *cloud) climb(at []float64, peaks []Peak) (height float64) {
	mean := make([]float64, c.dim)
	for range shiftSteps {
		height = c.shift(at, mean)
		moved := distance(mean, at, nil)
		copy(at, mean)
		if moved < 1e-8*c.h*c.h || nearPeak(peaks, at, c.h/10) >= 0 {
			break
		}
	}
	return height
}

// shift writes the kernel-weighted mean of the points about at into mean and returns the sum of the kernels.
func (c *cloud) shift(at, mean []float64) (sum float64) {
	clear(mean)
	p, dim, inverse := c.p, c.dim, -1/(2*c.h*c.h)
	for i := 0; i < len(p); i += dim {
		row := p[i : i+dim]
		w := math.Exp(distance(row, at, nil) * inverse)
		sum += w
		for f, v := range row {
			mean[f] += w * v
		}
	}
	for f := range mean {
		mean[f] /= sum
	}
	return sum
}
