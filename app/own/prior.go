package own

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"innlab/app/file"
	"innlab/app/table"
)

// Prior draws the x that a simulator is asked for.
type Prior struct {
	X    []Field // names, bounds, whole numbers; ranges are not filled in
	Draw func(r *rand.Rand, x []float64)
	// Text is the prior in words that change whenever it does.
	Text string
	// Entries are its named distributions; nil where it is rows of a table.
	Entries []Entry
	Path    string // of its file; empty where it is from none
}

// Entry is one number of x with a distribution of Distributions.
type Entry struct {
	Name, Distribution string
	Values             []float64 // of the distribution's parameters, in their order; NaN: not given
	Unit               string
}

// ReadPrior reads a prior. In a .json file it is an object with an entry for each x, in their order:
//
//	{
//	  "mass":  {"distribution": "lognormal", "mu": 0, "sigma": 0.5},
//	  "angle": {"distribution": "uniform", "min": 0, "max": 1.57, "unit": "rad"}
//	}
//
// Distributions lists the distributions with their parameters. Any other file is a table whose rows are x, as many as
// there are columns, of which one is drawn at random each time.
func ReadPrior(ctx context.Context, path string) (*Prior, error) {
	var p *Prior
	var err error
	if strings.EqualFold(filepath.Ext(path), ".json") {
		p, err = named(path)
	} else {
		p, err = bootstrap(ctx, path)
	}
	if err != nil {
		return nil, err
	}
	p.Path = path
	return p, nil
}

// Named is a prior of independent numbers with named distributions.
func Named(entries []Entry) (*Prior, error) {
	for i, err := range Check(entries) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", cmp.Or(entries[i].Name, fmt.Sprintf("entry %d", i+1)), err)
		}
	}
	switch n := len(entries); {
	case n == 0:
		return nil, errors.New("it names no distribution")
	case n > MaxWidth:
		return nil, fmt.Errorf("%d numbers of x are more than %d", n, MaxWidth)
	}
	p := &Prior{Entries: slices.Clone(entries)}
	var text []string
	for i := range entries {
		e := &entries[i]
		p.X = append(p.X, e.field())
		text = append(text, fmt.Sprintf("%q: %s %v %q", e.Name, e.Distribution, e.Values, e.Unit))
	}
	p.Text = strings.Join(text, "\n")
	p.Draw = func(r *rand.Rand, x []float64) {
		for i := range p.Entries {
			e := &p.Entries[i]
			x[i] = e.of().Draw(r, e.Values)
		}
	}
	return p, nil
}

// Check says of each entry what is wrong with it, nil for nothing.
func Check(entries []Entry) []error {
	errs, seen := make([]error, len(entries)), map[string]bool{}
	for i := range entries {
		e := &entries[i]
		switch {
		case e.Name == "":
			errs[i] = errors.New("it has no name")
		case seen[e.Name]:
			errs[i] = fmt.Errorf("the name %s is there twice", e.Name)
		default:
			errs[i] = e.check()
		}
		seen[e.Name] = true
	}
	return errs
}

// maxPrior is how large a file of named distributions may be.
const maxPrior = 1 << 20

// named reads named distributions.
func named(path string) (*Prior, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, file.Unreadable(path, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxPrior+1))
	if err != nil {
		return nil, file.Unreadable(path, err)
	}
	if len(b) > maxPrior {
		return nil, fmt.Errorf("%s is larger than %d kB, no list of distributions", path, maxPrior>>10)
	}
	p, err := parsePrior(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// parsePrior reads the object of named distributions, in the order of its entries.
func parsePrior(b []byte) (*Prior, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	form := func(err error) error {
		if se := new(json.SyntaxError); errors.As(err, &se) {
			return fmt.Errorf("line %d is not JSON: %v", 1+bytes.Count(b[:min(int(se.Offset), len(b))], []byte("\n")), err)
		}
		return fmt.Errorf(`it must be an object like {"mass": {"distribution": "uniform", "min": 1, "max": 2}}`)
	}
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, form(err)
	}
	var entries []Entry
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return nil, form(err)
		}
		var entry map[string]any
		if err := d.Decode(&entry); err != nil {
			return nil, form(err)
		}
		e, err := entryOf(strings.TrimSpace(name), entry)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		entries = append(entries, e)
	}
	if _, err := d.Token(); err != nil {
		return nil, form(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something stands after the object")
	}
	return Named(entries)
}

// bootstrap reads a table of x, of which rows are drawn.
func bootstrap(ctx context.Context, path string) (*Prior, error) {
	h, err := table.Peek(path)
	if err != nil {
		return nil, err
	}
	every := make([]int, len(h.Titles))
	for i := range every {
		every[i] = i
	}
	t, err := h.Read(ctx, every, nil)
	if err != nil {
		return nil, err
	}
	p := new(Prior)
	rows := make([]float64, 0, t.Rows*len(every))
	for i := range t.Rows {
		for _, c := range t.Columns {
			if c.Kind == table.Texts {
				return nil, fmt.Errorf("%s: column %s holds text; a simulator is sent numbers", path, c.Name)
			}
			if math.IsNaN(c.Values[i]) {
				return nil, fmt.Errorf("%s: %s of column %s has no value; every row of a prior must be whole", path, c.First, c.Name)
			}
			rows = append(rows, c.Values[i])
		}
	}
	for _, c := range t.Columns {
		p.X = append(p.X, Field{Name: c.Name})
	}
	seen := map[string]bool{}
	for _, f := range p.X {
		if seen[f.Name] {
			return nil, fmt.Errorf("%s: the name %s is there twice", path, f.Name)
		}
		seen[f.Name] = true
	}
	if len(p.X) > MaxWidth {
		return nil, fmt.Errorf("%s: %d columns of x are more than %d", path, len(p.X), MaxWidth)
	}
	n := len(every)
	p.Draw = func(r *rand.Rand, x []float64) { copy(x, rows[r.IntN(t.Rows)*n:][:n]) }
	p.Text = fmt.Sprintf("rows %d × %d, %s", t.Rows, n, print(rows))
	return p, nil
}
