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

// A file is what the pairs are of in words, their dimensions, the numbers, and a SHA-256 sum of all this: a file that was
// cut short, changed, or made for something else is not what its sum and its head say, and counts as none.

// format is the version of the file's form.
const format = 2

// what is the order in words.
func (o *Order) what() string {
	return fmt.Sprintf("%s\n%d %d %d %d", o.What, o.Problem.DimX, o.Problem.DimY, o.Count, o.Seed)
}

// Path is the file in which the pairs of an order are kept.
func (o *Order) Path() (string, error) { return path(o.what()) }

// path is the file in which pairs are kept.
func path(what string) (string, error) {
	folder, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(head(what)))
	return filepath.Join(folder, "innlab", "simulations", hex.EncodeToString(sum[:12])), nil
}

// head is how a file begins.
func head(what string) string { return fmt.Sprintf("innlab simulations %d\n%q\n", format, what) }

// size is what follows the head.
type size struct{ DimX, DimY, Rows, Notes uint32 }

// Load returns the pairs that were saved as what; nil where there is no file that holds them whole.
func Load(what string) *Table {
	path, err := path(what)
	if err != nil {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil || len(data) < sha256.Size {
		return nil
	}
	data, want := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if sum := sha256.Sum256(data); !bytes.Equal(sum[:], want) {
		return nil
	}
	data, ok := bytes.CutPrefix(data, []byte(head(what)))
	var n size
	if read, err := binary.Decode(data, binary.LittleEndian, &n); !ok || err != nil {
		return nil
	} else {
		data = data[read:]
	}
	if uint64(len(data)) < uint64(n.Notes) || n.DimX == 0 || n.DimY == 0 {
		return nil
	}
	t := &Table{DimX: int(n.DimX), DimY: int(n.DimY), Notes: string(data[:n.Notes])}
	data = data[n.Notes:]
	numbers, dim := uint64(n.Rows)*uint64(n.DimX+n.DimY), uint64(n.DimX)
	if uint64(len(data)) != 8*numbers {
		return nil
	}
	all := make([]float64, numbers)
	if _, err := binary.Decode(data, binary.LittleEndian, all); err != nil {
		return nil
	}
	t.X, t.Y = all[:uint64(n.Rows)*dim], all[uint64(n.Rows)*dim:]
	if st, err := os.Stat(path); err == nil {
		t.Saved = st.ModTime()
	}
	return t
}

// Drop removes what was saved as what, if anything was.
func Drop(what string) {
	if path, err := path(what); err == nil {
		os.Remove(path)
	}
}

// Save keeps pairs, to be found by what: words that tell everything on which the numbers depend. They are written beside,
// then renamed, so that no reader ever sees half a file.
func Save(what string, t *Table) error {
	path, err := path(what)
	if err != nil {
		return err
	}
	data := []byte(head(what))
	n := size{uint32(t.DimX), uint32(t.DimY), uint32(t.Rows()), uint32(len(t.Notes))}
	for _, part := range []any{n, []byte(t.Notes), t.X, t.Y} {
		if data, err = binary.Append(data, binary.LittleEndian, part); err != nil {
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
