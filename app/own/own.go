// Package own makes scenes of what users bring: tables of pairs of x and y, and simulators of their own. A table is
// cleaned, split into rows that train and rows that are held out, and described by a Card, which a model file keeps so
// that the network can be used later without the data. A simulator is a program that is asked once for as many rows as a
// training needs.
package own

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"innlab/app/table"
	"innlab/inn"
	"innlab/scenes"
)

// Data is what a table came to.
type Data struct {
	Card   Card
	Train  inn.Table
	Held   inn.Table // that training never sees
	Report Report
}

// Columns are those chosen for x and for y, counted from 0; their order is kept.
type Columns struct {
	X, Y []int
	// As says what columns hold: Numbers, or Texts for labels. Of others, those of y that hold few whole numbers are taken for
	// labels.
	As map[int]table.Kind
}

// Open reads the chosen columns of a table and makes data of them.
// Progress (may be nil) is told the share of the file that is read.
func Open(ctx context.Context, h *table.Head, c Columns, progress func(share float64)) (*Data, error) {
	x, y := c.X, c.Y
	switch {
	case len(x) == 0:
		return nil, errors.New("no column is chosen for x, what is to be inferred")
	case len(y) == 0:
		return nil, errors.New("no column is chosen for y, what is measured")
	}
	for _, c := range x {
		if slices.Contains(y, c) {
			return nil, fmt.Errorf("column %s is chosen for x and for y; it can be one of them", h.Titles[c].Name)
		}
	}
	t, err := h.Read(ctx, slices.Concat(x, y), progress)
	if err != nil {
		return nil, err
	}
	as := map[string]table.Kind{}
	for i, k := range c.As {
		as[h.Titles[i].Name] = k
	}
	d, err := Clean(t, len(x), as, true)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", h.Path, err)
	}
	d.Card.Kind, d.Card.Name = "data", filepath.Base(h.Path)
	d.Report.Notes = slices.Concat([]string{h.Format}, h.Notes, d.Report.Notes)
	return d, nil
}

// ErrUnnamed is the error of a table of which nothing is said.
var ErrUnnamed = errors.New("name what was measured with -y")

// Load is Open with the columns named as on the command line (table.Head.Choose), which may say what they hold. Without x, all columns but y are x;
// of an .npz file with arrays x and y nothing need be named.
func Load(ctx context.Context, path, x, y string, progress func(share float64)) (*Data, error) {
	h, err := table.Peek(path)
	if err != nil {
		return nil, err
	}
	columns := Columns{As: map[int]table.Kind{}}
	named := func(name, list string) ([]int, error) {
		c, as, err := h.Choose(list)
		maps.Copy(columns.As, as)
		if err != nil {
			return nil, fmt.Errorf("-%s: %s: %w", name, path, err)
		}
		return c, nil
	}
	if x == "" && y == "" && slices.ContainsFunc(h.Titles, func(t table.Title) bool { return t.Array == "x" }) {
		x, y = "x", "y"
	}
	if y == "" {
		return nil, fmt.Errorf("%w: of %s %s", ErrUnnamed, path, h.Have())
	}
	ys, err := named("y", y)
	if err != nil {
		return nil, err
	}
	var xs []int
	if x != "" {
		if xs, err = named("x", x); err != nil {
			return nil, err
		}
	} else {
		for c := range h.Titles {
			if !slices.Contains(ys, c) && !h.Titles[c].Blank {
				xs = append(xs, c)
			}
		}
	}
	columns.X, columns.Y = xs, ys
	return Open(ctx, h, columns, progress)
}

// Scene is the data as a scene with one set-up, to be trained, shown and judged as any other.
func (d *Data) Scene() *scenes.Scene {
	s := d.Card.Scene()
	d.attach(&s.Setups[0])
	x, y := d.some(thumbRows)
	s.Thumb = thumb(&d.Card, x, y)
	return s
}
