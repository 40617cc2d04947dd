package table

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"unicode/utf8"

	"innlab/app/file"
)

// peekBytes is how much of a file Peek reads.
const peekBytes = 1 << 20

func peekCSV(path string) (*Head, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, peekBytes))
	if err != nil {
		return nil, file.Unreadable(path, err)
	}
	if err := text(b); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	whole := len(b) < peekBytes
	b = b[preamble(b):]
	if !whole { // nor is the last line
		b = b[:strings.LastIndexByte(string(b), '\n')+1]
	}
	d, rows, err := sniff(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	values := rows[d.first():]
	if len(values) == 0 {
		return nil, fmt.Errorf("%s: the file has names and no rows", path)
	}
	h := &Head{Format: d.String(), Named: d.head, Rows: -1, Cells: values[:min(len(values), MaxCells)]}
	for i, k := range d.kinds(values, len(rows[0])) {
		t := Title{Kind: k, Name: fmt.Sprintf("c%d", i+1)}
		if d.head {
			t.Name = strings.TrimSpace(rows[0][i])
		}
		h.Titles = append(h.Titles, t)
	}
	h.read = func(ctx context.Context, columns []int, progress func(float64)) (*Table, error) {
		f, _, err := open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		s := &scan{head: h, dialect: d, columns: columns, size: size, progress: progress}
		t, err := s.read(ctx, f)
		if err != nil && !errors.Is(err, ctx.Err()) {
			err = fmt.Errorf("%s: %w", path, err)
		}
		return t, err
	}
	return h, nil
}

// open opens a file that is one.
func open(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, file.Unreadable(path, err)
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = errors.New("it is not a file")
	}
	if err != nil {
		f.Close()
		return nil, 0, file.Unreadable(path, err)
	}
	return f, st.Size(), nil
}

// scan reads the columns of a CSV file: one goroutine splits the text into cells, the caller's turns them into numbers.
type scan struct {
	head     *Head
	dialect  dialect
	columns  []int
	size     int64
	progress func(float64)

	above int // lines above the table
	table Table
	codes []map[string]float64 // of a text, for each column
}

// piece is some rows on their way from cells to numbers.
type piece struct {
	cells []string // row by row, the wanted columns only
	lines []int    // of each row, counted from 1
	at    int64    // bytes read so far
	err   error    // what ended the reading, after these rows
}

const pieceRows = 2048

func (s *scan) read(ctx context.Context, in io.Reader) (*Table, error) {
	s.table.Columns = make([]Column, len(s.columns))
	s.codes = make([]map[string]float64, len(s.columns))
	for i, c := range s.columns {
		s.table.Columns[i].Kind = s.head.Titles[c].Kind
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pieces := make(chan *piece, 4)
	go s.split(ctx, in, pieces)
	for p := range pieces { // to the end also after an error, so that no goroutine is left
		if err := s.take(p); err != nil {
			stop()
			for range pieces {
			}
			return nil, err
		}
		s.progress(min(float64(p.at)/float64(max(s.size, 1)), 1))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.table.Rows == 0 {
		return nil, errors.New("the file has no rows")
	}
	return &s.table, nil
}

// split sends the rows in pieces and closes the channel.
func (s *scan) split(ctx context.Context, in io.Reader, pieces chan<- *piece) {
	defer close(pieces)
	b := bufio.NewReaderSize(in, 1<<16)
	begin, _ := b.Peek(mostPreamble)
	begin = begin[:preamble(begin)]
	s.above = bytes.Count(begin, []byte("\n"))
	before, _ := b.Discard(len(begin))
	r := csv.NewReader(b)
	s.dialect.set(r)
	r.FieldsPerRecord = len(s.head.Titles)
	skip := s.dialect.head && !s.dialect.hash
	p := new(piece)
	for {
		row, err := r.Read()
		if err != nil {
			if end := int64(before) + r.InputOffset(); err != io.EOF {
				p.err = s.words(err, row)
			} else if end < s.size {
				p.err = fmt.Errorf("the file was cut while it was read (%d bytes of %d were there); read it again when it is whole", end, s.size)
			}
		} else if skip {
			skip = false
			continue
		} else {
			line, _ := r.FieldPos(0)
			p.lines = append(p.lines, line+s.above)
			for _, c := range s.columns {
				p.cells = append(p.cells, row[c])
			}
		}
		if err != nil || len(p.lines) == pieceRows {
			p.at = r.InputOffset()
			select {
			case pieces <- p:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
			p = &piece{cells: make([]string, 0, pieceRows*len(s.columns)), lines: make([]int, 0, pieceRows)}
		}
	}
}

// words says what is wrong with the form of a row.
func (s *scan) words(err error, row []string) error {
	pe := new(csv.ParseError)
	if !errors.As(err, &pe) {
		return err
	}
	start, line := pe.StartLine+s.above, pe.Line+s.above
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		return fmt.Errorf("line %d has %d cells, the first has %d; add or take away what is wrong there",
			start, len(row), len(s.head.Titles))
	case line != start:
		return fmt.Errorf("line %d: a quotation mark is opened and not closed before line %d; close it, or double it "+
			`where it belongs to the text ("")`, start, line)
	}
	return fmt.Errorf(`line %d, character %d: a quotation mark stands where none may be; put the whole cell into `+
		`quotation marks and double those within it ("")`, line, pe.Column)
}

// take turns the cells of a piece into numbers.
func (s *scan) take(p *piece) error {
	n := len(s.columns)
	if s.table.Rows == 0 && p.at > 0 { // as many rows as the first ones make likely
		rows := int(float64(s.size)/float64(p.at)*float64(len(p.lines))*1.01) + 1
		for i := range s.table.Columns {
			s.table.Columns[i].Values = make([]float64, 0, min(rows, int(s.size)+1))
		}
	}
	for i := range s.table.Columns {
		c := &s.table.Columns[i]
		for row, line := range p.lines {
			v, err := s.value(i, c, strings.TrimSpace(p.cells[row*n+i]))
			if err != nil {
				return fmt.Errorf("line %d, column %s: %w", line, s.head.Titles[s.columns[i]].Name, err)
			}
			if math.IsNaN(v) {
				if c.Missing++; c.First == "" {
					c.First = fmt.Sprintf("line %d", line)
				}
			}
			c.Values = append(c.Values, v)
		}
	}
	s.table.Rows += len(p.lines)
	return p.err
}

// value reads one cell.
func (s *scan) value(i int, c *Column, cell string) (float64, error) {
	if isMissing(cell) {
		return math.NaN(), nil
	}
	if c.Kind != Texts {
		v, ok := number(cell, s.dialect.comma)
		switch {
		case ok:
			c.Kind = Numbers
			return v, nil
		case c.Kind == Empty:
			c.Kind = Texts
		case thousands(cell):
			return 0, fmt.Errorf("%q is not a number here; write it without commas between the thousands", cell)
		default:
			return 0, fmt.Errorf("%.40q is not a number, as the cells before are; correct it, or leave it empty if the "+
				"value is missing", cell)
		}
	}
	v, ok := s.codes[i][cell]
	if ok {
		return v, nil
	}
	if !utf8.ValidString(cell) {
		return 0, fmt.Errorf("%.40q is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)", cell)
	}
	if len(cell) > longest {
		return 0, fmt.Errorf("%.40q... is too long for a category; choose another column", cell)
	}
	if len(c.Categories) == MaxCategories {
		return 0, fmt.Errorf("the column has more than %d different texts, too many for categories; choose another column",
			MaxCategories)
	}
	if s.codes[i] == nil {
		s.codes[i] = map[string]float64{}
	}
	v = float64(len(c.Categories))
	cell = strings.Clone(cell) // the text of the whole line would stay in memory
	s.codes[i][cell] = v
	c.Categories = append(c.Categories, cell)
	return v, nil
}
