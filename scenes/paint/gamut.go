package paint

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"sync"
)

// What four of the paints can reach. The colours of mixtures have no corners that could be computed; so mixtures are
// drawn, and those of about the same lightness are enclosed.

const (
	gamutDraws = 100000
	gamutThick = 1.5 // L* above and below that counts as the same
)

// cloud are the L*, a*, b* of mixtures of up to four paints, in rising lightness.
var cloud = sync.OnceValue(func() [][3]float64 {
	r := rand.New(rand.NewPCG(13, 4))
	all := make([][3]float64, gamutDraws)
	rho := make([]float64, Bands)
	for i := range all {
		shares := make([]float64, Count)
		var sum float64
		for range 4 {
			// A high power of an even number: shares of all magnitudes, since some paints are strong.
			v := r.Float64()
			v *= v * v
			v *= v
			shares[r.IntN(Count)] += v
			sum += v
		}
		for p := range shares {
			shares[p] /= sum
		}
		Reflectance(shares, rho)
		all[i] = D65.Lab(rho)
	}
	slices.SortFunc(all, func(p, q [3]float64) int { return cmp.Compare(p[0], q[0]) })
	return all
})

// Outline returns a closed line in the plane of a* and b* around what four paints reach at a lightness L* under
// daylight, the first point last again; nil where that is nothing. It is convex, and what is reached nearly so: a line
// that follows it hue by hue encloses an area that differs by up to 3 %. The first call takes a tenth of a second.
func Outline(lightness float64) [][2]float64 {
	all := cloud()
	from := sort.Search(len(all), func(i int) bool { return all[i][0] >= lightness-gamutThick })
	to := sort.Search(len(all), func(i int) bool { return all[i][0] > lightness+gamutThick })
	points := make([][2]float64, 0, to-from)
	for _, lab := range all[from:to] {
		points = append(points, [2]float64{lab[1], lab[2]})
	}
	return hull(points)
}

// hull returns the convex hull of points, counter-clockwise and closed; nil for fewer than three (Andrew, Information
// Processing Letters 9, 216 (1979)).
func hull(points [][2]float64) [][2]float64 {
	if len(points) < 3 {
		return nil
	}
	slices.SortFunc(points, func(p, q [2]float64) int {
		return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
	})
	var line [][2]float64
	for range 2 { // below, then above
		start := max(len(line)-1, 0)
		line = line[:start]
		for _, p := range points {
			for len(line) >= start+2 && turn(line[len(line)-2], line[len(line)-1], p) <= 0 {
				line = line[:len(line)-1]
			}
			line = append(line, p)
		}
		slices.Reverse(points)
	}
	return line
}

// turn is above 0 where the way from p over q to r turns left.
func turn(p, q, r [2]float64) float64 {
	return (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0])
}

// Reached reports whether L*, a*, b* under daylight lies within the outline at its lightness.
func Reached(lab [3]float64) bool {
	return within(Outline(lab[0]), [2]float64{lab[1], lab[2]})
}

// Nearest returns the colour of lab's lightness that mixtures of the paints have and that lies nearest to it on the line to
// the grey axis, to a tenth; lab itself where one has it. Where no mixture is so light or so dark, the lightness is that of
// the nearest mixture.
func Nearest(lab [3]float64) [3]float64 {
	line := Outline(lab[0])
	if line == nil {
		all := cloud()
		lab[0] = min(max(lab[0], all[0][0]), all[len(all)-1][0])
		for line = Outline(lab[0]); line == nil; line = Outline(lab[0]) {
			lab[0] += math.Copysign(gamutThick, 50-lab[0])
		}
	}
	centre := [2]float64{}
	if !within(line, centre) { // no mixture is grey
		for _, p := range line[1:] {
			centre[0] += p[0] / float64(len(line)-1)
			centre[1] += p[1] / float64(len(line)-1)
		}
	}
	tenth := func(v float64) float64 { return math.Round(10*v) / 10 }
	at := func(share float64) [2]float64 {
		return [2]float64{tenth(centre[0] + share*(lab[1]-centre[0])), tenth(centre[1] + share*(lab[2]-centre[1]))}
	}
	if within(line, [2]float64{lab[1], lab[2]}) {
		return lab
	}
	in, out := 0.0, 1.0
	for range 30 {
		if mid := (in + out) / 2; within(line, at(mid)) {
			in = mid
		} else {
			out = mid
		}
	}
	p := at(in)
	return [3]float64{lab[0], p[0], p[1]}
}

// within reports whether p lies within a closed line that turns left.
func within(line [][2]float64, p [2]float64) bool {
	for i := 1; i < len(line); i++ {
		if turn(line[i-1], line[i], p) < 0 {
			return false
		}
	}
	return line != nil
}
