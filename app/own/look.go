package own

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"

	"innlab/scenes"
)

// lookRows is how many rows decide on ranges, the first y and the cloud of y: enough for quantiles of a thousandth.
const lookRows = 20_000

// look fills in what the card says of the rows: ranges, the y shown first, where y lies and of which dimension it is.
func (d *Data) look() {
	c := &d.Card
	x, y := d.some(lookRows)
	ranges(c.X, x)
	ranges(c.Y, y)
	c.Start = middle(y, c.numeric(), width(c.Y))
	c.Cloud = newCloud(numbers(y, width(c.Y), c.numeric()), len(c.numeric()))
	dimX := width(c.X)
	c.Intrinsic = Dimension(numbers(y, width(c.Y), c.numeric()), len(c.numeric()))
	c.DimZ = max(1, dimX-int(math.Round(c.Intrinsic)))
	switch {
	case c.Intrinsic > 0:
		d.Report.note("there %s of y, which fill about %.1f dimensions; z gets %d, of the %d of x (-set dimz=N sets its width; "+
			"where y is noisy, a wider z is better)", are(width(c.Y), "number"), c.Intrinsic, c.DimZ, dimX)
	default:
		d.Report.note("what is measured only tells groups apart; z gets %d, as many as x (-set dimz=N sets its width)", c.DimZ)
	}
}

// some returns up to n rows that train, in random order.
func (d *Data) some(n int) (x, y []float64) {
	dimX, dimY := width(d.Card.X), width(d.Card.Y)
	r := rand.New(rand.NewPCG(splitSeed, 1))
	for _, i := range r.Perm(d.Train.N)[:min(n, d.Train.N)] {
		x = append(x, d.Train.X[i*dimX:(i+1)*dimX]...)
		y = append(y, d.Train.Y[i*dimY:(i+1)*dimY]...)
	}
	return x, y
}

// column copies column c of row-major rows.
func column(rows []float64, c, dim int) []float64 {
	v := make([]float64, 0, len(rows)/dim)
	for i := c; i < len(rows); i += dim {
		v = append(v, rows[i])
	}
	return v
}

// numbers copies the given columns of row-major rows.
func numbers(rows []float64, dim int, list []int) []float64 {
	v := make([]float64, 0, len(rows)/dim*len(list))
	for i := 0; i < len(rows); i += dim {
		for _, c := range list {
			v = append(v, rows[i+c])
		}
	}
	return v
}

// ranges sets what the axes show: from the 0.2 % to the 99.8 % quantile, and a twentieth more on either side.
func ranges(fields []Field, rows []float64) {
	dim := width(fields)
	at := 0
	for i := range fields {
		f := &fields[i]
		if f.Categories == nil {
			v := column(rows, at, dim)
			slices.Sort(v)
			lo, hi := stat.Quantile(0.002, stat.Empirical, v, nil), stat.Quantile(0.998, stat.Empirical, v, nil)
			if lo == hi { // nearly constant
				lo, hi = f.Least, f.Most
			}
			f.Min, f.Max = lo-(hi-lo)/20, hi+(hi-lo)/20
		}
		at += f.width()
	}
}

// middle is the row that is nearest to the medians of its numbers, in units of their spread; of y without numbers the
// most frequent row.
func middle(rows []float64, numeric []int, dim int) []float64 {
	if len(numeric) == 0 {
		return frequent(rows, dim)
	}
	distance := make([]float64, len(rows)/dim)
	for _, c := range numeric {
		v := column(rows, c, dim)
		_, spread := stat.MeanStdDev(v, nil)
		sorted := slices.Sorted(slices.Values(v))
		median := stat.Quantile(0.5, stat.Empirical, sorted, nil)
		for i := range v {
			u := (v[i] - median) / max(spread, math.SmallestNonzeroFloat64)
			distance[i] += u * u
		}
	}
	best := 0
	for i := range distance {
		if distance[i] < distance[best] {
			best = i
		}
	}
	return slices.Clone(rows[best*dim : (best+1)*dim])
}

// frequent is the row that occurs most often, the first of them where there are several.
func frequent(rows []float64, dim int) []float64 {
	seen := map[string]int{}
	var best []float64
	most := 0
	key := make([]byte, dim) // one-hots of at most MaxWidth zeros and ones
	for i := 0; i < len(rows); i += dim {
		for j, v := range rows[i : i+dim] {
			key[j] = byte(v)
		}
		seen[string(key)]++
		if n := seen[string(key)]; n > most {
			most, best = n, rows[i:i+dim]
		}
	}
	return slices.Clone(best)
}

// attach gives a set-up its rows.
func (d *Data) attach(s *scenes.Setup) {
	dimX := s.Problem.DimX
	t := &d.Train
	if t.N == 0 { // none was trained on: what is known of x is the rows that judge
		t, s.Foreign = &d.Held, true
	}
	s.Problem.Table, s.Held, s.Notes = t, &d.Held, d.Report.Warnings
	s.Problem.Prior = func(r *rand.Rand, x []float64) {
		i := r.IntN(t.N)
		copy(x, t.X[i*dimX:(i+1)*dimX])
	}
}

// thumbRows is how many rows the picture of a scene shows.
const thumbRows = 40

// thumb is the picture of a scene: rows by their first two numbers of x, or the first of x and of y.
func thumb(c *Card, x, y []float64) []scenes.Disc {
	const margin = 0.08
	dimX, dimY := width(c.X), width(c.Y)
	across, up := column(x, 0, dimX), column(y, 0, dimY)
	a, b := axes(c.X)[0], axes(c.Y)[0]
	if dimX > 1 {
		up, b = column(x, 1, dimX), axes(c.X)[1]
	}
	at := func(v float64, a scenes.Axis) float64 {
		return margin + (1-2*margin)*min(max((v-a.Min)/(a.Max-a.Min), 0), 1)
	}
	var discs []scenes.Disc
	for i := range across {
		discs = append(discs, scenes.Disc{X: at(across[i], a), Y: at(up[i], b), R: 0.025})
	}
	return discs
}
