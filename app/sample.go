package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"innlab/app/file"
)

var sampleCommand = command{
	name: "sample",
	does: "draw from p(x | y)",
	more: "A -y-file of several rows gives N samples for each of them, in order.",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network")
		y := f.text("y", "V,V,...", "what was measured (default: the y that the scene shows first)")
		yFile := f.text("y-file", "FILE", "a table of measurements, "+file.TableTypes+"; - is CSV on standard input")
		n := f.whole("n", 1000, 1, most, "samples (default 1000)")
		seed := f.seed("of the samples (default 1)")
		out := f.out()
		return func(s streams, _ string) error {
			if err := tableNames(*yFile, *out); err != nil {
				return err
			}
			m, err := readModel(*path)
			if err != nil {
				return err
			}
			rows := m.setup.Start
			switch {
			case f.given("y") && *yFile != "":
				return usagef("give -y or -y-file, not both")
			case f.given("y"):
				rows, err = m.parseY(*y)
			case *yFile != "":
				rows, err = m.readRows(*yFile, s.in, "y")
			}
			if err != nil {
				return err
			}
			count := len(rows) / m.DimY()
			if *n > maxRows/count {
				return usagef("%d samples for each of %d y are more than the %d that fit into one table", *n, count, maxRows)
			}
			if err := file.Probe(*out); err != nil {
				return err
			}
			m.tell(s, rows)
			t := &file.Table{Groups: []file.Group{tableOf("x", m.setup.X)}}
			r := rand.New(rand.NewPCG(*seed, 0))
			for i := range count {
				x := make([]float64, *n*m.DimX())
				m.Sample(r, rows[i*m.DimY():(i+1)*m.DimY()], x)
				t.Data = append(t.Data, x...)
			}
			if err := allFinite(t, "sample", *n); err != nil {
				return err
			}
			return writeTable(*out, s, t)
		}
	},
}

// allFinite refuses a table with a number that is not finite, as far-off input gives. Every so many rows belong to one
// row of the input.
func allFinite(t *file.Table, what string, each int) error {
	columns := t.Columns()
	for i, v := range t.Data {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("the %s for row %d has no finite %s: that row is too far from what the network "+
				"has seen; nothing was written", what, i/len(columns)/each+1, columns[i%len(columns)])
		}
	}
	return nil
}

// tell prints the note of y (rows), if there is one.
func (m *model) tell(s streams, rows []float64) {
	if err := m.note(rows); err != nil {
		fmt.Fprintf(s.err, "Note: %v. The network answers all the same.\n", err)
	}
}

// note says what is odd about the first y (rows) that the problem has no exact posterior for, nil where there is none
// such or nothing is known.
func (m *model) note(rows []float64) error {
	if m.setup.Outside != nil {
		for i := 0; i < len(rows); i += m.DimY() {
			if words := m.setup.Outside(rows[i : i+m.DimY()]); words != "" {
				return errors.New(words)
			}
		}
	}
	if m.setup.Exact == nil {
		return nil
	}
	x := make([]float64, m.DimX())
	for i := 0; i < len(rows); i += m.DimY() {
		if err := m.setup.Exact(rand.New(rand.NewPCG(0, 0)), rows[i:i+m.DimY()], x); err != nil {
			return err
		}
	}
	return nil
}

// tableNames refuses names of files whose type is none of a table; an empty one is a flag that was not given.
func tableNames(paths ...string) error {
	for _, path := range paths {
		if path == "" {
			continue
		}
		if err := file.CheckTable(path); err != nil {
			return usageError{err}
		}
	}
	return nil
}

// maxRows is the most rows of a table that is written.
const maxRows = 20_000_000

// out declares the flag of a table that is written.
func (f *flags) out() *string {
	p := f.text("o", "FILE", "where the table goes, "+file.TableTypes+" (default -, CSV on standard output)")
	*p = "-"
	return p
}

// writeTable writes a table in the type that path names.
func writeTable(path string, s streams, t *file.Table) error {
	return write(path, s, func(w io.Writer) error { return file.WriteTable(w, path, t) })
}
