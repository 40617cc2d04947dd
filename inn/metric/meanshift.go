package metric

import (
	"cmp"
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
	p := finitePoints(x, dim)
	if len(p) == 0 {
		return nil
	}
	centre, scale := Mean(p, dim), make([]float64, dim)
	for f := range scale {
		scale[f] = 1
	}
	if len(p) > dim {
		for f, s := range Spread(p, dim) {
			if s > 0 {
				scale[f] = s
			}
		}
	}
	for i := range p {
		p[i] = (p[i] - centre[i%dim]) / scale[i%dim]
	}
	peaks := climbed(p, dim, bandwidth(float64(len(p)/dim), dim))
	for _, q := range peaks {
		for f := range q.At {
			q.At[f] = q.At[f]*scale[f] + centre[f]
		}
	}
	return peaks
}

// bandwidth returns the width of the kernels for n points of unit spread: the normal-scale rule for the gradient of a
// density, (4/((dim+4)·n))^(1/(dim+6)) (Chacón & Duong, Data-driven density derivative estimation, 2013); but, as in many
// dimensions points of that width have no neighbours, at least so wide that at the top of a normal cloud the kernels add
// up to a fortieth of the points: (1+1/h²)^(−dim/2) = 1/40.
func bandwidth(n float64, dim int) float64 {
	d := float64(dim)
	return max(math.Pow(4/((d+4)*n), 1/(d+6)), 1/math.Sqrt(math.Pow(40, 2/d)-1))
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

// finitePoints returns a copy of the points without those that are not finite, and of these at most shiftPoints.
func finitePoints(x []float64, dim int) []float64 {
	n := rows(x, dim)
	every := max(1, (n+shiftPoints-1)/shiftPoints)
	p := make([]float64, 0, n/every*dim)
	for i := 0; i < n; i += every {
		row := x[i*dim : (i+1)*dim]
		if !slices.ContainsFunc(row, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
			p = append(p, row...)
		}
	}
	return p
}

// climbed sends some of the points up and gathers those that arrive within half a bandwidth of each other.
func climbed(p []float64, dim int, h float64) (peaks []Peak) {
	n := len(p) / dim
	every := (n + shiftStarts - 1) / shiftStarts
	var starts float64
	for i := 0; i < n; i += every {
		at := slices.Clone(p[i*dim : (i+1)*dim])
		height := climb(p, at, h, peaks)
		k := nearPeak(peaks, at, h/2)
		if k < 0 {
			k = len(peaks)
			peaks = append(peaks, Peak{At: at, height: height})
		}
		peaks[k].Share++
		starts++
	}
	chance := func(q Peak) bool { return q.Share < shiftLeast*starts }
	if !slices.ContainsFunc(peaks, func(q Peak) bool { return !chance(q) }) {
		chance = func(Peak) bool { return false }
	}
	peaks = slices.DeleteFunc(peaks, chance)
	starts = 0
	for _, q := range peaks {
		starts += q.Share
	}
	for k := range peaks {
		peaks[k].Share /= starts
	}
	slices.SortStableFunc(peaks, func(a, b Peak) int { return cmp.Compare(b.height, a.height) })
	return peaks
}

// nearPeak returns which peak is nearer to at than a distance, −1 if none is.
func nearPeak(peaks []Peak, at []float64, within float64) int {
	return slices.IndexFunc(peaks, func(q Peak) bool { return distance(q.At, at, nil) < within*within })
}

// climb moves at up to the mode above it, or to where one of the peaks found before is next to it, and returns the
// density there, up to a factor.
func climb(p, at []float64, h float64, peaks []Peak) float64 {
	dim := len(at)
	mean := make([]float64, dim)
	var total float64
	for range shiftSteps {
		clear(mean)
		total = 0
		for i := 0; i < len(p); i += dim {
			row := p[i : i+dim]
			w := math.Exp(-distance(row, at, nil) / (2 * h * h))
			total += w
			for f, v := range row {
				mean[f] += w * v
			}
		}
		for f := range mean {
			mean[f] /= total
		}
		moved := distance(mean, at, nil)
		copy(at, mean)
		if moved < 1e-8*h*h || nearPeak(peaks, at, h/10) >= 0 {
			break
		}
	}
	return total
}
