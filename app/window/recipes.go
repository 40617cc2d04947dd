package window

// Recipes out of samples: as somebody would mix them, without traces; those that come nearest to the colour, and of these a
// few that differ.

import (
	"math"
	"slices"

	"innlab/scenes"
	"innlab/scenes/paint"
	"innlab/widgets"
)

// recipe is what can be mixed.
type recipe struct {
	shares  [paint.Count]float64
	reflect [paint.Bands]float64
	off     float64 // CIEDE2000 from the target by daylight
}

const (
	trace      = 0.01 // less of a paint than this is left out
	mostShown  = 9    // recipes
	candidates = 60   // the nearest, among which those shown differ most
	alike      = 0.02 // with less than this exchanged two recipes are one
	quickMixed = 500  // samples that are looked at while training runs
	// seenDifference is the CIEDE2000 from which on an eye sees a difference.
	seenDifference = 1
)

// wish is what recipes are asked of.
type wish struct {
	target   [3]float64 // L*, a*, b* by daylight
	most     int        // paints; 0: any number
	excluded [paint.Count]bool
}

// free says that any mixture will do.
func (w *wish) free() bool { return w.most == 0 && w.excluded == [paint.Count]bool{} }

// pruned leaves out traces; false where it takes a paint that is excluded, or more than are wanted.
func (w *wish) pruned(shares []float64) (r recipe, ok bool) {
	sum, n := 0.0, 0
	for p, c := range shares {
		if !(c >= trace) {
			continue
		}
		if w.excluded[p] {
			return r, false
		}
		r.shares[p] = c
		sum += c
		n++
	}
	if n == 0 || w.most > 0 && n > w.most {
		return r, false
	}
	for p := range r.shares {
		r.shares[p] /= sum
	}
	paint.Reflectance(r.shares[:], r.reflect[:])
	r.off = paint.Difference(w.target, paint.D65.Lab(r.reflect[:]))
	return r, !math.IsNaN(r.off)
}

// recipes chooses from samples x (n×DimX), best first. Off is how far each sample, as it is, is from the target, in
// rising order.
func (w *wish) recipes(u *scenes.Setup, x []float64) (taken []recipe, off []float64) {
	d := u.Problem.DimX
	var list []recipe
	shares, whole := make([]float64, paint.Count), make([]float64, paint.Bands)
	for ; len(x) >= d; x = x[d:] {
		u.Shares(x[:d], shares)
		paint.Reflectance(shares, whole)
		if v := paint.Difference(w.target, paint.D65.Lab(whole)); !math.IsNaN(v) {
			off = append(off, v)
		}
		if r, ok := w.pruned(shares); ok {
			list = append(list, r)
		}
	}
	nearer := func(a, b recipe) int {
		switch {
		case a.off < b.off:
			return -1
		case a.off > b.off:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, nearer)
	slices.Sort(off)
	list = list[:min(len(list), candidates)]
	// The nearest first, then each time the one that is farthest from all that were taken.
	far := make([]float64, len(list))
	for i := range far {
		far[i] = math.Inf(1)
	}
	for next, best := 0, 1.0; len(taken) < min(mostShown, len(list)) && best > alike; {
		taken = append(taken, list[next])
		best = 0
		at := next
		for i := range list {
			far[i] = min(far[i], exchanged(&list[i], &list[at]))
			if far[i] > best {
				best, next = far[i], i
			}
		}
	}
	slices.SortStableFunc(taken, nearer)
	return taken, off
}

// exchanged is how much of a mixture must be exchanged to turn one recipe into the other, 0 to 1.
func exchanged(a, b *recipe) float64 {
	sum := 0.0
	for p := range a.shares {
		sum += math.Abs(a.shares[p] - b.shares[p])
	}
	return sum / 2
}

// order are the paints of a recipe as they are drawn: white first, then by share.
func (r *recipe) order() []int {
	var list []int
	for p, c := range r.shares {
		if c > 0 {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		switch {
		case a == paint.White:
			return -1
		case b == paint.White:
			return 1
		case r.shares[a] > r.shares[b]:
			return -1
		}
		return 1
	})
	return list
}

// scores say how near to the target the samples come.
func (s *mixed) scores() []score {
	n := len(s.off)
	if n == 0 {
		return nil
	}
	within, _ := slices.BinarySearch(s.off, seenDifference)
	return []score{
		{"Median ΔE", widgets.Fixed(s.off[n/2], 1), sayOff},
		{"Recipes within ΔE 1", widgets.Percent(float64(within) / float64(n)), sayOff},
	}
}
