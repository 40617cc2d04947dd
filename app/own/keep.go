package own

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"strings"

	"innlab/inn"
	"innlab/scenes/simulations"
)

// What a simulator answered is kept in the cache folder, so that the next training begins at once. It is found by all on
// which the answers may depend, as far as that can be seen: command, prior, number of rows, seed, and the files that
// the command names, so that a program that was changed is asked anew.

// words tell what the answers depend on.
func (s *Simulator) words() string {
	var b strings.Builder
	fmt.Fprintf(&b, "own simulator 1\n%s\n%s\n%d rows, seed %d\n", s.Command, s.Prior.Text, s.Count, s.Seed)
	for _, f := range s.Prior.X {
		fmt.Fprintf(&b, "%q ", f.Name)
	}
	for _, word := range strings.Fields(s.Command) {
		if word = strings.Trim(word, `"'();|&<>`); word != "" {
			if sum := fileSum(word); sum != "" {
				fmt.Fprintf(&b, "\n%s: %s", word, sum)
			}
		}
	}
	return b.String()
}

// fileSum tells the contents of a file from others; empty for what is no file.
func fileSum(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		return ""
	}
	h := sha256.New()
	const most = 64 << 20 // of a larger file its size and time say enough
	if st.Size() > most {
		return fmt.Sprint(st.Size(), st.ModTime().UnixNano())
	}
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// kept returns the answers of an earlier time, nil for none.
func (s *Simulator) kept() *simulations.Table {
	if s.Fresh {
		return nil
	}
	t := simulations.Load(s.words())
	if t == nil || t.DimX != len(s.Prior.X) || t.Rows() < fewest {
		return nil
	}
	return t
}

// keep keeps the answers, unless so many rows were not asked for, or not answered by a start that went wrong, that the
// simulator had better be asked again: numbers that are not finite are an answer.
func (s *Simulator) keep(rows *inn.Table, notes []string, unanswered int) error {
	s.dropPart()
	if unanswered > s.Count/10 {
		return nil
	}
	return simulations.Save(s.words(), &simulations.Table{
		DimX: len(rows.X) / rows.N, DimY: len(rows.Y) / rows.N, X: rows.X, Y: rows.Y, Notes: strings.Join(notes, "\n"),
	})
}
