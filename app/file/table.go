package file

import (
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Table is a table of numbers with named columns. In an .npz file each group of columns is an array of its own.
type Table struct {
	Groups []Group
	Data   []float64 // row-major, one number for each column of each group
}

// Group is a part of a table's columns: x, y or z.
type Group struct {
	Name    string
	Columns []string
}

// Columns returns the names of all columns.
func (t *Table) Columns() []string {
	var names []string
	for _, g := range t.Groups {
		names = append(names, g.Columns...)
	}
	return names
}

// TableTypes are the file types of tables.
const TableTypes = ".csv, .npy, .npz"

// tableType returns the type that path's extension names; standard input and output are CSV.
func tableType(path string) (string, error) {
	if path == "-" {
		return ".csv", nil
	}
	ext := strings.ToLower(filepath.Ext(path))
	if !slices.Contains([]string{".csv", ".npy", ".npz"}, ext) {
		return "", fmt.Errorf("%s: a table is one of %s", path, TableTypes)
	}
	return ext, nil
}

// CheckTable says when the name of path is not that of a table.
func CheckTable(path string) error {
	_, err := tableType(path)
	return err
}

// WriteTable writes t to w in the type that path's extension names: CSV with a head of column names, one array
// (.npy), or one array for each group (.npz).
func WriteTable(w io.Writer, path string, t *Table) error {
	ext, err := tableType(path)
	if err != nil {
		return err
	}
	switch ext {
	case ".npy":
		return writeNPY(w, t)
	case ".npz":
		return writeNPZ(w, t)
	}
	return writeCSV(w, t)
}

// maxTable is the size up to which tables are read.
const maxTable = 1 << 30

// ReadTable reads the group's columns from the table at path; "-" is CSV from in. It returns them row-major. In a CSV
// file with a head, columns are found by name and others are ignored; without names there must be as many columns as
// asked for. An .npz file holds an array of the group's name, or a single one. A file that ends in .bz2 is unpacked. The
// table must have a row, and all its numbers must be finite.
func ReadTable(path string, in io.Reader, g Group) ([]float64, error) {
	plain, packed := strings.CutSuffix(path, ".bz2")
	ext, err := tableType(plain)
	if err != nil {
		return nil, err
	}
	name := path
	if path == "-" {
		name = "standard input"
	} else {
		f, err := os.Open(path)
		if err != nil {
			return nil, Unreadable(path, err)
		}
		defer f.Close()
		if in = f; packed {
			in = bzip2.NewReader(f)
		}
	}
	b, err := io.ReadAll(io.LimitReader(in, maxTable+1))
	if err != nil {
		return nil, Unreadable(name, err)
	}
	if len(b) > maxTable {
		return nil, fmt.Errorf("%s is larger than %d MB", name, maxTable>>20)
	}
	var x []float64
	switch ext {
	case ".npy":
		x, err = readNPY(b, g)
	case ".npz":
		x, err = readNPZ(b, g)
	default:
		x, err = readCSV(bytes.NewReader(b), g)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return x, nil
}

// Unreadable says in plain words why path cannot be read.
func Unreadable(path string, err error) error {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%s does not exist", path)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("cannot read %s: no permission", path)
	}
	if pe := new(os.PathError); errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("cannot read %s: %v", path, err)
}
