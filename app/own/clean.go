package own

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"innlab/app/table"
	"innlab/inn"
)

// How a table becomes rows of numbers. Rows that miss a value are dropped, columns that never vary too; texts become
// one-hots; some rows are held out. Each of these is told.

// MaxOneHot is how many categories a column may have as a one-hot.
const MaxOneHot = 64

// MostLabels is how many different whole numbers a column of y may hold to be taken for labels, unless it is said what it
// holds; each must occur often enough to be learned from.
const (
	MostLabels = 16
	leastEach  = 10
	mostLabel  = 1000 // labels go no further
)

// MaxWidth is how many numbers x and y may have together.
const MaxWidth = 512

// splitSeed is that of the rows held out: the same table is always split in the same way.
const splitSeed = 0x4e1d

// Clean makes data of a table whose first nx columns are x and whose others are y. As says by name what columns hold; of
// others, with guess, those of y that hold few whole numbers are taken for labels.
func Clean(t *table.Table, nx int, as map[string]table.Kind, guess bool) (*Data, error) {
	d := &Data{Report: Report{Read: t.Rows}}
	keep := d.complete(t)
	if err := d.Report.enough(missing(t)); err != nil {
		return nil, err
	}
	var from [2][]*table.Column // of x and of y
	var fields [2][]Field
	for i := range t.Columns {
		side := 0
		if i >= nx {
			side = 1
		}
		c := &t.Columns[i]
		if err := d.label(c, keep, as, guess && side == 1); err != nil {
			return nil, err
		}
		f, err := d.describe(c, keep, [...]string{"x", "y"}[side])
		if err != nil {
			return nil, err
		}
		if f != nil {
			from[side], fields[side] = append(from[side], c), append(fields[side], *f)
		}
	}
	for side, name := range []string{"x", "y"} {
		if len(fields[side]) == 0 {
			return nil, fmt.Errorf("no column of %s varies; choose others", name)
		}
	}
	d.Card.X, d.Card.Y = fields[0], fields[1]
	if n := width(d.Card.X) + width(d.Card.Y); n > MaxWidth {
		return nil, fmt.Errorf("x and y have %d numbers together, more than %d; choose fewer columns", n, MaxWidth)
	}
	d.split(from[0], from[1], keep)
	d.look()
	return d, nil
}

// complete finds the rows that have all their values, and tells of the others.
func (d *Data) complete(t *table.Table) []int32 {
	keep := make([]int32, 0, t.Rows)
	for i := range t.Rows {
		if !slices.ContainsFunc(t.Columns, func(c table.Column) bool { return math.IsNaN(c.Values[i]) }) {
			keep = append(keep, int32(i))
		}
	}
	d.Report.Used = len(keep)
	if gone := t.Rows - len(keep); gone > 0 {
		d.Report.note("%s dropped for missing values (%s)", count(gone, "row"), missing(t))
		if gone > t.Rows/2 {
			d.Report.warn("more than half of the rows miss a value and are dropped; leave out the columns that miss many")
		}
	}
	return keep
}

// missing says which columns miss values.
func missing(t *table.Table) string {
	var where []string
	for _, c := range t.Columns {
		if c.Missing > 0 {
			where = append(where, fmt.Sprintf("%s: %d, the first in %s", c.Name, c.Missing, c.First))
		}
	}
	return strings.Join(where, "; ")
}

// describe looks through a column: nil where it never varies.
func (d *Data) describe(c *table.Column, keep []int32, side string) (*Field, error) {
	f := &Field{Name: c.Name, Least: math.Inf(1), Most: math.Inf(-1), Whole: true}
	var mean, square float64
	for n, i := range keep {
		v := c.Values[i]
		f.Least, f.Most = min(f.Least, v), max(f.Most, v)
		f.Whole = f.Whole && v == math.Trunc(v)
		step := (v - mean) / float64(n+1) // Welford's sums, safe for large values
		square += step * step * float64(n) * float64(n+1)
		mean += step
	}
	if f.Least == f.Most {
		d.Report.note("column %s of %s never varies and is left out", c.Name, side)
		return nil, nil
	}
	if c.Kind == table.Texts {
		return d.categories(c, f, keep, side)
	}
	f.Spread = math.Sqrt(square / float64(len(keep)))
	if !(f.Spread > 0) || math.IsInf(f.Most-f.Least, 0) || math.IsInf(f.Spread, 0) {
		return nil, fmt.Errorf("column %s goes from %g to %g, which is beyond what can be computed with; use other units",
			c.Name, f.Least, f.Most)
	}
	const counts = 1000 // whole numbers that go further are as good as continuous
	f.Whole = f.Whole && f.Most-f.Least <= counts
	return f, nil
}

// label makes texts of a column of numbers that is to hold labels, or seems to.
func (d *Data) label(c *table.Column, keep []int32, as map[string]table.Kind, guess bool) error {
	said, known := as[c.Name]
	switch {
	case c.Kind == table.Texts && known && said == table.Numbers:
		return fmt.Errorf("column %s holds text, like %q, not numbers", c.Name, c.Categories[0])
	case c.Kind != table.Numbers, known && said == table.Numbers && !guess:
		return nil
	}
	seen := map[float64]bool{}
	for _, i := range keep {
		if seen[c.Values[i]] = true; len(seen) > MaxOneHot {
			break
		}
	}
	values := slices.Sorted(maps.Keys(seen))
	few := len(seen) > 1 && len(seen) <= MostLabels && len(keep) >= leastEach*len(seen) &&
		!slices.ContainsFunc(values, func(v float64) bool { return v != math.Trunc(v) || math.Abs(v) > mostLabel })
	if known && said == table.Texts && len(seen) > MaxOneHot {
		return fmt.Errorf("column %s has more than %d different values; so many labels cannot be told apart", c.Name, MaxOneHot)
	}
	if !known && !(guess && few) || known && said == table.Numbers {
		if guess && few {
			d.Report.Either = append(d.Report.Either, Either{c.Name, false})
		}
		return nil
	}
	c.Kind, c.Categories = table.Texts, nil
	for _, v := range values {
		c.Categories = append(c.Categories, strconv.FormatFloat(v, 'g', -1, 64))
	}
	for _, i := range keep {
		n, _ := slices.BinarySearch(values, c.Values[i])
		c.Values[i] = float64(n)
	}
	d.Report.Either = append(d.Report.Either, Either{c.Name, true})
	otherwise := ""
	if !known {
		otherwise = fmt.Sprintf("; -y %s:numbers takes it for numbers", c.Name)
	}
	d.Report.note("column %s is taken for %d labels, one number for each (%s)%s", c.Name, len(values), short(c.Categories), otherwise)
	return nil
}

// either reports whether a column of numbers was taken for labels.
func (d *Data) either(name string) bool { return slices.Contains(d.Report.Either, Either{name, true}) }

// categories makes a one-hot of a column of texts. Categories that only dropped rows have do not count.
func (d *Data) categories(c *table.Column, f *Field, keep []int32, side string) (*Field, error) {
	seen := make([]bool, len(c.Categories))
	for _, i := range keep {
		seen[int(c.Values[i])] = true
	}
	place := make([]float64, len(seen))
	for i, s := range seen {
		if s {
			place[i] = float64(len(f.Categories))
			f.Categories = append(f.Categories, c.Categories[i])
		}
	}
	if len(f.Categories) > MaxOneHot {
		return nil, fmt.Errorf("column %s has %d different texts, like %q and %q; at most %d can be told apart; choose another "+
			"column", c.Name, len(f.Categories), f.Categories[0], f.Categories[1], MaxOneHot)
	}
	for _, i := range keep {
		c.Values[i] = place[int(c.Values[i])]
	}
	if !d.either(c.Name) {
		d.Report.note("column %s of %s holds text: %d categories, one number for each (%s)", c.Name, side, len(f.Categories),
			short(f.Categories))
	}
	return &Field{Name: f.Name, Categories: f.Categories}, nil
}

// short lists the first few words.
func short(words []string) string {
	const most = 6
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", ..."
	}
	return strings.Join(words, ", ")
}

// split encodes the rows into those that train and those held out, a tenth of them, both in their order.
func (d *Data) split(x, y []*table.Column, keep []int32) {
	held := min(max(len(keep)/10, 20), 5000)
	out := make([]bool, len(keep))
	for _, i := range rand.New(rand.NewPCG(splitSeed, uint64(len(keep)))).Perm(len(keep))[:held] {
		out[i] = true
	}
	d.Card.Rows, d.Report.Held = len(keep), held
	dimX, dimY := width(d.Card.X), width(d.Card.Y)
	for rows, n := range map[*inn.Table]int{&d.Train: len(keep) - held, &d.Held: held} {
		*rows = inn.Table{X: make([]float64, n*dimX), Y: make([]float64, n*dimY)}
	}
	var some []float64
	for k, i := range keep {
		rows := &d.Train
		if out[k] {
			rows = &d.Held
		}
		n := rows.N
		encode(d.Card.X, x, i, rows.X[n*dimX:(n+1)*dimX])
		encode(d.Card.Y, y, i, rows.Y[n*dimY:(n+1)*dimY])
		rows.N++
		if k%max(1, len(keep)/10_000) == 0 { // enough to tell tables apart, and quick
			for _, c := range slices.Concat(x, y) {
				some = append(some, c.Values[i])
			}
		}
	}
	d.Card.Print, d.Card.Seen = print(some), newSeen(&d.Train)
	d.Report.note("%d rows train, %d are held out to judge", d.Train.N, held)
}

// encode writes row i of the columns.
func encode(fields []Field, from []*table.Column, i int32, to []float64) {
	for f, c := range from {
		if n := len(fields[f].Categories); n > 0 {
			clear(to[:n])
			to[int(c.Values[i])] = 1
			to = to[n:]
			continue
		}
		to[0] = c.Values[i]
		to = to[1:]
	}
}

// print is a short text that tells numbers from others.
func print(numbers []float64) string {
	h := fnv.New64a()
	binary.Write(h, binary.LittleEndian, numbers)
	return fmt.Sprintf("%016x", h.Sum64())
}
