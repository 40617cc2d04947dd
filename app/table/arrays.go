package table

import (
	"archive/zip"
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"innlab/app/file"
)

// numpy's arrays as columns: one array of one dimension is a column, one of two dimensions as many as it has.

// maxArray is the size up to which an array is read.
const maxArray = 2 << 30

// array is one array of a file.
type array struct {
	name    string // empty in an .npy file
	rows    int
	columns int
	open    func() (io.ReadCloser, error)
}

func peekArrays(path, ext string) (*Head, error) {
	h, err := arraysHead(path, ext)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return h, nil
}

func arraysHead(path, ext string) (*Head, error) {
	f, _, err := open(path)
	if err != nil {
		return nil, err
	}
	f.Close()
	h := &Head{Format: "arrays of numpy (" + ext + ")", Named: ext == ".npz"}
	var arrays []array
	if ext == ".npy" {
		a := array{open: func() (io.ReadCloser, error) { return os.Open(path) }}
		if err := a.look(); err != nil {
			return nil, err
		}
		arrays = append(arrays, a)
	} else if arrays, err = members(path, h); err != nil {
		return nil, err
	}
	if arrays, err = together(arrays, h); err != nil {
		return nil, err
	}
	var from []int // for each column the array it comes from
	for i, a := range arrays {
		for c := range a.columns {
			t := Title{Name: a.name, Array: a.name}
			if a.columns > 1 {
				t.Name = cmp.Or(a.name, "c") + strconv.Itoa(c+1)
			}
			h.Titles = append(h.Titles, t)
			from = append(from, i)
		}
	}
	h.Rows = arrays[0].rows
	h.read = func(ctx context.Context, columns []int, progress func(float64)) (*Table, error) {
		t, err := gather(ctx, arrays, from, columns, progress)
		if err != nil && ctx.Err() == nil {
			err = fmt.Errorf("%s: %w", path, err)
		}
		return t, err
	}
	every := make([]int, len(h.Titles))
	for i := range every {
		every[i] = i
	}
	if h.Rows <= MaxCells*100 { // a large file is not read twice for a preview
		t, err := gather(context.Background(), arrays, from, every, func(float64) {})
		if err != nil {
			return nil, err
		}
		for r := range min(t.Rows, MaxCells) {
			var row []string
			for _, c := range t.Columns {
				row = append(row, strconv.FormatFloat(c.Values[r], 'g', 6, 64))
			}
			h.Cells = append(h.Cells, row)
		}
	}
	return h, nil
}

// together are the arrays that belong together row by row: those with as many rows as most have. Others are noted and left
// out, but no x or y, and none where fewer than two would remain.
func together(arrays []array, h *Head) ([]array, error) {
	with := map[int]int{}
	for _, a := range arrays {
		with[a.rows]++
	}
	rows := arrays[0].rows
	for n, k := range with {
		if k > with[rows] || k == with[rows] && n > rows {
			rows = n
		}
	}
	var list []array
	for _, a := range arrays {
		switch {
		case a.rows == rows:
			list = append(list, a)
		case with[rows] < 2 || a.name == "x" || a.name == "y":
			i := slices.IndexFunc(arrays, func(b array) bool { return b.rows != a.rows })
			return nil, fmt.Errorf("array %s has %d rows, array %s has %d; x and y must belong together row by row",
				a.name, a.rows, arrays[i].name, arrays[i].rows)
		default:
			h.Notes = append(h.Notes, fmt.Sprintf("array %s is left out: it has %d rows, the others %d", a.name, a.rows, rows))
		}
	}
	return list, nil
}

// members lists the arrays of an .npz file. Those that are no columns are noted and left out.
func members(path string, h *Head) ([]array, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("not an .npz file, or damaged")
	}
	defer z.Close()
	var arrays []array
	for i, f := range z.File {
		name := strings.TrimSuffix(f.Name, ".npy")
		if f.UncompressedSize64 > maxArray {
			h.Notes = append(h.Notes, fmt.Sprintf("array %s is left out: it is larger than %d GB", name, maxArray>>30))
			continue
		}
		a := array{name: name, open: func() (io.ReadCloser, error) { return member(path, i) }}
		if err := a.look(); err != nil {
			h.Notes = append(h.Notes, fmt.Sprintf("array %s is left out: %v", name, err))
			continue
		}
		arrays = append(arrays, a)
	}
	if len(arrays) == 0 {
		return nil, fmt.Errorf("the file has no array of rows%s", strings.Join(append([]string{""}, h.Notes...), "; "))
	}
	return arrays, nil
}

// member opens the i-th file of an archive.
func member(path string, i int) (io.ReadCloser, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	if i >= len(z.File) {
		z.Close()
		return nil, fmt.Errorf("the file has changed")
	}
	f, err := z.File[i].Open()
	if err != nil {
		z.Close()
		return nil, err
	}
	return both{f, z}, nil
}

// both closes an archive with its file.
type both struct {
	io.ReadCloser
	archive io.Closer
}

func (b both) Close() error {
	b.ReadCloser.Close()
	return b.archive.Close()
}

// look reads the head of the array.
func (a *array) look() error {
	r, err := a.open()
	if err != nil {
		return err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, 1<<16+12)) // as long as the head of version 1 can be
	if err != nil {
		return fmt.Errorf("it is damaged")
	}
	shape, _, err := file.ArrayHead(b)
	if err != nil {
		return err
	}
	switch {
	case len(shape) == 1:
		a.rows, a.columns = shape[0], 1
	case len(shape) == 2 && shape[1] > 0 && shape[1] <= maxColumns:
		a.rows, a.columns = shape[0], shape[1]
	default:
		return fmt.Errorf("its shape is %v; a column has one dimension, columns have two", shape)
	}
	if a.rows < 1 {
		return fmt.Errorf("it has no rows")
	}
	return nil
}

// maxColumns is the most columns of an array.
const maxColumns = 10_000

// gather reads the columns from their arrays, one array after the other.
func gather(ctx context.Context, arrays []array, from, columns []int, progress func(float64)) (*Table, error) {
	t := &Table{Columns: make([]Column, len(columns))}
	for i, a := range arrays {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(float64(i) / float64(len(arrays)))
		var x []float64
		for n, c := range columns {
			if from[c] != i {
				continue
			}
			if x == nil {
				var err error
				if x, err = a.read(); err != nil {
					return nil, fmt.Errorf("array %s: %w", a.name, err)
				}
			}
			first := c
			for first > 0 && from[first-1] == i {
				first--
			}
			t.Columns[n].pick(x, c-first, a.columns)
		}
	}
	progress(1)
	t.Rows = arrays[0].rows
	return t, nil
}

func (a *array) read() ([]float64, error) {
	r, err := a.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxArray+1))
	if err != nil || len(b) > maxArray {
		return nil, fmt.Errorf("it is damaged or too large")
	}
	x, _, err := file.ReadArray(b)
	if err == nil && len(x) != a.rows*a.columns {
		err = fmt.Errorf("the file has changed")
	}
	return x, err
}

// pick fills the column from column c of an array; what is not finite is missing.
func (col *Column) pick(x []float64, c, columns int) {
	col.Values = make([]float64, 0, len(x)/columns)
	for i := c; i < len(x); i += columns {
		v := x[i]
		if math.IsNaN(v) || math.IsInf(v, 0) {
			v = math.NaN()
			if col.Missing++; col.First == "" {
				col.First = fmt.Sprintf("row %d", i/columns+1)
			}
		}
		col.Values = append(col.Values, v)
	}
}
