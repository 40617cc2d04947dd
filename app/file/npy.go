package file

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/sbinet/npyio/npy"
	"github.com/sbinet/npyio/npz"
	"gonum.org/v1/gonum/mat"
)

func writeNPY(w io.Writer, t *Table) error {
	m, err := t.part(0, len(t.Columns()))
	if err != nil {
		return err
	}
	return npy.Write(w, m)
}

func writeNPZ(w io.Writer, t *Table) error {
	z := npz.NewWriter(w)
	from := 0
	for _, g := range t.Groups {
		m, err := t.part(from, from+len(g.Columns))
		if err != nil {
			return err
		}
		if err := z.Write(g.Name, m); err != nil {
			return err
		}
		from += len(g.Columns)
	}
	return z.Close()
}

// part returns the columns from from to to as a matrix.
func (t *Table) part(from, to int) (*mat.Dense, error) {
	all := len(t.Columns())
	if all == 0 || len(t.Data) < all {
		return nil, errors.New("the table has no rows")
	}
	whole := mat.NewDense(len(t.Data)/all, all, t.Data)
	return mat.DenseCopyOf(whole.Slice(0, len(t.Data)/all, from, to)), nil
}

func readNPZ(b []byte, g Group) ([]float64, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, errors.New("not an .npz file")
	}
	var names []string
	for _, f := range z.File {
		names = append(names, strings.TrimSuffix(f.Name, ".npy"))
	}
	i := slices.Index(names, g.Name)
	if i < 0 && len(names) == 1 {
		i = 0
	}
	if i < 0 {
		return nil, fmt.Errorf("no array %s; there is: %s", g.Name, strings.Join(names, ", "))
	}
	f, err := z.File[i].Open()
	if err != nil {
		return nil, fmt.Errorf("array %s: %v", names[i], err)
	}
	defer f.Close()
	array, err := io.ReadAll(io.LimitReader(f, maxTable+1))
	if err != nil || len(array) > maxTable {
		return nil, fmt.Errorf("array %s is damaged or too large", names[i])
	}
	return readNPY(array, g)
}

// readNPY reads one array of n rows, or a single row.
func readNPY(b []byte, g Group) ([]float64, error) {
	x, shape, err := ReadArray(b)
	if err != nil {
		return nil, err
	}
	k := len(g.Columns)
	if len(shape) == 1 && shape[0] == k {
		shape = []int{1, k}
	}
	if len(shape) != 2 || shape[1] != k {
		return nil, fmt.Errorf("the array has shape %v, want rows of %s", shape, wanted(g))
	}
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("row %d: %s is %g, not a finite number", i/k+1, g.Columns[i%k], v)
		}
	}
	return x, nil
}

// errArray is what a damaged array is told.
var errArray = errors.New("not an .npy file, or damaged")

// ArrayHead returns shape and type of elements of the array whose .npy file begins with b; the type as numpy names it,
// without the byte order. Of a type that cannot be read it is an error.
func ArrayHead(b []byte) (shape []int, kind string, err error) {
	defer func() {
		if recover() != nil {
			shape, kind, err = nil, "", errArray
		}
	}()
	if head := headSize(b); head < 0 || head > len(b) {
		return nil, "", errArray
	}
	r, err := npy.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, "", errArray
	}
	kind = strings.TrimLeft(r.Header.Descr.Type, "<>|=")
	if _, ok := elements[kind]; !ok {
		return nil, "", fmt.Errorf("the array's elements are of type %q; floats, whole numbers and booleans can be read", kind)
	}
	return r.Header.Descr.Shape, kind, nil
}

// ReadArray reads an .npy file of one or two dimensions, row-major. The library trusts its input and takes a short file
// for zeros, so sizes are compared before, and a panic of it is an error like any other.
func ReadArray(b []byte) (x []float64, shape []int, err error) {
	defer func() {
		if recover() != nil {
			x, shape, err = nil, nil, errArray
		}
	}()
	shape, kind, err := ArrayHead(b)
	if err != nil {
		return nil, nil, err
	}
	e := elements[kind]
	n, k := 0, 1
	switch len(shape) {
	case 2:
		n, k = shape[0], shape[1]
	case 1:
		n = shape[0]
	default:
		return nil, nil, fmt.Errorf("the array has shape %v; one of rows and columns is needed", shape)
	}
	if n == 0 || k == 0 {
		return nil, nil, errors.New("the table has no rows")
	}
	if n < 0 || k < 0 || n > len(b) || k > len(b) || n*k*e.size != len(b)-headSize(b) {
		return nil, nil, errArray
	}
	r, err := npy.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, nil, errArray
	}
	if x, err = e.read(r); err != nil || len(x) != n*k {
		return nil, nil, errArray
	}
	if r.Header.Descr.Fortran && k > 1 {
		x = mat.DenseCopyOf(mat.NewDense(k, n, x).T()).RawMatrix().Data
	}
	return x, shape, nil
}

// headSize returns how many bytes of b stand before the numbers, −1 where that cannot be said. (NEP 1: magic of six
// bytes, version, length of the description in two bytes, from version 2 on in four.)
func headSize(b []byte) int {
	switch {
	case len(b) < 12:
		return -1
	case b[6] == 1:
		return 10 + int(binary.LittleEndian.Uint16(b[8:]))
	}
	return 12 + int(binary.LittleEndian.Uint32(b[8:]))
}

// elements holds the types of numbers that can be read, by their name in the file without the byte order.
var elements = map[string]struct {
	size int
	read func(r *npy.Reader) ([]float64, error)
}{
	"f8": {8, read[float64]},
	"f4": {4, read[float32]},
	"i8": {8, read[int64]},
	"i4": {4, read[int32]},
	"i2": {2, read[int16]},
	"i1": {1, read[int8]},
	"u8": {8, read[uint64]},
	"u4": {4, read[uint32]},
	"u2": {2, read[uint16]},
	"u1": {1, read[uint8]},
	"b1": {1, readBool},
}

// read reads elements of type T.
func read[T float32 | float64 | int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64](r *npy.Reader) ([]float64, error) {
	var v []T
	if err := r.Read(&v); err != nil {
		return nil, err
	}
	x := make([]float64, len(v))
	for i, v := range v {
		x[i] = float64(v)
	}
	return x, nil
}

// readBool reads truth values as 0 and 1.
func readBool(r *npy.Reader) ([]float64, error) {
	var v []bool
	if err := r.Read(&v); err != nil {
		return nil, err
	}
	x := make([]float64, len(v))
	for i, v := range v {
		if v {
			x[i] = 1
		}
	}
	return x, nil
}
