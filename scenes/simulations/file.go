package simulations

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// A file is the order in words, the numbers, and a SHA-256 sum of both: a file that was cut short, changed, or made for
// another order is not what its sum and its head say, and counts as none.

// format is the version of the file's form.
const format = 1

// head is the order in words.
func (o *Order) head() string {
	return fmt.Sprintf("innlab simulations %d\n%s\n%d %d %d %d\n", format, o.What, o.Problem.DimX, o.Problem.DimY, o.Count, o.Seed)
}

// Path is the file in which the pairs of an order are kept.
func (o *Order) Path() (string, error) {
	folder, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(o.head()))
	return filepath.Join(folder, "innlab", "simulations", hex.EncodeToString(sum[:12])), nil
}

// load reads the pairs of an order; nil where there is no file that holds them.
func load(o *Order) *Table {
	path, err := o.Path()
	if err != nil {
		return nil
	}
	head, p := o.head(), o.Problem
	numbers := o.Count * (p.DimX + p.DimY)
	if info, err := os.Stat(path); err != nil || info.Size() != int64(len(head)+8*numbers+sha256.Size) {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil || len(data) != len(head)+8*numbers+sha256.Size || !bytes.HasPrefix(data, []byte(head)) {
		return nil
	}
	data, want := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if sum := sha256.Sum256(data); !bytes.Equal(sum[:], want) {
		return nil
	}
	all := make([]float64, numbers)
	if _, err := binary.Decode(data[len(head):], binary.LittleEndian, all); err != nil {
		return nil
	}
	return &Table{DimX: p.DimX, DimY: p.DimY, X: all[:o.Count*p.DimX], Y: all[o.Count*p.DimX:]}
}

// save keeps the pairs: written beside, then renamed, so that no reader ever sees half a file.
func save(o *Order, t *Table) error {
	path, err := o.Path()
	if err != nil {
		return err
	}
	data := []byte(o.head())
	for _, numbers := range [][]float64{t.X, t.Y} {
		if data, err = binary.Append(data, binary.LittleEndian, numbers); err != nil {
			return err
		}
	}
	sum := sha256.Sum256(data)
	data = append(data, sum[:]...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "part-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is left to remove after the renaming
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
