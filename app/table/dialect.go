package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// dialect is how a CSV file is written.
type dialect struct {
	delimiter rune
	comma     bool // decimals are written with a comma
	head      bool // the first row has names
	hash      bool // and begins with #, as numpy.savetxt writes it
}

func (d dialect) String() string {
	words := "CSV, separated by " + map[rune]string{',': "commas", ';': "semicolons", '\t': "tabs"}[d.delimiter]
	if d.comma {
		words += ", decimal comma"
	}
	if d.head {
		return words + ", names in the first line"
	}
	return words + ", no names"
}

// byteOrderMark is what some programs write before a text in UTF-8.
const byteOrderMark = "\uFEFF"

// preamble is how many bytes stand before the table: a byte order mark, and the line by which Excel is told the separator,
// like sep=; (it is found out from the rows all the same).
func preamble(b []byte) int {
	n := len(b) - len(bytes.TrimPrefix(b, []byte(byteOrderMark)))
	line, _, ended := bytes.Cut(b[n:], []byte("\n"))
	if said, ok := bytes.CutPrefix(bytes.TrimRight(line, "\r"), []byte("sep=")); ok && ended && utf8.RuneCount(said) == 1 {
		n += len(line) + 1
	}
	return n
}

// mostPreamble is the most bytes that it has.
const mostPreamble = 16

// sampleRows is how many rows decide on the dialect and on what a column holds.
const sampleRows = 1000

// text refuses what is no text in UTF-8, told from the beginning of a file.
func text(b []byte) error {
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return errors.New("the file is empty")
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return errors.New("the file is in UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)")
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return errors.New("the file is a spreadsheet or an archive, not CSV; save the table as CSV (UTF-8)")
	case bytes.IndexByte(b, 0) >= 0:
		return errors.New("the file is not text (it has zero bytes); save the table as CSV in UTF-8")
	}
	return nil
}

// reader returns a CSV reader of the dialect.
func (d dialect) reader(b []byte) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(b))
	d.set(r)
	return r
}

func (d dialect) set(r *csv.Reader) {
	r.Comma = d.delimiter
	r.Comment = '#'
	r.TrimLeadingSpace = d.delimiter != '\t' // it would take the tab of an empty cell for space
	r.ReuseRecord = true
}

// sniff finds out the dialect from the beginning of a file, cut at the end of a line, and returns the first rows.
func sniff(b []byte) (dialect, [][]string, error) {
	var d dialect
	var rows [][]string
	best := -1.0
	for _, c := range []rune{'\t', ';', ','} { // a comma may also be a decimal's, so it comes last
		try, share := candidate(b, c)
		if len(try) > 0 && share > best {
			d.delimiter, rows, best = c, try, share
		}
	}
	if len(rows) == 0 {
		return d, nil, errors.New("the file has no rows")
	}
	if first := hashed(b, d.delimiter, len(rows[0])); first != nil {
		rows, d.hash, d.head = slices.Insert(rows, 0, first), true, true
	} else {
		d.head = isHead(rows[0])
	}
	for _, cell := range rows[0] {
		if !utf8.ValidString(cell) {
			return d, nil, fmt.Errorf("line 1: %q is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)", cell)
		}
	}
	d.comma = decimalComma(rows[d.first():], d.delimiter)
	return d, rows, nil
}

// first is the index of the first row with values.
func (d dialect) first() int {
	if d.head {
		return 1
	}
	return 0
}

// candidate reads the first rows with a delimiter and returns which share of them has the usual number of cells; of
// rows of a single cell, none.
func candidate(b []byte, delimiter rune) ([][]string, float64) {
	r := dialect{delimiter: delimiter}.reader(b)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	var rows [][]string
	count := map[int]int{}
	for len(rows) < sampleRows {
		row, err := r.Read()
		if err != nil {
			break
		}
		rows = append(rows, slices.Clone(row))
		count[len(row)]++
	}
	usual := 0
	for cells, n := range count {
		if n > count[usual] || n == count[usual] && cells > usual {
			usual = cells
		}
	}
	if usual < 2 {
		return rows, 0
	}
	return rows, float64(count[usual]) / float64(len(rows))
}

// hashed returns the names of a first line like "# a,b,c", nil where it has other than n cells.
func hashed(b []byte, delimiter rune, n int) []string {
	line, ok := bytes.CutPrefix(b, []byte("#"))
	if !ok {
		return nil
	}
	line, _, _ = bytes.Cut(line, []byte("\n"))
	row, err := dialect{delimiter: delimiter}.reader(line).Read()
	if err != nil || len(row) != n || !isHead(row) {
		return nil
	}
	return row
}

// isHead reports whether a first row holds names: no number, and some text.
func isHead(row []string) bool {
	texts := 0
	for _, cell := range row {
		cell = strings.TrimSpace(cell)
		if isMissing(cell) {
			continue
		}
		_, point := number(cell, false)
		_, comma := number(cell, true)
		if point || comma {
			return false
		}
		texts++
	}
	return texts > 0
}

// decimalComma reports whether numbers are written with a decimal comma: some are, and none with a point.
func decimalComma(rows [][]string, delimiter rune) bool {
	commas := 0
	for _, row := range rows {
		for _, cell := range row {
			cell = strings.TrimSpace(cell)
			if _, ok := number(cell, false); ok {
				if strings.IndexByte(cell, '.') >= 0 {
					return false
				}
			} else if _, ok := number(cell, true); ok && (delimiter != ',' || !thousands(cell)) {
				commas++
			}
		}
	}
	return commas > 0
}

// kinds tells what the columns hold, from the first rows. A column of numbers may have a few cells that are none: those
// are mistakes that reading will name.
func (d dialect) kinds(rows [][]string, columns int) []Kind {
	kinds := make([]Kind, columns)
	for c := range kinds {
		numbers, texts := 0, 0
		for _, row := range rows {
			if c >= len(row) {
				continue
			}
			cell := strings.TrimSpace(row[c])
			if isMissing(cell) {
				continue
			}
			if _, ok := number(cell, d.comma); ok {
				numbers++
			} else {
				texts++
			}
		}
		switch {
		case numbers+texts == 0:
			kinds[c] = Empty
		case texts*5 > numbers:
			kinds[c] = Texts
		}
	}
	return kinds
}
