package dialog

// Own data: a file's columns are shown with their first cells, and each is chosen for x, for y or for neither. When they
// have been read, what was made of them is told, and the width of z can be changed before the training begins.

import (
	"maps"
	"slices"
	"strconv"

	"gioui.org/layout"

	"innlab/app/table"
	"innlab/widgets/control"
)

// Data is the state of the dialog. It goes through three stages: columns are chosen, they are read, they have been read.
type Data struct {
	frame
	head    *table.Head
	use     []control.Segments // of each column; Chosen is forX, forY or unused
	lines   []dataLine
	reading bool
	share   float64 // of the file that is read
	found   *Found  // nil until the columns have been read
	dimZ    int
	wrong   string // why they could not be read, in plain words

	columns layout.List
	report  control.Scroll
	width   control.Number
	labels  map[string]bool // what the user said of columns of numbers
	turn    []control.Click // of each of found.Either: take it for the other
	act     control.Click   // reads, then trains
	back    control.Click   // cancels, stops, goes back to the columns
	other   control.Click   // another file
	rest    control.Click   // all that are unused are for x
	nothing control.Click   // no column is chosen
}

// dataLine is a line of the table: a column, or an array of several, which are chosen together.
type dataLine struct {
	column int // −1: an array
	array  string
	of     []int // its columns
	use    control.Segments
}

// What a column is for.
const (
	forX = iota
	forY
	unused
)

// Found is what was made of the columns, in words, and the width of z that follows from them.
type Found struct {
	Notes, Warnings []string
	DimX, DimZ      int // DimZ is proposed; from 1 to DimX can be chosen
	Either          []Either
}

// Either is a column of numbers that may as well be labels, and what it was taken for.
type Either struct {
	Name   string
	Labels bool
}

// DataChoice is what the user decided; one of its fields is set.
type DataChoice struct {
	Read  *Columns // read these
	Train int      // train with a z of this width on what was read
	Stop  bool     // no longer read, or the dialog was closed
	Other bool     // choose another file
}

// Columns are those chosen for x and for y, counted from 0. Labels says of columns of numbers whether they hold labels;
// of others it is found out.
type Columns struct {
	X, Y   []int
	Labels map[string]bool
}

// Open shows the columns of a file. Of an .npz file with arrays x and y these are chosen; otherwise the last column, or array,
// is proposed for y, and nothing for x.
func (d *Data) Open(h *table.Head) {
	d.show()
	d.head, d.use = h, make([]control.Segments, len(h.Titles))
	d.columns = layout.List{Axis: layout.Vertical}
	d.reading, d.found, d.wrong, d.labels = false, nil, "", map[string]bool{}
	d.lines = nil
	named := false
	for i, t := range h.Titles {
		if t.Array != "" && (i == 0 || h.Titles[i-1].Array != t.Array) {
			l := dataLine{column: -1, array: t.Array}
			for k := i; k < len(h.Titles) && h.Titles[k].Array == t.Array; k++ {
				l.of = append(l.of, k)
			}
			if len(l.of) > 1 {
				d.lines = append(d.lines, l)
			}
		}
		d.lines = append(d.lines, dataLine{column: i})
		d.use[i].Chosen = unused
		switch t.Array {
		case "x":
			d.use[i].Chosen, named = forX, true
		case "y":
			d.use[i].Chosen, named = forY, true
		}
	}
	if n := len(d.use); !named && n > 1 {
		d.use[n-1].Chosen = forY
		if l := slices.IndexFunc(d.lines, func(l dataLine) bool { return slices.Contains(l.of, n-1) }); l > 0 {
			for _, c := range d.lines[l].of {
				d.use[c].Chosen = forY
			}
		}
	}
}

// Progress says which share of the file has been read.
func (d *Data) Progress(share float64) { d.share = share }

// Done says what was made of the columns.
func (d *Data) Done(f Found) {
	d.reading, d.found, d.dimZ = false, &f, f.DimZ
	d.turn = make([]control.Click, min(len(f.Either), mostTurns))
	d.report.Top()
}

// Fail says why the columns could not be read.
func (d *Data) Fail(words string) { d.reading, d.wrong = false, words }

// Update returns what the user decided, if anything.
func (d *Data) Update(gtx layout.Context) (DataChoice, bool) {
	if !d.Shown() {
		return DataChoice{}, false
	}
	d.choose(gtx)
	if c, ok := d.width.Update(gtx); ok && d.found != nil {
		n := d.dimZ + c.Steps
		if typed, err := strconv.Atoi(c.Text); c.Steps == 0 && err == nil {
			n = typed
		}
		d.dimZ = min(max(n, 1), d.found.DimX)
	}
	for i := range d.turn {
		if d.turn[i].Update(gtx) && d.found != nil {
			e := d.found.Either[i]
			d.labels[e.Name] = !e.Labels
			d.found, d.reading, d.share = nil, true, 0
			c := d.chosen()
			return DataChoice{Read: &c}, true
		}
	}
	if d.other.Update(gtx) {
		d.Close()
		return DataChoice{Other: true}, true
	}
	if d.back.Update(gtx) {
		switch {
		case d.reading:
			d.reading = false
		case d.found != nil:
			d.found = nil
			return DataChoice{}, false
		default:
			d.Close()
		}
		return DataChoice{Stop: true}, true
	}
	if d.act.Update(gtx) && !d.reading {
		if d.found != nil {
			d.Close()
			return DataChoice{Train: d.dimZ}, true
		}
		if d.missing() == "" {
			d.reading, d.share, d.wrong = true, 0, ""
			c := d.chosen()
			return DataChoice{Read: &c}, true
		}
	}
	if d.frame.update(gtx) {
		return DataChoice{Stop: true}, true
	}
	return DataChoice{}, false
}

// choose acts on the columns; while they are read they stay as they are.
func (d *Data) choose(gtx layout.Context) {
	was := d.chosen()
	free := !d.reading && d.found == nil
	for i := range d.use {
		old := d.use[i].Chosen
		if d.use[i].Update(gtx) {
			d.wrong = ""
			if !free {
				d.use[i].Chosen = old
			}
		}
	}
	for i := range d.lines {
		l := &d.lines[i]
		if l.column < 0 && l.use.Update(gtx) && free {
			for _, c := range l.of {
				d.use[c].Chosen = l.use.Chosen
			}
		}
		if l.column < 0 {
			l.use.Chosen = d.shared(l.of)
		}
	}
	if d.rest.Update(gtx) && free {
		for i := range d.use {
			if d.use[i].Chosen == unused && d.head.Titles[i].Kind != table.Empty {
				d.use[i].Chosen = forX
			}
		}
	}
	if d.nothing.Update(gtx) && free {
		for i := range d.use {
			d.use[i].Chosen = unused
		}
	}
	if now := d.chosen(); len(now.X) != len(was.X) || len(now.Y) != len(was.Y) {
		d.wrong = ""
	}
}

// shared is what columns are for where all are for the same, else −1.
func (d *Data) shared(columns []int) int {
	use := d.use[columns[0]].Chosen
	for _, c := range columns {
		if d.use[c].Chosen != use {
			return -1
		}
	}
	return use
}

// chosen lists the columns for x and for y.
func (d *Data) chosen() (c Columns) {
	c.Labels = maps.Clone(d.labels)
	for i := range d.use {
		switch d.use[i].Chosen {
		case forX:
			c.X = append(c.X, i)
		case forY:
			c.Y = append(c.Y, i)
		}
	}
	return c
}

// missing says what has still to be chosen; empty when the columns can be read.
func (d *Data) missing() string {
	c := d.chosen()
	switch {
	case len(d.use) < 2:
		return "The file has one column only; x and y take one each."
	case len(c.X) == 0 && len(c.Y) == 0:
		return "Choose columns for x, what is to be inferred, and for y, what is measured."
	case len(c.X) == 0:
		return "Choose a column for x, what is to be inferred."
	case len(c.Y) == 0:
		return "Choose a column for y, what is measured."
	}
	return ""
}
