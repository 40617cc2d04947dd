package file

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

func writeCSV(w io.Writer, t *Table) error {
	c := csv.NewWriter(w)
	record := t.Columns()
	c.Write(record)
	n := len(record)
	for i := 0; i+n <= len(t.Data); i += n {
		for j, v := range t.Data[i : i+n] {
			record[j] = strconv.FormatFloat(v, 'g', 9, 64) // as many digits as tell any two float32 apart
		}
		c.Write(record)
	}
	c.Flush()
	return c.Error()
}

// byteOrderMark is what some programs write before a text in UTF-8.
const byteOrderMark = "\uFEFF"

func readCSV(in io.Reader, g Group) ([]float64, error) {
	b := bufio.NewReader(in)
	if mark, _ := b.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		b.Discard(len(mark))
	}
	r := csv.NewReader(b)
	r.TrimLeadingSpace = true
	r.Comment = '#'
	r.ReuseRecord = true
	var x []float64
	var column []int // where each wanted column stands
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if pe := new(csv.ParseError); errors.As(err, &pe) {
			if errors.Is(err, csv.ErrFieldCount) {
				return nil, fmt.Errorf("line %d has another number of columns than the lines before", pe.Line)
			}
			return nil, fmt.Errorf("line %d is not CSV: %v", pe.Line, pe.Err)
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		if column == nil {
			head := isHead(record)
			if column, err = columns(record, head, g); err != nil {
				return nil, err
			}
			if head {
				continue
			}
		}
		for i, j := range column {
			v, err := strconv.ParseFloat(strings.TrimSpace(record[j]), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("line %d: %s is %q, not a finite number", line, g.Columns[i], record[j])
			}
			x = append(x, v)
		}
	}
	if len(x) == 0 {
		return nil, errors.New("the table has no rows")
	}
	return x, nil
}

// isHead reports whether the first line names columns: nothing in it is a number.
func isHead(record []string) bool {
	return !slices.ContainsFunc(record, func(s string) bool {
		_, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		return err == nil
	})
}

// columns returns where the group's columns stand in the first line.
func columns(record []string, head bool, g Group) ([]int, error) {
	at := make([]int, len(g.Columns))
	if !head {
		if len(record) != len(g.Columns) {
			return nil, fmt.Errorf("the table has %d columns; it needs %s", len(record), wanted(g))
		}
		for i := range at {
			at[i] = i
		}
		return at, nil
	}
	var missing []string
	for i, name := range g.Columns {
		at[i] = slices.IndexFunc(record, func(s string) bool { return strings.TrimSpace(s) == name })
		if at[i] < 0 {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		word := "column"
		if len(missing) > 1 {
			word = "columns"
		}
		return nil, fmt.Errorf("the table has no %s %s; it needs %s", word, strings.Join(missing, ", "), wanted(g))
	}
	return at, nil
}

// wanted describes a group's columns.
func wanted(g Group) string {
	return fmt.Sprintf("%d: %s", len(g.Columns), strings.Join(g.Columns, ","))
}
