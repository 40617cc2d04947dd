package own

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"innlab/app/table"
	"innlab/inn"
)

// Tables and values for a network that was trained before: its card says which columns there are and what their
// categories are, whatever the table has beside them.

// Load reads the columns of the card from a table. Same says whether the rows are those that the network was trained on:
// then they are split as they were; otherwise all that the network has not seen are Held.
func (c *Card) Load(ctx context.Context, path string, progress func(share float64)) (d *Data, same bool, err error) {
	t, err := c.read(ctx, path, slices.Concat(c.X, c.Y), progress)
	if err != nil {
		return nil, false, err
	}
	d = &Data{Card: *c, Report: Report{Read: t.Rows}}
	keep := d.complete(t)
	if len(keep) == 0 {
		return nil, false, fmt.Errorf("%s: no row has all its values", path)
	}
	columns := make([]*table.Column, len(t.Columns))
	for i := range columns {
		columns[i] = &t.Columns[i]
	}
	x, y := columns[:len(c.X)], columns[len(c.X):]
	if same = len(keep) == c.Rows; same {
		told := d.Report
		if d.split(x, y, keep); d.Card.Print != c.Print {
			same, d.Report = false, told
		}
	}
	if !same {
		dimX, dimY := width(c.X), width(c.Y)
		d.Card = *c
		d.Held = inn.Table{N: len(keep), X: make([]float64, len(keep)*dimX), Y: make([]float64, len(keep)*dimY)}
		for n, i := range keep {
			encode(c.X, x, i, d.Held.X[n*dimX:(n+1)*dimX])
			encode(c.Y, y, i, d.Held.Y[n*dimY:(n+1)*dimY])
		}
		if err := d.allHeld(inn.Table{}); err != nil {
			return nil, false, fmt.Errorf("%s: %w", path, err)
		}
	}
	return d, same, nil
}

// allHeld makes all rows judge a network that it has not seen: further ones, and those held out. Its card is that of the
// network.
func (d *Data) allHeld(more inn.Table) error {
	d.Train = inn.Table{}
	d.Held.N += more.N
	d.Held.X, d.Held.Y = append(d.Held.X, more.X...), append(d.Held.Y, more.Y...)
	all := d.Held.N
	if d.Card.Seen == nil {
		d.Report.warn("the rows are not just those of the training, and the model file does not tell which of them are; all %d judge it", all)
		return nil
	}
	d.Held = d.Card.Seen.unseen(&d.Held)
	d.Report.Held = d.Held.N
	switch seen := all - d.Held.N; {
	case d.Held.N == 0:
		return fmt.Errorf("the network was trained on rows like all %d; to judge it takes others", all)
	case seen > 0:
		d.Report.warn("the network was trained on %d of the %d rows, which are left out; %d judge it", seen, all, d.Held.N)
	default:
		d.Report.warn("the rows are others than the network was trained on; all %d judge it", all)
	}
	return nil
}

// Simulate asks a simulator again for the rows that a network was trained on, which it has kept if it is the same; Count and
// Seed are those of the card. Same says whether the answers are those; otherwise all that the network has not seen are Held.
func (c *Card) Simulate(ctx context.Context, s Simulator, progress func(done, of int)) (d *Data, same bool, err error) {
	s.Count, s.Seed = c.Asked, c.Seed
	if d, err = s.Run(ctx, progress); err != nil {
		return nil, false, err
	}
	if got := d.Card; columns(got.X) != columns(c.X) || columns(got.Y) != columns(c.Y) {
		return nil, false, fmt.Errorf("the simulator has x %s and y %s; the network was trained on %s and %s",
			columns(got.X), columns(got.Y), columns(c.X), columns(c.Y))
	}
	if same = d.Card.Print == c.Print; !same {
		d.Card = *c
		if err := d.allHeld(d.Train); err != nil {
			return nil, false, err
		}
	}
	d.Card = *c
	return d, same, nil
}

// ReadX and ReadY read rows of x or of y (encoded, row-major) from a table that must have its columns, and no value
// missing.
func (c *Card) ReadX(ctx context.Context, path string) ([]float64, error) {
	return c.rows(ctx, path, c.X)
}
func (c *Card) ReadY(ctx context.Context, path string) ([]float64, error) {
	return c.rows(ctx, path, c.Y)
}

func (c *Card) rows(ctx context.Context, path string, fields []Field) ([]float64, error) {
	t, err := c.read(ctx, path, fields, nil)
	if err != nil {
		return nil, err
	}
	columns := make([]*table.Column, len(t.Columns))
	for i := range t.Columns {
		col := &t.Columns[i]
		if columns[i] = col; col.Missing > 0 {
			return nil, fmt.Errorf("%s: column %s has no value in %s", path, col.Name, col.First)
		}
	}
	dim := width(fields)
	rows := make([]float64, t.Rows*dim)
	for i := range t.Rows {
		encode(fields, columns, int32(i), rows[i*dim:(i+1)*dim])
	}
	return rows, nil
}

// read reads the columns of the fields and gives their categories the card's order. A table without names must have just
// these columns.
func (c *Card) read(ctx context.Context, path string, fields []Field, progress func(share float64)) (*table.Table, error) {
	h, err := table.Peek(path)
	if err != nil {
		return nil, err
	}
	var at []int
	for i := range fields {
		n := slices.IndexFunc(h.Titles, func(t table.Title) bool { return t.Name == fields[i].Name })
		if n < 0 && !h.Named && len(h.Titles) == len(fields) {
			n = i
		}
		if n < 0 {
			return nil, fmt.Errorf("%s has no column %s; the network needs %s", path, fields[i].Name, columns(fields))
		}
		at = append(at, n)
	}
	t, err := h.Read(ctx, at, progress)
	if err != nil {
		return nil, err
	}
	for i := range fields {
		if err := fields[i].recode(&t.Columns[i]); err != nil {
			return nil, fmt.Errorf("%s: column %s: %w", path, fields[i].Name, err)
		}
	}
	return t, nil
}

// recode gives a column the categories of the field.
func (f *Field) recode(c *table.Column) error {
	if f.Categories == nil {
		if c.Kind == table.Texts {
			return fmt.Errorf("it holds text, like %q; the network needs numbers", c.Categories[0])
		}
		return nil
	}
	for i, v := range c.Values {
		if math.IsNaN(v) {
			continue
		}
		word := strconv.FormatFloat(v, 'g', -1, 64)
		if c.Kind == table.Texts {
			word = c.Categories[int(v)]
		}
		n := slices.Index(f.Categories, word)
		if n < 0 {
			return f.unknown(word)
		}
		c.Values[i] = float64(n)
	}
	return nil
}

func (f *Field) unknown(word string) error {
	return fmt.Errorf("%q is none of its categories (%s)", word, strings.Join(f.Categories, ", "))
}

// ParseY reads a y that was typed, with commas between its values: one for each column, a category by its name (in
// quotation marks where it has a comma), or all the numbers of the encoded y.
func (c *Card) ParseY(text string) ([]float64, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.TrimLeadingSpace, r.LazyQuotes = true, true
	words, err := r.Read()
	if err != nil {
		return nil, errors.New("it has no values")
	}
	fields := c.Y
	if n := width(c.Y); len(words) == n && n != len(c.Y) {
		fields = make([]Field, n) // numbers, all of them
		for i, a := range axes(c.Y) {
			fields[i].Name = a.Name
		}
	}
	if len(words) != len(fields) {
		return nil, fmt.Errorf("it has %s; there is one for each of %s", count(len(words), "value"), columns(c.Y))
	}
	var y []float64
	for i := range fields {
		f, word := &fields[i], strings.TrimSpace(words[i])
		if f.Categories != nil {
			n := slices.Index(f.Categories, word)
			if n < 0 {
				return nil, fmt.Errorf("%s: %w", f.Name, f.unknown(word))
			}
			one := make([]float64, len(f.Categories))
			one[n] = 1
			y = append(y, one...)
			continue
		}
		v, err := strconv.ParseFloat(word, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%s is %q, not a finite number", f.Name, word)
		}
		y = append(y, v)
	}
	return y, nil
}
