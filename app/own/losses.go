package own

import (
	"fmt"
	"strings"
)

// losses counts what went wrong with a simulator, with an example of each kind.
type losses struct {
	kinds [numTroubles]struct {
		rows    int
		example *loss
	}
	batches int // that went wrong
	hung    int // of these, by their time
	latest  *loss
}

// trouble is a kind of thing that goes wrong.
type trouble int

const (
	crashed trouble = iota
	hung
	lines
	miscounted
	noNumber
	notFinite
	numTroubles
)

// loss is one thing that went wrong.
type loss struct {
	kind trouble
	what string // begins with "it"
	last string // last lines of its output; may be empty
}

func (l *loss) String() string {
	if l.last == "" {
		return l.what
	}
	return l.what + "; its last lines: " + l.last
}

// row counts a row that is lost.
func (l *losses) row(why *loss) {
	k := &l.kinds[why.kind]
	k.rows++
	if k.example == nil || k.example.last == "" {
		k.example = why
	}
	l.latest = why
}

// batch counts a batch that went wrong.
func (l *losses) batch(why *loss) {
	l.batches++
	if why.kind == hung {
		l.hung++
	}
	l.latest = why
}

// rows is how many are lost.
func (l *losses) rows() int {
	n := 0
	for i := range l.kinds {
		n += l.kinds[i].rows
	}
	return n
}

// words say in one line what went wrong.
func (l *losses) words() string {
	var all []string
	for i := range l.kinds {
		if e := l.kinds[i].example; e != nil {
			all = append(all, e.String())
		}
	}
	if all == nil && l.latest != nil {
		all = append(all, l.latest.String())
	}
	return strings.Join(all, "; ")
}

// notes are warnings about the rows that are missing from those asked for.
func (l *losses) notes(came, asked int) []string {
	var all []string
	for i := range l.kinds {
		if k := &l.kinds[i]; k.rows > 0 {
			all = append(all, fmt.Sprintf("%s of the simulator lost: %s", count(k.rows, "row"), k.example))
		}
	}
	if left := asked - came - l.rows(); left > 0 {
		all = append(all, fmt.Sprintf("the simulator was given up with %d rows not asked for: %s", left, l.latest))
	}
	return all
}
