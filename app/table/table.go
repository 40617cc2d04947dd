// Package table reads tables that other programs wrote: CSV in its dialects, .npy and .npz. Peek looks at the beginning
// of a file and says how it is written and which columns it has; Read then reads the chosen columns, of a large file in
// bounded memory and with progress. What is wrong with a file is one plain line with file, line and column.
package table

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
)

// Kind is what a column holds.
type Kind int

const (
	Numbers Kind = iota
	Texts        // categories
	Empty        // nothing but missing values, as far as was looked
)

func (k Kind) String() string { return [...]string{"numbers", "text", "empty"}[k] }

// Column is a column that was read.
type Column struct {
	Name string
	Kind Kind
	// Values has a number for each row: of Texts the index into Categories, NaN where the value is missing.
	Values []float64
	// Categories are the texts that occur, sorted.
	Categories []string
	Missing    int    // rows without a value
	First      string // where the first of them is, as in "line 7"
}

// Table is what Read returns: columns of the same length, in the order asked for.
type Table struct {
	Columns []Column
	Rows    int
}

// Title names a column before it is read.
type Title struct {
	Name  string
	Kind  Kind   // as far as the beginning of the file tells
	Array string // of .npz: the array that it belongs to
	Blank bool   // it has neither a name nor a value, as behind a comma too many
}

// Head is the beginning of a file: what it takes to choose columns.
type Head struct {
	Path   string
	Format string // how the file is written, in words
	Named  bool   // it gives the names of its columns
	Titles []Title
	Cells  [][]string // the first rows as written, at most MaxCells
	Rows   int        // −1 where the file must be read to know
	Notes  []string   // what was made of odd names, in words

	read func(ctx context.Context, columns []int, progress func(share float64)) (*Table, error)
}

// MaxCells is how many rows a Head shows.
const MaxCells = 100

// MaxCategories is how many different texts a column may have.
const MaxCategories = 256

// longest is the most bytes of a name or a category.
const longest = 200

// Types are the file types that can be read.
const Types = ".csv, .tsv, .txt, .npy, .npz"

// Peek reads the beginning of a file.
func Peek(path string) (*Head, error) {
	var h *Head
	var err error
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".csv", ".tsv", ".txt", "":
		h, err = peekCSV(path)
	case ".npy", ".npz":
		h, err = peekArrays(path, ext)
	case ".gz", ".zip", ".bz2", ".xz", ".zst", ".7z":
		err = fmt.Errorf("%s is compressed; unpack it and open what is in it", path)
	case ".xlsx", ".xls", ".ods":
		err = fmt.Errorf("%s is a spreadsheet; save it there as CSV (UTF-8) and open that", path)
	default:
		err = fmt.Errorf("%s: a table is one of %s", path, Types)
	}
	if err != nil {
		return nil, err
	}
	h.Path = path
	h.distinct()
	return h, nil
}

// Read reads the columns with these indices, in this order; progress (may be nil) is called now and then with the share
// that is done. The error of a cancelled ctx is ctx.Err().
func (h *Head) Read(ctx context.Context, columns []int, progress func(share float64)) (*Table, error) {
	for _, c := range columns {
		if c < 0 || c >= len(h.Titles) {
			panic(fmt.Sprintf("table: column %d of %d", c, len(h.Titles)))
		}
	}
	if progress == nil {
		progress = func(float64) {}
	}
	t, err := h.read(ctx, columns, progress)
	if err != nil {
		return nil, err
	}
	for i := range t.Columns {
		t.Columns[i].Name = h.Titles[columns[i]].Name
		t.Columns[i].sort()
	}
	return t, nil
}

// distinct gives every column a name of its own.
func (h *Head) distinct() {
	seen := map[string]bool{}
	for _, t := range h.Titles {
		seen[t.Name] = true
	}
	used := map[string]bool{}
	for i := range h.Titles {
		t := &h.Titles[i]
		given := strings.Join(strings.Fields(t.Name), " ") // a line break in a name is a blank
		if len(given) > longest {
			given = strings.ToValidUTF8(given[:longest], "")
		}
		name := given
		if name == "" {
			name = fmt.Sprintf("c%d", i+1)
		}
		base := name
		for n := 2; used[name] || name != given && seen[name]; n++ {
			name = fmt.Sprintf("%s_%d", base, n)
		}
		used[name] = true
		switch {
		case given == "" && h.Named && t.Kind == Empty && t.Array == "":
			t.Blank = true
			h.Notes = append(h.Notes, fmt.Sprintf("column %d has neither name nor values", i+1))
		case given == "":
			h.Notes = append(h.Notes, fmt.Sprintf("column %d has no name; here it is called %s", i+1, name))
		case name != given:
			h.Notes = append(h.Notes, fmt.Sprintf("column %d is a further %s; here it is called %s", i+1, given, name))
		}
		t.Name = name
	}
}

// sort puts the categories in order, so that they do not depend on the order of the rows.
func (c *Column) sort() {
	if c.Kind != Texts {
		return
	}
	sorted := slices.Sorted(slices.Values(c.Categories))
	place := make([]float64, len(sorted))
	for i, s := range c.Categories {
		n, _ := slices.BinarySearch(sorted, s)
		place[i] = float64(n)
	}
	for i, v := range c.Values {
		if !math.IsNaN(v) {
			c.Values[i] = place[int(v)]
		}
	}
	c.Categories = sorted
}
